import type { FairnessResult, FairnessSettings, MetricName, MetricResult } from '../../../../shared/contract/evidence.ts'
import { toAuditTables } from './audit.ts'
import type { Disparity } from './disparities.ts'
import { findErrorDisparity, toErrorGroups } from './errors.ts'
import { findExposureRatio, toExposureGroups } from './exposure.ts'
import type { FairnessCounts } from './facts.ts'
import { type Grouping, toGroupings, toOvers } from './groups.ts'
import { toLimits } from './limits.ts'
import { missingFor } from './metrics.ts'
import type { Minimum } from './rates.ts'
import { findRepresentation, toMissing, toRepresentation } from './representation.ts'
import { findScoreDisparity, type ScoreMetric, toScoreGroups } from './scores.ts'
import { toOverallVerdict } from '../verdicts.ts'
import { toMetricResult } from './verdicts.ts'
import { judgeBy, toViewResult } from './view.ts'

export interface Counted {
  settings: FairnessSettings
  inputs: FairnessResult['inputs']
  engine: FairnessResult['engine']
  rows: FairnessResult['rows']
  counts: FairnessCounts
}

/**
 * Counts in, the stored result out: pure, so that a stored result can be computed again from the same counts, bit by bit.
 * Every metric that the inputs allow is shown over every grouping; one without a threshold is not judged.
 */
export function toFairnessResult({ settings, inputs, engine, rows, counts }: Counted): FairnessResult {
  const minimum: Minimum = { group: settings.minimumGroup, denominator: settings.minimumDenominator }
  const views = counts.views.map((view) => toViewResult(view, settings, minimum))
  const sections = toSections(settings, counts, { minimum, views, rows })
  const groups = views.flatMap((view) => view.groups)
  const metrics = [...views.flatMap((view) => view.metrics), ...sections.metrics]
  const conditional = views.flatMap((view) => view.conditional)
  return {
    schema: 'countersign/check-result/1',
    check: 'fairness',
    verdict: toOverallVerdict(metrics.map(({ verdict }) => verdict)),
    settings,
    inputs,
    engine,
    rows,
    groups,
    metrics,
    comparisons: views.flatMap(({ comparisons }) => comparisons),
    ...(conditional.length > 0 ? { conditional } : {}),
    ...sections.stored,
    limits: toLimits({ rows, groups, columns: settings.columns.groups, metrics, minimum, settings }),
  }
}

interface Seen {
  minimum: Minimum
  views: readonly ReturnType<typeof toViewResult>[]
  rows: FairnessResult['rows']
}

type Stored = Partial<Pick<FairnessResult, 'representation' | 'missing' | 'audit' | 'median' | 'scores' | 'errors' | 'exposure'>>

/** What is beside groups and their rates, as far as the settings ask for it. */
function toSections(settings: FairnessSettings, counts: FairnessCounts, { minimum, views, rows }: Seen): { stored: Stored; metrics: MetricResult[] } {
  const overs = toOvers(settings.columns.groups)
  const stored: Stored = counts.median === undefined ? {} : { median: counts.median }
  const metrics: MetricResult[] = []
  const judge = (name: MetricName, over: string[], found: Disparity) => void metrics.push(toMetricResult(name, over, found, judgeBy(name, settings)))
  const within = <T extends { by: Record<string, string> }>(over: readonly string[], groups: readonly T[]) => groups.filter(({ by }) => Object.keys(by).join('\0') === over.join('\0'))
  if (settings.benchmark) {
    stored.representation = toRepresentation(groupingsOf(views), settings.benchmark)
    stored.missing = toMissing(counts.missing) ?? []
    for (const { column } of settings.benchmark) judge('representation_ratio', [column], findRepresentation(column, stored.representation))
  }
  if (settings.report === 'nyc_local_law_144') {
    stored.audit = counts.views.flatMap(({ view, cells }) => toAuditTables(cells, rows.used, settings).map((table) => (view === null ? table : { ...table, view })))
  }
  if (counts.scores) {
    const groups = (stored.scores = toScoreGroups(counts.scores, minimum))
    for (const over of overs) for (const name of scoreMetrics(settings)) judge(name, over, findScoreDisparity(name, within(over, groups), minimum))
  }
  if (counts.errors) {
    const groups = (stored.errors = toErrorGroups(counts.errors, minimum))
    for (const over of overs) for (const name of ['mean_error_difference', 'mae_ratio', 'rmse_ratio'] as const) judge(name, over, findErrorDisparity(name, within(over, groups)))
  }
  if (counts.exposure) {
    const cutoffs = settings.columns.decision.kind === 'top' ? settings.columns.decision.cutoffs : []
    const groups = (stored.exposure = toExposureGroups(counts.exposure, cutoffs.map((k, at) => ({ k, groupings: views[at]?.groupings ?? [] })), minimum))
    for (const over of overs) judge('exposure_ratio', over, findExposureRatio(within(over, groups)))
  }
  return { stored, metrics }
}

const scoreMetrics = (settings: FairnessSettings): ScoreMetric[] =>
  (['auc_difference', 'calibration_error', 'calibration_gap', 'brier_score_difference', 'score_mean_difference', 'score_distance'] as const).filter((name) => missingFor(name, settings) === null)

/** Rows of each group: the same in every view. */
function groupingsOf(views: readonly { groupings: Grouping[] }[]): Grouping[] {
  return views[0]?.groupings ?? toGroupings([], [])
}
