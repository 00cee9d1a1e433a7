import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { DocumentsPage } from './DocumentsPage.tsx'
import { VersionDocuments } from './SubjectDocuments.tsx'

export { SubjectDocuments } from './SubjectDocuments.tsx'
export { SubjectNotes } from './notes/SubjectNotes.tsx'

/** These bring the Markdown along, which no first screen needs. */
const DocumentPage = lazyRouteComponent(() => import('./DocumentPage.tsx'), 'DocumentPage')
const VersionsPage = lazyRouteComponent(() => import('./VersionsPage.tsx'), 'VersionsPage')
const notebookPage = (name: 'DocumentNotebookPage' | 'DraftNotebookPage' | 'RunNotebookPage') => lazyRouteComponent(() => import('./notebook/NotebookPages.tsx'), name)
const DraftPage = lazyRouteComponent(() => import('./draft/DraftPage.tsx'), 'DraftPage')

/** A document of another workspace, on the page of the request that brought it. */
export const StoredDocument = lazyRouteComponent(() => import('./DocumentPage.tsx'), 'DocumentContents')

/** What is said about one sealed version, beneath it. */
export type DocumentComments = ComponentType<{ document: string; number: number }>

export function routes(parent: AnyRoute, Comments: DocumentComments): AnyRoute[] {
  const Commented = Object.assign(() => <DocumentPage Comments={Comments} />, { preload: DocumentPage.preload })
  const at = (path: string, component: RouteComponent) => createRoute({ getParentRoute: () => parent, path, component })
  return [
    at('/documents', DocumentsPage),
    at('/documents/drafts/$draft', DraftPage),
    at('/documents/drafts/$draft/notebooks/$sha256', notebookPage('DraftNotebookPage')),
    at('/documents/$id', Commented),
    at('/documents/$id/versions', VersionsPage),
    at('/documents/$id/notebooks/$sha256', notebookPage('DocumentNotebookPage')),
    // Notebooks are shown by one page wherever they lie; those of a run are its files.
    at('/runs/$run/notebook', notebookPage('RunNotebookPage')),
  ]
}

/** The tab that this feature puts on the page of a version. */
export const versionTabs = (version: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => version, path: '/documents', component: VersionDocuments })]
