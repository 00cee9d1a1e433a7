import type { FairnessResult, FairnessSettings, GroupResult, RateName } from '../../../../shared/contract/evidence.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { type RateMetric, rateForm, rateMetrics } from './metrics.ts'
import type { Minimum } from './rates.ts'
import { maximumCompared } from './reference.ts'
import { maximumResampled } from './resampled.ts'

/** Half the width of a judged rate's interval above which a reader is warned. */
const wideHalf = 0.1
const shownNames = 5

export interface Limited {
  rows: FairnessResult['rows']
  groups: readonly GroupResult[]
  columns: readonly string[]
  metrics: FairnessResult['metrics']
  minimum: Minimum
  settings: FairnessSettings
}

/** Sentences on what the result does not show, in a fixed order; the same counts give the same sentences. */
export function toLimits({ rows, groups, columns, metrics, minimum, settings }: Limited): string[] {
  return [
    ...excludedRows(rows, columns),
    ...smallGroups(groups, minimum),
    ...smallRates(groups, metrics, minimum),
    ...wideIntervals(groups, metrics),
    ...oneClass(groups),
    ...manyGroups(groups),
    ...bounded(groups),
    ...strangers(groups, settings),
    ...absentReference(groups, settings),
    ...unknownCategories(groups, settings),
    ...nothingMet(groups, settings),
    ...weighted(settings),
  ]
}

function excludedRows({ read, used, excluded }: FairnessResult['rows'], columns: readonly string[]): string[] {
  const lost = used < read ? [`${count(read - used, 'row')} of ${number(read)} had no label or no decision and could not be used.`] : []
  const outside = columns.flatMap((column) => {
    const missing = excluded[`missing_group:${column}`] ?? 0
    return missing === 0 ? [] : [`${count(missing, 'row')} without a value in “${column}” ${missing === 1 ? 'is' : 'are'} in no group over it.`]
  })
  return [...lost, ...outside]
}

function smallGroups(groups: readonly GroupResult[], minimum: Minimum): string[] {
  const small = groups.filter((group) => !group.sufficient)
  if (small.length === 0) return []
  return [`${list(small.map((group) => `${toName(group)} (n = ${number(group.n)})`))}: fewer than ${number(minimum.group)} rows; shown, but left out of every comparison.`]
}

function smallRates(groups: readonly GroupResult[], metrics: FairnessResult['metrics'], minimum: Minimum): string[] {
  return judgedRates(metrics).flatMap((rate) => {
    const small = groups.filter((group) => group.sufficient && group.rates[rate].suppressed)
    if (small.length === 0) return []
    const names = list(small.map((group) => `${toName(group)} (${number(group.rates[rate].den)})`))
    return [`${words(rate)}: fewer than ${number(minimum.denominator)} cases in ${names}; left out of the comparison of this rate.`]
  })
}

function wideIntervals(groups: readonly GroupResult[], metrics: FairnessResult['metrics']): string[] {
  return judgedRates(metrics).flatMap((rate) => {
    const wide = groups.filter(({ rates: { [rate]: one } }) => !one.suppressed && one.low !== null && one.high !== null && (one.high - one.low) / 2 > wideHalf)
    return wide.length === 0 ? [] : [`${words(rate)}: the interval is wider than ± ${wideHalf * 100} percentage points in ${list(wide.map(toName))}; the data say little there.`]
  })
}

function oneClass(groups: readonly GroupResult[]): string[] {
  const labelled = groups.filter(({ tp, view }) => tp !== undefined && view === undefined)
  const positives = labelled.reduce((sum, { tp = 0, fn = 0 }) => sum + tp + fn, 0)
  const negatives = labelled.reduce((sum, { fp = 0, tn = 0 }) => sum + fp + tn, 0)
  if (labelled.length === 0 || (positives > 0 && negatives > 0)) return []
  return [`Every label is ${positives > 0 ? 'positive' : 'negative'}: rates that need the other class are undefined.`]
}

/** The two groups of a difference are picked because they differ most, so their interval is not one for a pair chosen beforehand. */
function manyGroups(groups: readonly GroupResult[]): string[] {
  return largestOf(groups) < 3 ? [] : ['Intervals are for one comparison each at 95 %; with three groups or more, the pair that differs most is picked after seeing the data. The bootstrap interval beside them picks it anew in every resample.']
}

/** The number of groups of the grouping that has most. */
function largestOf(groups: readonly GroupResult[]): number {
  const sizes = Map.groupBy(groups, ({ by, view }) => [view, ...Object.keys(by)].join('\u0000'))
  return Math.max(0, ...[...sizes.values()].map((one) => one.length))
}

function bounded(groups: readonly GroupResult[]): string[] {
  if (largestOf(groups) <= Math.min(maximumCompared, maximumResampled)) return []
  return [`Over more than ${maximumCompared} groups there are no comparisons one by one and no bootstrap intervals.`]
}

/** Values that a benchmark does not name, and rows in them. */
function strangers(groups: readonly GroupResult[], { benchmark }: FairnessSettings): string[] {
  return (benchmark ?? []).flatMap(({ column, shares }) => {
    const unknown = groups.filter(({ by, view }) => Object.keys(by).join() === column && view === undefined && shares[by[column] as string] === undefined)
    return unknown.length === 0 ? [] : [`The benchmark of “${column}” names no share for ${list(unknown.map((group) => `${toName(group)} (n = ${number(group.n)})`))}.`]
  })
}

/** A reference that no row has, such as a misspelt one. */
function absentReference(groups: readonly GroupResult[], { reference }: FairnessSettings): string[] {
  return Object.entries(reference ?? {}).flatMap(([column, value]) =>
    groups.some(({ by }) => by[column] === value) ? [] : [`No row has the reference ${column} = ${value}: nothing over “${column}” is held against it. Values are compared letter by letter.`],
  )
}

/** Local Law 144 keeps people of an unknown category out of its tables; a word for unknown that was not declared is a category like any other. */
function unknownCategories(groups: readonly GroupResult[], { report, columns }: FairnessSettings): string[] {
  if (report === undefined) return []
  return columns.groups.flatMap((column) => {
    const found = groups.filter(({ by, view }) => view === undefined && Object.keys(by).join() === column && unknownWords.test(by[column] as string))
    return found.map((group) => `${toName(group)} (n = ${number(group.n)}) stands in the tables as a category; declare “${group.by[column]}” as a missing value if these people are of an unknown one.`)
  })
}

const unknownWords = /^(unknown|not (known|stated|specified|provided|disclosed|available)|undisclosed|declined.*|prefer not .*)$/i

/** Labels and decisions that never agree are most likely of different columns. */
function nothingMet(groups: readonly GroupResult[], { task }: FairnessSettings): string[] {
  return task === 'multiclass' && groups.length > 0 && groups.every(({ tp }) => tp === 0) ? ['No decision in any group is what its label says: look whether both columns hold the same classes.'] : []
}

function weighted({ columns: { weight } }: FairnessSettings): string[] {
  return weight === undefined ? [] : [`Rows count by “${weight}”. Intervals take the weighted rows for as many as they are worth (Kish); there are no tests and no bootstrap of weighted rows.`]
}

function judgedRates(metrics: FairnessResult['metrics']): RateName[] {
  const judged = metrics.filter(({ threshold, name }) => threshold !== null && name in rateMetrics).flatMap(({ name }) => rateForm(name as RateMetric).rates)
  return [...new Set(judged)]
}

function list(names: readonly string[]): string {
  const rest = names.length - shownNames
  return rest > 0 ? `${names.slice(0, shownNames).join(', ')} and ${number(rest)} more` : names.join(', ')
}

const toName = ({ by, view }: GroupResult): string => Object.entries(by).map(([column, value]) => `${column} = ${value}`).join(' & ') + (view === undefined ? '' : `, ${view}`)
const words = (rate: RateName): string => (rate[0] as string).toUpperCase() + toWords(rate.slice(1))
/** Thin spaces would differ between locales; commas are the same everywhere. */
const number = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const count = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`
