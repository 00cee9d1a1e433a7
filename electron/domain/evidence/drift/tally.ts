import { createHash } from 'node:crypto'
import type { DriftSettings } from '../../../../shared/contract/evidence.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { type CountCheck, countWhileHashing } from '../counting.ts'
import { countCategories } from './categories.ts'
import type { ColumnCounts, DriftFacts } from './facts.ts'
import { countNumbers } from './numbers.ts'
import { readParts } from './parts.ts'
import { type ComparedColumn, openSources } from './sources.ts'

/** Errors: those of `refuseDriftColumns`, of reading, and of `countWhileHashing`. */
export const tallyDrift: CountCheck<DriftSettings, DriftFacts, ColumnCounts[]> = async (session, settings, progress) => {
  const statements = createHash('sha256')
  const noted: Session = {
    ...session,
    query: (sql, reading) => (statements.update(`${withoutPaths(session, sql)}\n`), session.query(sql, reading)),
    scan: (sql, visit) => (statements.update(`${sql}\n`), session.scan(sql, visit)),
  }
  const { inputs, counted } = await countWhileHashing(session, progress, async () => {
    const sources = await openSources(noted, settings)
    const parts = await readParts(noted, settings)
    const counts = new Map<ComparedColumn, ColumnCounts>()
    const [numbers, others] = [sources.columns.filter(({ kind }) => kind === 'numeric'), sources.columns.filter(({ kind }) => kind !== 'numeric')]
    for (const [at, one] of (await countNumbers(noted, numbers, parts, settings)).entries()) counts.set(numbers[at] as ComparedColumn, one)
    for (const column of others) counts.set(column, await countCategories(noted, column, parts, settings))
    return { sources, parts, counts: sources.columns.map((column) => counts.get(column) as ColumnCounts) }
  })
  const { sources, parts, counts } = counted
  const rowsOf = (wanted: (part: (typeof parts.parts)[number]) => boolean) => parts.parts.filter(wanted).reduce((total, { rows }) => total + rows, 0)
  const used = rowsOf(({ source }) => source === 'data')
  const facts: DriftFacts = {
    inputs,
    rows: { read: used + parts.outside.data, used, excluded: { missing_time: parts.outside.data, ...(parts.outside.reference > 0 ? { missing_time_in_reference: parts.outside.reference } : {}) } },
    duckdb: session.version,
    query: statements.digest('hex'),
    columns: counts.map(({ name, kind }) => ({ name, kind })),
    onlyInOne: sources.onlyInOne,
    windows: parts.windows,
    referenceRows: rowsOf(({ reference }) => reference),
  }
  return { facts, release: () => Promise.resolve(counts) }
}

/** The digest is of what was asked, wherever the files lie. */
function withoutPaths({ inputs }: Session, sql: string): string {
  return [...inputs].reduce((text, [role, { path }]) => text.replaceAll(path, role), sql)
}
