import { boundOf, type FairnessSettings, type InputFile, type MetricName, type Threshold, unboundedMetrics } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ColumnValues, FairnessFacts, FairnessQuestion } from './facts.ts'
import { missingFor } from './metrics.ts'
import { maximumClasses } from './release.ts'

/** Groups over one column or one combination of columns; more make no table that a person reads. */
export const maximumGroups = 25_000

const badInput = (sentence: string) => new AppError('BAD_INPUT', sentence)
const quote = (name: string) => `“${name}”`

/** A threshold has the one bound that its metric is judged by, and its metric can be computed. Throws BAD_INPUT naming the metric. */
export function refuseThresholds(settings: FairnessSettings): void {
  for (const [name, threshold] of Object.entries(settings.thresholds) as [MetricName, Threshold][]) {
    const wanted = boundOf(name)
    const other = wanted === 'min' ? 'max' : 'min'
    const bound = threshold[wanted]
    if (bound === undefined || threshold[other] !== undefined) throw badInput(`${name} is judged by a ${wanted} alone, for example { "${wanted}": ${wanted === 'max' ? 0.1 : 0.8} }.`)
    if (!(bound >= 0 && (bound <= 1 || unboundedMetrics.includes(name)))) throw badInput(`The ${wanted} of ${name} is ${bound}; it must be ${unboundedMetrics.includes(name) ? '0 or more' : 'between 0 and 1'}.`)
    const missing = missingFor(name, settings)
    if (missing !== null) throw badInput(`${name} has a threshold and can not be computed: it needs ${missing}. Add it, or leave the threshold out.`)
  }
}

/** Settings that say nothing together. Throws BAD_INPUT. */
export function refuseSettings(settings: FairnessSettings): void {
  const { task, columns, reference, benchmark } = settings
  const { decision, label, positive, weight, score, controls } = columns
  if (task === 'regression' && decision.kind !== 'prediction') throw badInput('A regression check needs the column of predicted numbers as its prediction.')
  if (task === 'ranking' && decision.kind !== 'top') throw badInput('A ranking check needs a column of places or scores, an order, and at least one k.')
  if (task !== 'ranking' && decision.kind === 'top') throw badInput('Places in a list are judged by the task ranking; choose it.')
  if (task === 'multiclass' && decision.kind !== 'prediction') throw badInput('A check of several classes needs the column of predicted classes.')
  if ((task === 'multiclass' || task === 'regression') && label === undefined) throw badInput('This check needs a label column: name what turned out to be true.')
  const needsPositive = task === 'binary' && (decision.kind === 'prediction' || label !== undefined)
  if ((needsPositive || (task === 'ranking' && label !== undefined)) && positive === undefined) throw badInput('Say which value counts as positive.')
  if (task === 'regression' && (weight ?? controls ?? score) !== undefined) throw badInput('Weights, control columns and a score column belong to checks of decisions; leave them out of a regression check.')
  if (score !== undefined && weight !== undefined) throw badInput('Metrics of scores are computed over rows, not weights; leave out either the score column or the weights.')
  const stray = [...Object.keys(reference ?? {}), ...(benchmark ?? []).map(({ column }) => column)].find((column) => !columns.groups.includes(column))
  if (stray !== undefined) throw badInput(`${quote(stray)} is named in a reference or benchmark and is no group column; add it to the groups or leave it out.`)
  for (const { column, shares } of benchmark ?? []) refuseShares(column, shares)
}

function refuseShares(column: string, shares: Record<string, number>): void {
  const values = Object.values(shares)
  const total = values.reduce((sum, share) => sum + share, 0)
  if (values.length === 0 || values.includes(0)) throw badInput(`The benchmark of ${quote(column)} needs a share above 0 for each of its values.`)
  if (total > 1.001) throw badInput(`The shares of the benchmark of ${quote(column)} add up to ${total.toFixed(3)}; write them as fractions of 1.`)
}

type Named = Pick<FairnessQuestion, 'label' | 'decision' | 'groups' | 'controls' | 'score' | 'weight'>

/** Columns with their roles; a score may be the one that decides. */
function rolesOf({ label, decision, groups, controls, score, weight }: Named): [string, string][] {
  const decides = decision.kind === 'median' ? 'score' : decision.kind === 'top' ? 'place' : decision.kind
  return [
    ...(label === null ? [] : [[label, 'label'] as [string, string]]),
    [decision.column, decides],
    ...(decision.kind === 'top' && decision.list !== undefined ? [[decision.list, 'list'] as [string, string]] : []),
    ...groups.map((group): [string, string] => [group, 'group']),
    ...controls.map((control): [string, string] => [control, 'control']),
    ...(score === null || (score === decision.column && decides === 'score') ? [] : [[score, 'score'] as [string, string]]),
    ...(weight === null ? [] : [[weight, 'weight'] as [string, string]]),
  ]
}

export const columnsOf = (question: Named): string[] => rolesOf(question).map(([column]) => column)

/** Each column has one role. Throws BAD_INPUT naming the column. */
export function refuseRoles(question: Named): void {
  const seen = new Map<string, string>()
  for (const [column, role] of rolesOf(question)) {
    const other = seen.get(column)
    if (other !== undefined) throw badInput(`The column ${quote(column)} is named as ${other} and as ${role}; give each role its own column.`)
    seen.set(column, role)
  }
}

/**
 * What the values must be for counts to mean anything: two label values of which one is positive, decisions of the same two,
 * scores that are numbers. Nothing is turned into a negative because it was not recognised. Throws BAD_INPUT.
 */
export function refuseValues(facts: FairnessFacts, question: FairnessQuestion): void {
  const { inputs, rows, label, prediction, notNumbers, negativeWeights, categories } = facts
  const { name } = inputs[0] as InputFile
  const { task, positive, decision } = question
  if (rows.read === 0) throw badInput(`${name} has a header and no rows; export the data again.`)
  for (const one of notNumbers) refuseNotNumbers(name, one)
  if (negativeWeights > 0) throw badInput(`${name}: ${negativeWeights} ${negativeWeights === 1 ? 'weight is' : 'weights are'} below 0; a row stands for 0 persons or more.`)
  if (task === 'multiclass') refuseClasses(name, question, facts)
  else if (label && positive !== null) refuseLabel(name, question.label as string, positive, label, prediction)
  if (task === 'binary' && prediction && label) refusePrediction(name, decision.column, label, prediction)
  if (task === 'binary' && prediction && !label) refuseLone(name, decision.column, positive as string, prediction)
  if (rows.used === 0) throw badInput(`${name}: none of its ${rows.read} rows has ${question.label === null ? '' : `both a label in ${quote(question.label)} and `}a value in ${quote(decision.column)}.`)
  for (const { over, count } of categories) {
    const names = over.map(quote).join(' and ')
    if (count === 0 && over.length === 1) throw badInput(`${name}: the group column ${names} has no value in any usable row; choose another one.`)
    refuseManyGroups(name, over, { count, whole: true })
  }
}

/** `whole` false: so many were found before the end of the file. Throws BAD_INPUT. */
export function refuseManyGroups(fileName: string, over: readonly string[], { count, whole }: { count: number; whole: boolean }): void {
  if (count <= maximumGroups) return
  const has = `${over.map(quote).join(' and ')} ${over.length > 1 ? 'have' : 'has'} ${whole ? '' : 'at least '}${count} different values`
  throw badInput(`${fileName}: ${has}; a group column may give at most ${maximumGroups} groups. Band the values first.`)
}

function refuseNotNumbers(fileName: string, { column, role, rows, example }: FairnessFacts['notNumbers'][number]): never {
  const words = `${role}${rows === 1 ? '' : 's'}`
  const limit = role === 'weight' ? ' below a million' : ''
  throw badInput(`${fileName}: ${rows} ${words} in ${quote(column)} ${rows === 1 ? `is no finite number${limit}` : `are no finite numbers${limit}`}, for example ${quote(example)}. Write numbers with a decimal point; leave the field empty where there is no ${role}.`)
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

/** Decisions without a label: two values, of which one is positive. */
function refuseLone(fileName: string, column: string, positive: string, prediction: ColumnValues): void {
  const where = `${fileName}: the prediction column ${quote(column)}`
  if (prediction.distinct === 0) throw badInput(`${where} has no value in any row; choose the column that holds the decisions.`)
  if (prediction.distinct > 2) throw badInput(`${where} has ${prediction.distinct} values: ${toList(prediction)}. A decision is one of two; recode the others, or choose the task multiclass with a label.`)
  if (!prediction.values.some((value) => value.positive)) throw badInput(`${where} never has the positive value ${quote(positive)}. It has: ${toList(prediction)}. Name one of them as positive.`)
}

function refuseClasses(fileName: string, { label: column, decision }: FairnessQuestion, { label, prediction }: FairnessFacts): void {
  const classes = new Set([...(label?.values ?? []), ...(prediction?.values ?? [])].map(({ key }) => key))
  const most = Math.max(classes.size, label?.distinct ?? 0, prediction?.distinct ?? 0)
  if (most > maximumClasses) throw badInput(`${fileName}: ${quote(column as string)} and ${quote(decision.column)} have ${most} or more classes; a check takes at most ${maximumClasses}. Put rare ones together.`)
  if (classes.size < 2) throw badInput(`${fileName}: ${quote(column as string)} and ${quote(decision.column)} have one class only; there is nothing to compare.`)
}

function toList({ values, distinct }: ColumnValues): string {
  const shown = values.slice(0, 8).map(({ text, rows }) => `${quote(text)} (${rows} ${rows === 1 ? 'row' : 'rows'})`)
  return shown.join(', ') + (distinct > shown.length ? ` and ${distinct - shown.length} more` : '')
}
