import { type AnyRoute, createRoute } from '@tanstack/react-router'
import { QueuePage } from './QueuePage.tsx'
import { ReviewPage } from './ReviewPage.tsx'
import { ReviewTab } from './ReviewTab.tsx'

export function routes(parent: AnyRoute): AnyRoute[] {
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => parent, path, component })
  return [at('/reviews', QueuePage), at('/reviews/queue/$queue', QueuePage), at('/reviews/$id', ReviewPage)]
}

/** The tab that this feature puts on the page of a version. */
export const versionTabs = (version: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => version, path: '/review', component: ReviewTab })]
