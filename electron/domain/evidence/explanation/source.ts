import { createHash } from 'node:crypto'
import { type SourceColumn, toTextSource } from '../../../platform/data-source.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { findColumns } from '../columns.ts'
import { textOf } from '../values.ts'
import type { ExplanationFacts } from './facts.ts'

/** A column as it is taken: a number, or a text without surrounding space. Null where it is missing. */
export interface Taken {
  name: string
  as: 'number' | 'text'
}

export interface Source {
  /** By name: an expression over the view `input`. */
  expression(column: Taken): string
  /** By name: what stands in a column of numbers and is none, else null. Taken by the statement that takes the numbers, so that both are of the same bytes. */
  notNumber(name: string): string
  /** SHA-256 of the statement, followed by a newline. */
  digestOf(sql: string): string
}

/** Makes the file's rows known as `input`, every value as text but for Parquet's own numbers. */
export async function openSource(session: Session, names: readonly string[], missing: readonly string[]): Promise<Source> {
  const { named, all } = await findColumns(session, names)
  const { file } = session
  await session.query(`CREATE TEMP VIEW input AS SELECT * FROM ${toTextSource(file, file.csv ? all : named, { missing: [''] })}`)
  const find = (name: string) => named.find((column) => column.name === name) as SourceColumn
  return {
    expression: ({ name, as }) => (as === 'text' ? textOf(find(name).identifier, missing) : numberOf(find(name), missing)),
    notNumber: (name) => {
      const text = textOf(find(name).identifier, missing)
      return `CASE WHEN ${text} IS NOT NULL AND ${numberOf(find(name), missing)} IS NULL THEN ${text} END`
    },
    digestOf: (sql) => createHash('sha256').update(`${sql}\n`).digest('hex'),
  }
}

/** NaN is a missing number; an infinite one is none. */
function numberOf({ identifier }: SourceColumn, missing: readonly string[]): string {
  const value = `TRY_CAST(${textOf(identifier, missing)} AS DOUBLE)`
  return `CASE WHEN isfinite(${value}) THEN ${value} END`
}

/** Over the results of `notNumber`, which stand for `names`: how many there are of each, and one of them. */
export const toBadCounts = (values: readonly string[]): string[] => values.flatMap((value, at) => [`count(${value}) AS bad${at}`, `min(${value}) AS example${at}`])

/** The first column with a value that is there and is no number, how many there are, and one of them; at most 40 characters of it. */
export function toBadNumbers(row: Row, names: readonly string[]): ExplanationFacts['badNumbers'] {
  const at = names.findIndex((_, index) => Number(row[`bad${index}`]) > 0)
  return at < 0 ? null : { column: names[at] as string, rows: Number(row[`bad${at}`]), example: String(row[`example${at}`]).slice(0, 40) }
}
