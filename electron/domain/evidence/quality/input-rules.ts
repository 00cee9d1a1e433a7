import { defaultQualityThresholds, type DataMetric, type QualityRule, type QualitySettings, type Threshold } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import { refuseMissing } from '../columns.ts'
import type { QualityFacts } from './counts.ts'

const badInput = (sentence: string) => new AppError('BAD_INPUT', sentence)
const quote = (name: string) => `“${name}”`

/** What the settings themselves say. A bound on the wrong side would pass what it should fail. */
export function refuseSettings({ thresholds, rules, label, rowIds, missing }: QualitySettings, roles: readonly string[]): void {
  for (const [name, threshold] of Object.entries(thresholds) as [DataMetric, Threshold][]) refuseThreshold(name, threshold)
  if (label !== null && rowIds.includes(label)) throw badInput(`The column ${quote(label)} is named as label and as a column that names rows; it can only be one of them.`)
  if (missing.some((token) => token.trim().length > 100)) throw badInput('A word that stands for a missing value has more than 100 characters; name the word alone.')
  for (const rule of rules) refuseRule(rule)
  if (!roles.includes('reference') && rules.some(({ kind }) => kind === 'row_count_change')) throw badInput('A rule compares the number of rows with a reference, and none is given; name a reference file.')
}

const atLeast: readonly DataMetric[] = ['minimum_class_share', 'representation_ratio']

function refuseThreshold(name: DataMetric, threshold: Threshold): void {
  const [wanted, other] = atLeast.includes(name) ? (['min', 'max'] as const) : (['max', 'min'] as const)
  const [bound, warn] = [threshold[wanted], threshold.warn?.[wanted]]
  if (threshold[other] !== undefined || threshold.warn?.[other] !== undefined || (bound === undefined && warn === undefined)) {
    throw badInput(`${name} is judged by a ${wanted} alone, for example { "${wanted}": ${defaultQualityThresholds[name]?.[wanted] ?? 0.1} }; "warn" may hold a narrower one.`)
  }
  const counts = name === 'duplicate_names' || name === 'personal_columns' || name === 'schema_differences'
  for (const value of [bound, warn]) if (value !== undefined && (value < 0 || (!counts && value > 1))) throw badInput(`The ${wanted} of ${name} must be ${counts ? '0 or more' : 'between 0 and 1'}.`)
}

function refuseRule(rule: QualityRule): void {
  if (rule.kind === 'row_count' && rule.min === undefined && rule.max === undefined) throw badInput('A rule on the number of rows needs a min, a max or both.')
  if (rule.kind !== 'range') return
  if (rule.min === undefined && rule.max === undefined) throw badInput(`The range of ${quote(rule.column)} needs a min, a max or both.`)
  if (rule.min === undefined || rule.max === undefined) return
  if (typeof rule.min !== typeof rule.max) throw badInput(`The range of ${quote(rule.column)} has a number and a date; give two of one kind.`)
  if (typeof rule.min === 'number' ? rule.min > Number(rule.max) : Date.parse(rule.min) > Date.parse(String(rule.max))) throw badInput(`The range of ${quote(rule.column)} begins after its end.`)
}

/** Columns that the settings name must be there, once each. Names are compared letter by letter. */
export function refuseColumns(fileName: string, { label, rowIds, rules }: QualitySettings, columns: readonly string[]): void {
  const named = [...(label === null ? [] : [label]), ...rowIds, ...rules.flatMap((rule) => ('column' in rule ? [rule.column] : []))]
  refuseMissing(fileName, new Set(named), columns)
}

export function refuseFacts({ rows, inputs }: QualityFacts): void {
  if (rows.read === 0) throw badInput(`${inputs[0]?.name} has a header and no rows; export the data again.`)
}
