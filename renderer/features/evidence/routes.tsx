import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import { ChecksPage } from './ChecksPage.tsx'
import { EvidenceTab } from './EvidenceTab.tsx'
import { WizardPage } from './wizard/WizardPage.tsx'

/** Brings the charts along, which no first screen needs. */
const ResultPage = lazyRouteComponent(() => import('./result/ResultPage.tsx'), 'ResultPage')

const ComparePage = lazyRouteComponent(() => import('./compare/ComparePage.tsx'), 'ComparePage')

/** A result of another workspace, on the page of the request that brought it. */
export const StoredCheck = lazyRouteComponent(() => import('./result/StoredCheck.tsx'), 'StoredCheck')

export { TestSetsPanel } from './TestSetsPanel.tsx'

export function routes(parent: AnyRoute): AnyRoute[] {
  const at = (path: string, component: RouteComponent) => createRoute({ getParentRoute: () => parent, path, component })
  return [at('/checks', ChecksPage), at('/checks/new', WizardPage), at('/checks/compare', ComparePage), at('/checks/$id', ResultPage)]
}

/** The tab that this feature puts on the page of a version. */
export const versionTabs = (version: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => version, path: '/evidence', component: EvidenceTab })]
