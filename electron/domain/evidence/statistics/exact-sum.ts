/** Σ of products of whole numbers without rounding, however large: in doubles as long as they hold it, then in a bigint. */
export interface ExactSum {
  /** Adds count · factor · factor2; each a whole number of 0 to 2⁵³. */
  add(count: number, factor: number, factor2?: number): void
  value(): bigint
}

export function createExactSum(): ExactSum {
  let small = 0
  let large = 0n
  return {
    add(count, factor, factor2 = 1) {
      const product = count * factor * factor2
      if (product + small <= Number.MAX_SAFE_INTEGER) {
        small += product
      } else {
        large += BigInt(small) + BigInt(count) * BigInt(factor) * BigInt(factor2)
        small = 0
      }
    },
    value: () => large + BigInt(small),
  }
}
