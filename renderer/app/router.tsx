import { createHashHistory, createRootRoute, createRouter, type AnyRoute } from '@tanstack/react-router'
import { routes as catalogRoutes } from '../features/catalog/routes.tsx'
import { StoredManifest } from '../features/catalog/version/StoredManifest.tsx'
import { routes as documentsRoutes, StoredDocument, SubjectDocuments, SubjectNotes, versionTabs as documentTabs } from '../features/documents/routes.tsx'
import { routes as evidenceRoutes, StoredCheck, TestSetsPanel, versionTabs as evidenceTabs } from '../features/evidence/routes.tsx'
import { routes as experimentsRoutes } from '../features/experiments/routes.tsx'
import { routes as frameworksRoutes, versionTabs as frameworkTabs } from '../features/frameworks/routes.tsx'
import { routes as identityRoutes } from '../features/identity/routes.tsx'
import { routes as inventoryRoutes } from '../features/inventory/routes.tsx'
import { routes as ledgerRoutes } from '../features/ledger/routes.tsx'
import { routes as lineageRoutes, versionTabs as lineageTabs } from '../features/lineage/routes.tsx'
import { routes as overviewRoutes } from '../features/overview/routes.tsx'
import { routes as policiesRoutes } from '../features/policies/routes.tsx'
import { routes as reportsRoutes } from '../features/reports/routes.tsx'
import { DocumentComments, routes as reviewsRoutes, versionTabs as reviewTabs } from '../features/reviews/routes.tsx'
import { CheckFileDialog } from '../features/ledger/check/CheckFileDialog.tsx'
import { routes as workspaceRoutes } from '../features/workspace/routes.tsx'
import { PageFailed, PageMissing } from './PageFailed.tsx'
import { Root } from './Root.tsx'

/** What a feature exports: its routes under the shell, with full paths (`/models/$name`). */
export type FeatureRoutes = (parent: AnyRoute) => AnyRoute[]

const features: FeatureRoutes[] = [
  overviewRoutes,
  // The page of a version is the catalog's; its tabs come from the features that know evidence, documents and reviews.
  (parent) => catalogRoutes(parent, [evidenceTabs, documentTabs, lineageTabs, reviewTabs, frameworkTabs], SubjectDocuments),
  // Comments are acts around reviews, also where they speak of a document.
  (parent) => documentsRoutes(parent, DocumentComments),
  (parent) => experimentsRoutes(parent, SubjectNotes),
  lineageRoutes,
  evidenceRoutes,
  (parent) => reviewsRoutes(parent, { Check: StoredCheck, Manifest: StoredManifest, Document: StoredDocument }, TestSetsPanel),
  frameworksRoutes,
  inventoryRoutes,
  reportsRoutes,
  policiesRoutes,
  ledgerRoutes,
  identityRoutes,
  // Checking a file against the open ledger is the ledger's.
  (parent) => workspaceRoutes(parent, CheckFileDialog),
]

const rootRoute = createRootRoute({ component: Root, notFoundComponent: PageMissing, errorComponent: PageFailed })

/** Hash addresses work under `app://`, over HTTP and after a reload alike, and never reach a server. */
export const router = createRouter({
  routeTree: rootRoute.addChildren(features.flatMap((routes) => routes(rootRoute))),
  history: createHashHistory(),
  defaultPreload: false,
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
})

/**
 * Loads the screens that come in files of their own once the first one stands, so that going there needs no wait, and no
 * core that still answers.
 */
export function loadRest(): void {
  for (const { options } of Object.values(router.routesById)) {
    const { component } = options as { component?: { preload?: () => Promise<unknown> } }
    // What fails here is loaded when it is gone to, and then shown as an error.
    component?.preload?.().catch(() => undefined)
  }
}
