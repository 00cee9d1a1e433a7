import type { ColumnProfile, MissingKind, PersonalFinding, PersonalKind, DataMetric, QualityRule, Threshold } from './contract/evidence.ts'

/** How screens, pages and the command line call what a data-quality check finds. */
export const qualityWords: Record<DataMetric, { title: string; formula: string }> = {
  missing_share: { title: 'Missing values', formula: 'missing / rows' },
  off_type_share: { title: 'Values of another type', formula: 'not of the column’s type / present' },
  infinite_share: { title: 'Infinite values', formula: 'infinite / present' },
  outlier_share: { title: 'Outliers', formula: 'beyond 1.5 interquartile ranges of the quartiles / numbers' },
  near_constant_share: { title: 'Commonest value', formula: 'rows of the commonest value / present' },
  variant_share: { title: 'Variants by case and space', formula: 'rows not written as the commonest variant / present' },
  duplicate_row_share: { title: 'Duplicate rows', formula: 'rows that repeat an earlier one / rows' },
  duplicate_names: { title: 'Repeated column names', formula: 'columns − different names' },
  personal_columns: { title: 'Columns of personal data', formula: 'columns that look personal' },
  minimum_class_share: { title: 'Smallest class', formula: 'rows of the rarest label / rows with a label' },
  conflicting_label_share: { title: 'Conflicting labels', formula: 'rows equal in every feature to a row of another label / rows with a label' },
  leakage_auc: { title: 'Label leakage, AUC', formula: 'area under the ROC curve of the column alone, 0.5 to 1' },
  leakage_lambda: { title: 'Label leakage, lambda', formula: 'errors saved by knowing the value / errors without (Goodman and Kruskal)' },
  schema_differences: { title: 'Columns added or removed', formula: 'against the reference' },
  unseen_share: { title: 'Unseen categories', formula: 'rows of values that the reference does not have / present' },
  overlap_share: { title: 'Test rows in the data', formula: 'test rows that are in the data / test rows' },
  representation_ratio: { title: 'Representation', formula: 'smallest share / expected share' },
}

/** Numbers of columns, where the others are shares. */
export const isCounted = (name: string): boolean => name === 'duplicate_names' || name === 'personal_columns' || name === 'schema_differences' || name === 'rule_row_count'

const ruleTitles: Record<QualityRule['kind'], string> = {
  not_null: 'Not missing',
  unique: 'Unique',
  type: 'Type',
  range: 'Range',
  set: 'Set',
  pattern: 'Pattern',
  fresh: 'Freshness',
  row_count: 'Number of rows',
  row_count_change: 'Change of the number of rows',
}

export const qualityTitle = (name: string): string =>
  name.startsWith('rule_') ? `Rule: ${(ruleTitles[name.slice(5) as QualityRule['kind']] ?? name).toLowerCase()}` : (qualityWords[name as DataMetric]?.title ?? name)

/** A rule as a sentence of its own. */
export function describeRule(rule: QualityRule): string {
  const allowed = 'tolerance' in rule && rule.tolerance > 0 ? `, but for ${toPercent(rule.tolerance)} of them` : ''
  return ruleSentence(rule) + allowed
}

function ruleSentence(rule: QualityRule): string {
  switch (rule.kind) {
    case 'not_null':
      return `${rule.column} is never missing`
    case 'unique':
      return `${rule.column} has no value twice`
    case 'type':
      return `${rule.column} holds ${rule.type === 'integer' ? 'whole numbers' : `${rule.type}s`} only`
    case 'range':
      return `${rule.column} is ${toRange(rule.min, rule.max)}`
    case 'set':
      return `${rule.column} is one of ${rule.values.slice(0, 8).join(', ')}${rule.values.length > 8 ? ` and ${rule.values.length - 8} more` : ''}`
    case 'pattern':
      return `${rule.column} matches ${rule.pattern}`
    case 'fresh':
      return `${rule.column} reaches to ${rule.maximumDays} days before ${rule.asOf}`
    case 'row_count':
      return `the number of rows is ${toRange(rule.min, rule.max)}`
    case 'row_count_change':
      return `the number of rows changed by ${toPercent(rule.max)} at most`
  }
}

function toRange(min: number | string | undefined, max: number | string | undefined): string {
  if (min === undefined) return `${max} at most`
  return max === undefined ? `${min} at least` : `from ${min} to ${max}`
}

export const toPercent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`

/** Both bounds where a warning comes first: “≤ 0.05, fails above 0.2”. */
export function describeBounds({ max, min, warn }: Threshold): string {
  const outer = max !== undefined ? `≤ ${max}` : min !== undefined ? `≥ ${min}` : null
  const inner = warn?.max !== undefined ? `≤ ${warn.max}` : warn?.min !== undefined ? `≥ ${warn.min}` : null
  if (inner === null) return outer ?? ''
  return outer === null ? `${inner}, else warns` : `${inner}, fails ${max !== undefined ? `above ${max}` : `below ${min}`}`
}

export const missingWords: Record<MissingKind, string> = {
  null: 'null',
  empty: 'empty',
  whitespace: 'white space',
  null_text: 'the word NULL',
  nan: 'NaN',
  token: 'a word for missing',
}

const personalWords: Record<PersonalKind, string> = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  iban: 'IBANs',
  card: 'card numbers',
  ip_address: 'IP addresses',
  national_id: 'national identity numbers',
  name: 'names of people',
  address: 'addresses',
  birth_date: 'dates of birth',
  account: 'account numbers',
}

export const describePersonal = ({ kind, basis, rows, country }: PersonalFinding): string =>
  `${personalWords[kind]}${country === undefined ? '' : ` (${country})`}, ${basis === 'name' ? 'by the name of the column' : `${(rows ?? 0).toLocaleString('en-GB')} rows`}`

export const flagWords: Record<ColumnProfile['flags'][number], string> = {
  constant: 'constant',
  near_constant: 'nearly constant',
  key_candidate: 'key candidate',
}

export const missedRows = ({ missing }: Pick<ColumnProfile, 'missing'>): number => Object.values(missing).reduce((sum, n) => sum + n, 0)
