import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** The picture and its layout, which no first screen needs. */
const VersionLineage = lazyRouteComponent(() => import('./pages.tsx'), 'VersionLineage')
const RunLineage = lazyRouteComponent(() => import('./pages.tsx'), 'RunLineage')
const SnapshotLineage = lazyRouteComponent(() => import('./pages.tsx'), 'SnapshotLineage')

export function routes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({ getParentRoute: () => parent, path: '/runs/$run/lineage', component: RunLineage }),
    createRoute({ getParentRoute: () => parent, path: '/datasets/$name/$number/lineage', component: SnapshotLineage }),
  ]
}

/** The tab that this feature puts on the page of a version. */
export const versionTabs = (version: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => version, path: '/lineage', component: VersionLineage })]
