import type { QualityMetric } from '../../../../shared/contract/evidence.ts'
import { isSameClass, type Prediction } from '../../../platform/onnx.ts'
import { toAuc, toAucSums, type ScoreCell } from '../statistics/auc.ts'
import { logLoss } from '../statistics/calibration.ts'
import { sum } from '../statistics/summation.ts'

export interface Truth {
  /** 1 for the positive class and 0 for the other, or the number to be predicted. */
  values: Float64Array
  positive: string | null
}

/** Where more is better, a loss is baseline − shuffled; where less is better, shuffled − baseline. */
export const isBetterHigh: Record<QualityMetric, boolean> = { roc_auc: true, accuracy: true, r2: true, log_loss: false, rmse: false, mae: false }

/** Metrics that need scores; the others need decisions or numbers. */
export const needsScore: Record<QualityMetric, boolean> = { roc_auc: true, log_loss: true, accuracy: false, rmse: true, mae: true, r2: true }

/** Quality of predictions, as scikit-learn defines the metric of that name. NaN where it is undefined. */
export function toQuality(metric: QualityMetric, { scores, decisions }: Prediction, { values, positive }: Truth): number {
  if (metric === 'accuracy') return toAccuracy(decisions, scores, values, positive)
  if (scores === null) return Number.NaN
  if (metric === 'roc_auc') return toAuc(toAucSums(toScoreCells(scores, values)))?.value ?? Number.NaN
  if (metric === 'log_loss') return logLoss(toScoreCells(scores, values)) ?? Number.NaN
  const errors = Array.from(scores, (score, at) => score - values[at]!)
  if (metric === 'mae') return sum(errors.map(Math.abs)) / errors.length
  const squares = sum(errors.map((error) => error ** 2))
  if (metric === 'rmse') return Math.sqrt(squares / errors.length)
  const mean = sum(values) / values.length
  return 1 - squares / sum(Array.from(values, (value) => (value - mean) ** 2))
}

function toAccuracy(decisions: readonly string[] | null, scores: Float64Array | null, values: Float64Array, positive: string | null): number {
  const said = decisions ? decisions.map((decision) => (isSameClass(decision, positive ?? '') ? 1 : 0)) : scores && Array.from(scores, (score) => (score >= 0.5 ? 1 : 0))
  if (!said) return Number.NaN
  let right = 0
  for (const [at, decision] of said.entries()) if (decision === values[at]) right += 1
  return right / said.length
}

function toScoreCells(scores: Float64Array, values: Float64Array): ScoreCell[] {
  const cells = new Map<number, ScoreCell>()
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at]!
    const cell = cells.get(score) ?? { score, positives: 0, negatives: 0 }
    cells.set(score, cell)
    if (values[at] === 1) cell.positives += 1
    else cell.negatives += 1
  }
  return [...cells.values()]
}
