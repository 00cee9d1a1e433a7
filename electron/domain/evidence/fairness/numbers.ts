import type { SourceColumn } from '../../../platform/data-source.ts'
import { isNumeric, textOf, toDouble, trimmed } from '../values.ts'

/** A column that should hold numbers, as expressions. To DuckDB NaN is above infinity, so two comparisons tell a finite number. */
export interface NumberSource {
  value: string
  finite: string
  missing: string
  /** Neither missing nor a finite number. */
  bad: string
  /** As the file writes it, for a sentence. */
  text: string
}

export function numberOf({ identifier, type }: SourceColumn, missing: readonly string[]): NumberSource {
  const text = isNumeric(type) ? null : textOf(identifier, missing)
  const value = text === null ? `CAST(${identifier} AS DOUBLE)` : `TRY_CAST(${text} AS DOUBLE)`
  const finite = `(${value} > ${toDouble(-Infinity)} AND ${value} < ${toDouble(Infinity)})`
  const absent = `(${text ?? identifier} IS NULL OR coalesce(isnan(${value}), false))`
  return { value, finite, missing: absent, bad: `(NOT ${absent} AND NOT coalesce(${finite}, false))`, text: trimmed(`CAST(${identifier} AS VARCHAR)`) }
}
