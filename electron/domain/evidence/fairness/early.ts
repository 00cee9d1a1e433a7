import type { Session } from '../../../platform/duckdb-session.ts'
import { textOf } from '../values.ts'
import { type Roles, toPositions } from './counts.ts'
import type { FairnessQuestion } from './facts.ts'
import { maximumGroups, refuseManyGroups } from './input-rules.ts'

/** Rows at the beginning of the file: enough for more groups than are allowed, few enough not to be felt. */
const lookedAt = 2 * maximumGroups

/** Where half of the first rows share their groups, fifty thousand do as well, but in an order that only the count would see through. */
const lookedAtFirst = 2_048

/** Below this size counting all rows takes no time that anybody would notice. */
const smallestLookedInto = 4 * 1024 * 1024

/**
 * Refuses a group column that is none, such as a customer's number, before all rows are counted by it: that takes memory and time
 * for each value. Values that few rows share show within the first ones; a file sorted by them is refused after the count. Throws BAD_INPUT.
 */
export async function refuseEarly(session: Session, { label, decision, groups }: Roles, question: FairnessQuestion): Promise<void> {
  if (session.file.bytes < smallestLookedInto) return
  const headOf = (rows: number) => `(SELECT * FROM input LIMIT ${rows})`
  // The columns are those of the count: DuckDB's reader gives a fatal error on bytes that are not UTF-8 in a column that it leaves out.
  const named = [label, decision].filter((column) => column !== null)
  const columns = groups.map(({ identifier }) => identifier).join(', ')
  const read = named.map(({ identifier }, at) => `count(${identifier}) AS c${at}`)
  const look = async (rows: number) => {
    const together = `SELECT ${['count(*) AS n', ...read].join(', ')} FROM ${headOf(rows)} GROUP BY ${columns}`
    const [seen] = await session.query(`SELECT ${['sum(n) AS n', 'count(*) AS groups', ...read.map((_, at) => `sum(c${at}) AS c${at}`)].join(', ')} FROM (${together})`)
    return { rows: Number(seen?.['n']), groups: Number(seen?.['groups']) }
  }
  const first = await look(lookedAtFirst)
  if (first.groups * 2 <= first.rows) return
  const seen = await look(lookedAt)
  // Fewer rows, each of them long, are counted at once. No column by itself has more values than all of them have together.
  if (seen.rows < lookedAt || seen.groups <= maximumGroups) return
  const text = (column: string) => textOf(column, question.missing)
  for (const over of toPositions(groups.length)) {
    // Only what the check could count: rows with a label, a decision and a value in each of these columns.
    const values = over.map((i) => text(groups[i]!.identifier))
    const present = [...named.map(({ identifier }) => text(identifier)), ...values].map((value) => `${value} IS NOT NULL`).join(' AND ')
    const [row] = await session.query(`SELECT count(*) AS n FROM (SELECT DISTINCT ${values.map((value, i) => `${value} AS v${i}`).join(', ')} FROM ${headOf(lookedAt)} WHERE ${present})`)
    refuseManyGroups(session.file.name, over.map((i) => question.groups[i]!), { count: Number(row?.['n']), whole: false })
  }
}
