import type { Entity, Target } from './clause.ts'
import { FilterError, toList, toSet, toTuple } from './error.ts'
import { datasetAttributes, own, targets, toAttribute, toKeys } from './targets.ts'

export interface Identifier {
  entity: Entity
  /** Canonical. */
  key: string
  /** As written, for messages. */
  written: string
}

type Place = { from: number; to: number }

const bareIdentifier = /^(?!\d)(?:[\p{L}\p{N}_$#.]|\.?`[^`]*`|\.?"[^"]*")*$/u
/** Keys that need no quotes. */
export const isBareKey = (key: string): boolean => /^[\p{L}\p{N}_$#]+(?:\.[\p{L}\p{N}_$#]+)*$/u.test(key)

export function parseIdentifier(raw: string, place: Place, target: Target, use: 'filter' | 'order'): Identifier {
  if (!bareIdentifier.test(raw)) {
    throw new FilterError(`Invalid comparison clause. Expected 'Identifier' found '${raw}'`, place)
  }
  const dot = raw.indexOf('.')
  const entity = dot === -1 ? 'attribute' : parseEntity(raw.slice(0, dot), { from: place.from, to: place.from + dot }, target)
  const name = unquote(raw.slice(dot + 1))
  const at = { from: place.from + dot + 1, to: place.to }
  if (entity === 'dataset' && !datasetAttributes.includes(name)) {
    throw new FilterError(`Invalid dataset key '${name}' specified. Valid keys are '${toSet(datasetAttributes)}'`, at)
  }
  if (entity !== 'attribute') return { entity, key: name, written: name }
  const keys = toKeys(target, use)
  if (!keys.includes(name)) throw new FilterError(`Invalid attribute key '${name}' specified. Valid keys are '${toSet(keys)}'`, at)
  return { entity, key: toAttribute(target, name), written: name }
}

function parseEntity(raw: string, place: Place, target: Target): Entity {
  const word = target === 'runs' ? untick(raw) : raw
  const entity = own(targets[target].entities, word)
  if (entity !== undefined) return entity
  throw new FilterError(entityMessages[target](word), place)
}

const registryMessage = (word: string) => `Invalid entity type '${word}'. Valid entity types are ${toTuple(['attribute', 'tag', 'tags'])}`

const entityMessages: Record<Target, (word: string) => string> = {
  runs: (word) => `Invalid entity type '${word}'. Valid values are ${toList(['metric', 'parameter', 'tag', 'attribute', 'dataset'])}`,
  experiments: registryMessage,
  registered_models: registryMessage,
  model_versions: registryMessage,
  logged_models: (word) => `Invalid entity type: '${word}'. Expected one of ${toList(['attributes', 'metrics', 'params', 'tags'])}.`,
}

const isIn = (raw: string, quote: string) => raw.length >= 2 && raw.startsWith(quote) && raw.endsWith(quote)
const untick = (raw: string) => (isIn(raw, '`') ? raw.slice(1, -1) : raw)
const unquote = (raw: string) => (isIn(raw, '"') ? raw.slice(1, -1) : untick(raw))
