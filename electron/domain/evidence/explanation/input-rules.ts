import type { ExplanationMetric, ExplanationSettings, PermutationSettings, QualityMetric, Threshold } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ExplanationFacts } from './facts.ts'

const bad = (sentence: string) => new AppError('BAD_INPUT', sentence)

const bounds: Record<ExplanationMetric, 'min' | 'max'> = { prediction_agreement: 'min', score_difference: 'max', largest_share: 'max' }
const metricsOf: Record<PermutationSettings['task'], readonly QualityMetric[]> = { classification: ['roc_auc', 'accuracy', 'log_loss'], regression: ['rmse', 'mae', 'r2'] }

/** What contradicts itself before any file is opened. Throws BAD_INPUT. */
export function refuseExplanation(settings: ExplanationSettings, hasModel: boolean): void {
  for (const [name, threshold] of Object.entries(settings.thresholds) as [ExplanationMetric, Threshold][]) refuseThreshold(name, threshold)
  if (settings.source === 'imported') {
    if (hasModel) throw bad('Importances that were computed elsewhere need no model file; leave it out, or choose permutation importance.')
    return
  }
  if (!hasModel) throw bad('Permutation importance needs the model as an ONNX file.')
  const { task, positive, metric, features, label, stored } = settings
  if (!metricsOf[task].includes(metric)) throw bad(`${metric} is no metric of ${task}; choose ${metricsOf[task].join(', ')}.`)
  if (task === 'classification' && positive === null) throw bad('Say which label value is the positive class.')
  for (const name of [label, stored.score, stored.decision]) if (name !== null && features.includes(name)) throw bad(`The column “${name}” is named as a feature and as what the model should say; a feature can not be its own answer.`)
}

function refuseThreshold(name: ExplanationMetric, threshold: Threshold): void {
  const [wanted, other] = bounds[name] === 'min' ? (['min', 'max'] as const) : (['max', 'min'] as const)
  const bound = threshold[wanted]
  if (bound === undefined || threshold[other] !== undefined || threshold.warn !== undefined) throw bad(`${name} is judged by a ${wanted} alone.`)
  if (!(bound >= 0 && (name === 'score_difference' || bound <= 1))) throw bad(`The ${wanted} of ${name} is ${bound}; it must be ${name === 'score_difference' ? '0 or more' : 'between 0 and 1'}.`)
}

/** What the files turn out to be. Throws BAD_INPUT. */
export function refuseExplanationFacts({ inputs, rows, labels, badNumbers, repeated }: ExplanationFacts, settings: ExplanationSettings): void {
  const name = inputs[0]?.name ?? ''
  if (rows.read === 0) throw bad(`${name} has a header and no rows; export the data again.`)
  if (repeated !== null) throw bad(`${name}: the feature “${repeated}” is there twice; give each feature once.`)
  if (badNumbers) {
    const { column, rows: bads, example } = badNumbers
    throw bad(`${name}: ${bads} ${bads === 1 ? 'value' : 'values'} in “${column}” ${bads === 1 ? 'is no number' : 'are no numbers'}, for example “${example}”. Correct them, or leave the field empty where there is none.`)
  }
  if (settings.source === 'imported') {
    if (rows.used === 0) throw bad(`${name}: no row has both a feature and an importance.`)
    return
  }
  if (rows.used === 0) throw bad(`${name}: no row has a value in the label column “${settings.label}”.`)
  if (settings.task !== 'classification' || labels === null) return
  if (labels.distinct !== 2) throw bad(`${name}: the label column “${settings.label}” has ${labels.distinct} ${labels.distinct === 1 ? 'value' : 'values'}; permutation importance of a classifier needs exactly two.`)
  if (labels.positives === 0) throw bad(`${name}: the label column “${settings.label}” never has the positive value “${settings.positive}”.`)
}
