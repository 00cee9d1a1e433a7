import type { CurvePoint, ScoreSums } from '../../../../shared/contract/evidence.ts'
import { binOf, logLossFloor } from '../statistics/calibration.ts'
import { createExactSum } from '../statistics/exact-sum.ts'
import { createSum } from '../statistics/summation.ts'

/**
 * Adds up what the metrics of scores need, from rows that come in falling order of score. Rows of one score are put together before they count, so that ties count half
 * and the order of rows within a score does not matter. Whole numbers stay exact; fractions are compensated sums.
 */
export interface ScoreScan {
  add(score: number, positive: boolean, rows: number): void
  end(): ScoreSums
}

/** Called with every different score, from the highest down, with the positives and negatives of it. */
export type EachScore = (score: number, positives: number, negatives: number) => void

/** `losses` false: without log loss, Brier score and bins, which are then null. */
export function createScoreScan({ losses: wanted = true, each }: { losses?: boolean; each?: EachScore } = {}): ScoreScan {
  const ranks = createRanks()
  const losses = wanted ? createLosses() : null
  let [score, positives, negatives, n] = [Number.NaN, 0, 0, 0]
  const flush = () => {
    if (positives + negatives === 0) return
    ranks.add(positives, negatives)
    losses?.add(score, positives, negatives)
    each?.(score, positives, negatives)
  }
  return {
    add(next, positive, rows) {
      if (next !== score) {
        flush()
        score = next
        positives = 0
        negatives = 0
      }
      if (positive) positives += rows
      else negatives += rows
      n += rows
    },
    end() {
      flush()
      return { n, ...ranks.end(), ...(losses?.end() ?? noLosses) }
    },
  }
}

/** With a = twice the negatives above a score plus those at it, a positive's rank is 2N − a, where N is known only at the end. */
function createRanks() {
  let [tp, fp] = [0, 0]
  const [sum, squares, negativeSquares] = [createExactSum(), createExactSum(), createExactSum()]
  const precision = createSum()
  return {
    add(positives: number, negatives: number) {
      const above = 2 * fp + negatives
      sum.add(positives, above)
      squares.add(positives, above, above)
      const reverse = 2 * tp + positives
      negativeSquares.add(negatives, reverse, reverse)
      tp += positives
      fp += negatives
      if (positives > 0) precision.add((positives * tp) / (tp + fp))
    },
    end(): Pick<ScoreSums, 'auc' | 'averagePrecision'> {
      const [p, n2] = [BigInt(tp), 2n * BigInt(fp)]
      const ranks = n2 * p - sum.value()
      const positiveSquares = n2 * n2 * p - 2n * n2 * sum.value() + squares.value()
      const auc = { positives: tp, negatives: fp, ranks, positiveSquares, negativeSquares: negativeSquares.value() }
      return {
        auc: Object.fromEntries(Object.entries(auc).map(([key, value]) => [key, String(value)])) as unknown as ScoreSums['auc'],
        averagePrecision: tp === 0 ? null : precision.value() / tp,
      }
    },
  }
}

const noLosses = { logLoss: null, brier: null, bins: null }

/** Log loss, Brier score and ten calibration bins: of scores that are probabilities. */
function createLosses() {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, scores: createSum(), positives: 0 }))
  const [log, log2, brier, brier2] = [createSum(), createSum(), createSum(), createSum()]
  let probabilities = true
  return {
    add(score: number, positives: number, negatives: number) {
      if (!(score >= 0 && score <= 1)) probabilities = false
      if (!probabilities) return
      const kept = Math.min(1 - logLossFloor, Math.max(logLossFloor, score))
      const [yes, no] = [-Math.log(kept), -Math.log(1 - kept)]
      log.add(positives * yes + negatives * no)
      log2.add(positives * yes * yes + negatives * no * no)
      const [short, over] = [(1 - score) ** 2, score ** 2]
      brier.add(positives * short + negatives * over)
      brier2.add(positives * short * short + negatives * over * over)
      const bin = bins[binOf(score)] as (typeof bins)[number]
      bin.n += positives + negatives
      bin.scores.add(score * (positives + negatives))
      bin.positives += positives
    },
    end(): Pick<ScoreSums, 'logLoss' | 'brier' | 'bins'> {
      if (!probabilities) return noLosses
      return {
        logLoss: { sum: log.value(), squares: log2.value() },
        brier: { sum: brier.value(), squares: brier2.value() },
        bins: bins.map(({ n, scores, positives }) => ({ n, scores: scores.value(), positives })),
      }
    },
  }
}

const shownPoints = 200
const bootstrapGroups = 500

export interface ScoreTotals {
  positives: number
  negatives: number
  distinct: number
  lowest: number
  highest: number
}

/** The curve as it is stored, and the groups of neighbouring scores that the average precision is resampled from. */
export interface Curves {
  points: CurvePoint[]
  sweep: CurvePoint[]
  groups: [number, number][]
}

/**
 * Thins the ROC curve while it is read. A point is kept when the curve has moved on by an equal share of its length, in true plus false positive
 * rate, since the last one: where classes are rare it is as fine as where they are not. The last score is always kept.
 */
export function createCurves({ positives, negatives, distinct, lowest, highest }: ScoreTotals): { each: EachScore; end(): Curves } {
  const points: CurvePoint[] = []
  const sweep: CurvePoint[] = []
  const groups: [number, number][] = []
  const rounds = lowest >= 0 && highest <= 1 ? Array.from({ length: 19 }, (_, at) => (19 - at) / 20) : []
  const isPoint = createSteps(distinct, shownPoints)
  const isGroup = createSteps(distinct, bootstrapGroups)
  let [tp, fp, seen] = [0, 0, 0]
  let group: [number, number] = [0, 0]
  return {
    each(score, more, less) {
      while (rounds.length > 0 && score < (rounds[0] as number)) sweep.push({ threshold: rounds.shift() as number, tp, fp })
      tp += more
      fp += less
      seen++
      group = [group[0] + more, group[1] + less]
      const way = (positives === 0 ? 0 : tp / positives) + (negatives === 0 ? 0 : fp / negatives)
      if (isPoint(way, seen)) points.push({ threshold: score, tp, fp })
      if (isGroup(way, seen)) {
        groups.push(group)
        group = [0, 0]
      }
    },
    end() {
      for (const threshold of rounds) sweep.push({ threshold, tp, fp })
      return { points, sweep, groups }
    },
  }
}

/** All of them where they are few; else one for each of (most − 1) equal steps of the way from 0 to 2, and the last. */
function createSteps(distinct: number, most: number): (way: number, seen: number) => boolean {
  let next = 0
  return (way, seen) => {
    if (distinct <= most || seen === distinct) return true
    const step = Math.floor((way * (most - 1)) / 2)
    if (step < next) return false
    next = step + 1
    return true
  }
}
