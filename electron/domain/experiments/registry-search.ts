import type { Clause, Order } from '../../../shared/mlflow-filter/clause.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import { compare, joinSql, wrap, type Sql } from './conditions.ts'
import type { ModelRecord, VersionRecord } from './registry-rows.ts'

export interface RegistryQuery {
  clauses: readonly Clause[]
  order: readonly Order[]
  limit: number
  offset: number
}

const modelColumns: Record<string, string | undefined> = { name: 'r.name', creation_timestamp: 'r.created_ms', last_updated_timestamp: 'r.changed_ms' }
const versionColumns: Record<string, string | undefined> = {
  name: 'r.model',
  version_number: 'r.version',
  run_id: 'r.run',
  source_path: 'r.source',
  creation_timestamp: 'r.created_ms',
  last_updated_timestamp: 'r.changed_ms',
}
const tagged = (model: string, version: string): [string, string] => [`EXISTS (SELECT 1 FROM registered_tag AS t WHERE t.model = ${model} AND t.version = ${version} AND t.name = ? AND `, ')']

export const searchModels = (db: DraftStatements, query: RegistryQuery): ModelRecord[] => select<ModelRecord>(db, query, { from: 'registered_model AS r', columns: modelColumns, tag: tagged('r.name', '0'), within: [], order: 'r.name ASC' })

export const searchVersions = (db: DraftStatements, query: RegistryQuery): VersionRecord[] =>
  select<VersionRecord>(db, query, { from: 'registered_version AS r', columns: versionColumns, tag: tagged('r.model', 'r.version'), within: [['r.removed = 0']], order: 'r.model ASC, r.version DESC' })

/** The tag by which clients keep prompts in the registry: who does not ask for it does not mean them. */
const promptTag = 'mlflow.prompt.is_prompt'

interface Place {
  from: string
  columns: Record<string, string | undefined>
  tag: [string, string]
  within: Sql[]
  order: string
}

function select<T>(db: DraftStatements, { clauses, order, limit, offset }: RegistryQuery, place: Place): T[] {
  const isPrompt = tagCondition(place, promptTag, ["t.value = 'true'"])
  const asksForPrompts = clauses.some(({ entity, key }) => entity === 'tag' && key === promptTag)
  const conditions = [['1'] as Sql, ...place.within, ...clauses.map((clause) => toCondition(clause, place)), ...(asksForPrompts ? [] : [wrap('NOT ', isPrompt, '')])]
  const [where, ...values] = joinSql(conditions, ' AND ')
  const terms = [...order.map(({ key, ascending }) => `${place.columns[key]!} ${ascending ? 'ASC' : 'DESC'}`), place.order]
  return db.prepare(`SELECT r.* FROM ${place.from} WHERE ${where} ORDER BY ${terms.join(', ')} LIMIT ? OFFSET ?`).all(...values, limit, offset) as T[]
}

function toCondition(clause: Clause, place: Place): Sql {
  const { entity, key, comparator, value } = clause
  if (entity === 'attribute') return compare(place.columns[key]!, clause)
  // What has no such tag is no prompt: clients add this clause to every search.
  const isNoPrompt = key === promptTag && ((comparator === '!=' && value === 'true') || (comparator === '=' && value === 'false'))
  return isNoPrompt ? wrap('NOT ', tagCondition(place, promptTag, ["t.value = 'true'"]), '') : tagCondition(place, key, compare('t.value', clause))
}

const tagCondition = ({ tag: [before, after] }: Place, key: string, [text, ...values]: Sql): Sql => [`${before}${text}${after}`, key, ...values]
