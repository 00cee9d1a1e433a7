import type { DriftMeasure, DriftSettings, Threshold } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import { refuseMissing } from '../columns.ts'
import type { DriftFacts } from './facts.ts'

/** More windows make no table that a person reads, and no result that stays small. */
export const mostWindows = 400

const badInput = (sentence: string) => new AppError('BAD_INPUT', sentence)
const quote = (name: string) => `“${name}”`

/** Distances are judged from above, p-values from below; the reference is a file or part of the data. Throws BAD_INPUT. */
export function refuseDriftSettings(settings: DriftSettings, roles: readonly string[]): void {
  const { columns, except, label, prediction, numeric, categorical, judging, windows, reference } = settings
  if (judging.by === 'thresholds') {
    for (const [name, threshold] of Object.entries(judging.thresholds) as [DriftMeasure, Threshold][]) refuseThreshold(name, threshold)
  }
  const both = numeric.find((name) => categorical.includes(name))
  if (both !== undefined) throw badInput(`The column ${quote(both)} is named as numeric and as categorical; it can be one of them.`)
  if (label !== null && label === prediction) throw badInput(`The column ${quote(label)} is named as label and as prediction; give each role its own column.`)
  for (const [role, name] of [['label', label], ['prediction', prediction]] as const) {
    if (name !== null && (except.includes(name) || (columns !== null && !columns.includes(name)))) throw badInput(`The ${role} ${quote(name)} is not among the columns that are compared; name it there, too.`)
  }
  if (columns?.length === 0) throw badInput('Name at least one column, or none to compare all.')
  if (columns !== null && new Set(columns).size < columns.length) throw badInput('A column is named twice; name each once.')
  if (reference.from === 'file' && !roles.includes('reference')) throw badInput('Name the reference: a file of its own, or the windows or days of the data that are the reference.')
  if (reference.from !== 'file' && roles.includes('reference')) throw badInput('The reference is a file of its own or part of the data, not both; leave one of them out.')
  if (reference.from === 'windows' && windows.by === 'none') throw badInput('The first windows can be the reference only where there are windows: say by which time column, or how many rows make one.')
  if (reference.from === 'days' && reference.first > reference.last) throw badInput(`The reference ends on ${reference.last}, before it begins on ${reference.first}.`)
  if (judging.by === 'reference_windows' && windows.by === 'none') throw badInput('Limits from the reference’s own windows need windows: say by which time column, or how many rows make one.')
}

function refuseThreshold(name: DriftMeasure, { max, min, warn }: Threshold): void {
  const [wanted, other, bound] = name.endsWith('p_value') ? (['min', 'max', min] as const) : (['max', 'min', max] as const)
  if (bound === undefined || (wanted === 'max' ? min : max) !== undefined || warn?.[other] !== undefined) throw badInput(`${name} is judged by a ${wanted} alone, for example { "${wanted}": ${wanted === 'max' ? 0.2 : 0.05} }.`)
  if (!(bound >= 0)) throw badInput(`The ${wanted} of ${name} is ${bound}; it can not be below 0.`)
  const first = warn?.[wanted]
  if (first !== undefined && (wanted === 'max' ? first > bound : first < bound)) throw badInput(`${name} warns at ${first}, which is beyond the ${wanted} of ${bound}; the warning comes first.`)
}

interface FileColumns {
  role: 'reference' | 'data'
  name: string
  columns: readonly string[]
}

/** Every named column is in every file, once. Throws BAD_INPUT with the columns that the file has. */
export function refuseDriftColumns(files: readonly FileColumns[], settings: DriftSettings): void {
  const { columns, except, label, prediction, numeric, categorical, windows, reference, judging } = settings
  const compared = [...(columns ?? []), ...[label, prediction].filter((name) => name !== null), ...numeric, ...categorical]
  const inEvery = columns === null ? findShared(files) : []
  for (const file of files) {
    // The reference needs a time only where it is cut into windows itself.
    const times = file.role === 'data' || judging.by === 'reference_windows' ? [...(windows.by === 'time' ? [windows.column] : []), ...(reference.from === 'days' ? [reference.column] : [])] : []
    refuseMissing(file.name, new Set([...compared, ...times, ...inEvery.filter((one) => !except.includes(one))]), file.columns)
  }
  const nowhere = except.find((name) => !files.some((file) => file.columns.includes(name)))
  if (nowhere !== undefined) throw badInput(`There is no column ${quote(nowhere)} that could be left out. The columns are: ${shorten(files[0]?.columns ?? [])}.`)
  if (columns === null && inEvery.length === 0) throw badInput(`${files.map(({ name }) => name).join(' and ')} have no column of the same name; are these the right files?`)
}

const findShared = ([first, ...others]: readonly FileColumns[]): string[] => (first?.columns ?? []).filter((name) => others.every((file) => file.columns.includes(name)))

/** What the files must be for a comparison to mean anything. Throws BAD_INPUT. */
export function refuseDriftFacts({ inputs, rows, columns, windows, referenceRows }: DriftFacts, settings: DriftSettings): void {
  const data = inputs[0]?.name ?? 'The file'
  const current = windows.filter(({ role }) => role === 'current')
  if (rows.read === 0) throw badInput(`${data} has a header and no rows; export the data again.`)
  if (settings.windows.by === 'time' && rows.used === 0) throw badInput(`${data}: no value of ${quote(settings.windows.column)} is a date or time, such as 2026-05-31 or 2026-05-31 12:00:00.`)
  if (columns.length === 0) throw badInput(`${data}: no column is left to compare.`)
  if (referenceRows === 0) throw badInput(settings.reference.from === 'file' ? `${inputs[1]?.name} has no rows that could be the reference.` : `${data}: no row is part of the reference; check its days.`)
  if (current.length === 0) throw badInput(`${data}: all its rows are part of the reference; nothing is left to compare with it.`)
  if (windows.length > mostWindows) throw badInput(`${data} gives ${windows.length} windows; at most ${mostWindows} can be compared. Take longer ones.`)
}

function shorten(names: readonly string[]): string {
  return names.slice(0, 40).join(', ') + (names.length > 40 ? ` and ${names.length - 40} more` : '')
}
