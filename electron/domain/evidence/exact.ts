/**
 * Comparisons of counts without rounding. In floating point 60 % against 75 % is 0.7999999999999999 and would miss the
 * four-fifths rule that it meets exactly.
 */
export interface Exact {
  num: bigint
  /** Above 0. */
  den: bigint
}

export interface Fraction {
  num: number | bigint
  den: number | bigint
}

/** k₁/n₁ − k₂/n₂; both denominators above 0. */
export const exactDifference = (a: Fraction, b: Fraction): Exact => ({
  num: BigInt(a.num) * BigInt(b.den) - BigInt(b.num) * BigInt(a.den),
  den: BigInt(a.den) * BigInt(b.den),
})

/** (k₁/n₁) / (k₂/n₂), or null where nobody was counted in the second. */
export const exactRatio = (a: Fraction, b: Fraction): Exact | null =>
  Number(b.num) === 0 ? null : { num: BigInt(a.num) * BigInt(b.den), den: BigInt(b.num) * BigInt(a.den) }

export const exactMean = (values: readonly Exact[]): Exact => {
  const total = values.reduce((sum, one) => ({ num: sum.num * one.den + one.num * sum.den, den: sum.den * one.den }))
  return { num: total.num, den: total.den * BigInt(values.length) }
}

/** Without its sign. */
export const exactSize = ({ num, den }: Exact): Exact => ({ num: num < 0n ? -num : num, den })

/** Below 0, 0 or above 0. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** One rounding only, so that a value that meets a threshold exactly is also printed as that threshold. */
export function toNumber({ num, den }: Exact): number {
  // Products of weights leave the range of doubles; a common power of two changes no quotient that a double could show.
  const shift = BigInt(Math.max(0, den.toString(2).length - 1_000))
  return Number(num >> shift) / Number(den >> shift)
}

/** The decimal that a person wrote: 0.1 is one tenth, not the nearest binary fraction. The number must be finite. */
export function toExact(decimal: number): Exact {
  const [mantissa = '0', exponent = '0'] = String(decimal).split('e')
  const [whole = '0', digits = ''] = mantissa.split('.')
  const scale = digits.length - Number(exponent)
  const num = BigInt(whole + digits)
  return scale >= 0 ? { num, den: 10n ** BigInt(scale) } : { num: num * 10n ** BigInt(-scale), den: 1n }
}
