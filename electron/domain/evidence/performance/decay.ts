import type { AlertRule, Decay, PerformanceEstimate, PerformanceMetric, PerformanceSettings, Threshold, WindowValue } from '../../../../shared/contract/evidence.ts'
import { sum } from '../statistics/summation.ts'
import { estimateOf, toGap } from './estimates.ts'
import type { PartCounts, SideCounts } from './facts.ts'
import { metricForms } from './metrics.ts'
import type { ScoreGroups } from './score-estimates.ts'
import { judge } from './verdicts.ts'

/** Limits from standard deviations need as many chunks as NannyML asks for. */
const fewestChunks = 6

export interface Sides {
  data: SideCounts
  reference: SideCounts | null
}

export const wholeOf = ({ parts }: SideCounts): PartCounts => parts.find(({ part }) => part.of === 'all') as PartCounts
const groupsOf = ({ curves }: SideCounts): ScoreGroups | null => curves?.groups ?? null

/** Each watched metric against the reference: over all rows and in every window, with the limits beyond which it is an alert. */
export function toDecay(sides: Sides, settings: PerformanceSettings): Decay[] {
  if (!sides.reference && settings.windows === null) return []
  return settings.watched.map((name) => watch(name, sides, settings))
}

function watch(name: PerformanceMetric, { data, reference }: Sides, settings: PerformanceSettings): Decay {
  const known = reference ? estimateOf(name, wholeOf(reference), settings, groupsOf(reference)) : null
  const chunks = reference && settings.alert.by === 'deviations' ? chunkValues(name, reference, settings) : null
  const { limits, reason } = toLimits(name, known, chunks, settings)
  // Limits of chunks tell how chunks of that size scatter; all rows together scatter less.
  const wholeLimits = chunks === null ? limits : null
  const wholeReason = chunks === null ? reason : 'limits_are_for_windows'
  const toValue = (key: string, estimate: PerformanceEstimate, bounds: Threshold | null, why: string | undefined) => toWindowValue({ key, estimate, known, bounds, why }, settings)
  const windows = data.parts.flatMap((part) => (part.part.of === 'window' ? [toValue(part.part.key, estimateOf(name, part, settings), limits, reason)] : []))
  const whole = known && toValue('all rows', estimateOf(name, wholeOf(data), settings, groupsOf(data)), wholeLimits, wholeReason)
  return { name, reference: known, limits, ...(reason === undefined ? {} : { reason }), chunks, whole, windows }
}

function toWindowValue({ key, estimate, known, bounds, why }: { key: string; estimate: PerformanceEstimate; known: PerformanceEstimate | null; bounds: Threshold | null; why: string | undefined }, settings: PerformanceSettings): WindowValue {
  const { value, low, high, n } = estimate
  const gap = known ? toGap(estimate, known) : { gap: null, gapLow: null, gapHigh: null }
  const relative = gap.gap === null || !known?.value ? null : gap.gap / Math.abs(known.value)
  const insufficient = why === 'fewer_than_six_chunks' || why === 'reference_undefined' || why === 'reference_too_small' || why === 'reference_not_positive'
  const judged = bounds === null && insufficient ? ({ verdict: 'insufficient_data', reason: why } as const) : judge(estimate, bounds, settings)
  const reason = bounds === null && why !== undefined ? why : judged.reason
  return { key, n, value, low, high, ...gap, relative, verdict: judged.verdict, ...(reason === undefined ? {} : { reason }) }
}

function chunkValues(name: PerformanceMetric, reference: SideCounts, settings: PerformanceSettings): (number | null)[] {
  return reference.parts.filter(({ part }) => part.of === 'window').map((part) => {
    const estimate = estimateOf(name, part, settings)
    return estimate.n < settings.minimumRows || estimate.cases < settings.minimumCases ? null : estimate.value
  })
}

interface Limits {
  limits: Threshold | null
  reason?: string
}

/** Without a reference the declared threshold is the limit, in every window. */
function toLimits(name: PerformanceMetric, known: PerformanceEstimate | null, chunks: readonly (number | null)[] | null, settings: PerformanceSettings): Limits {
  const { better } = metricForms[name]
  if (known === null) {
    const declared = settings.thresholds[name]
    return declared ? { limits: declared } : { limits: null, reason: 'no_reference' }
  }
  if (better === 'zero') return { limits: null, reason: 'no_direction' }
  if (known.value === null) return { limits: null, reason: 'reference_undefined' }
  if (known.n < settings.minimumRows || known.cases < settings.minimumCases) return { limits: null, reason: 'reference_too_small' }
  return chunks ? deviationLimits(better, chunks, settings.alert) : relativeLimits(better, known.value, settings.alert)
}

/** The reference less a share of itself. A metric that may be 0 or below has no share to lose: then there is no limit. */
function relativeLimits(better: 'higher' | 'lower', value: number, alert: AlertRule): Limits {
  if (alert.by !== 'relative') return { limits: null, reason: 'no_limits' }
  if (!(value > 0)) return { limits: null, reason: 'reference_not_positive' }
  const { warn, fail, source } = alert
  const limits = better === 'higher' ? { min: value * (1 - fail), warn: { min: value * (1 - warn) } } : { max: value * (1 + fail), warn: { max: value * (1 + warn) } }
  return { limits: { ...limits, source } }
}

/** Mean ± d population standard deviations over the reference's chunks, as in NannyML: beyond it on the worse side is a failure, on the better side worth a look. */
function deviationLimits(better: 'higher' | 'lower', chunks: readonly (number | null)[], alert: AlertRule): Limits {
  const values = chunks.filter((value) => value !== null)
  if (alert.by !== 'deviations' || values.length < fewestChunks) return { limits: null, reason: 'fewer_than_six_chunks' }
  const mean = sum(values) / values.length
  const spread = alert.deviations * Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length)
  const [low, high] = [mean - spread, mean + spread]
  return { limits: better === 'higher' ? { min: low, warn: { max: high }, source: alert.source } : { max: high, warn: { min: low }, source: alert.source } }
}
