import type { MetricName, MetricResult, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import type { Disparity } from './disparities.ts'
import { compare, toExact, toNumber } from './exact.ts'

/**
 * A metric's value held against its threshold; meeting it exactly passes. Missing evidence never passes: an undefined value or
 * a group left out is `insufficient_data`, unless what could be compared already fails.
 */
export function toMetricResult(name: MetricName, over: string[], found: Disparity, threshold: Threshold | null): MetricResult {
  const shown = toShown(found, threshold)
  const { verdict, reason } = judge(shown, found.leftOut, threshold)
  return {
    name,
    over,
    value: shown.exact === null ? null : toNumber(shown.exact),
    low: shown.low,
    high: shown.high,
    threshold,
    verdict,
    n: shown.n,
    between: shown.between === null ? null : [shown.between[0].by, shown.between[1].by],
    ...(found.ratios ? { ratios: found.ratios } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
}

type Shown = Omit<Disparity, 'reason'> & { reason?: string | undefined }

/** A part that could be compared and already fails stands for the whole: the other part can only make it worse. */
function toShown(found: Disparity, threshold: Threshold | null): Shown {
  const known = found.exact === null ? found.atLeast : undefined
  return known && threshold && breaks(known.exact, threshold) ? { ...known, reason: 'lower_bound' } : found
}

function judge(found: Shown, leftOut: boolean, threshold: Threshold | null): { verdict: Verdict; reason?: string | undefined } {
  const { exact, reason } = found
  if (reason === 'single_group') return { verdict: 'not_applicable', reason }
  if (threshold === null) return { verdict: 'not_applicable', reason: reason ?? 'no_threshold_declared' }
  if (exact === null) return { verdict: 'insufficient_data', reason }
  if (breaks(exact, threshold)) return { verdict: 'fail', reason }
  return leftOut ? { verdict: 'insufficient_data', reason: 'groups_left_out' } : { verdict: 'pass' }
}

function breaks(exact: Disparity['exact'], { max, min }: Threshold): boolean {
  if (exact === null) return false
  return (max !== undefined && compare(exact, toExact(max)) > 0) || (min !== undefined && compare(exact, toExact(min)) < 0)
}

const worstFirst: readonly Verdict[] = ['error', 'fail', 'insufficient_data', 'warn', 'pass']

/** The worst verdict of all metrics; those that apply to nothing have no say, and if none does nothing was judged. */
export function toOverallVerdict(verdicts: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'not_applicable'
}
