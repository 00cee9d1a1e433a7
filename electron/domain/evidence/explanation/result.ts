import { explanationMetric, type ExplanationMetric, type ExplanationResult, type ExplanationSettings, type FeatureImportance, type Threshold, type Verdict } from '../../../../shared/contract/evidence.ts'
import { isBeyond, toOverallVerdict } from '../verdicts.ts'
import { studentCritical } from '../statistics/distributions.ts'
import { sum } from '../statistics/summation.ts'
import type { ExplanationCounts, ExplanationFacts, FeatureSummary } from './facts.ts'
import { toExplanationLimits } from './limits.ts'

export interface Explained {
  settings: ExplanationSettings
  facts: ExplanationFacts
  engine: ExplanationResult['engine']
  counts: ExplanationCounts
}

type Metric = ExplanationResult['metrics'][number]

/** Summaries in, the stored result out: pure. */
export function toExplanationResult({ settings, facts, engine, counts }: Explained): ExplanationResult {
  const features = toFeatures(counts.features)
  const metrics = toMetrics(settings, counts, features)
  return {
    schema: 'countersign/check-result/1',
    check: 'explanation',
    verdict: toOverallVerdict(metrics.map(({ verdict }) => verdict)),
    settings,
    inputs: facts.inputs,
    engine,
    rows: facts.rows,
    metrics,
    features,
    baseline: counts.baseline,
    model: facts.model,
    recomputed: counts.recomputed,
    limits: toExplanationLimits(settings, facts, counts),
  }
}

/** Most important first; equal ones by name. */
function toFeatures(summaries: readonly FeatureSummary[]): FeatureImportance[] {
  const total = sum(summaries.map(({ mean }) => Math.abs(mean)))
  return summaries
    .map(({ name, mean, deviation, direction, n }) => {
      const half = deviation === null || n === null || n < 2 ? null : (studentCritical(0.05, n - 1) * deviation) / Math.sqrt(n)
      return { name, value: mean, low: half === null ? null : mean - half, high: half === null ? null : mean + half, deviation, direction, share: total === 0 ? null : Math.abs(mean) / total }
    })
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || (a.name < b.name ? -1 : 1))
}

function toMetrics({ thresholds }: ExplanationSettings, { recomputed }: ExplanationCounts, features: readonly FeatureImportance[]): Metric[] {
  const { decisions, scores } = recomputed ?? { decisions: null, scores: null }
  const values: Record<ExplanationMetric, { value: number | null; n: number; over: string[]; reason?: string }> = {
    prediction_agreement: decisions ? { value: (decisions.compared - decisions.different) / decisions.compared, n: decisions.compared, over: [] } : { value: null, n: 0, over: [], reason: 'nothing_to_compare' },
    score_difference: scores ? { value: scores.largest, n: scores.compared, over: [] } : { value: null, n: 0, over: [], reason: 'nothing_to_compare' },
    largest_share: { value: features[0]?.share ?? null, n: features.length, over: features[0] ? [features[0].name] : [], ...((features[0]?.share ?? null) === null ? { reason: 'no_importance' } : {}) },
  }
  return explanationMetric.options.map((name): Metric => {
    const { value, n, over, reason } = values[name]
    const threshold = thresholds[name] ?? null
    const judged = judge(value, threshold, reason)
    return { name, over, value, low: null, high: null, threshold, n, ...judged }
  })
}

/** What there was nothing to compare with does not apply; it was not asked for. */
function judge(value: number | null, threshold: Threshold | null, reason: string | undefined): { verdict: Verdict; reason?: string } {
  if (value === null) return { verdict: reason === 'nothing_to_compare' || threshold === null ? 'not_applicable' : 'insufficient_data', ...(reason ? { reason } : {}) }
  if (threshold === null) return { verdict: 'not_applicable', reason: 'no_threshold_declared' }
  return { verdict: isBeyond(value, threshold) ? 'fail' : 'pass' }
}
