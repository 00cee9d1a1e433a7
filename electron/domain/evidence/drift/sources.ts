import type { DriftSettings } from '../../../../shared/contract/evidence.ts'
import type { DataFile } from '../../../platform/data-file.ts'
import { type SourceColumn, readColumns, toTextSource } from '../../../platform/data-source.ts'
import { ConversionError } from '../../../platform/duckdb-errors.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { isNumeric } from '../values.ts'
import { refuseDriftColumns } from './input-rules.ts'
import { codeOf } from './parts.ts'

/** A column that is compared, and how statements over `reference` and `data` call it. */
export interface ComparedColumn {
  name: string
  identifier: string
  kind: 'numeric' | 'categorical' | 'date'
  /** Text that must be looked at value by value to be a number. */
  asText: boolean
  wholeNumbers: boolean
}

export interface Sources {
  columns: ComparedColumn[]
  onlyInOne: string[]
}

type Role = 'reference' | 'data'

/**
 * Makes the relations `data` and, if it is a file of its own, `reference`: a column `code` (parts.ts) and c0, c1 … for the compared columns. Parquet is
 * read in place, a column at a time; text is read once, into a table that DuckDB moves to disk where memory ends.
 */
export async function openSources(session: Session, settings: DriftSettings): Promise<Sources> {
  try {
    return await openWith(session, settings, 20_480)
  } catch (error) {
    // Types are guessed from the first rows; where a later value does not fit, from all of them.
    if (!(error instanceof ConversionError)) throw error
    return openWith(session, settings, -1)
  }
}

async function openWith(session: Session, settings: DriftSettings, sample: number): Promise<Sources> {
  const files = [...session.inputs] as [Role, DataFile][]
  const found = new Map<Role, SourceColumn[]>()
  for (const [role, file] of files) found.set(role, await readColumns(session, sample, file))
  refuseDriftColumns(files.map(([role, file]) => ({ role, name: file.name, columns: (found.get(role) as SourceColumn[]).map(({ name }) => name) })), settings)
  const { names, onlyInOne } = toNames([...found.values()], settings)
  const columns = names.map((name, at): ComparedColumn => {
    const types = [...found.values()].map((columnsOf) => (columnsOf.find((column) => column.name === name) as SourceColumn).type)
    return { name, identifier: `c${at}`, ...toKind(name, types, settings) }
  })
  for (const [role, file] of files) await openOne(session, { role, file, found: found.get(role) as SourceColumn[] }, columns, settings)
  return { columns, onlyInOne }
}

function toNames(found: readonly SourceColumn[][], { columns, except, windows, reference }: DriftSettings): { names: string[]; onlyInOne: string[] } {
  if (columns !== null) return { names: columns, onlyInOne: [] }
  const times = [windows.by === 'time' ? windows.column : null, reference.from === 'days' ? reference.column : null]
  const all = [...new Set(found.flatMap((one) => one.map(({ name }) => name)))].filter((name) => !except.includes(name) && !times.includes(name))
  const inAll = (name: string) => found.every((one) => one.some((column) => column.name === name))
  return { names: all.filter(inAll), onlyInOne: all.filter((name) => !inAll(name)) }
}

function toKind(name: string, types: readonly string[], settings: DriftSettings): Pick<ComparedColumn, 'kind' | 'asText' | 'wholeNumbers'> {
  const numbers = types.every((type) => isNumeric(type) && type !== 'BOOLEAN')
  const wholeNumbers = numbers && types.every((type) => /INT/.test(type))
  if (settings.categorical.includes(name)) return { kind: 'categorical', asText: true, wholeNumbers: false }
  if (numbers || settings.numeric.includes(name)) return { kind: 'numeric', asText: !numbers, wholeNumbers }
  return { kind: types.every((type) => /^(DATE|TIME)/.test(type)) ? 'date' : 'categorical', asText: true, wholeNumbers: false }
}

async function openOne(session: Session, { role, file, found }: { role: Role; file: DataFile; found: readonly SourceColumn[] }, columns: readonly ComparedColumn[], settings: DriftSettings): Promise<void> {
  const find = (name: string) => (found.find((column) => column.name === name) as SourceColumn).identifier
  const typed = new Map(columns.filter(({ kind, asText }) => kind === 'numeric' && !asText).map(({ name }) => [find(name), 'DOUBLE']))
  const source = toTextSource(file, found, { typed, missing: settings.missing })
  const list = columns.map(({ name, identifier }) => `${find(name)} AS ${identifier}`)
  if (file.kind === 'parquet') {
    await session.query(`CREATE OR REPLACE TEMP VIEW ${role} AS SELECT ${[`${codeOf(settings, find, 'file_row_number')} AS code`, ...list].join(', ')} FROM ${source}`, file)
    return
  }
  const times = [...new Set([settings.windows.by === 'time' ? settings.windows.column : [], settings.reference.from === 'days' ? settings.reference.column : []].flat())]
  const kept = [...list, ...times.map((name, at) => `${find(name)} AS t${at}`)]
  await session.query(`CREATE OR REPLACE TEMP TABLE ${role}_rows AS SELECT ${kept.length === 0 ? '1 AS nothing' : kept.join(', ')} FROM ${source}`, file)
  const code = codeOf(settings, (name) => `t${times.indexOf(name)}`, 'rowid')
  await session.query(`CREATE OR REPLACE TEMP VIEW ${role} AS SELECT ${[`${code} AS code`, ...columns.map(({ identifier }) => identifier)].join(', ')} FROM ${role}_rows`, file)
}
