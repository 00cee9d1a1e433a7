import { type AnyRoute, createRoute } from '@tanstack/react-router'
import { AssessPage } from './tiering/AssessPage.tsx'
import { DatasetPage } from './DatasetPage.tsx'
import { DatasetsPage } from './DatasetsPage.tsx'
import { HistoryTab } from './version/HistoryTab.tsx'
import { ManifestTab } from './version/ManifestTab.tsx'
import { ModelPage } from './ModelPage.tsx'
import { ModelsPage } from './ModelsPage.tsx'
import { SnapshotPage } from './SnapshotPage.tsx'
import { UseCasePage } from './UseCasePage.tsx'
import { UseCasesPage } from './UseCasesPage.tsx'
import { VersionPage } from './version/VersionPage.tsx'

type Tabs = (version: AnyRoute) => AnyRoute[]

/** `versionTabs`: the tabs that other features put on the page of a version, under `/models/$name/$number`. */
export function routes(parent: AnyRoute, versionTabs: readonly Tabs[] = []): AnyRoute[] {
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => parent, path, component })
  return [
    at('/models', ModelsPage),
    at('/models/$name', ModelPage),
    versionRoute(parent, versionTabs),
    at('/use-cases', UseCasesPage),
    at('/use-cases/$id', UseCasePage),
    at('/use-cases/$id/assess', AssessPage),
    at('/datasets', DatasetsPage),
    at('/datasets/$name', DatasetPage),
    at('/datasets/$name/$number', SnapshotPage),
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
