import type { FairnessSettings, InputFile, MetricName, Threshold } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ColumnValues, FairnessFacts, FairnessQuestion } from './facts.ts'
import { metricForms } from './disparities.ts'

/** Groups over one column or one combination of columns; more make no table that a person reads. */
export const maximumGroups = 25_000

const badInput = (sentence: string) => new AppError('BAD_INPUT', sentence)
const quote = (name: string) => `“${name}”`

/** A threshold has the one bound that its metric is judged by. Throws BAD_INPUT naming the metric. */
export function refuseThresholds(thresholds: FairnessSettings['thresholds']): void {
  for (const [name, threshold] of Object.entries(thresholds) as [MetricName, Threshold][]) {
    const [wanted, other] = metricForms[name].kind === 'difference' ? (['max', 'min'] as const) : (['min', 'max'] as const)
    const bound = threshold[wanted]
    if (bound === undefined || threshold[other] !== undefined) throw badInput(`${name} is judged by a ${wanted} alone, for example { "${wanted}": ${wanted === 'max' ? 0.1 : 0.8} }.`)
    if (!(bound >= 0 && bound <= 1)) throw badInput(`The ${wanted} of ${name} is ${bound}; it must be between 0 and 1.`)
  }
}

/** Each column has one role. Throws BAD_INPUT naming the column. */
export function refuseRoles({ label, decision, groups }: Pick<FairnessQuestion, 'label' | 'decision' | 'groups'>): void {
  const roles = [[label, 'label'], [decision.column, decision.kind], ...groups.map((group) => [group, 'group'])] as [string, string][]
  const seen = new Map<string, string>()
  for (const [column, role] of roles) {
    const other = seen.get(column)
    if (other !== undefined) throw badInput(`The column ${quote(column)} is named as ${other} and as ${role}; give each role its own column.`)
    seen.set(column, role)
  }
}

/** Every named column is there, once. Throws BAD_INPUT with the columns that the file has. */
export function refuseColumns(fileName: string, question: Pick<FairnessQuestion, 'label' | 'decision' | 'groups'>, found: readonly string[]): void {
  for (const column of [question.label, question.decision.column, ...question.groups]) {
    const times = found.filter((name) => name === column).length
    if (times === 0) throw badInput(`${fileName} has no column ${quote(column)}. Its columns are: ${shorten(found, 40)}.`)
    if (times > 1) throw badInput(`${fileName} has ${times} columns named ${quote(column)}; rename them so that it is clear which one is meant.`)
  }
}

/**
 * What the values must be for counts to mean anything: two label values of which one is positive, decisions of the same two,
 * scores that are numbers. Nothing is turned into a negative because it was not recognised. Throws BAD_INPUT.
 */
export function refuseValues({ inputs, rows, label, prediction, badScores, categories }: FairnessFacts, { label: column, positive, decision, groups }: FairnessQuestion): void {
  const file = inputs[0] as InputFile
  if (rows.read === 0) throw badInput(`${file.name} has a header and no rows; export the data again.`)
  if (badScores) {
    const found = `${badScores.rows} ${badScores.rows === 1 ? 'score' : 'scores'} in ${quote(decision.column)}`
    throw badInput(`${file.name}: ${found} ${badScores.rows === 1 ? 'is no finite number' : 'are no finite numbers'}, for example ${quote(badScores.example)}. Write numbers with a decimal point; leave the field empty where there is no score.`)
  }
  refuseLabel(file.name, column, positive, label, prediction)
  if (prediction) refusePrediction(file.name, decision.column, label, prediction)
  if (rows.used === 0) throw badInput(`${file.name}: none of its ${rows.read} rows has both a label in ${quote(column)} and a value in ${quote(decision.column)}.`)
  for (const { over, count } of categories) {
    const names = over.map(quote).join(' and ')
    if (count === 0 && over.length === 1) throw badInput(`${file.name}: the group column ${names} has no value in any usable row; choose another one.`)
    refuseManyGroups(file.name, over, { count, whole: true })
  }
  if (groups.length === 0) throw badInput('Name at least one group column.')
}

/** `whole` false: so many were found before the end of the file. Throws BAD_INPUT. */
export function refuseManyGroups(fileName: string, over: readonly string[], { count, whole }: { count: number; whole: boolean }): void {
  if (count <= maximumGroups) return
  const has = `${over.map(quote).join(' and ')} ${over.length > 1 ? 'have' : 'has'} ${whole ? '' : 'at least '}${count} different values`
  throw badInput(`${fileName}: ${has}; a group column may give at most ${maximumGroups} groups. Band the values first.`)
}

/**
 * One value in the label is enough where the decisions show the other one: selection rates are then still rates. Which value is
 * meant as positive must be seen in the file, else a mistyped one would make everybody negative.
 */
function refuseLabel(fileName: string, column: string, positive: string, label: ColumnValues, prediction: ColumnValues | null): void {
  const where = `${fileName}: the label column ${quote(column)}`
  if (label.distinct > 2) throw badInput(`${where} has ${label.distinct} values: ${toList(label)}. A fairness check needs exactly two; leave other rows out or recode them.`)
  if (label.distinct === 0) throw badInput(`${where} has no value in any row; choose the column that holds the outcome.`)
  const seen = label.distinct === 1 ? [...label.values, ...(prediction?.values ?? [])] : label.values
  if (!seen.some((value) => value.positive)) throw badInput(`${where} never has the positive value ${quote(positive)}. It has: ${toList(label)}. Name one of them as positive.`)
  if (new Set(seen.map(({ key }) => key)).size < 2) throw badInput(`${where} has one value only: ${toList(label)}. A fairness check needs rows of both outcomes.`)
}

function refusePrediction(fileName: string, column: string, label: ColumnValues, prediction: ColumnValues): void {
  const where = `${fileName}: the prediction column ${quote(column)}`
  if (prediction.distinct === 0) throw badInput(`${where} has no value in any row; choose the column that holds the decisions.`)
  const negatives = new Set([...label.values, ...prediction.values].filter(({ positive }) => !positive).map(({ key }) => key))
  if (prediction.distinct <= 2 && negatives.size <= 1) return
  throw badInput(
    `${where} has values that the label does not have: ${toList(prediction)}; the label has ${toList(label)}. Choose the column of decisions, or give a score with a threshold.`,
  )
}

function toList({ values, distinct }: ColumnValues): string {
  const shown = values.slice(0, 8).map(({ text, rows }) => `${quote(text)} (${rows} ${rows === 1 ? 'row' : 'rows'})`)
  return shown.join(', ') + (distinct > shown.length ? ` and ${distinct - shown.length} more` : '')
}

function shorten(names: readonly string[], limit: number): string {
  return names.slice(0, limit).join(', ') + (names.length > limit ? ` and ${names.length - limit} more` : '')
}
