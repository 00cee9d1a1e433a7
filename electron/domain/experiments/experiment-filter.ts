import type { Experiment } from '../../../shared/contract/experiments.ts'
import type { Clause, Order } from '../../../shared/mlflow-filter/clause.ts'

/** Experiments are few, so they are looked through one by one. What one lacks never matches, but for IS NULL. */
export const filterExperiments = (experiments: readonly Experiment[], clauses: readonly Clause[]): Experiment[] => experiments.filter((one) => clauses.every((clause) => matches(valueOf(one, clause), clause)))

const attributes: Record<string, (one: Experiment) => string | number> = {
  name: ({ name }) => name,
  experiment_id: ({ id }) => id,
  creation_time: ({ at }) => Date.parse(at),
  last_update_time: ({ changedAt }) => Date.parse(changedAt),
}

const valueOf = (one: Experiment, { entity, key }: Pick<Clause, 'entity' | 'key'>): string | number | undefined => (entity === 'tag' ? (Object.hasOwn(one.tags, key) ? one.tags[key] : undefined) : attributes[key]!(one))

function matches(found: string | number | undefined, { comparator, value }: Clause): boolean {
  if (comparator === 'IS NULL') return found === undefined
  if (found === undefined) return false
  if (comparator === 'IS NOT NULL') return true
  if (comparator === 'IN' || comparator === 'NOT IN') return (value as readonly string[]).includes(String(found)) === (comparator === 'IN')
  if (comparator === 'LIKE' || comparator === 'ILIKE') return toPattern(String(value), comparator === 'ILIKE').test(String(found))
  const against = value as string | number
  switch (comparator) {
    case '=':
      return found === against
    case '!=':
      return found !== against
    case '>':
      return found > against
    case '>=':
      return found >= against
    case '<':
      return found < against
    default:
      return found <= against
  }
}

const toPattern = (like: string, anyCase: boolean) =>
  new RegExp(`^${like.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('%', '.*').replaceAll('_', '.')}$`, anyCase ? 'isu' : 'su')

/** The newest first where nothing is said; the last word is always the number, so that pages never overlap. */
export function orderExperiments(experiments: readonly Experiment[], order: readonly Order[]): Experiment[] {
  const steps: Pick<Order, 'entity' | 'key' | 'ascending'>[] = order.length > 0 ? [...order] : [{ entity: 'attribute', key: 'creation_time', ascending: false }]
  return experiments.toSorted((a, b) => {
    for (const step of [...steps, { entity: 'attribute' as const, key: 'experiment_id', ascending: order.length === 0 }]) {
      const way = compare(valueOf(a, step), valueOf(b, step), step.key === 'experiment_id')
      if (way !== 0) return step.ascending ? way : -way
    }
    return 0
  })
}

function compare(a: string | number | undefined, b: string | number | undefined, asNumber: boolean): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  const [left, right] = asNumber && Number.isInteger(Number(a)) && Number.isInteger(Number(b)) ? [Number(a), Number(b)] : [a, b]
  return left < right ? -1 : 1
}
