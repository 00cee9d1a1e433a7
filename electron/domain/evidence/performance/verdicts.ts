import type { PerformanceEstimate, PerformanceResult, PerformanceSettings, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import { isBeyond } from '../verdicts.ts'

export type Minimum = Pick<PerformanceSettings, 'minimumRows' | 'minimumCases'>
export interface Judgement {
  verdict: Verdict
  reason?: string
}

/** A value held against its bounds; meeting one exactly keeps it. An undefined value, or one that rests on too little, is never a pass. */
export function judge({ value, n, cases, reason }: PerformanceEstimate, threshold: Threshold | null, minimum: Minimum): Judgement {
  if (threshold === null) return { verdict: 'not_applicable', reason: reason ?? 'no_threshold_declared' }
  if (value === null) return { verdict: 'insufficient_data', reason: reason ?? 'undefined' }
  if (n < minimum.minimumRows) return { verdict: 'insufficient_data', reason: 'too_few_rows' }
  if (cases < minimum.minimumCases) return { verdict: 'insufficient_data', reason: 'too_few_cases' }
  if (isBeyond(value, threshold)) return { verdict: 'fail' }
  return { verdict: threshold.warn && isBeyond(value, threshold.warn) ? 'warn' : 'pass' }
}

type Metric = PerformanceResult['metrics'][number]

export function toMetric({ name, value, low, high, n }: Omit<PerformanceEstimate, 'name'> & { name: Metric['name'] }, over: string[], threshold: Threshold | null, { verdict, reason }: Judgement): Metric {
  return { name, over, value, low, high, threshold, verdict, n, ...(reason === undefined ? {} : { reason }) }
}
