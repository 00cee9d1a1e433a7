import type { PerformanceMetric, PerformanceTask } from '../../../../shared/contract/evidence.ts'

interface MetricForm {
  tasks: readonly PerformanceTask[]
  /** Which direction is better; `zero`: both ways away from 0 are worse. */
  better: 'higher' | 'lower' | 'zero'
  /** What it needs beside decisions. */
  needs?: 'scores' | 'business'
}

const both = ['binary', 'multiclass'] as const
const classes = ['multiclass'] as const
const binary = ['binary'] as const
const regression = ['regression'] as const

/** Names as in scikit-learn; formulas stand with the functions that compute them. */
export const metricForms: Record<PerformanceMetric, MetricForm> = {
  accuracy: { tasks: both, better: 'higher' },
  precision: { tasks: binary, better: 'higher' },
  recall: { tasks: binary, better: 'higher' },
  specificity: { tasks: binary, better: 'higher' },
  f1: { tasks: binary, better: 'higher' },
  balanced_accuracy: { tasks: both, better: 'higher' },
  mcc: { tasks: both, better: 'higher' },
  auc_roc: { tasks: binary, better: 'higher', needs: 'scores' },
  average_precision: { tasks: binary, better: 'higher', needs: 'scores' },
  log_loss: { tasks: binary, better: 'lower', needs: 'scores' },
  brier: { tasks: binary, better: 'lower', needs: 'scores' },
  ece: { tasks: binary, better: 'lower', needs: 'scores' },
  precision_micro: { tasks: classes, better: 'higher' },
  recall_micro: { tasks: classes, better: 'higher' },
  f1_micro: { tasks: classes, better: 'higher' },
  precision_macro: { tasks: classes, better: 'higher' },
  recall_macro: { tasks: classes, better: 'higher' },
  f1_macro: { tasks: classes, better: 'higher' },
  precision_weighted: { tasks: classes, better: 'higher' },
  recall_weighted: { tasks: classes, better: 'higher' },
  f1_weighted: { tasks: classes, better: 'higher' },
  mae: { tasks: regression, better: 'lower' },
  rmse: { tasks: regression, better: 'lower' },
  r2: { tasks: regression, better: 'higher' },
  mean_error: { tasks: regression, better: 'zero' },
  mape: { tasks: regression, better: 'lower' },
  business_value: { tasks: binary, better: 'higher', needs: 'business' },
}

export interface Asked {
  task: PerformanceTask
  scores: boolean
  business: boolean
}

/** The metrics that a check of this kind can have, in the order of the contract. */
export function metricsOf({ task, scores, business }: Asked): PerformanceMetric[] {
  return (Object.keys(metricForms) as PerformanceMetric[]).filter((name) => {
    const { tasks, needs } = metricForms[name]
    return tasks.includes(task) && (needs !== 'scores' || scores) && (needs !== 'business' || business)
  })
}
