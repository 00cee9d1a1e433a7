import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { EntriesPage } from './EntriesPage.tsx'
import { IntegrityPage } from './IntegrityPage.tsx'

export const routes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: '/ledger', component: EntriesPage }),
  createRoute({ getParentRoute: () => parent, path: '/ledger/integrity', component: IntegrityPage }),
  createRoute({ getParentRoute: () => parent, path: '/ledger/$seq', component: EntriesPage }),
]
