import type { QualityMeasure, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import { compare, toExact } from '../exact.ts'

/** A value as two whole numbers, or as a fraction that has no such form. */
export type Value = { num: number; den: number } | number

export interface Judged {
  name: QualityMeasure['name']
  over: string[]
  /** Null with the reason why there is none. */
  value: Value | null
  n: number
  low?: number
  high?: number
  /** Why the value is shown and not judged, or why there is none. */
  reason?: string
}

/** A value held against its bounds: beyond the outer ones it fails, beyond the inner ones it warns; meeting a bound is within it. */
export function judge({ name, over, value, n, low, high, reason }: Judged, threshold: Threshold | null): QualityMeasure {
  const shown = value === null ? null : toNumber(value)
  const found = toVerdict(value, threshold, reason)
  return { name, over, value: shown, low: low ?? null, high: high ?? null, threshold, n, ...found }
}

function toVerdict(value: Value | null, threshold: Threshold | null, reason: string | undefined): { verdict: Verdict; reason?: string } {
  if (threshold === null) return { verdict: 'not_applicable', reason: reason ?? 'no_threshold_declared' }
  if (reason !== undefined) return { verdict: 'insufficient_data', reason }
  if (value === null) return { verdict: 'insufficient_data', reason: 'no_values' }
  if (breaks(value, threshold)) return { verdict: 'fail' }
  return { verdict: threshold.warn !== undefined && breaks(value, threshold.warn) ? 'warn' : 'pass' }
}

const breaks = (value: Value, { max, min }: { max?: number | undefined; min?: number | undefined }): boolean =>
  (max !== undefined && order(value, max) > 0) || (min !== undefined && order(value, min) < 0)

/** Counts are compared as whole numbers with the decimal as it was written: 5 of 100 is 0.05, and not above it. */
function order(value: Value, bound: number): number {
  if (typeof value === 'number') return value - bound
  return compare({ num: BigInt(value.num), den: BigInt(value.den) }, toExact(bound))
}

const toNumber = (value: Value): number => (typeof value === 'number' ? value : value.num / value.den)
