import { type Comparator, type Target, listComparators, nullComparators, numericComparators, textComparators } from './clause.ts'
import { FilterError, toSet, toTuple } from './error.ts'
import type { Identifier } from './identifier.ts'
import { own, targets } from './targets.ts'

/** What may stand between this key and a value of its kind. */
export function toComparators({ entity, key }: Pick<Identifier, 'entity' | 'key'>, target: Target): Comparator[] {
  const { attributes, nullable } = targets[target]
  const nulls = nullable.includes(entity) ? nullComparators : []
  if (entity === 'metric') return [...numericComparators]
  if (entity === 'dataset') return [...textComparators, ...listComparators]
  if (entity !== 'attribute') return [...textComparators, ...(target === 'logged_models' ? listComparators : []), ...nulls]
  const attribute = own(attributes, key)
  if (attribute?.numeric) return [...numericComparators]
  // An experiment's number is a name: alike numbers mean nothing.
  if (target === 'experiments' && key === 'experiment_id') return ['=', '!=', ...listComparators]
  return [...textComparators, ...(attribute?.lists ? listComparators : [])]
}

/** The comparator, if the key allows it; a list can only be compared by IN and NOT IN. */
export function toComparator(written: string, place: { from: number; to: number }, identifier: Identifier, target: Target, hasList = false): Comparator {
  const valid = toComparators(identifier, target)
  const fitting = hasList ? valid.filter((one) => (listComparators as readonly string[]).includes(one)) : valid
  const found = fitting.find((one) => one === written)
  if (found !== undefined) return found
  throw new FilterError(messages[target](written, identifier, fitting), place)
}

type Message = (written: string, identifier: Identifier, valid: readonly Comparator[]) => string

function trackingMessage(written: string, { entity, key }: Identifier, valid: readonly Comparator[], target: Target): string {
  if ((nullComparators as readonly string[]).includes(written)) {
    return target === 'experiments'
      ? `IS NULL / IS NOT NULL is only supported for tags, not for attribute '${key}'`
      : `IS NULL / IS NOT NULL is only supported for tags and params, not for '${entity}' '${key}'`
  }
  if (target === 'experiments' && key === 'experiment_id') return `Invalid comparator for experiment_id: ${written}`
  // MLflow closes the quote for parameters and textual attributes only; clients match the text as it is.
  const isClosed = entity === 'parameter' || (entity === 'attribute' && own(targets[target].attributes, key)?.numeric !== true)
  return `Invalid comparator '${written}' not one of '${toSet(valid)}${isClosed ? "'" : ''}`
}

function registryMessage(written: string, { entity, key }: Identifier, target: Target): string {
  if (entity === 'tag') return `Invalid comparator for tag: ${written}`
  return own(targets[target].attributes, key)?.numeric ? `Invalid comparator for attribute ${key}: ${written}` : `Invalid comparator for attribute: ${written}`
}

const plurals = { attribute: 'attributes', metric: 'metrics', parameter: 'params', tag: 'tags', dataset: 'datasets' } as const

const messages: Record<Target, Message> = {
  runs: (written, identifier, valid) => trackingMessage(written, identifier, valid, 'runs'),
  experiments: (written, identifier, valid) => trackingMessage(written, identifier, valid, 'experiments'),
  registered_models: (written, identifier) => registryMessage(written, identifier, 'registered_models'),
  model_versions: (written, identifier) => registryMessage(written, identifier, 'model_versions'),
  logged_models: (written, { entity, written: key }, valid) => {
    const order = valid.includes('<') ? ['<', '<=', '>', '>=', '=', '!='] : ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN']
    return `Invalid comparison operator for ${plurals[entity]}.${key}: '${written}'. Expected one of ${toTuple(order)}.`
  },
}
