import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { DossierPage } from './DossierPage.tsx'
import { ReportsPage } from './ReportsPage.tsx'

export const routes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: '/reports', component: ReportsPage }),
  createRoute({ getParentRoute: () => parent, path: '/reports/dossier', component: DossierPage }),
]
