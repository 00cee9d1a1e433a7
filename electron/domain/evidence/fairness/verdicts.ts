import type { FairnessSettings, MetricName, MetricResult, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import type { Disparity } from './disparities.ts'
import { type Exact, compare, exactSize, toExact, toNumber } from '../exact.ts'
import { isSigned } from './metrics.ts'

interface Judgement {
  verdict: Verdict
  reason?: string | undefined
}

export interface JudgeBy {
  threshold: Threshold | null
  mode: FairnessSettings['mode']
  bootstrap?: MetricResult['bootstrap']
}

/**
 * A metric's value held against its threshold; meeting it exactly passes. Missing evidence never passes: an undefined value or
 * a group left out is `insufficient_data`, unless what could be compared already fails.
 */
export function toMetricResult(name: MetricName, over: string[], found: Disparity, { threshold, mode, bootstrap }: JudgeBy): MetricResult {
  const { verdict, reason } = judge(name, found, { threshold, mode, bootstrap })
  return {
    name,
    over,
    value: found.exact === null ? null : toNumber(found.exact),
    low: found.low,
    high: found.high,
    threshold,
    verdict,
    n: found.n,
    between: found.between,
    ...(bootstrap ? { bootstrap } : {}),
    ...(found.ratios ? { ratios: found.ratios } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
}

function judge(name: MetricName, found: Disparity, { threshold, mode, bootstrap }: JudgeBy): Judgement {
  const { exact, reason, leftOut } = found
  if (reason === 'single_group') return { verdict: 'not_applicable', reason }
  if (threshold === null) return { verdict: 'not_applicable', reason: reason ?? 'no_threshold_declared' }
  if (exact === null) return { verdict: 'insufficient_data', reason }
  const { verdict, reason: why } = mode === 'confidence' ? judgeInterval(name, bootstrap ?? found, threshold) : judgePoint(name, exact, threshold)
  if (verdict === 'fail') return { verdict, reason: why }
  return leftOut ? { verdict: 'insufficient_data', reason: 'groups_left_out' } : { verdict, reason: why }
}

function judgePoint(name: MetricName, exact: Exact, threshold: Threshold): Judgement {
  const held = isSigned(name) ? exactSize(exact) : exact
  if (breaks(held, threshold)) return { verdict: 'fail' }
  return threshold.warn && breaks(held, threshold.warn) ? { verdict: 'warn', reason: 'near_the_threshold' } : { verdict: 'pass' }
}

function breaks(exact: Exact, { max, min }: Pick<Threshold, 'max' | 'min'>): boolean {
  return (max !== undefined && compare(exact, toExact(max)) > 0) || (min !== undefined && compare(exact, toExact(min)) < 0)
}

/** Fails if no value of the interval is allowed, passes if all are; else the data do not decide. Without an interval nothing is decided either. */
function judgeInterval(name: MetricName, { low, high }: { low: number | null; high: number | null }, { max, min }: Threshold): Judgement {
  if (low === null || high === null) return { verdict: 'warn', reason: 'no_interval' }
  const least = min ?? (isSigned(name) ? -(max ?? Infinity) : -Infinity)
  const most = max ?? Infinity
  if (low > most || high < least) return { verdict: 'fail' }
  return low >= least && high <= most ? { verdict: 'pass' } : { verdict: 'warn', reason: 'inconclusive' }
}
