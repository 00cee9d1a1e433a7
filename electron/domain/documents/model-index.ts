import type { TableRow } from '../../../shared/contract/documents.ts'

/** Where each column of the table stands in the results of a model card. */
const places: readonly (readonly [column: string, ...path: string[]])[] = [
  ['task_type', 'task', 'type'],
  ['task_name', 'task', 'name'],
  ['dataset_name', 'dataset', 'name'],
  ['dataset_type', 'dataset', 'type'],
  ['dataset_config', 'dataset', 'config'],
  ['dataset_split', 'dataset', 'split'],
  ['dataset_revision', 'dataset', 'revision'],
  ['source_name', 'source', 'name'],
  ['source_url', 'source', 'url'],
]
const measured = [['metric_type', 'type'], ['metric_value', 'value'], ['metric_name', 'name'], ['metric_verified', 'verified']] as const

type Members = Record<string, unknown>
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/**
 * Rows of the table from `model-index`; what the rows can not hold is told by turning them back and comparing. Undefined for
 * another shape altogether.
 */
export function toRows(index: unknown): TableRow[] | undefined {
  if (!Array.isArray(index)) return undefined
  return index.flatMap((model) =>
    isMembers(model)
      ? listIn(model['results']).flatMap((result) => (isMembers(result) ? listIn(result['metrics']).flatMap((metric) => (isMembers(metric) ? [toRow(model, result, metric)] : [])) : []))
      : [],
  )
}

function toRow(model: Members, result: Members, metric: Members): TableRow {
  const row: TableRow = {}
  const put = (column: string, value: unknown) => {
    if (value !== undefined && value !== null && (typeof value !== 'object')) row[column] = String(value as string | number | boolean)
  }
  put('model', model['name'])
  for (const [column, part, member] of places) {
    const within = result[part!]
    if (isMembers(within)) put(column, within[member!])
  }
  for (const [column, member] of measured) put(column, metric[member])
  return row
}

/** `model-index` from rows: rows that follow each other with the same model, task, dataset and source share one result. */
export function toModelIndex(rows: readonly TableRow[]): Members[] {
  const models: { name: string | undefined; results: { key: string; members: Members & { metrics: Members[] } }[] }[] = []
  for (const row of rows) {
    let model = models.at(-1)
    if (!model || model.name !== row['model']) models.push((model = { name: row['model'], results: [] }))
    const key = places.map(([column]) => row[column] ?? '').join('\n')
    let result = model.results.at(-1)
    if (result?.key !== key) model.results.push((result = { key, members: { ...toParts(row), metrics: [] } }))
    result.members.metrics.push(toMetric(row))
  }
  return models.map(({ name, results }) => ({ ...(name === undefined ? {} : { name }), results: results.map(({ members }) => inUsualOrder(members)) }))
}

function toParts(row: TableRow): Members {
  const parts: Record<string, Members> = {}
  for (const [column, part, member] of places) {
    const value = row[column]
    if (value !== undefined && value !== '') parts[part!] = { ...parts[part!], [member!]: value }
  }
  return parts
}

/** As hubs write it: task, dataset, metrics, source. */
const inUsualOrder = ({ task, dataset, metrics, source, ...rest }: Members): Members =>
  Object.fromEntries(Object.entries({ task, dataset, metrics, source, ...rest }).filter(([, value]) => value !== undefined))

function toMetric(row: TableRow): Members {
  const metric: Members = {}
  for (const [column, member] of measured) {
    const text = row[column]
    if (text === undefined || text === '') continue
    metric[member] = member === 'value' ? toNumber(text) : member === 'verified' && (text === 'true' || text === 'false') ? text === 'true' : text
  }
  return metric
}

/** A number only where it reads back as the same text. */
const toNumber = (text: string): number | string => (String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text)
