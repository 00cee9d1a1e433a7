import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'
import { PoliciesPage } from './PoliciesPage.tsx'
import { PolicyPage } from './PolicyPage.tsx'
import { ProposalPage } from './ProposalPage.tsx'

/** Brings the YAML reader along, which no first screen needs. */
const EditorPage = lazyRouteComponent(() => import('./editor/EditorPage.tsx'), 'EditorPage')

export const routes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: '/policies', component: PoliciesPage }),
  createRoute({ getParentRoute: () => parent, path: '/policies/new', component: EditorPage }),
  createRoute({ getParentRoute: () => parent, path: '/policies/proposed/$id', component: ProposalPage }),
  createRoute({ getParentRoute: () => parent, path: '/policies/$id/$version', component: PolicyPage }),
]
