import { type CheckRunInput, defaultQualityThresholds, type FilePreview, dataMetric, type DataMetric, type QualityRule, type Threshold } from '../../../../../shared/contract/evidence.ts'
import { isCounted, qualityWords } from '../../../../../shared/quality-words.ts'
import { chosenFiles, type Draft } from '../wizard-kind.ts'

export interface LimitDraft {
  readonly judged: boolean
  /** Beyond it the verdict is a warning; empty for none. */
  readonly warn: number | ''
  /** Beyond it the check fails; empty for none. */
  readonly fail: number | ''
}

/** What is declared of one column, as typed. */
export interface ColumnRules {
  readonly notNull: boolean
  readonly unique: boolean
  readonly min: string
  readonly max: string
  /** Separated by commas. */
  readonly values: string
  readonly pattern: string
}

export interface QualityDraft extends Draft {
  readonly label: string
  readonly rowIds: readonly string[]
  readonly missing: readonly string[]
  readonly rules: Readonly<Record<string, ColumnRules>>
  /** Those of a template or an earlier check that have no field: of type, of age, with a tolerance. */
  readonly otherRules: readonly QualityRule[]
  readonly minRows: number | ''
  readonly maxRows: number | ''
  /** In percent of the reference's rows. */
  readonly rowChange: number | ''
  readonly limits: Record<DataMetric, LimitDraft>
}

export const qualityMetrics = dataMetric.options
export const boundOf = (name: DataMetric): 'min' | 'max' => (name === 'minimum_class_share' || name === 'representation_ratio' ? 'min' : 'max')
export const noRules: ColumnRules = { notNull: false, unique: false, min: '', max: '', values: '', pattern: '' }

function toLimit(name: DataMetric): LimitDraft {
  const proposed = defaultQualityThresholds[name]
  const bound = boundOf(name)
  return { judged: proposed !== undefined, warn: proposed?.warn?.[bound] ?? '', fail: proposed?.[bound] ?? '' }
}

export const emptyDraft: QualityDraft = {
  version: '',
  files: {},
  guessedFrom: '',
  label: '',
  rowIds: [],
  missing: [],
  rules: {},
  otherRules: [],
  minRows: '',
  maxRows: '',
  rowChange: '',
  limits: Object.fromEntries(qualityMetrics.map((name) => [name, toLimit(name)])) as Record<DataMetric, LimitDraft>,
}

/** Label and names of rows as the reader guessed them; rules of another file are dropped with it. */
export function withPreview(draft: QualityDraft, preview: FilePreview): QualityDraft {
  const guessed = (guess: string) => preview.columns.filter((column) => column.guess === guess).map(({ name }) => name)
  return { ...draft, label: guessed('label')[0] ?? '', rowIds: guessed('id'), rules: {}, otherRules: [] }
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))
const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/.test(text.trim())

export function columnProblems({ label, rowIds }: QualityDraft): string[] {
  return label !== '' && rowIds.includes(label) ? ['The label can not be a column that only names rows.'] : []
}

export function ruleProblems({ rules, minRows, maxRows, rowChange, files }: QualityDraft): string[] {
  const ofColumns = Object.entries(rules).flatMap(([column, { min, max }]) => {
    const bounds = [min, max].filter((text) => text.trim() !== '')
    return bounds.every(isNumber) || bounds.every(isInstant) ? [] : [`${column}: a range goes from a number to a number, or from a date such as 2026-01-31 to a date.`]
  })
  const rows = minRows !== '' && maxRows !== '' && minRows > maxRows ? ['The smallest number of rows is above the largest.'] : []
  return [...ofColumns, ...rows, ...(rowChange !== '' && !files['reference'] ? ['A change of the number of rows needs a reference file.'] : [])]
}

export function thresholdProblems({ limits }: QualityDraft): string[] {
  return qualityMetrics.flatMap((name) => {
    const { judged, warn, fail } = limits[name]
    if (!judged) return []
    if (warn === '' && fail === '') return [`${qualityWords[name].title}: give a number to warn or to fail at.`]
    const outOfRange = [warn, fail].some((bound) => bound !== '' && (bound < 0 || (!isCounted(name) && bound > 1)))
    return outOfRange ? [`${qualityWords[name].title}: the number is ${isCounted(name) ? '0 or more' : 'from 0 to 1'}.`] : []
  })
}

const toBound = (text: string): { value?: number | string } => (text.trim() === '' ? {} : { value: isNumber(text) ? Number(text) : text.trim() })

export function toRules({ rules, otherRules, minRows, maxRows, rowChange }: QualityDraft): QualityRule[] {
  const exact = { tolerance: 0, warns: false }
  const ofColumns = Object.entries(rules).flatMap(([column, { notNull, unique, min, max, values, pattern }]): QualityRule[] => {
    const [low, high] = [toBound(min).value, toBound(max).value]
    const words = values.split(',').map((word) => word.trim()).filter(Boolean)
    return [
      ...(notNull ? [{ kind: 'not_null' as const, column, ...exact }] : []),
      ...(unique ? [{ kind: 'unique' as const, column, ...exact }] : []),
      ...(low === undefined && high === undefined ? [] : [{ kind: 'range' as const, column, ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }), ...exact }]),
      ...(words.length === 0 ? [] : [{ kind: 'set' as const, column, values: words, ...exact }]),
      ...(pattern.trim() === '' ? [] : [{ kind: 'pattern' as const, column, pattern: pattern.trim(), ...exact }]),
    ]
  })
  const rows: QualityRule[] = minRows === '' && maxRows === '' ? [] : [{ kind: 'row_count', ...(minRows !== '' && { min: minRows }), ...(maxRows !== '' && { max: maxRows }), warns: false }]
  return [...ofColumns, ...otherRules, ...rows, ...(rowChange === '' ? [] : [{ kind: 'row_count_change' as const, max: rowChange / 100, warns: false }])]
}

export function toThresholds({ limits }: QualityDraft): Partial<Record<DataMetric, Threshold>> {
  return Object.fromEntries(qualityMetrics.filter((name) => limits[name].judged).map((name) => [name, toThreshold(name, limits[name])]))
}

function toThreshold(name: DataMetric, { warn, fail }: LimitDraft): Threshold {
  const bound = boundOf(name)
  const proposed = defaultQualityThresholds[name]
  const isDefault = (proposed?.warn?.[bound] ?? '') === warn && (proposed?.[bound] ?? '') === fail
  return { ...(fail !== '' && { [bound]: fail }), ...(warn !== '' && { warn: { [bound]: warn } }), source: isDefault ? (proposed?.source ?? '') : 'Declared by hand' }
}

/** The call that runs the check; the draft must have no problems left. */
export function toRun(draft: QualityDraft): CheckRunInput {
  const { version, label, rowIds, missing } = draft
  const { data = '', ...others } = chosenFiles(draft)
  return {
    check: 'quality',
    version,
    inputs: { data, ...others },
    settings: { label: label || null, rowIds: [...rowIds], missing: [...missing], rules: toRules(draft), thresholds: toThresholds(draft) },
  }
}
