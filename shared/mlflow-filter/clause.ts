/** What can be searched by MLflow's filter language. */
export type Target = 'runs' | 'experiments' | 'registered_models' | 'model_versions' | 'logged_models'
export type Entity = 'attribute' | 'metric' | 'parameter' | 'tag' | 'dataset'

export const numericComparators = ['>', '>=', '!=', '=', '<', '<='] as const
export const textComparators = ['!=', '=', 'LIKE', 'ILIKE'] as const
export const listComparators = ['IN', 'NOT IN'] as const
export const nullComparators = ['IS NULL', 'IS NOT NULL'] as const
export type Comparator = (typeof numericComparators)[number] | (typeof textComparators)[number] | (typeof listComparators)[number] | (typeof nullComparators)[number]

/**
 * One condition; a filter is all of them at once. The key is the canonical one (`created` is `start_time`), the comparator upper-case. The value is
 * a list for IN and NOT IN, null for IS NULL and IS NOT NULL, a number for metrics and times, else a text. docs/formats/filter.md says when one matches.
 */
export interface Clause {
  entity: Entity
  key: string
  comparator: Comparator
  value: string | number | readonly string[] | null
}

/** One step of an order. Missing values and NaN come last in both directions. */
export interface Order {
  entity: 'attribute' | 'metric' | 'parameter' | 'tag'
  key: string
  ascending: boolean
  /** Only for metrics of logged models: which data they were measured on. */
  dataset?: { name: string | null; digest: string | null }
}
