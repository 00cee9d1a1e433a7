import type { DataFile } from './data-file.ts'
import type { Session } from './duckdb-session.ts'
import { toIdentifier, toLiteral, toPattern } from './sql-text.ts'

/** A column as the file names it, and how a statement over the file's source calls it. */
export interface SourceColumn {
  readonly name: string
  readonly identifier: string
  readonly type: string
}

/** How a value is written where there is none; compared without regard to case and surrounding space. */
export const missingTokens: readonly string[] = ['', 'NULL', 'NaN', 'NA', 'N/A', '?']

/** CSV columns are called by position, so that names may repeat, differ in case only, or hold any character. */
export const toPosition = (at: number): string => `c${at}`

/**
 * The table function over the file with every column as text (Parquet keeps its own types). `typed` names columns, by
 * identifier, that are to be read with another type. A value that does not fit is a ConversionError.
 */
export function toTextSource(
  file: DataFile,
  columns: readonly SourceColumn[],
  { typed = new Map<string, string>(), missing = missingTokens }: { typed?: ReadonlyMap<string, string>; missing?: readonly string[] } = {},
): string {
  const path = toLiteral(toPattern(file.path))
  if (file.kind === 'parquet') return `read_parquet(${path})`
  const types = columns.map(({ identifier, name }) => `${toLiteral(file.csv ? unquote(identifier) : name)}: '${typed.get(identifier) ?? 'VARCHAR'}'`)
  if (!file.csv) return `read_json(${path}, format='auto', ${compression(file)}, columns={${types.join(', ')}})`
  const source = `read_csv(${path}, auto_detect=false, ${csvOptions(file, missing)}, columns={${types.join(', ')}})`
  return file.csv.decimal === ',' ? withPoints(source, columns, typed) : source
}

/** Texts that are numbers with a decimal comma get a point, so that every statement after it takes them for the numbers that they are. */
function withPoints(source: string, columns: readonly SourceColumn[], typed: ReadonlyMap<string, string>): string {
  const values = columns.map(({ identifier: c }) =>
    typed.has(c) ? c : `CASE WHEN strpos(${c}, ',') > 0 AND regexp_full_match(${c}, '\\s*[-+]?[0-9]+,[0-9]+([eE][-+]?[0-9]+)?\\s*') THEN replace(${c}, ',', '.') ELSE ${c} END AS ${c}`,
  )
  return `(SELECT ${values.join(', ')} FROM ${source})`
}

/** The same with types that DuckDB infers from the first `sample` rows, or from all of them with -1. */
export function toTypedSource(file: DataFile, sample: number): string {
  const path = toLiteral(toPattern(file.path))
  if (file.kind === 'parquet') return `read_parquet(${path})`
  if (!file.csv) return `read_json(${path}, format='auto', ${compression(file)}, sample_size=${sample})`
  const names = file.csv.header.map((_, at) => `'${toPosition(at)}'`).join(', ')
  return `read_csv(${path}, ${csvOptions(file, missingTokens)}, names=[${names}], sample_size=${sample})`
}

/** Rows that types are inferred from, unless all are asked for with -1. */
const sampledRows = 20_480

/** Names and types in the order of the file, as inferred from the first rows. */
export async function readColumns(session: Session, sample = sampledRows, file = session.file): Promise<SourceColumn[]> {
  const rows = await session.query(`DESCRIBE SELECT * FROM ${toTypedSource(file, sample)}`, file)
  const header = file.csv?.header ?? (await originalNames(session, file, rows.map((row) => String(row['column_name']))))
  return rows.map((row, at) => ({
    name: header[at] ?? String(row['column_name']),
    identifier: toIdentifier(String(row['column_name'])),
    type: String(row['column_type']),
  }))
}

/** Columns of a CSV file without looking at its rows. */
export function toTextColumns(header: readonly string[]): SourceColumn[] {
  return header.map((name, at) => ({ name, identifier: toIdentifier(toPosition(at)), type: 'VARCHAR' }))
}

/** DuckDB numbers repeated names of a Parquet file (`a`, `a_1`); here they get back the names that the file holds. */
async function originalNames(session: Session, file: DataFile, names: readonly string[]): Promise<readonly string[]> {
  if (file.kind !== 'parquet' || !names.some((name) => numbered.test(name))) return names
  const schema = await session.query(`SELECT name FROM parquet_schema(${toLiteral(toPattern(file.path))})`, file)
  const stored = new Set(schema.map((row) => String(row['name'])))
  return names.map((name) => (stored.has(name) ? name : name.replace(numbered, '')))
}

const numbered = /_\d+$/

function csvOptions(file: DataFile, missing: readonly string[]): string {
  return [
    `header=true, skip=0, delim=${toLiteral(file.csv?.delimiter ?? ',')}, quote='"', escape='"', comment=''`,
    `nullstr=[${missing.map(toLiteral).join(', ')}], strict_mode=true, null_padding=false, ignore_errors=false, ${compression(file)}`,
    `encoding='${file.csv?.encoding ?? 'utf-8'}', decimal_separator='${file.csv?.decimal ?? '.'}'`,
  ].join(', ')
}

const compression = (file: DataFile): string => `compression='${file.gzip ? 'gzip' : file.kind === 'json' ? 'auto_detect' : 'none'}'`
const unquote = (identifier: string): string => identifier.slice(1, -1).replaceAll('""', '"')
