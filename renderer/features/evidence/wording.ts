import type { RateName, Threshold } from '../../../shared/contract/evidence.ts'
import { toWords } from '../../../shared/id-words.ts'

export interface RateWords {
  readonly title: string
  readonly formal: string
  readonly formula: string
}

/** Plain words first; the field's name and formula for the tooltip. Counts: TP, FP, FN, TN of one group, n their sum. */
export const rateWords: Record<RateName, RateWords> = {
  selection_rate: { title: 'Selection rate', formal: 'selection rate', formula: '(TP + FP) / n: the share that got the positive decision' },
  true_positive_rate: {
    title: 'Hit rate',
    formal: 'true positive rate, recall, sensitivity',
    formula: 'TP / (TP + FN): of those with the positive label, the share decided positive',
  },
  false_positive_rate: {
    title: 'False alarm rate',
    formal: 'false positive rate',
    formula: 'FP / (FP + TN): of those without the positive label, the share decided positive',
  },
  false_negative_rate: {
    title: 'Miss rate',
    formal: 'false negative rate',
    formula: 'FN / (TP + FN): of those with the positive label, the share decided negative',
  },
  true_negative_rate: {
    title: 'Correct rejection rate',
    formal: 'true negative rate, specificity',
    formula: 'TN / (FP + TN): of those without the positive label, the share decided negative',
  },
  positive_predictive_value: {
    title: 'Precision',
    formal: 'positive predictive value, precision',
    formula: 'TP / (TP + FP): of those decided positive, the share with the positive label',
  },
  negative_predictive_value: {
    title: 'Negative precision',
    formal: 'negative predictive value',
    formula: 'TN / (TN + FN): of those decided negative, the share without the positive label',
  },
  accuracy: { title: 'Accuracy', formal: 'accuracy', formula: '(TP + TN) / n: the share decided as labelled' },
  base_rate: { title: 'Base rate', formal: 'base rate, prevalence', formula: '(TP + FN) / n: the share with the positive label' },
}

export const rateNames = Object.keys(rateWords) as RateName[]

const reasonWords: Record<string, string> = {
  too_few_rows: 'too few rows to judge by',
  no_values: 'there is no value to judge',
  not_a_class: 'the label has too many values to be a class',
  single_class: 'every label is the same',
  no_label: 'there is no label',
  reference_not_sufficient: 'the reference group is missing or too small',
  near_the_threshold: 'within the threshold, and near it',
  inconclusive: 'the interval lies on both sides of the threshold',
  no_interval: 'there is no interval to judge by',
  not_a_probability: 'scores are not all between 0 and 1',
  below_minimum_share: 'set aside for its small share of the rows',
  denominator_zero: 'nobody to count: the denominator is 0',
  single_group: 'only one group: nothing to compare',
  fewer_than_two_groups: 'fewer than two groups are large enough',
  no_groups: 'no group at all',
  lower_bound: 'at least this: another part could not be compared',
  groups_left_out: 'a group was too small to be compared',
  no_threshold_declared: 'no threshold was declared',
}

/** A reason code of the result in plain words; an unknown one is shown as it stands. */
export const toReason = (reason: string): string => reasonWords[reason] ?? toWords(reason)

export function toBound(threshold: Threshold | null): string {
  if (threshold?.max !== undefined) return `≤ ${threshold.max.toFixed(2)}`
  if (threshold?.min !== undefined) return `≥ ${threshold.min.toFixed(2)}`
  return 'none'
}

/** Columns in the order they were declared; a stored group has its own in the order of the canonical form. */
const inOrder = (by: Record<string, string>, columns: readonly string[]): [string, string][] =>
  columns.filter((column) => column in by).map((column) => [column, by[column] ?? ''])

/** `sex · female`, or `sex · female, age_group · over 25` for an intersection. */
export const toGroupName = (by: Record<string, string>, columns: readonly string[] = Object.keys(by)): string =>
  inOrder(by, columns)
    .map(([column, value]) => `${column} · ${value}`)
    .join(', ')

/** The values alone, for a place where the columns are already said. */
export const toGroupValues = (by: Record<string, string>, columns: readonly string[]): string =>
  inOrder(by, columns)
    .map(([, value]) => value)
    .join(', ')

const exclusionWords: Record<string, string> = {
  missing_label: 'no label',
  missing_prediction: 'no prediction',
  missing_score: 'no score',
  missing_place: 'no place in a list',
  missing_weight: 'no weight',
  missing_decision: 'no decision',
  missing_time: 'no time',
  missing_time_in_reference: 'no time, in the reference',
  missing_value: 'no value at stake',
  missing_challenger: 'nothing from the challenger',
}

/** Why rows were left out, as the result counts them: `missing_group:sex` is a row without a value in `sex`. */
export function toExclusion(reason: string): string {
  const column = /^missing_(?:group|segment):(.*)$/s.exec(reason)?.[1]
  if (column !== undefined) return `no value in ${column}`
  return exclusionWords[reason] ?? toWords(reason)
}

const typeWords: [RegExp, string][] = [
  [/INT/, 'whole number'],
  [/DOUBLE|FLOAT|DECIMAL/, 'number'],
  [/BOOL/, 'true or false'],
  [/DATE|TIME/, 'date or time'],
  [/CHAR|TEXT/, 'text'],
]

/** A column type of the reader in plain words; an unusual one is shown as it stands. */
export const toTypeWords = (type: string): string => typeWords.find(([pattern]) => pattern.test(type.toUpperCase()))?.[1] ?? type.toLowerCase()
