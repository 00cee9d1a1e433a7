import { type SourceColumn, readColumns, toPosition, toTextColumns, toTextSource, toTypedSource } from '../../platform/data-source.ts'
import { ConversionError } from '../../platform/duckdb-errors.ts'
import type { FileProfile, FileSample } from '../../platform/duckdb-messages.ts'
import type { Session } from '../../platform/duckdb-session.ts'

const sampleRows = 1_000

/**
 * Rows, and types that hold for every row: they are inferred from the first rows, then every value is read as that type; if one
 * does not fit, types are inferred from the whole file, which is several times slower.
 */
export async function readProfile(session: Session): Promise<FileProfile> {
  try {
    return await profileWith(session, 20_480)
  } catch (error) {
    if (error instanceof ConversionError) return profileWith(session, -1)
    return explainUnreadable(session, error)
  }
}

/** Inference over a malformed CSV file fails without saying where; reading it as text names the line. */
async function explainUnreadable(session: Session, error: unknown): Promise<never> {
  const { file } = session
  if (file.csv) await session.query(`SELECT count(${toPosition(0)}) FROM ${toTextSource(file, toTextColumns(file.csv.header))}`)
  throw error
}

async function profileWith(session: Session, sample: number): Promise<FileProfile> {
  const columns = await readColumns(session, sample)
  // Counting a column makes the reader convert each of its values; counting rows alone would not.
  const counts = columns.map(({ identifier }) => `count(${identifier})`)
  const converted = session.file.kind === 'parquet' ? [] : counts
  const [row] = await session.query(`SELECT ${['count(*) AS n', ...converted].join(', ')} FROM ${toTypedSource(session.file, sample)}`)
  return { format: session.file.format, rows: Number(row?.['n']), columns: columns.map(toNamed) }
}

/** The first rows as text: what the person sees is what the file holds, not what a type made of it. */
export async function readSample(session: Session): Promise<FileSample> {
  const { file } = session
  const columns = await readColumns(session).catch((error: unknown) => explainUnreadable(session, error))
  const texts = columns.map(({ identifier }, at) => `CAST(${identifier} AS VARCHAR) AS v${at}`)
  const rows = await session.query(`SELECT ${texts.join(', ')} FROM ${toTextSource(file, columns)} LIMIT ${sampleRows}`)
  return {
    path: file.path,
    name: file.name,
    bytes: file.bytes,
    format: file.format,
    columns: columns.map(toNamed),
    rows: rows.map((row) => columns.map((_, at) => row[`v${at}`] as string | null)),
  }
}

const toNamed = ({ name, type }: SourceColumn) => ({ name, type })
