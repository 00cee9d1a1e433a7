/** Sums of weights of the rows that are counted. */
export interface Weighted {
  /** Σw. */
  weight: number
  /** Σw². */
  squares: number
}

/**
 * (Σw)²/Σw²: as many equal rows as the weighted ones are worth, L. Kish, Survey Sampling (1965). An interval for a weighted share takes this for its n.
 * Rows of equal weight give their number; no weight gives 0.
 */
export const effectiveSize = ({ weight, squares }: Weighted): number => (squares === 0 ? 0 : weight ** 2 / squares)
