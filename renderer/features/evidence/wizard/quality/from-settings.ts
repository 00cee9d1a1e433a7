import type { ChoicesOf, DataMetric, QualityRule, Threshold } from '../../../../../shared/contract/evidence.ts'
import { boundOf, type ColumnRules, type LimitDraft, noRules, type QualityDraft, qualityMetrics } from './draft.ts'

/** The fields as settings have them: the way back from `toRun`. Rules without a field are handed on as they are. */
export function fromSettings({ label, rowIds, missing, rules, thresholds }: ChoicesOf<'quality'>, draft: QualityDraft): QualityDraft {
  const empty: QualityDraft = { ...draft, label: label ?? '', rowIds, missing, rules: {}, otherRules: [], limits: toLimits(thresholds) }
  return rules.reduce(withRule, empty)
}

function withRule(draft: QualityDraft, rule: QualityRule): QualityDraft {
  const other = { ...draft, otherRules: [...draft.otherRules, rule] }
  if (rule.warns || ('tolerance' in rule && rule.tolerance !== 0)) return other
  if (rule.kind === 'row_count') return draft.minRows === '' && draft.maxRows === '' ? { ...draft, minRows: rule.min ?? '', maxRows: rule.max ?? '' } : other
  if (rule.kind === 'row_count_change') return draft.rowChange === '' ? { ...draft, rowChange: Number((rule.max * 100).toPrecision(12)) } : other
  const before = draft.rules[rule.column] ?? noRules
  const fields = toFields(rule)
  const isFree = fields !== null && Object.keys(fields).every((name) => before[name as keyof ColumnRules] === noRules[name as keyof ColumnRules])
  return isFree ? { ...draft, rules: { ...draft.rules, [rule.column]: { ...before, ...fields } } } : other
}

/** Null where a rule has no field. */
function toFields(rule: QualityRule): Partial<ColumnRules> | null {
  switch (rule.kind) {
    case 'not_null':
      return { notNull: true }
    case 'unique':
      return { unique: true }
    case 'range':
      return { min: String(rule.min ?? ''), max: String(rule.max ?? '') }
    case 'set':
      return rule.values.some((value) => value.includes(',') || value !== value.trim() || value === '') ? null : { values: rule.values.join(', ') }
    case 'pattern':
      return rule.pattern === rule.pattern.trim() ? { pattern: rule.pattern } : null
    default:
      return null
  }
}

function toLimits(thresholds: Partial<Record<DataMetric, Threshold>>): Record<DataMetric, LimitDraft> {
  const toLimit = (name: DataMetric): LimitDraft => {
    const given = thresholds[name]
    return { judged: given !== undefined, warn: given?.warn?.[boundOf(name)] ?? '', fail: given?.[boundOf(name)] ?? '' }
  }
  return Object.fromEntries(qualityMetrics.map((name) => [name, toLimit(name)])) as Record<DataMetric, LimitDraft>
}
