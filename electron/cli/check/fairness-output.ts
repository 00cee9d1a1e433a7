import type { FairnessResult, Threshold } from '../../../shared/contract/evidence.ts'
import { toTable } from '../output.ts'
import type { KindOutput } from './kind-output.ts'

export const fairnessOutput: KindOutput<'fairness'> = {
  toJson: ({ groups, comparisons, conditional, representation, audit, median, scores, errors, exposure, metrics }) => ({
    groups: groups.map(({ by, view, n, selected, tp, fp, fn, tn, rates }) => ({ by, ...(view === undefined ? {} : { view }), n, selected, tp, fp, fn, tn, rates })),
    comparisons,
    conditional,
    representation,
    audit,
    median,
    scores,
    errors,
    exposure,
    bootstrap: metrics.flatMap(({ name, over, view, bootstrap }) => (bootstrap ? [{ name, over, ...(view === undefined ? {} : { view }), ...bootstrap }] : [])),
    flips: metrics.flatMap(({ name, over, view, flips }) => (flips ? [{ name, over, ...(view === undefined ? {} : { view }), ...flips }] : [])),
  }),
  toText,
}

const toDecimal = (value: number | null | undefined) => (value === null || value === undefined ? '' : value.toFixed(4))
const toCount = (value: number | undefined) => (value === undefined ? '' : String(value))
const toBound = (threshold: Threshold | null) =>
  threshold === null ? 'not judged' : threshold.max === undefined ? `≥ ${threshold.min}` : `≤ ${threshold.max}`

/** Columns in the order in which they were declared. */
const namer = ({ settings }: FairnessResult) => (by: Record<string, string>, view?: string) =>
  [...settings.columns.groups.filter((column) => column in by).map((column) => `${column}=${by[column]}`), ...(view === undefined ? [] : [`(${view})`])].join(' ')

function toText(result: FairnessResult): string {
  return [groupTable(result), scoreTable(result), errorTable(result), auditTables(result), metricTable(result)].filter((table) => table !== '').join('\n\n')
}

function groupTable(result: FairnessResult): string {
  if (result.groups.length === 0) return ''
  const name = namer(result)
  const shownGroups = toShown(result.groups)
  const table = toTable(
    ['group', 'n', 'TP', 'FP', 'FN', 'TN', 'selection rate', 'TPR', 'FPR', 'PPV'],
    shownGroups.map(({ by, view, n, tp, fp, fn, tn, rates }) => {
      const shown = [rates.selection_rate, rates.true_positive_rate, rates.false_positive_rate, rates.positive_predictive_value]
      return [name(by, view), String(n), ...[tp, fp, fn, tn].map(toCount), ...shown.map((rate) => toDecimal(rate.value))]
    }),
  )
  return shownGroups.length === result.groups.length ? table : `${table}\n\nThe ${shownGroups.length} largest of ${result.groups.length} groups; --json has them all.`
}

/** A terminal shows at most so many groups: the largest, in the order of all. */
const maximumShown = 200

function toShown(groups: FairnessResult['groups']): FairnessResult['groups'] {
  if (groups.length <= maximumShown) return groups
  const largest = new Set(groups.toSorted((a, b) => b.n - a.n).slice(0, maximumShown))
  return groups.filter((group) => largest.has(group))
}

function scoreTable(result: FairnessResult): string {
  if (!result.scores) return ''
  const name = namer(result)
  return toTable(
    ['group', 'n', 'AUC', '95 % from', 'to', 'Brier', 'log loss', 'ECE', 'gap', 'mean score'],
    result.scores.map(({ by, n, auc, brier, logLoss, calibrationError, gap, mean }) => {
      const numbers = [auc.value, auc.low, auc.high, brier, logLoss, calibrationError, gap.value, mean.value]
      return [name(by), String(n), ...numbers.map(toDecimal)]
    }),
  )
}

function errorTable(result: FairnessResult): string {
  if (!result.errors) return ''
  const name = namer(result)
  return toTable(
    ['group', 'n', 'mean error', 'MAE', '95 % from', 'to', 'RMSE', 'R²'],
    result.errors.map(({ by, n, meanError, mae, rmse, r2 }) => [name(by), String(n), ...[meanError.value, mae.value, mae.low, mae.high, rmse.value, r2].map(toDecimal)]),
  )
}

function auditTables(result: FairnessResult): string {
  const name = namer(result)
  return (result.audit ?? [])
    .map(({ over, view, kind, assessed, unknown, rows }) => {
      const title = `Local Law 144, ${kind} by ${over.join(' × ')}${view === undefined ? '' : ` (${view})`}: ${assessed} assessed, ${unknown} of an unknown category`
      const lines = rows.map(({ by, applicants, selected, rate, ratio, reason }) => [name(by), String(applicants), String(selected), toDecimal(rate), toDecimal(ratio), reason ?? ''])
      return `${title}\n${toTable(['category', 'applicants', kind === 'scoring' ? 'above the median' : 'selected', 'rate', 'impact ratio', ''], lines)}`
    })
    .join('\n\n')
}

function metricTable({ metrics }: FairnessResult): string {
  return toTable(
    ['metric', 'over', 'value', '95 % from', 'to', 'limit', 'verdict', 'n', 'reason'],
    metrics.map((one) => {
      const values = [one.value, one.low, one.high].map(toDecimal)
      const over = [one.over.join(' × '), ...(one.view === undefined ? [] : [`(${one.view})`])].join(' ')
      return [one.name, over, ...values, toBound(one.threshold), one.verdict, String(one.n), one.reason ?? '']
    }),
  )
}
