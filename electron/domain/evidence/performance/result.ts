import type { Curve, Locality, PerformanceResult, PerformanceSettings, Population, Segment } from '../../../../shared/contract/evidence.ts'
import type { Counted } from '../kinds.ts'
import { toChallenger } from './challenger.ts'
import { type Sides, toDecay, wholeOf } from './decay.ts'
import { toClassResults } from './decision-estimates.ts'
import { estimateOf } from './estimates.ts'
import type { PerformanceCounts, PerformanceFacts, SideCounts } from './facts.ts'
import { toLimits } from './limits.ts'
import { toLocality } from './locality.ts'
import { metricsOf } from './metrics.ts'
import { judge, toMetric } from './verdicts.ts'
import { isBeyond, toOverallVerdict } from '../verdicts.ts'

/** Counts in, the stored result out: pure, so that a stored result can be computed again from the same counts. */
export function toPerformanceResult({ settings, facts, engine, counts }: Counted<'performance', PerformanceFacts, PerformanceCounts>): PerformanceResult {
  const sides: Sides = counts
  const data = toPopulation(counts.data, facts.classes, settings)
  const reference = counts.reference && toPopulation(counts.reference, facts.classes, settings)
  const decay = toDecay(sides, settings)
  const locality = toLocality(sides, settings, facts.edges)
  const challenger = counts.joint && toChallenger(counts.joint, settings, facts.classes.length)
  const metrics = [
    ...data.estimates.map((estimate) => {
      const threshold = settings.thresholds[estimate.name] ?? null
      return toMetric(estimate, [], threshold, judge(estimate, threshold, settings))
    }),
    ...decayMetrics(decay),
    ...(locality ? [segmentMetric(locality, settings)] : []),
  ]
  return {
    schema: 'countersign/check-result/1',
    check: 'performance',
    verdict: toOverallVerdict(metrics.map(({ verdict }) => verdict)),
    settings,
    inputs: facts.inputs,
    engine,
    rows: facts.rows,
    metrics,
    data,
    reference,
    decay,
    locality,
    challenger,
    limits: toLimits({ settings, facts, data, decay, locality, challenger }),
  }
}

function toPopulation(side: SideCounts, classes: readonly string[], settings: PerformanceSettings): Population {
  const whole = wholeOf(side)
  const k = classes.length
  const asked = { task: settings.task, scores: settings.model.score !== null, business: settings.business !== null }
  const table = { k, cells: whole.cells }
  return {
    n: whole.n,
    confusion: k === 0 ? null : { classes: [...classes], counts: Array.from({ length: k }, (_, at) => whole.cells.slice(at * k, (at + 1) * k)) },
    classes: settings.task === 'multiclass' ? toClassResults(table, classes, settings.bootstrap) : [],
    scores: whole.scores,
    curve: toCurve(side),
    errors: whole.errors,
    shape: side.shape,
    estimates: metricsOf(asked).map((name) => estimateOf(name, whole, settings, side.curves?.groups ?? null)),
  }
}

function toCurve({ curves }: SideCounts): Curve | null {
  if (!curves) return null
  const { positives, negatives, distinct, points, sweep } = curves
  return { positives, negatives, distinctScores: distinct, points, sweep }
}



/** One line for all rows and one for each window, as far as there is something to hold them against. */
function decayMetrics(decay: PerformanceResult['decay']): PerformanceResult['metrics'] {
  return decay.flatMap(({ name, limits, whole, windows, chunks }) =>
    [...(whole ? [{ over: ['reference'], value: whole, threshold: chunks === null ? limits : null }] : []), ...windows.map((value) => ({ over: ['window', value.key], value, threshold: limits }))].map(
      ({ over, value: { value, low, high, n, verdict, reason }, threshold }) => ({ name, over, value, low, high, threshold, verdict, n, ...(reason === undefined ? {} : { reason }) }),
    ),
  )
}

/**
 * The worst segment held against the declared shortfall. Only what the correction leaves standing can fail; a shortfall beyond the limit that may be chance is a
 * warning, for it may as well be none.
 */
function segmentMetric({ tried, segments }: Locality, { locality }: PerformanceSettings): PerformanceResult['metrics'][number] {
  const name = 'segment_shortfall'
  const threshold = locality.shortfall
  const standing = segments.filter(({ adjusted }) => adjusted !== null && adjusted < locality.level)
  const worst = standing[0] ?? segments[0]
  if (tried === 0 || worst?.shortfall === null || worst === undefined) {
    return { name, over: [], value: null, low: null, high: null, threshold, verdict: 'insufficient_data', n: 0, reason: 'no_segment_large_enough' }
  }
  const over = Object.entries(worst.by).flat()
  const found = { name, over, value: worst.shortfall, ...shortfallInterval(worst), threshold, n: worst.n } as const
  if (isBeyond(worst.shortfall, threshold)) return standing.length > 0 ? { ...found, verdict: 'fail' } : { ...found, verdict: 'warn', reason: 'may_be_chance' }
  return { ...found, verdict: standing.length > 0 && threshold.warn && isBeyond(worst.shortfall, threshold.warn) ? 'warn' : 'pass' }
}

/** The gap's interval in the terms of the shortfall: turned round for rates, as a share of the other rows' value for errors. */
function shortfallInterval({ gap, gapLow, gapHigh, shortfall }: Segment): { low: number | null; high: number | null } {
  if (!gap || gapLow === null || gapHigh === null || shortfall === null) return { low: null, high: null }
  const [a, b] = [(gapLow * shortfall) / gap, (gapHigh * shortfall) / gap]
  return { low: Math.min(a, b), high: Math.max(a, b) }
}
