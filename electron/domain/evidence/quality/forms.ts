import type { SourceColumn } from '../../../platform/data-source.ts'
import { type Statements, toCount } from './statements.ts'
import { isCode } from './values.ts'

/** What a column's first rows look like: a guess that saves work and decides nothing. */
export type Form = 'number' | 'instant' | 'text'

const sampledRows = 2_000

/** By the first rows: what a column of texts is tried as first. One code among them, and it will be no column of numbers. */
export async function guessForms(ask: Statements, view: string, columns: readonly SourceColumn[]): Promise<Form[]> {
  const counts = columns.flatMap(({ identifier: c }, at) => [
    `count(${c}) AS p${at}`,
    `count(TRY_CAST(${c} AS DOUBLE)) AS n${at}`,
    `count(*) FILTER (${isCode(c)}) AS z${at}`,
    `count(TRY_CAST(${c} AS TIMESTAMP)) AS i${at}`,
  ])
  const row = await ask.row(`SELECT ${counts.join(', ')} FROM (FROM ${view} LIMIT ${sampledRows})`)
  return columns.map((_, at) => {
    const [present, numbers, codes, instants] = ['p', 'n', 'z', 'i'].map((name) => toCount(row[`${name}${at}`])) as [number, number, number, number]
    if (present === 0) return 'text'
    return numbers * 2 > present && codes === 0 ? 'number' : instants * 2 > present ? 'instant' : 'text'
  })
}
