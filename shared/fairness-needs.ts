import type { FairnessSettings, MetricName } from './contract/evidence.ts'

/** What a metric can not be computed without. */
type Need = 'label' | 'reference' | 'controls' | 'benchmark' | 'score' | 'decision' | 'numbers' | 'list'

const needs: Record<MetricName, readonly Need[]> = {
  demographic_parity_difference: ['decision'],
  demographic_parity_ratio: ['decision'],
  equalized_odds_difference: ['decision', 'label'],
  equalized_odds_mean_difference: ['decision', 'label'],
  equal_opportunity_difference: ['decision', 'label'],
  predictive_equality_difference: ['decision', 'label'],
  predictive_parity_difference: ['decision', 'label'],
  false_negative_rate_ratio: ['decision', 'label'],
  false_positive_rate_ratio: ['decision', 'label'],
  accuracy_difference: ['decision', 'label'],
  base_rate_difference: ['decision', 'label'],
  impact_ratio: ['decision'],
  statistical_parity_difference: ['decision', 'reference'],
  disparate_impact: ['decision', 'reference'],
  average_odds_difference: ['decision', 'label', 'reference'],
  generalized_entropy_index: ['decision', 'label'],
  theil_index: ['decision', 'label'],
  differential_fairness: ['decision'],
  representation_ratio: ['benchmark'],
  conditional_demographic_parity_difference: ['decision', 'controls'],
  conditional_impact_ratio: ['decision', 'controls'],
  conditional_equal_opportunity_difference: ['decision', 'label', 'controls'],
  conditional_predictive_equality_difference: ['decision', 'label', 'controls'],
  auc_difference: ['score', 'label'],
  calibration_error: ['score', 'label'],
  calibration_gap: ['score', 'label'],
  brier_score_difference: ['score', 'label'],
  score_mean_difference: ['score'],
  score_distance: ['score'],
  mean_error_difference: ['numbers'],
  mae_ratio: ['numbers'],
  rmse_ratio: ['numbers'],
  exposure_ratio: ['list'],
}

const words: Record<Need, string> = {
  decision: 'decisions, and not a predicted number',
  label: 'a label column',
  reference: 'a reference group',
  controls: 'control columns',
  benchmark: 'a benchmark of shares',
  score: 'a score column and the task binary',
  numbers: 'the task regression',
  list: 'the task ranking',
}

export type MetricInputs = Pick<FairnessSettings, 'task' | 'columns' | 'reference' | 'benchmark'>

/** What is missing for a metric of a fairness check with these inputs, as words for a sentence; null if nothing is. */
export function missingFor(name: MetricName, inputs: MetricInputs): string | null {
  const missing = needs[name].find((need) => !hasNeed(need, inputs))
  return missing === undefined ? null : words[missing]
}

function hasNeed(need: Need, { task, columns, reference, benchmark }: MetricInputs): boolean {
  const has: Record<Need, boolean> = {
    decision: task !== 'regression',
    label: columns.label !== undefined,
    reference: reference !== undefined,
    controls: columns.controls !== undefined,
    benchmark: benchmark !== undefined && task !== 'regression',
    score: columns.score !== undefined && task === 'binary',
    numbers: task === 'regression',
    list: task === 'ranking',
  }
  return has[need]
}
