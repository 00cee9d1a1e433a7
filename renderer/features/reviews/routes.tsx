import { type AnyRoute, createRoute } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { BatchPage } from './batch/BatchPage.tsx'
import { ForeignRequestPage, type StoredParts } from './bundles/ForeignRequestPage.tsx'
import { ForeignRequestsPage } from './bundles/ForeignRequestsPage.tsx'
import { DelegationsPage } from './items/DelegationsPage.tsx'
import { FindingsPage } from './items/FindingsPage.tsx'
import { ItemPage } from './items/ItemPage.tsx'
import { QueuePage } from './QueuePage.tsx'
import { ReviewPage } from './ReviewPage.tsx'
import { ReviewTab } from './ReviewTab.tsx'

export { DocumentComments } from './items/CommentsPanel.tsx'

/** `stored`: how the features that know checks and manifests show those of another workspace; `TestSets`: on what data a version was tested. */
export function routes(parent: AnyRoute, stored: StoredParts, TestSets: ComponentType<{ version: string }>): AnyRoute[] {
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => parent, path, component })
  return [
    at('/reviews', QueuePage),
    at('/reviews/queue/$queue', QueuePage),
    at('/reviews/foreign', ForeignRequestsPage),
    at('/reviews/foreign/$id', () => <ForeignRequestPage stored={stored} />),
    at('/reviews/findings', FindingsPage),
    at('/reviews/delegations', DelegationsPage),
    at('/reviews/batch', BatchPage),
    at('/reviews/items/$id', ItemPage),
    at('/reviews/$id', () => <ReviewPage TestSets={TestSets} />),
  ]
}

/** The tab that this feature puts on the page of a version. */
export const versionTabs = (version: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => version, path: '/review', component: ReviewTab })]
