import type { Clause, Order } from '../../../shared/mlflow-filter/clause.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import { compare, joinSql, wrap, type Sql } from './conditions.ts'
import type { ModelRow } from './model-rows.ts'
import type { ModelQuery } from './models.ts'

const attributes: Record<string, string | undefined> = {
  name: 'm.name',
  model_id: 'm.id',
  model_type: 'm.type',
  status: "CASE m.status WHEN 'failed' THEN 'LOGGED_MODEL_UPLOAD_FAILED' ELSE 'LOGGED_MODEL_' || upper(m.status) END",
  source_run_id: 'm.source_run',
  creation_timestamp: 'm.created_ms',
  last_updated_timestamp: 'm.changed_ms',
}

/** Models that were not removed, all clauses at once; `datasets` narrows them to those measured on one of these, and which figures a metric is told from. */
export function searchModels(db: DraftStatements, { experiments, clauses, order, datasets, limit, offset }: ModelQuery): ModelRow[] {
  const within: Sql = ['m.removed = 0 AND m.experiment IN (SELECT value FROM json_each(?))', JSON.stringify(experiments)]
  const measured = toDatasets(datasets).map((any) => wrap('m.id IN (SELECT model FROM logged_model_metric WHERE ', any, ')'))
  const where = joinSql([within, ...measured, ...clauses.map((clause) => toCondition(clause, datasets))], ' AND ')
  const { joins, terms } = toOrder(order)
  return db
    .prepare(`SELECT m.* FROM logged_model AS m ${joins[0]} WHERE ${where[0]} ORDER BY ${terms} LIMIT ? OFFSET ?`)
    .all(...joins.slice(1), ...where.slice(1), limit, offset) as ModelRow[]
}

function toCondition(clause: Clause, datasets: ModelQuery['datasets']): Sql {
  const { entity, key } = clause
  if (entity === 'attribute') return compare(attributes[key]!, clause)
  if (entity !== 'metric') return wrap('m.id IN (SELECT model FROM logged_model_text WHERE kind = ? AND name = ? AND ', withValues([entity, key], compare('value', clause)), ')')
  const measured = toDatasets(datasets)
  return wrap('m.id IN (SELECT model FROM logged_model_metric WHERE name = ? AND nan = 0 AND ', withValues([key], joinSql([compare('value', clause), ...measured], ' AND ')), ')')
}

const withValues = (before: readonly unknown[], [text, ...values]: Sql): Sql => [text, ...before, ...values]

function toDatasets(datasets: ModelQuery['datasets']): Sql[] {
  if (datasets.length === 0) return []
  const any = datasets.map(({ name, digest }): Sql => (digest === null ? ['dataset_name = ?', name] : ['(dataset_name = ? AND dataset_digest = ?)', name, digest]))
  return [wrap('(', joinSql(any, ' OR '), ')')]
}

function toOrder(order: readonly Order[]): { joins: Sql; terms: string } {
  const joins: Sql[] = []
  const terms = order.map(({ entity, key, ascending, dataset }, at) => {
    const way = ascending ? 'ASC' : 'DESC'
    if (entity === 'attribute') return `${attributes[key]!} IS NULL, ${attributes[key]!} ${way}`
    const measured = dataset?.name ? toDatasets([{ name: dataset.name, digest: dataset.digest }]) : []
    const newest = joinSql([['name = ?', key], ...measured], ' AND ')
    joins.push(wrap('LEFT JOIN (SELECT model, value, nan, row_number() OVER (PARTITION BY model ORDER BY at_ms DESC, step DESC) AS newest FROM logged_model_metric WHERE ', newest, `) AS o${at} ON o${at}.model = m.id AND o${at}.newest = 1`))
    return `CASE WHEN o${at}.value IS NULL THEN 2 ELSE o${at}.nan END, o${at}.value ${way}`
  })
  return { joins: joinSql(joins, ' '), terms: [...terms, 'm.created_ms DESC', 'm.id ASC'].join(', ') }
}
