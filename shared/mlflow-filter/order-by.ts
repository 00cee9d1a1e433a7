import type { Order, Target } from './clause.ts'
import { FilterError, toList, toSet } from './error.ts'
import { parseIdentifier } from './identifier.ts'
import { toTokens } from './lexer.ts'
import { own, targets, toAttribute, toKeys } from './targets.ts'

/** How a request names an order of logged models. */
export interface LoggedModelOrder {
  field_name: string
  ascending?: boolean
  dataset_name?: string
  dataset_digest?: string
}

/** The whole order, with what MLflow breaks ties by. The place in an error is the place in the item. */
export function parseOrderBy(items: readonly string[], target: Exclude<Target, 'logged_models'>): Order[] {
  const orders = items.map((item) => parseItem(item, target))
  if (target !== 'experiments') refuseTwice(items, orders)
  return withTies(orders, target)
}

export function parseLoggedModelOrder(items: readonly LoggedModelOrder[]): Order[] {
  return withTies(items.map(parseLoggedModelItem), 'logged_models')
}

/** "metrics.auc DESC": an identifier, and a direction or none. */
function parseItem(item: string, target: Exclude<Target, 'logged_models'>): Order {
  const whole = { from: 0, to: item.length }
  const unparsed = () => new FilterError(`Invalid order_by clause '${item}'. Could not be parsed.`, whole)
  const [name, direction, ...more] = toTokens(item)
  const isName = name !== undefined && !name.open && (name.kind === 'word' || (name.kind === 'string' && name.raw.startsWith('"')))
  if (!isName || more.length > 0 || (direction !== undefined && direction.kind !== 'word')) throw unparsed()
  if (direction !== undefined && !/^(?:asc|desc)$/i.test(direction.raw)) throw new FilterError(`Invalid ordering key in order_by clause '${item}'.`, direction)
  // Quotes round the whole are allowed here: `metrics.auc` DESC.
  const raw = /^`[^`]*`$|^"[^"]*"$/.test(name.raw) && !toKeys(target, 'order').includes(name.raw.slice(1, -1)) ? requote(name.raw.slice(1, -1)) : name.raw
  if (!/^[^/\-+*%@:&|^\\?]*$/.test(name.raw.replaceAll(/`[^`]*`|"[^"]*"/g, ''))) throw unparsed()
  return { ...toKeyed(raw, name, item, target), ascending: direction === undefined || direction.raw.toLowerCase() === 'asc' }
}

/** Quotes that stood round the whole, round the key alone. */
function requote(raw: string): string {
  const dot = raw.indexOf('.')
  return dot === -1 ? `\`${raw}\`` : `${raw.slice(0, dot)}.\`${raw.slice(dot + 1)}\``
}

function toKeyed(raw: string, place: { from: number; to: number }, item: string, target: Target): Pick<Order, 'entity' | 'key'> {
  if (target === 'registered_models' && !toKeys(target, 'order').includes(raw.replaceAll(/^`|`$/g, ''))) {
    throw new FilterError(`Invalid order by key '${raw}' specified. Valid keys are '${toSet(['name', 'timestamp'])}'`, place)
  }
  const { entity, key } = parseIdentifier(raw, place, target, 'order')
  if (entity === 'dataset') throw new FilterError(`Invalid identifier type 'dataset'`, { from: 0, to: item.length })
  if (entity === 'tag' && target !== 'runs') throw new FilterError('Invalid order_by entity: tag', place)
  return { entity, key }
}

function parseLoggedModelItem({ field_name: field, ascending = true, dataset_name: name, dataset_digest: digest }: LoggedModelOrder): Order {
  const place = { from: 0, to: field.length }
  const dot = field.indexOf('.')
  if (dot === -1) {
    const key = toAttribute('logged_models', field)
    if (own(targets.logged_models.attributes, key) === undefined) throw new FilterError(`Invalid order by field name: ${field}`, place)
    return { entity: 'attribute', key, ascending }
  }
  if (field.slice(0, dot) !== 'metrics') throw new FilterError(`Invalid order by field name: ${field}. Only metrics are supported.`, place)
  return { entity: 'metric', key: field.slice(dot + 1), ascending, dataset: { name: name || null, digest: digest || null } }
}

const same = (a: Order, b: Order) => a.entity === b.entity && a.key === b.key

function refuseTwice(items: readonly string[], orders: readonly Order[]): void {
  const twice = orders.findIndex((order, at) => orders.slice(0, at).some((earlier) => same(earlier, order)))
  if (twice !== -1) throw new FilterError(`\`order_by\` contains duplicate fields: ${toList(items)}`, { from: 0, to: items[twice]!.length })
}

function withTies(orders: readonly Order[], target: Target): Order[] {
  const { defaultOrder, ties } = targets[target]
  const asked = orders.length > 0 ? orders : defaultOrder
  return [...asked, ...ties.filter((tie) => !asked.some((order) => same(order, tie)))]
}
