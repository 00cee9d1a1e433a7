import type { Verdict } from '../../../shared/contract/evidence.ts'

const worstFirst: readonly Verdict[] = ['error', 'fail', 'insufficient_data', 'warn', 'pass']

/** The worst verdict of all metrics; those that apply to nothing have no say, and if none does nothing was judged. */
export function toOverallVerdict(verdicts: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'not_applicable'
}

export interface Bounds {
  min?: number | undefined
  max?: number | undefined
}

/** Whether a fraction breaks a bound; meeting one exactly keeps it. What is a ratio of counts is compared by exact.ts instead. */
export const isBeyond = (value: number, { min, max }: Bounds): boolean => (min !== undefined && value < min) || (max !== undefined && value > max)
