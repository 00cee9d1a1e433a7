import type { Entity, Order, Target } from './clause.ts'

interface Attribute {
  numeric?: true
  /** IN and NOT IN may ask for it. */
  lists?: true
  /** It may be ordered by but not filtered, or the other way round. */
  only?: 'order' | 'filter'
}

export interface TargetRules {
  /** How an entity may be written, and which it is. */
  entities: Readonly<Record<string, Entity>>
  attributes: Readonly<Record<string, Attribute>>
  /** Other names of attributes. */
  aliases: Readonly<Record<string, string>>
  /** Names that an order may use beside the attributes, and what they mean. */
  orderAliases: Readonly<Record<string, string>>
  /** IS NULL and IS NOT NULL may ask for these. */
  nullable: readonly Entity[]
  /** What MLflow orders by if nothing is asked for, and what it breaks ties by. */
  defaultOrder: readonly Order[]
  ties: readonly Order[]
}

const spelt = <E extends Entity>(entity: E, ...names: string[]) => Object.fromEntries(names.map((name) => [name, entity]))
const by = (key: string, ascending: boolean): Order => ({ entity: 'attribute', key, ascending })
const registryEntities = { ...spelt('attribute', 'attribute'), ...spelt('tag', 'tag', 'tags') }
const datasetKeys = ['name', 'digest', 'context'] as const

/** One grammar, five vocabularies. Sources: MLflow's search_utils.py and search_logged_model_utils.py, and the clauses of its SQL stores, 2.12 to 3.17. */
export const targets: Readonly<Record<Target, TargetRules>> = {
  runs: {
    entities: {
      ...spelt('metric', 'metric', 'metrics'),
      ...spelt('parameter', 'parameter', 'parameters', 'param', 'params'),
      ...spelt('tag', 'tag', 'tags'),
      ...spelt('attribute', 'attribute', 'attributes', 'attr', 'run'),
      ...spelt('dataset', 'dataset', 'datasets'),
    },
    attributes: { run_id: { lists: true }, run_name: {}, user_id: {}, status: {}, artifact_uri: {}, start_time: { numeric: true }, end_time: { numeric: true } },
    aliases: { created: 'start_time', Created: 'start_time', 'run name': 'run_name', 'Run name': 'run_name', 'Run Name': 'run_name' },
    orderAliases: {},
    nullable: ['parameter', 'tag'],
    defaultOrder: [],
    ties: [by('start_time', false), by('run_id', true)],
  },
  experiments: {
    entities: registryEntities,
    attributes: { name: {}, experiment_id: { lists: true }, creation_time: { numeric: true }, last_update_time: { numeric: true } },
    aliases: {},
    orderAliases: {},
    nullable: ['tag'],
    defaultOrder: [by('creation_time', false), by('experiment_id', true)],
    ties: [by('experiment_id', false)],
  },
  registered_models: {
    entities: registryEntities,
    attributes: { name: { lists: true }, creation_timestamp: { numeric: true, only: 'order' }, last_updated_timestamp: { numeric: true, only: 'order' } },
    aliases: {},
    orderAliases: { timestamp: 'last_updated_timestamp' },
    nullable: [],
    defaultOrder: [],
    ties: [by('name', true)],
  },
  model_versions: {
    entities: registryEntities,
    attributes: {
      name: { lists: true },
      version_number: { numeric: true },
      run_id: { lists: true, only: 'filter' },
      source_path: { only: 'filter' },
      creation_timestamp: { numeric: true, only: 'order' },
      last_updated_timestamp: { numeric: true, only: 'order' },
    },
    aliases: {},
    orderAliases: {},
    nullable: [],
    defaultOrder: [by('last_updated_timestamp', false)],
    ties: [by('name', true), by('version_number', false)],
  },
  logged_models: {
    entities: { ...spelt('attribute', 'attributes'), ...spelt('metric', 'metrics'), ...spelt('parameter', 'params'), ...spelt('tag', 'tags') },
    attributes: {
      name: { lists: true },
      model_id: { lists: true },
      model_type: { lists: true },
      status: { lists: true },
      source_run_id: { lists: true },
      creation_timestamp: { numeric: true },
      last_updated_timestamp: { numeric: true },
    },
    aliases: { creation_time: 'creation_timestamp', creation_timestamp_ms: 'creation_timestamp', last_updated_timestamp_ms: 'last_updated_timestamp' },
    orderAliases: {},
    nullable: [],
    defaultOrder: [],
    ties: [by('creation_timestamp', false), by('model_id', true)],
  },
}

export const datasetAttributes: readonly string[] = datasetKeys

/** Attributes that may be filtered or ordered by, with their other names. */
export function toKeys(target: Target, use: 'filter' | 'order'): string[] {
  const { attributes, aliases, orderAliases } = targets[target]
  const own = Object.entries(attributes).filter(([, { only }]) => only === undefined || only === use)
  // As upstream: an order knows the other names of times, not those of texts.
  const others = Object.entries(aliases).filter(([, key]) => own.some(([name]) => name === key) && (use === 'filter' || attributes[key]?.numeric === true))
  return [...own.map(([key]) => key), ...others.map(([alias]) => alias), ...(use === 'order' ? Object.keys(orderAliases) : [])]
}

/** The attribute behind any of its names. */
export const toAttribute = (target: Target, name: string): string => own(targets[target].aliases, name) ?? own(targets[target].orderAliases, name) ?? name

/** What a record itself holds under a name: not what every object has. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(record, name) ? record[name] : undefined)
