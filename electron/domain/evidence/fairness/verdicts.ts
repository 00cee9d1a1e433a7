import type { MetricName, MetricResult, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import type { Disparity } from './disparities.ts'
import { compare, toExact, toNumber } from './exact.ts'

/**
 * A metric's value held against its threshold; meeting it exactly passes. Missing evidence never passes: an undefined value or
 * a group left out is `insufficient_data`, unless what could be compared already fails.
 */
export function toMetricResult(name: MetricName, over: string[], found: Disparity, threshold: Threshold | null): MetricResult {
  const { verdict, reason } = judge(found, threshold)
  return {
    name,
    over,
    value: found.exact === null ? null : toNumber(found.exact),
    low: found.low,
    high: found.high,
    threshold,
    verdict,
    n: found.n,
    between: found.between === null ? null : [found.between[0].by, found.between[1].by],
    ...(found.ratios ? { ratios: found.ratios } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
}

function judge({ exact, reason, leftOut }: Disparity, threshold: Threshold | null): { verdict: Verdict; reason?: string | undefined } {
  if (reason === 'single_group') return { verdict: 'not_applicable', reason }
  if (threshold === null) return { verdict: 'not_applicable', reason: reason ?? 'no_threshold_declared' }
  if (exact === null) return { verdict: 'insufficient_data', reason }
  if (breaks(exact, threshold)) return { verdict: 'fail' }
  return leftOut ? { verdict: 'insufficient_data', reason: 'groups_left_out' } : { verdict: 'pass' }
}

function breaks(exact: NonNullable<Disparity['exact']>, { max, min }: Threshold): boolean {
  return (max !== undefined && compare(exact, toExact(max)) > 0) || (min !== undefined && compare(exact, toExact(min)) < 0)
}

const worstFirst: readonly Verdict[] = ['error', 'fail', 'insufficient_data', 'warn', 'pass']

/** The worst verdict of all metrics; those that apply to nothing have no say, and if none does nothing was judged. */
export function toOverallVerdict(verdicts: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'not_applicable'
}
