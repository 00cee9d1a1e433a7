import { type AnyRoute, createRoute } from '@tanstack/react-router'
import { FrameworkPage } from './FrameworkPage.tsx'
import { FrameworksPage } from './FrameworksPage.tsx'
import { VersionControls } from './VersionControls.tsx'
import { VersionFrameworks } from './VersionFrameworks.tsx'

export function routes(parent: AnyRoute): AnyRoute[] {
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => parent, path, component })
  return [at('/frameworks', FrameworksPage), at('/frameworks/$id', FrameworkPage)]
}

/** The tab that this feature puts on the page of a version: all control sets, and one of them control by control. */
export const versionTabs = (version: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => version, path: '/frameworks', component: VersionFrameworks }),
  createRoute({ getParentRoute: () => version, path: '/frameworks/$id', component: VersionControls }),
]
