import type { DriftColumn, DriftMetric, DriftSettings } from '../../../../shared/contract/evidence.ts'
import { measureNames } from '../../../../shared/drift-names.ts'
import type { DriftFacts } from './facts.ts'

interface Shown {
  settings: DriftSettings
  facts: DriftFacts
  columns: readonly DriftColumn[]
  metrics: readonly DriftMetric[]
}

/** Sentences on what the result does not show, in a fixed order. */
export function toSentences({ settings, facts, columns, metrics }: Shown): string[] {
  return [
    ...withoutTime(facts),
    ...(facts.onlyInOne.length > 0 ? [`Only one of the two files has ${list(facts.onlyInOne)}; nothing there could be compared.`] : []),
    ...unjudged(columns),
    ...notNumbers(columns),
    ...obstacles(columns, settings),
    ...floors(metrics),
    ...fewReferenceWindows(facts, settings),
    ...(columns.some(({ bins }) => bins.by === 'values' && bins.rest) ? ['Where a column has a bin for other values, its measures see them as one value.'] : []),
  ]
}

function withoutTime({ rows: { excluded } }: DriftFacts): string[] {
  const rows = excluded['missing_time'] ?? 0
  const before = excluded['missing_time_in_reference'] ?? 0
  return [
    ...(rows > 0 ? [`${count(rows, 'row')} without a readable time ${rows === 1 ? 'is' : 'are'} in no window.`] : []),
    ...(before > 0 ? [`${count(before, 'row')} of the reference without a readable time ${before === 1 ? 'was' : 'were'} left out.`] : []),
  ]
}

const because: Record<string, string> = {
  identifier: 'every row of the reference has its own value: an identifier',
  date: 'dates move on by themselves',
  too_many_values: 'more than 100,000 different texts',
}

function unjudged(columns: readonly DriftColumn[]): string[] {
  return Object.entries(because).flatMap(([reason, words]) => {
    const names = columns.filter((column) => column.unjudged === reason).map(({ name }) => name)
    return names.length === 0 ? [] : [`Not judged: ${list(names)} (${words}).`]
  })
}

function notNumbers(columns: readonly DriftColumn[]): string[] {
  return columns.flatMap(({ name, reference, windows }) => {
    const rows = reference.notNumbers + windows.reduce((total, cell) => total + cell.notNumbers, 0)
    return rows === 0 ? [] : [`“${name}”: ${count(rows, 'value')} that ${rows === 1 ? 'is' : 'are'} no finite number could not be compared.`]
  })
}

function obstacles(columns: readonly DriftColumn[], { minimumRows }: DriftSettings): string[] {
  const having = (reason: string) => columns.flatMap((column) => (column.windows.some((cell) => cell.reason === reason) ? [column.name] : []))
  const say = (reason: string, words: string) => {
    const names = having(reason)
    return names.length === 0 ? [] : [`${list(names)}: ${words}`]
  }
  return [
    ...say('few_values_in_reference', `fewer than ${minimumRows} values in the reference; nothing can be said.`),
    ...say('few_values', `fewer than ${minimumRows} values in a window; nothing can be said there.`),
    ...say('constant', 'the same single value in the reference and in all rows: there is no distribution to compare. Leave such a column out.'),
  ]
}

function floors(metrics: readonly DriftMetric[]): string[] {
  const rows = metrics.filter(({ reason }) => reason === 'noise_floor')
  if (rows.length === 0) return []
  const names = [...new Set(rows.map(({ name }) => measureNames[name]))]
  return [`${count(rows.length, 'value')} of ${names.join(', ')}: with so few rows chance alone exceeds the warning bound more often than once in twenty times, so that a low value proves nothing.`]
}

function fewReferenceWindows({ windows }: DriftFacts, { judging }: DriftSettings): string[] {
  const own = windows.filter(({ role }) => role === 'reference').length
  return judging.by === 'reference_windows' && own < 6 ? [`Limits come from ${count(own, 'reference window')}; fewer than 6 say little about what is usual.`] : []
}

const shownNames = 8

function list(names: readonly string[]): string {
  const quoted = names.slice(0, shownNames).map((name) => `“${name}”`)
  return quoted.join(', ') + (names.length > shownNames ? ` and ${names.length - shownNames} more` : '')
}

const count = (value: number, noun: string): string => `${String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')} ${noun}${value === 1 ? '' : 's'}`
