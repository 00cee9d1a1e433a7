import { type AnyRoute, createRoute } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { AssessPage } from './tiering/AssessPage.tsx'
import { DatasetPage } from './DatasetPage.tsx'
import { DatasetsPage } from './DatasetsPage.tsx'
import { FromRunPage } from './from-run/FromRunPage.tsx'
import { HistoryTab } from './version/HistoryTab.tsx'
import { ManifestTab } from './version/ManifestTab.tsx'
import { ModelPage } from './ModelPage.tsx'
import { ModelsPage } from './ModelsPage.tsx'
import { RegisteredPage } from './registry/RegisteredPage.tsx'
import { SnapshotPage } from './SnapshotPage.tsx'
import { UseCasePage } from './UseCasePage.tsx'
import { UseCasesPage } from './UseCasesPage.tsx'
import { VersionPage } from './version/VersionPage.tsx'

type Tabs = (version: AnyRoute) => AnyRoute[]

/** What was written about a record, on its page. */
export type SubjectDocuments = ComponentType<{ subject: EvidenceSubject }>

/** `versionTabs`: the tabs that other features put on the page of a version, under `/models/$name/$number`. */
export function routes(parent: AnyRoute, versionTabs: readonly Tabs[], Documents: SubjectDocuments): AnyRoute[] {
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => parent, path, component })
  return [
    at('/models', ModelsPage),
    at('/models/$name', () => <ModelPage Documents={Documents} />),
    at('/registry/$name', RegisteredPage),
    versionRoute(parent, versionTabs),
    at('/register-version', FromRunPage),
    at('/use-cases', UseCasesPage),
    at('/use-cases/$id', () => <UseCasePage Documents={Documents} />),
    at('/use-cases/$id/assess', AssessPage),
    at('/datasets', DatasetsPage),
    at('/datasets/$name', DatasetPage),
    at('/datasets/$name/$number', () => <SnapshotPage Documents={Documents} />),
  ]
}

function versionRoute(parent: AnyRoute, versionTabs: readonly Tabs[]): AnyRoute {
  const version = createRoute({ getParentRoute: () => parent, path: '/models/$name/$number', component: VersionPage })
  return version.addChildren([
    createRoute({ getParentRoute: () => version, path: '/', component: ManifestTab }),
    createRoute({ getParentRoute: () => version, path: '/history', component: HistoryTab }),
    ...versionTabs.flatMap((tabs) => tabs(version)),
  ])
}
