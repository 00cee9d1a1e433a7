import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import { ExperimentsPage } from './ExperimentsPage.tsx'

/** These bring the filter's grammar and the charts along, which no first screen needs. */
const ExperimentPage = lazyRouteComponent(() => import('./runs/ExperimentPage.tsx'), 'ExperimentPage')
const RunPage = lazyRouteComponent(() => import('./run/RunPage.tsx'), 'RunPage')
const ComparePage = lazyRouteComponent(() => import('./compare/ComparePage.tsx'), 'ComparePage')

export function routes(parent: AnyRoute): AnyRoute[] {
  const at = (path: string, component: RouteComponent) => createRoute({ getParentRoute: () => parent, path, component })
  return [at('/experiments', ExperimentsPage), at('/experiments/$id', ExperimentPage), at('/runs/compare', ComparePage), at('/runs/$run', RunPage)]
}
