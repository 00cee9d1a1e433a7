import { sum } from './summation.ts'

/** One bin of scores: rows, the sum of their scores and the positives among them. */
export interface CalibrationBin {
  n: number
  scores: number
  positives: number
}

/**
 * Expected calibration error: Σ n_b/n · |mean score − share of positives|, over bins with rows. 0 to 1, 0 is calibrated. Bins are the caller's; by convention
 * ten of equal width, (i/10, (i+1)/10], the first closed at 0. M. P. Naeini et al., AAAI 2015. No rows: null.
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number | null {
  const n = rowsOf(bins)
  return n === 0 ? null : sum(bins.map(({ scores, positives }) => Math.abs(scores - positives))) / n
}

const rowsOf = (bins: readonly CalibrationBin[]): number => bins.reduce((total, { n }) => total + n, 0)

/** The bin of a score between 0 and 1 among ten: (i/10, (i+1)/10], the first closed at 0. */
export const binOf = (score: number, bins = 10): number => Math.min(bins - 1, Math.max(0, Math.ceil(score * bins) - 1))

/** How near to 0 and 1 scores are taken for the logarithm: scikit-learn's machine epsilon of doubles. */
export const logLossFloor = 2 ** -52

/** −Σ ln(score given to what happened) / n, scores kept within [2⁻⁵², 1 − 2⁻⁵²] as scikit-learn does. 0 is best. */
export function logLoss(cells: readonly { score: number; positives: number; negatives: number }[]): number | null {
  const n = cells.reduce((total, { positives, negatives }) => total + positives + negatives, 0)
  const terms = cells.map(({ score, positives, negatives }) => {
    const kept = Math.min(1 - logLossFloor, Math.max(logLossFloor, score))
    return positives * Math.log(kept) + negatives * Math.log(1 - kept)
  })
  return n === 0 ? null : -sum(terms) / n
}
