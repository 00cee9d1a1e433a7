import type { DataFile } from '../../../platform/data-file.ts'
import { type SourceColumn, readColumns, toTextColumns, toTextSource } from '../../../platform/data-source.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { toLiteral, toPattern } from '../../../platform/sql-text.ts'

/** A file as the statements see it: a view of this name, read by the column, so that each column may be asked for by itself. */
export interface Table {
  readonly view: string
  readonly file: DataFile
  readonly columns: readonly SourceColumn[]
  /** CSV and JSON: every value is the text that stands in the file. */
  readonly isText: boolean
}

/**
 * CSV and JSON are copied once, as text, into a Parquet file in the job's scratch folder: fifty columns need fifty statements, and
 * each would read the whole file again. The copy takes about half the room of the file and goes with the job.
 */
export async function openTable(session: Session, role: string): Promise<Table> {
  const file = session.inputs.get(role) as DataFile
  const view = role === 'data' ? 'input' : role
  const found = file.csv ? toTextColumns(file.csv.header) : await readColumns(session, -1, file)
  if (file.kind === 'parquet') {
    await session.query(`CREATE TEMP VIEW ${view} AS FROM ${toTextSource(file, found)}`, file)
    return { view, file, columns: found, isText: false }
  }
  const columns = found.map((column) => ({ ...column, type: 'VARCHAR' }))
  const copy = session.scratchFile(role)
  const names = columns.map(({ identifier }) => identifier).join(', ')
  await session.query(`COPY (SELECT ${names} FROM ${toTextSource(file, columns, { missing: [''] })}) TO ${toLiteral(copy)} (FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 2000)`, file)
  await session.query(`CREATE TEMP VIEW ${view} AS FROM read_parquet(${toLiteral(toPattern(copy))})`, file)
  return { view, file, columns, isText: true }
}

export const findColumn = ({ columns }: Table, name: string): SourceColumn | undefined => columns.find((column) => column.name === name)
