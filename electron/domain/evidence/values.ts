import { toLiteral } from '../../platform/sql-text.ts'

/** Expressions over a value as text, the same in every check: what is missing, and which values are one. */

/** White space of ASCII and the no-break space, at both ends. */
export const trimmed = (text: string): string => `trim(${text}, ${toLiteral(' \t\n\v\f\r\u00a0')})`

export function withoutMissing(text: string, missing: readonly string[]): string {
  const tokens = missing.map((token) => toLiteral(token.trim().toUpperCase())).join(', ')
  return tokens === '' ? text : `CASE WHEN upper(${text}) IN (${tokens}) THEN NULL ELSE ${text} END`
}

/** A value of any type as trimmed text, null where it is missing. */
export const textOf = (expression: string, missing: readonly string[]): string => withoutMissing(trimmed(`CAST(${expression} AS VARCHAR)`), missing)

/** Equal keys are equal values: as numbers where both are numbers, else letter by letter. Adding 0 makes -0 into 0. */
export const keyOf = (text: string): string => `CASE WHEN TRY_CAST(${text} AS DOUBLE) IS NULL THEN 't' || ${text} ELSE 'n' || CAST(TRY_CAST(${text} AS DOUBLE) + 0 AS VARCHAR) END`

/** The shortest decimal that is this number, read back by DuckDB as the same number. */
export const toDouble = (value: number): string => `CAST('${String(value)}' AS DOUBLE)`

/** Types of Parquet that need no look at their text to be numbers. */
export const isNumeric = (type: string): boolean => /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/.test(type)
