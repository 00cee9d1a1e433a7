/**
 * Σ xᵢ with the rounding of one addition or two, whatever the order and number of values.
 * A. Neumaier, Z. Angew. Math. Mech. 54 (1974) 39–51 (Kahan's sum, also right where an addend is larger than the sum).
 * Empty: 0. A value that is not finite makes the sum NaN or infinite, as plain addition would.
 */
export function sum(values: Iterable<number>): number {
  const total = createSum()
  for (const value of values) total.add(value)
  return total.value()
}

export interface RunningSum {
  add(value: number): void
  value(): number
}

/** The same, a value at a time. */
export function createSum(): RunningSum {
  let high = 0
  let low = 0
  return {
    add(value) {
      const next = high + value
      low += Math.abs(high) >= Math.abs(value) ? high - next + value : value - next + high
      high = next
    },
    value: () => (Number.isFinite(low) ? high + low : high),
  }
}

/** Number, mean and Σ(x − mean)² of a list, in two passes. Empty: mean NaN. */
export function toMoments(values: readonly number[] | Float64Array): Moments {
  const n = values.length
  const total = createSum()
  for (let at = 0; at < n; at++) total.add(values[at] as number)
  const mean = total.value() / n
  const squares = createSum()
  for (let at = 0; at < n; at++) squares.add(((values[at] as number) - mean) ** 2)
  return { n, mean, squares: squares.value() }
}

export interface Moments {
  n: number
  mean: number
  /** Σ(x − mean)². */
  squares: number
}

/** √(Σ(x − mean)² / (n − 1)); NaN for fewer than two values. */
export const sampleDeviation = ({ n, squares }: Moments): number => (n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1)))
