import type { Comparison, Conditional, FairnessSettings, GroupResult, MetricName, MetricResult } from '../../../../shared/contract/evidence.ts'
import { type ConditionalMetric, conditionalRates, findConditional, toConditional } from './conditional.ts'
import { type Disparity, findDisparity } from './disparities.ts'
import type { FairnessCell, FairnessView } from './facts.ts'
import { toFlips } from './flips.ts'
import { type Group, type Grouping, toGroupings } from './groups.ts'
import { findDifferentialFairness, findInequality } from './individual.ts'
import { type RateMetric, missingFor, rateMetrics } from './metrics.ts'
import { type Minimum, toGroupResult } from './rates.ts'
import { findAgainstReference, findReference, type ReferenceMetric, toComparisons } from './reference.ts'
import { resampleMetrics } from './resampled.ts'
import { toMetricResult } from './verdicts.ts'

/** What one way of seeing decisions gives: a class against the rest, a k, or the only one. */
export interface ViewResult {
  view: string | null
  groupings: Grouping[]
  groups: GroupResult[]
  metrics: MetricResult[]
  comparisons: Comparison[]
  conditional: Conditional[]
}

const referenceMetrics: readonly ReferenceMetric[] = ['statistical_parity_difference', 'disparate_impact', 'average_odds_difference']
const inequality = ['generalized_entropy_index', 'theil_index'] as const

export function toViewResult({ view, cells }: FairnessView, settings: FairnessSettings, minimum: Minimum): ViewResult {
  const { groups: columns, label } = settings.columns
  const labelled = label !== undefined
  const groupings = toGroupings(columns, cells, { labelled, minimumShare: settings.minimumShare })
  const each = groupings.map((grouping) => judgeGrouping(grouping, { settings, minimum, cells }))
  const named = <T>(one: T): T => (view === null ? one : { ...one, view })
  return {
    view,
    groupings,
    groups: groupings.flatMap((grouping) => grouping.groups.map((group) => named(toGroupResult(group, minimum, labelled)))),
    metrics: [...each.flatMap(({ metrics }) => metrics), ...judgeEverybody(cells, settings)].map(named),
    comparisons: each.flatMap(({ comparisons }) => comparisons).map(named),
    conditional: each.flatMap(({ conditional }) => conditional).map(named),
  }
}

interface Judging {
  settings: FairnessSettings
  minimum: Minimum
  cells: readonly FairnessCell[]
}

function judgeGrouping(grouping: Grouping, judging: Judging): Pick<ViewResult, 'metrics' | 'comparisons' | 'conditional'> {
  const { settings, minimum, cells } = judging
  const reference = findReference(grouping, settings.reference, minimum)
  const { groups: columns, controls } = settings.columns
  const conditional = controls ? toConditional({ grouping, reference, columns, controls, cells }) : []
  return {
    comparisons: toComparisons(grouping, reference),
    conditional,
    metrics: [...judgeRates(grouping, judging), ...judgeOthers(grouping, { ...judging, reference, conditional })],
  }
}

function judgeRates(grouping: Grouping, { settings, minimum }: Judging): MetricResult[] {
  const names = (Object.keys(rateMetrics) as RateMetric[]).filter((name) => missingFor(name, settings) === null)
  const resampled = resampleMetrics(names, grouping, minimum, settings)
  return names.map((name) => {
    const threshold = settings.thresholds[name] ?? null
    const bootstrap = resampled.get(name)
    const result = toMetricResult(name, grouping.over, findDisparity(name, grouping, minimum), { threshold, mode: settings.mode, ...(bootstrap ? { bootstrap } : {}) })
    const flips = toFlips(name, grouping.groups, threshold, minimum)
    return flips === null ? result : { ...result, flips }
  })
}

/** Metrics that speak of one grouping and are no highest against lowest. */
function judgeOthers(grouping: Grouping, { settings, minimum, reference, conditional }: Judging & { reference: Group | null; conditional: readonly Conditional[] }): MetricResult[] {
  // Against a reference of a combination there must be one for each of its columns.
  const declared = settings.reference !== undefined && grouping.over.every((column) => settings.reference?.[column] !== undefined)
  const found: [MetricName, Disparity][] = [
    ['differential_fairness', findDifferentialFairness(grouping, minimum)],
    ...referenceMetrics.filter(() => declared).map((name): [MetricName, Disparity] => [name, findAgainstReference(name, grouping, reference, minimum)]),
    ...(Object.keys(conditionalRates) as ConditionalMetric[]).map((name): [MetricName, Disparity] => [name, findConditional(name, grouping, conditional, reference, minimum)]),
  ]
  return found.filter(([name]) => missingFor(name, settings) === null).map(([name, one]) => toMetricResult(name, grouping.over, one, judgeBy(name, settings)))
}

/** Metrics over all rows, whatever their groups. */
function judgeEverybody(cells: readonly FairnessCell[], settings: FairnessSettings): MetricResult[] {
  if (missingFor('theil_index', settings) !== null) return []
  const found = findInequality(cells, settings)
  return inequality.map((name) => toMetricResult(name, [], found[name], judgeBy(name, settings)))
}

export const judgeBy = (name: MetricName, { thresholds, mode }: FairnessSettings) => ({ threshold: thresholds[name] ?? null, mode })
