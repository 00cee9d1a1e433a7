import type { DataFile } from '../../../platform/data-file.ts'
import { type SourceColumn, readColumns, toPosition, toTextColumns, toTextSource } from '../../../platform/data-source.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { toIdentifier, toLiteral, toPattern } from '../../../platform/sql-text.ts'
import { type Form, guessForms } from './forms.ts'
import { type Statements, toCount } from './statements.ts'
import { castNumber, isSpecial } from './values.ts'

/** A file as the statements see it: a view of this name, read by the column, so that each column may be asked for by itself. */
export interface Table {
  readonly view: string
  readonly file: DataFile
  readonly columns: readonly SourceColumn[]
  /** CSV and JSON: every value is the text that stands in the file. */
  readonly isText: boolean
  readonly split: Split | null
}

/** Where numbers are kept as such beside what is none, because nothing but their profile is asked for: they are read in a fraction of the time. */
export interface Split {
  /** The view of the file itself, with every column as text: what a wrong guess is mended from. */
  readonly texts: string
  readonly forms: readonly Form[]
  readonly numbers: ReadonlyMap<SourceColumn, SplitNumber>
  /** The column that holds a hash of each row's texts. */
  readonly row: string
}

export interface SplitNumber {
  readonly value: string
  /** The text where the number does not say all; null where it always does. */
  readonly text: string | null
  /** All that tells two values apart. */
  readonly parts: readonly string[]
}

/**
 * CSV and JSON are copied once, as text, into a Parquet file in the job's scratch folder: fifty columns need fifty statements, and
 * each would read the whole file again. The copy takes about half the room of the file and goes with the job.
 */
export async function openTable(session: Session, role: string): Promise<Table> {
  const file = session.inputs.get(role) as DataFile
  const view = role === 'data' ? 'input' : role
  const found = await readNames(session, file)
  if (file.kind === 'parquet') {
    await session.query(`CREATE TEMP VIEW ${view} AS FROM ${toTextSource(file, found)}`, file)
    return { view, file, columns: found, isText: false, split: null }
  }
  const columns = found.map((column) => ({ ...column, type: 'VARCHAR' }))
  await copy(session, { role, view, file }, `SELECT ${columns.map(({ identifier }) => identifier).join(', ')} FROM ${toTextSource(file, columns, { missing: [''] })}`)
  return { view, file, columns, isText: true, split: null }
}

/** The same for a table of which the profile alone is asked: columns that look like numbers are copied as numbers. `compared`: the columns that make a row. */
export async function openSplit(session: Session, ask: Statements, compared: (columns: readonly SourceColumn[]) => readonly SourceColumn[]): Promise<Table> {
  const { file } = session
  if (file.kind === 'parquet') return openTable(session, 'data')
  const found = await readNames(session, file)
  // By position, as CSV columns are: beside the names that JSON gives there might be no other.
  const columns = found.map(({ name }, at) => ({ name, identifier: toIdentifier(toPosition(at)), type: 'VARCHAR' }))
  const named = found.map(({ identifier }, at) => `${identifier} AS ${toPosition(at)}`)
  await session.query(`CREATE TEMP VIEW texts AS SELECT ${named.join(', ')} FROM ${toTextSource(file, found, { missing: [''] })}`, file)
  const forms = await guessForms(ask, 'texts', columns)
  const places = [...columns.keys()].filter((at) => forms[at] === 'number')
  const kept = columns.flatMap(({ identifier }, at) => (forms[at] === 'number' ? [`v${at}`, `CASE WHEN ${isSpecial(`v${at}`)} THEN ${identifier} END AS t${at}`] : [identifier]))
  const numbers = places.map((at) => `, ${castNumber(columns[at]!.identifier)} AS v${at}`)
  const row = `hash(${compared(columns).map(({ identifier }) => identifier).join(', ')}) AS h`
  await ask.rows(`CREATE TEMP VIEW split AS SELECT ${[...kept, row].join(', ')} FROM (SELECT *${numbers.join('')} FROM texts)`)
  await copy(session, { role: 'data', view: 'input', file }, 'FROM split')
  const told = await ask.row(`SELECT ${['count(*) AS n', ...places.map((at) => `count(t${at}) AS t${at}`)].join(', ')} FROM input`)
  const toNumber = (at: number): SplitNumber => ({ value: `v${at}`, text: toCount(told[`t${at}`]) > 0 ? `t${at}` : null, parts: [`v${at}`, `t${at}`] })
  return { view: 'input', file, columns, isText: true, split: { texts: 'texts', forms, numbers: new Map(places.map((at) => [columns[at] as SourceColumn, toNumber(at)])), row: 'h' } }
}

const readNames = (session: Session, file: DataFile): Promise<SourceColumn[]> => (file.csv ? Promise.resolve(toTextColumns(file.csv.header)) : readColumns(session, -1, file))

async function copy(session: Session, { role, view, file }: { role: string; view: string; file: DataFile }, select: string): Promise<void> {
  const path = session.scratchFile(role)
  await session.query(`COPY (${select}) TO ${toLiteral(path)} (FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 2000, WRITE_BLOOM_FILTER false)`, file)
  await session.query(`CREATE TEMP VIEW ${view} AS FROM read_parquet(${toLiteral(toPattern(path))})`, file)
}

export const findColumn = ({ columns }: Table, name: string): SourceColumn | undefined => columns.find((column) => column.name === name)
