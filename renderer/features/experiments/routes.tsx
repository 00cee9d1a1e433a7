import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { RunNotes } from './words.tsx'
import { ExperimentsPage } from './ExperimentsPage.tsx'

/** These bring the filter's grammar and the charts along, which no first screen needs. */
const ExperimentPage = lazyRouteComponent(() => import('./runs/ExperimentPage.tsx'), 'ExperimentPage')
const ExperimentNotesPage = lazyRouteComponent(() => import('./runs/ExperimentPage.tsx'), 'ExperimentNotesPage')
const ImportPage = lazyRouteComponent(() => import('./import/ImportPage.tsx'), 'ImportPage')
const ImportReportPage = lazyRouteComponent(() => import('./import/ImportReportPage.tsx'), 'ImportReportPage')
const RunPage = lazyRouteComponent(() => import('./run/RunPage.tsx'), 'RunPage')
const ComparePage = lazyRouteComponent(() => import('./compare/ComparePage.tsx'), 'ComparePage')

/** Notes on runs and experiments are documents: the feature that knows those brings their panel. */
export function routes(parent: AnyRoute, Notes: RunNotes): AnyRoute[] {
  const RunWithNotes = Object.assign(() => <RunPage Notes={Notes} />, { preload: RunPage.preload })
  const ExperimentNotes = Object.assign(() => <ExperimentNotesPage Notes={Notes} />, { preload: ExperimentNotesPage.preload })
  const at = (path: string, component: RouteComponent) => createRoute({ getParentRoute: () => parent, path, component })
  return [at('/experiments', ExperimentsPage), at('/experiments/import', ImportPage), at('/experiments/imports/$seq', ImportReportPage), at('/experiments/$id', ExperimentPage), at('/experiments/$id/notes', ExperimentNotes), at('/runs/compare', ComparePage), at('/runs/$run', RunWithNotes)]
}
