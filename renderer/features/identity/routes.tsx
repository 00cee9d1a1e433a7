import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { PeoplePage } from './PeoplePage.tsx'
import { PersonPage } from './PersonPage.tsx'

export const routes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: '/people', component: PeoplePage }),
  createRoute({ getParentRoute: () => parent, path: '/people/$email', component: PersonPage }),
]
