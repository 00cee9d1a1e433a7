import type { DriftSettings } from '../../../../shared/contract/evidence.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { keyOf, textOf } from '../values.ts'
import type { ColumnCounts } from './facts.ts'
import { leastIdentifiers } from './numbers.ts'
import type { Part, Parts } from './parts.ts'
import type { ComparedColumn } from './sources.ts'

/** Values that become bins of their own; the rarer ones of the reference, and what it has not, share the last. */
const mostCategories = 1_000
/** More different texts than that are names or notes and are not counted. */
const mostValues = 100_000

interface Value {
  text: string
  reference: number
  current: number
  windows: Map<number, number>
}

/** One GROUP BY over the texts as they stand; values that are equal as numbers (`1`, `1.0`) are one. */
export async function countCategories(session: Session, column: ComparedColumn, parts: Parts, settings: DriftSettings): Promise<ColumnCounts> {
  const sources = [...new Set(parts.parts.map(({ source }) => source))]
  const missing = parts.parts.map(() => 0)
  if (column.kind === 'date') return unread(column, parts, 'date')
  for (const source of sources) {
    const [row] = await session.query(`SELECT approx_count_distinct(${column.identifier}) AS n FROM ${source}`, session.inputs.get(source))
    if (Number(row?.['n']) > mostValues) return unread(column, parts, 'too_many_values')
  }
  const values = new Map<string, Value>()
  for (const source of sources) await countSource(session, { column, source, parts: parts.parts, missing, values }, settings)
  return toCounts(column, parts, missing, [...values.values()], settings)
}

interface Counting {
  column: ComparedColumn
  source: Part['source']
  parts: readonly Part[]
  missing: number[]
  values: Map<string, Value>
}

async function countSource(session: Session, { column, source, parts, missing, values }: Counting, settings: DriftSettings): Promise<void> {
  const text = textOf('v', settings.missing)
  const counted = `SELECT ${column.identifier} AS v, code, count(*) AS n FROM ${source} GROUP BY ALL`
  const texts = `SELECT ${text} AS text, code, n FROM (${counted})`
  const rows = await session.query(`SELECT ${keyOf('text')} AS key, min(text) AS text, code, sum(n) AS n FROM (${texts}) GROUP BY ALL`, session.inputs.get(source))
  const places = new Map(parts.flatMap((part, at) => (part.source === source ? [[part.code, at] as const] : [])))
  for (const row of rows) {
    const at = places.get(Number(row['code']))
    if (at === undefined) continue
    const n = Number(row['n'])
    const { key, text: shown } = row as { key: string | null; text: string }
    if (key === null) missing[at] = (missing[at] as number) + n
    else addValue(values, { key, text: shown, n }, parts[at] as Part)
  }
}

function addValue(values: Map<string, Value>, { key, text, n }: { key: string; text: string; n: number }, { reference, window }: Part): void {
  const value = values.get(key) ?? { text, reference: 0, current: 0, windows: new Map<number, number>() }
  if (reference) value.reference += n
  else value.current += n
  if (window >= 0) value.windows.set(window, (value.windows.get(window) ?? 0) + n)
  if (text < value.text) value.text = text
  values.set(key, value)
}

function toCounts(column: ComparedColumn, { parts, windows }: Parts, missing: readonly number[], all: readonly Value[], { method }: DriftSettings): ColumnCounts {
  const ofReference = all.filter((value) => value.reference > 0).toSorted((a, b) => b.reference - a.reference || byText(a, b))
  const unseen = all.filter((value) => value.reference === 0).toSorted((a, b) => b.current - a.current || byText(a, b))
  const shown = (method.unseen === 'together' ? ofReference : [...ofReference, ...unseen]).slice(0, mostCategories)
  const bins = shown.toSorted(byText)
  const rest = method.unseen === 'together' || shown.length < all.length
  const add = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0)
  const withRest = (of: (value: Value) => number) => {
    const counts = bins.map(of)
    return rest ? [...counts, add(all.map(of)) - add(counts)] : counts
  }
  const sumOf = (wanted: (part: Part) => boolean, number: (part: Part, at: number) => number) => add(parts.map((part, at) => (wanted(part) ? number(part, at) : 0)))
  const present = add(all.map((value) => value.reference))
  return {
    name: column.name,
    kind: 'categorical',
    unjudged: present >= leastIdentifiers && ofReference.length === present ? 'identifier' : null,
    bins: { by: 'values', values: bins.map(({ text }) => text), rest },
    reference: {
      rows: sumOf((part) => part.reference, ({ rows }) => rows),
      missing: sumOf((part) => part.reference, (_, at) => missing[at] as number),
      notNumbers: 0,
      counts: withRest((value) => value.reference),
      distinct: ofReference.length,
      ...noNumbers,
    },
    windows: windows.map((_, window) => ({
      rows: sumOf((part) => part.window === window, ({ rows }) => rows),
      missing: sumOf((part) => part.window === window, (_part, at) => missing[at] as number),
      notNumbers: 0,
      unseen: add(unseen.map((value) => value.windows.get(window) ?? 0)),
      counts: withRest((value) => value.windows.get(window) ?? 0),
      ordered: null,
    })),
    distinct: all.length,
  }
}

const noNumbers = { mean: null, deviation: null, min: null, max: null }
const byText = (a: Value, b: Value): number => (a.text < b.text ? -1 : Number(a.text > b.text))

/** A column that is named and not counted. */
function unread({ name }: ComparedColumn, { parts, windows }: Parts, unjudged: string): ColumnCounts {
  const rows = parts.filter(({ reference }) => reference).reduce((total, part) => total + part.rows, 0)
  const none = { missing: 0, notNumbers: 0, counts: [] }
  return {
    name,
    kind: 'categorical',
    unjudged,
    bins: { by: 'values', values: [], rest: false },
    reference: { rows, ...none, distinct: 0, ...noNumbers },
    windows: windows.map((window) => ({ rows: window.rows, ...none, unseen: 0, ordered: null })),
    distinct: 0,
  }
}
