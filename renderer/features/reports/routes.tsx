import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'
import { ReportsPage } from './ReportsPage.tsx'

/** Brings the PDF reader along, which no first screen needs. */
const DossierPage = lazyRouteComponent(() => import('./DossierPage.tsx'), 'DossierPage')

export const routes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: '/reports', component: ReportsPage }),
  createRoute({ getParentRoute: () => parent, path: '/reports/dossier', component: DossierPage }),
]
