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
  /** The relation to take the first rows from; rows of the view have no order. */
  readonly ordered: string
}

/** What takes the least time to write and is no larger: version 2 keeps what texts have in common at their beginnings once. Values that repeat are kept once a row group. */
const copied = 'FORMAT parquet, PARQUET_VERSION v2, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 2000, WRITE_BLOOM_FILTER false, PRESERVE_ORDER false'

/**
 * CSV and JSON are copied once, as text, into a Parquet file in the job's scratch folder: fifty columns need fifty statements, and
 * each would read the whole file again. The copy, its rows in no order, takes about half the room of the file and goes with the job.
 */
export async function openTable(session: Session, role: string): Promise<Table> {
  const file = session.inputs.get(role) as DataFile
  const view = role === 'data' ? 'input' : role
  const found = file.csv ? toTextColumns(file.csv.header) : await readColumns(session, -1, file)
  if (file.kind === 'parquet') {
    await session.query(`CREATE TEMP VIEW ${view} AS FROM ${toTextSource(file, found)}`, file)
    return { view, file, columns: found, isText: false, ordered: view }
  }
  const columns = found.map((column) => ({ ...column, type: 'VARCHAR' }))
  const copy = session.scratchFile(role)
  const names = columns.map(({ identifier }) => identifier).join(', ')
  const ordered = toTextSource(file, columns, { missing: [''] })
  await session.query(`COPY (SELECT ${names} FROM ${ordered}) TO ${toLiteral(copy)} (${copied})`, file)
  await session.query(`CREATE TEMP VIEW ${view} AS FROM read_parquet(${toLiteral(toPattern(copy))})`, file)
  return { view, file, columns, isText: true, ordered }
}

export const findColumn = ({ columns }: Table, name: string): SourceColumn | undefined => columns.find((column) => column.name === name)
