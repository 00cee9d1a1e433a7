import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { OverviewPage } from './OverviewPage.tsx'

export const routes = (parent: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => parent, path: '/', component: OverviewPage })]
