import type { Clause, Entity } from './clause.ts'
import { isBareKey } from './identifier.ts'

const words: Record<Entity, string> = { attribute: 'attributes', metric: 'metrics', parameter: 'params', tag: 'tags', dataset: 'datasets' }

/** The filter that reads as these clauses. A key that holds both kinds of quotes can not be written; MLflow allows neither in a name. */
export const toFilterText = (clauses: readonly Clause[]): string => clauses.map(toClauseText).join(' AND ')

function toClauseText({ entity, key, comparator, value }: Clause): string {
  const left = toIdentifierText(entity, key)
  return value === null ? `${left} ${comparator}` : `${left} ${comparator} ${toValueText(value)}`
}

/** `params."a b"`, with quotes where the key needs them; attributes stand alone. */
export function toIdentifierText(entity: Entity, key: string): string {
  const quoted = isBareKey(key) ? key : key.includes('`') ? `"${key}"` : `\`${key}\``
  return entity === 'attribute' ? quoted : `${words[entity]}.${quoted}`
}

export function toValueText(value: string | number | readonly string[]): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value !== 'number') return `(${value.map(toValueText).join(', ')})`
  // A literal so large that it is read as infinite is the only way to write infinity.
  return Number.isFinite(value) ? String(Object.is(value, -0) ? '-0' : value) : value > 0 ? '1e999' : '-1e999'
}
