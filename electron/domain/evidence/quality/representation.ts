import type { QualityResult } from '../../../../shared/contract/evidence.ts'
import { chiSquareTail } from '../statistics/distributions.ts'
import { wilson } from '../statistics/intervals.ts'
import type { QualityCounts } from './counts.ts'

/**
 * Shares in the data beside those of the benchmark. The ratio is share / expected share, 1 at parity. Chi-square of fit, as information: at many
 * rows every difference is significant. Values of the data that the benchmark does not name count as one further, of share 0 there.
 */
export function toRepresentation({ column, values, n }: QualityCounts['benchmark'][number]): QualityResult['benchmark'][number] {
  const named = values.reduce((sum, one) => sum + one.n, 0)
  const possible = values.filter(({ expected }) => expected > 0)
  const fits = n > 0 && named === n && values.every(({ n: rows, expected }) => expected > 0 || rows === 0)
  const degrees = Math.max(0, possible.length - 1)
  const chiSquare = fits && degrees > 0 ? possible.reduce((sum, one) => sum + (one.n - n * one.expected) ** 2 / (n * one.expected), 0) : null
  return {
    column,
    n,
    chiSquare,
    degrees,
    p: chiSquare === null ? null : chiSquareTail(chiSquare, degrees),
    values: values.map(({ value, n: rows, expected }) => {
      const { low, high } = n === 0 ? { low: 0, high: 1 } : wilson(rows, n)
      const share = n === 0 ? 0 : rows / n
      return { value, n: rows, share, low, high, expected, ratio: expected === 0 || n === 0 ? null : share / expected }
    }),
  }
}
