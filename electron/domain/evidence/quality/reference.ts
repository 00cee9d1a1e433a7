import type { ColumnProfile, QualityResult } from '../../../../shared/contract/evidence.ts'
import { isIdentifier } from './column.ts'
import { shorten, type Statements, toCount } from './statements.ts'
import { findColumn, type Table } from './table.ts'
import { type Missing, presentText } from './values.ts'

const shownValues = 10

/** Columns that came and went, and categories that the reference does not know. Columns of identifiers have none. */
export async function compareReference(ask: Statements, data: Table, reference: Table, { profiles, missing, minimumShown }: { profiles: readonly ColumnProfile[]; missing: Missing; minimumShown: number }): Promise<NonNullable<QualityResult['reference']>> {
  const rows = toCount((await ask.row(`SELECT count(*) AS n FROM ${reference.view}`))['n'])
  const [names, before] = [data, reference].map(({ columns }) => [...new Set(columns.map(({ name }) => name))]) as [string[], string[]]
  const unseen = []
  for (const [at, column] of data.columns.entries()) {
    const profile = profiles[at] as ColumnProfile
    const known = findColumn(reference, column.name)
    if (known === undefined || (profile.type !== 'text' && profile.type !== 'boolean') || isIdentifier(profile)) continue
    unseen.push({ column: column.name, ...(await findUnseen(ask, { data: presentText(column.identifier, missing), known: presentText(known.identifier, missing), from: data.view, in: reference.view }, profile.withheld === null ? minimumShown : null)) })
  }
  return { rows, added: names.filter((name) => !before.includes(name)), removed: before.filter((name) => !names.includes(name)), unseen }
}

async function findUnseen(ask: Statements, side: { data: string; known: string; from: string; in: string }, minimumShown: number | null) {
  await ask.rows(
    `CREATE OR REPLACE TEMP TABLE u AS SELECT t, n FROM (SELECT ${side.data} AS t, count(*) AS n FROM ${side.from} GROUP BY 1) a ANTI JOIN (SELECT DISTINCT ${side.known} AS t FROM ${side.in}) b USING (t) WHERE t IS NOT NULL`,
  )
  const all = await ask.row('SELECT count(*) AS d, coalesce(sum(n), 0) AS r FROM u')
  const shown = minimumShown === null ? [] : await ask.rows(`SELECT t, n FROM u WHERE n >= ${minimumShown} ORDER BY n DESC, t LIMIT ${shownValues}`)
  return { values: toCount(all['d']), rows: toCount(all['r']), shown: shown.map((row) => ({ value: shorten(String(row['t'])), n: toCount(row['n']) })) }
}
