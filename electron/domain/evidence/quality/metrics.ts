import type { ColumnProfile, QualityMeasure, DataMetric, QualityResult, QualityRule, QualitySettings, Threshold } from '../../../../shared/contract/evidence.ts'
import { missedRows } from '../../../../shared/quality-words.ts'
import { toAuc } from '../statistics/auc.ts'
import type { LeakageCount, QualityCounts, RuleCount } from './counts.ts'
import { judge, type Judged, type Value } from './judging.ts'

/** Everything that is judged, or could be, in the order of the tables. */
export function toMetrics(counts: QualityCounts, settings: QualitySettings, benchmark: QualityResult['benchmark']): QualityMeasure[] {
  const all = [...counts.columns.flatMap((column) => [...ofColumn(column)]), ...ofFile(counts), ...ofLabel(counts, settings), ...ofOthers(counts), ...ofBenchmark(benchmark, settings)]
  return all.map((one) => judge(one, settings.thresholds[one.name as DataMetric] ?? null))
}

const one = (name: DataMetric, over: string[], value: Value | null, n: number): Judged => ({ name, over, value, n })
const share = (num: number, den: number): Value | null => (den === 0 ? null : { num, den })

function* ofColumn(column: ColumnProfile): Iterable<Judged> {
  const { name, present, numbers } = column
  const missed = missedRows(column)
  yield one('missing_share', [name], share(missed, missed + present), missed + present)
  if (present === 0) return
  if (column.type !== 'text' && column.type !== 'other') yield one('off_type_share', [name], share(column.offType, present), present)
  if (column.infinite > 0) yield one('infinite_share', [name], share(column.infinite, present), present)
  if (numbers !== null) yield one('outlier_share', [name], share(numbers.outliers.below + numbers.outliers.above, present - column.offType - column.infinite), present)
  const variants = column.variants
  if (variants !== null) yield one('variant_share', [name], share(variants.rows, present), present)
  yield one('near_constant_share', [name], share(column.commonest, present), present)
}

function* ofFile({ columns, duplicates }: QualityCounts): Iterable<Judged> {
  const rows = columns[0] === undefined ? 0 : columns[0].present + missedRows(columns[0])
  yield one('duplicate_row_share', [], share(duplicates.rows, rows), rows)
  yield one('duplicate_names', [], columns.length - new Set(columns.map(({ name }) => name)).size, rows)
  yield one('personal_columns', [], columns.filter(({ personal }) => personal.length > 0).length, rows)
}

function* ofLabel({ label, leakage }: QualityCounts, { minimumRows }: QualitySettings): Iterable<Judged> {
  if (label === null) return
  const rows = label.classes.reduce((sum, { n }) => sum + n, 0)
  const few = rows < minimumRows ? { reason: 'too_few_rows' } : {}
  if (label.classes.length === 0) yield { ...one('minimum_class_share', [label.column], null, rows), reason: label.distinct === 0 ? 'no_values' : 'not_a_class' }
  else if (label.classes.length === 1) yield { ...one('minimum_class_share', [label.column], null, rows), reason: 'single_class' }
  else yield { ...one('minimum_class_share', [label.column], share(Math.min(...label.classes.map(({ n }) => n)), rows), rows), ...few }
  if (label.conflicts !== null) yield one('conflicting_label_share', [label.column], share(label.conflicts.rows, rows), rows)
  for (const found of leakage) yield* ofLeakage(found, minimumRows)
}

/** As a score the column may point either way; of several classes, the one that it tells best from the rest. */
function* ofLeakage({ column, auc, purity }: LeakageCount, minimumRows: number): Iterable<Judged> {
  const scored = auc.flatMap((sums) => {
    const found = toAuc(sums)
    if (found === null) return []
    const { value, low, high } = found.value < 0.5 ? { value: 1 - found.value, low: 1 - found.high, high: 1 - found.low } : found
    return [{ value, low, high, n: Number(sums.positives + sums.negatives) }]
  })
  const best = scored.toSorted((a, b) => b.value - a.value)[0]
  if (best !== undefined) yield { name: 'leakage_auc', over: [column], ...best, ...(best.n < minimumRows ? { reason: 'too_few_rows' } : {}) }
  if (purity === null) return
  const { rows, right, commonest } = purity
  yield { ...one('leakage_lambda', [column], share(right - commonest, rows - commonest), rows), ...(rows < minimumRows ? { reason: 'too_few_rows' } : {}) }
}

function* ofOthers({ reference, overlap, columns }: QualityCounts): Iterable<Judged> {
  if (reference !== null) {
    yield one('schema_differences', [], reference.added.length + reference.removed.length, reference.rows)
    for (const { column, rows } of reference.unseen) {
      const present = columns.find(({ name }) => name === column)?.present ?? 0
      yield one('unseen_share', [column], share(rows, present), present)
    }
  }
  if (overlap !== null) yield one('overlap_share', [], share(overlap.rows, overlap.testRows), overlap.testRows)
}

function* ofBenchmark(benchmark: QualityResult['benchmark'], { minimumRows }: QualitySettings): Iterable<Judged> {
  for (const { column, n, values } of benchmark) {
    const ratios = values.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]))
    const lowest = ratios.length === 0 ? null : Math.min(...ratios)
    yield { ...one('representation_ratio', [column], lowest, n), ...(n < minimumRows ? { reason: 'too_few_rows' } : {}) }
  }
}

/** A rule's own bound is its threshold, so that every verdict of a check is read in one way. */
export function toRuleMetrics(rules: readonly QualityRule[], counts: readonly RuleCount[]): QualityMeasure[] {
  return rules.map((rule, at) => {
    const { checked, violations, value } = counts[at] as RuleCount
    const over = 'column' in rule ? [rule.column] : []
    const judged = value === undefined ? share(violations, checked) : value
    return judge({ name: `rule_${rule.kind}`, over, value: judged, n: checked }, toRuleThreshold(rule))
  })
}

function toRuleThreshold(rule: QualityRule): Threshold {
  const bounds = toBounds(rule)
  return rule.warns ? { warn: bounds, source: 'Rule' } : { ...bounds, source: 'Rule' }
}

function toBounds(rule: QualityRule): { max?: number; min?: number } {
  if (rule.kind === 'row_count') return { ...(rule.min === undefined ? {} : { min: rule.min }), ...(rule.max === undefined ? {} : { max: rule.max }) }
  if (rule.kind === 'row_count_change') return { max: rule.max }
  return { max: rule.kind === 'fresh' ? rule.maximumDays : rule.tolerance }
}
