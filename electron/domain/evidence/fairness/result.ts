import { metricName, type FairnessResult, type FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { findDisparity } from './disparities.ts'
import type { FairnessCell } from './facts.ts'
import { toGroupings } from './groups.ts'
import { toLimits } from './limits.ts'
import { type Minimum, toGroupResult } from './rates.ts'
import { toMetricResult, toOverallVerdict } from './verdicts.ts'

export interface Counted {
  settings: FairnessSettings
  inputs: FairnessResult['inputs']
  engine: FairnessResult['engine']
  rows: FairnessResult['rows']
  cells: readonly FairnessCell[]
}

/**
 * Counts in, the stored result out: pure, so that a stored result can be computed again from the same counts, bit by bit.
 * Every metric is shown over every grouping; one without a threshold is not judged.
 */
export function toFairnessResult({ settings, inputs, engine, rows, cells }: Counted): FairnessResult {
  const columns = settings.columns.groups
  const minimum: Minimum = { group: settings.minimumGroup, denominator: settings.minimumDenominator }
  const groupings = toGroupings(columns, cells)
  const groups = groupings.flatMap((grouping) => grouping.groups.map((group) => toGroupResult(group.by, group, minimum)))
  const metrics = groupings.flatMap(({ over, groups: compared }) =>
    metricName.options.map((name) => toMetricResult(name, over, findDisparity(name, compared, minimum), settings.thresholds[name] ?? null)),
  )
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
    limits: toLimits({ rows, groups, columns, metrics, minimum }),
  }
}
