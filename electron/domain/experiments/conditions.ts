import type { Clause } from '../../../shared/mlflow-filter/clause.ts'

/** A part of a statement with the values that stand for its question marks. */
export type Sql = [text: string, ...values: unknown[]]

/** How a column is held against what a clause names. */
export function compare(column: string, { comparator, value }: Clause): Sql {
  if (comparator === 'IN' || comparator === 'NOT IN') return [`${column} ${comparator} (SELECT value FROM json_each(?))`, JSON.stringify(value)]
  if (comparator === 'LIKE') return [`${column} GLOB ?`, toGlob(String(value))]
  if (comparator === 'ILIKE') return [`lower(${column}) GLOB lower(?)`, toGlob(String(value))]
  return [`${column} ${comparator} ?`, value]
}

/** SQLite's own LIKE takes no notice of case; GLOB does. */
const toGlob = (pattern: string) => pattern.replaceAll(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?')

export const joinSql = (parts: readonly Sql[], by: string): Sql => [parts.map(([text]) => text).join(by), ...parts.flatMap(([, ...values]) => values)]
export const wrap = (before: string, [text, ...values]: Sql, after: string): Sql => [`${before}${text}${after}`, ...values]
