import type * as z from 'zod'
import type { runViewProcedures } from '../../../shared/contract/run-views.ts'
import { toMetricValue } from '../../../shared/contract/runs.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import { toNumber, type KeyKind, type PointRow } from './run-rows.ts'

type Asked = z.output<NonNullable<(typeof runViewProcedures.cells)['~orpc']['inputSchema']>>
type Cells = z.output<NonNullable<(typeof runViewProcedures.cells)['~orpc']['outputSchema']>>
type AskedValues = z.output<NonNullable<(typeof runViewProcedures.values)['~orpc']['inputSchema']>>

const tables = { metric: 'run_latest', parameter: 'run_parameter', tag: 'run_tag' } as const

/** What a table shows of some runs: rows are found by name and run, so that 300 names cost no more than those that are on screen. */
export function readCells(db: DraftStatements, { runs, metrics, parameters, tags }: Asked): Cells {
  const ids = JSON.stringify(runs)
  const places = new Map((db.prepare('SELECT no, id FROM run WHERE id IN (SELECT value FROM json_each(?))').all(ids) as { no: number; id: string }[]).map(({ no, id }) => [id, no]))
  const nos = runs.map((id) => places.get(id) ?? -1)
  const at = new Map(nos.map((no, index) => [no, index]))
  const within = JSON.stringify(nos)
  const find = db.prepare('SELECT id FROM run_key WHERE kind = ? AND name = ?').pluck()
  const columns = <T>(kind: KeyKind, names: readonly string[], select: string, toCell: (row: never) => T): { key: string; values: (T | null)[] }[] => {
    const statement = db.prepare(`SELECT run, ${select} FROM ${tables[kind]} WHERE key = ? AND run IN (SELECT value FROM json_each(?))`)
    return names.map((key) => {
      const values: (T | null)[] = Array.from(runs, () => null)
      for (const row of statement.all((find.get(kind, key) as number | undefined) ?? -1, within)) values[at.get((row as { run: number }).run)!] = toCell(row as never)
      return { key, values }
    })
  }
  const toText = ({ value }: { value: string }) => value
  return {
    runs,
    metrics: columns('metric', metrics, 'value, nan', (row: PointRow) => toMetricValue(toNumber(row))),
    parameters: columns('parameter', parameters, 'value', toText),
    tags: columns('tag', tags, 'value', toText),
  }
}

const most = 50
const longest = 200

const datasetColumns: Record<string, string | undefined> = { name: 'run_dataset.name', digest: 'run_dataset.digest', context: "json_extract(content, '$.context')" }
const attributeColumns: Record<string, string | undefined> = { run_name: 'run.name', user_id: 'run.user_name', run_id: 'run.id' }

/** Values that occur in runs of these experiments and hold a part, the most frequent first. */
export function readUsedValues(db: DraftStatements, { experiments, entity, key, part }: AskedValues): string[] {
  const within = 'experiment IN (SELECT value FROM json_each(?))'
  const ids = JSON.stringify(experiments)
  const of = (column: string, from: string, ...values: unknown[]) =>
    db
      .prepare(`SELECT ${column} AS found FROM ${from} AND length(found) BETWEEN 1 AND ${longest} AND instr(lower(found), lower(?)) > 0 GROUP BY found ORDER BY count(*) DESC, found LIMIT ${most}`)
      .pluck()
      .all(...values, ids, part) as string[]
  if (entity === 'parameter' || entity === 'tag') {
    return of('value', `${tables[entity]} JOIN run ON no = run WHERE key = (SELECT id FROM run_key WHERE kind = ? AND name = ?) AND ${within}`, entity, key)
  }
  const column = entity === 'dataset' ? datasetColumns[key] : attributeColumns[key]
  if (column === undefined) return []
  return of(column, `${entity === 'dataset' ? 'run_dataset JOIN run ON run.no = run_dataset.run' : 'run'} WHERE ${within}`)
}
