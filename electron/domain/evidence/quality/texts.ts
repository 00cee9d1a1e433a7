import type { ColumnProfile } from '../../../../shared/contract/evidence.ts'
import { trimmed } from '../values.ts'
import { shorten, type Statements, toCount } from './statements.ts'

export interface TextCounts {
  length: { min: number; max: number }
  booleans: boolean
  variants: ColumnProfile['variants']
}

/** More different values are no list of categories. */
const maximumCategories = 10_000
const shownGroups = 10

/** Over the table `k` of one column's texts. */
export async function countTexts(ask: Statements, { distinct, minimumShown }: { distinct: number; minimumShown: number }): Promise<TextCounts> {
  const row = await ask.row(`SELECT min(length(t)) AS low, max(length(t)) AS high, bool_and(CASE WHEN strlen(t) BETWEEN 4 AND 5 THEN lower(t) IN ('true', 'false') ELSE false END) AS booleans FROM k WHERE kind = 'present'`)
  return {
    length: { min: toCount(row['low']), max: toCount(row['high']) },
    booleans: row['booleans'] === true,
    variants: distinct > maximumCategories ? null : await findVariants(ask, minimumShown),
  }
}

/** Categories that are one but for case and white space. */
async function findVariants(ask: Statements, minimumShown: number): Promise<ColumnProfile['variants']> {
  const folded = `lower(regexp_replace(${trimmed('t')}, '\\s+', ' ', 'g'))`
  const groups = `(SELECT ${folded} AS f, count(*) AS d, sum(n) AS r, max(n) AS m FROM k WHERE kind = 'present' GROUP BY f HAVING count(*) > 1)`
  const all = await ask.row(`SELECT count(*) AS groups, coalesce(sum(r - m), 0) AS r FROM ${groups}`)
  if (toCount(all['groups']) === 0) return { groups: 0, rows: 0, shown: [] }
  const rows = await ask.rows(
    `SELECT f, t, n FROM (SELECT ${folded} AS f, t, n FROM k WHERE kind = 'present') JOIN (SELECT f, r FROM ${groups} WHERE r >= ${minimumShown} ORDER BY r DESC, f LIMIT ${shownGroups}) USING (f) ORDER BY r DESC, f, n DESC, t`,
  )
  const shown = [...Map.groupBy(rows, (row) => row['f']).values()]
  return { groups: toCount(all['groups']), rows: toCount(all['r']), shown: shown.map((group) => group.slice(0, 10).map((row) => ({ value: shorten(String(row['t'])), n: toCount(row['n']) }))) }
}
