import type { FairnessResult, Threshold } from '../../../shared/contract/evidence.ts'
import { toTable } from '../output.ts'
import type { KindOutput } from './kind-output.ts'

export const fairnessOutput: KindOutput<'fairness'> = {
  toJson: (result) => ({ groups: result.groups.map(({ by, n, tp, fp, fn, tn, rates }) => ({ by, n, tp, fp, fn, tn, rates })) }),
  toText,
}

const toDecimal = (value: number | null) => (value === null ? '' : value.toFixed(4))
const toBound = (threshold: Threshold | null) =>
  threshold === null ? 'not judged' : threshold.max === undefined ? `≥ ${threshold.min}` : `≤ ${threshold.max}`
const toGroup = (by: Record<string, string>, columns: readonly string[]) =>
  columns
    .filter((column) => column in by)
    .map((column) => `${column}=${by[column]}`)
    .join(' ')

function toText(result: FairnessResult): string {
  const { groups, metrics } = result
  const groupTable = toTable(
    ['group', 'n', 'TP', 'FP', 'FN', 'TN', 'selection rate', 'TPR', 'FPR', 'PPV'],
    groups.map(({ by, n, tp, fp, fn, tn, rates }) => {
      const shown = [rates.selection_rate, rates.true_positive_rate, rates.false_positive_rate, rates.positive_predictive_value]
      return [toGroup(by, result.settings.columns.groups), ...[n, tp, fp, fn, tn].map(String), ...shown.map((rate) => toDecimal(rate.value))]
    }),
  )
  const metricTable = toTable(
    ['metric', 'over', 'value', '95 % from', 'to', 'limit', 'verdict', 'n', 'reason'],
    metrics.map((one) => {
      const values = [one.value, one.low, one.high].map(toDecimal)
      return [one.name, one.over.join(' × '), ...values, toBound(one.threshold), one.verdict, String(one.n), one.reason ?? '']
    }),
  )
  return [groupTable, metricTable].join('\n\n')
}
