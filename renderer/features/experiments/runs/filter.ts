import type { Entity } from '../../../../shared/mlflow-filter/clause.ts'
import { complete } from '../../../../shared/mlflow-filter/complete.ts'
import { FilterError } from '../../../../shared/mlflow-filter/error.ts'
import { parseFilter } from '../../../../shared/mlflow-filter/parse.ts'
import type { Keys } from './run-columns.tsx'

/** What is wrong with a filter of runs, and where; null where it can be read. */
export function checkFilter(text: string): FilterError | null {
  try {
    parseFilter(text, 'runs')
    return null
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}

export const toKnownKeys = ({ metrics, parameters, tags }: Keys) => ({ metric: metrics, parameter: parameters, tag: tags })

/** Whose values could stand at the caret, and what of one is typed; null where something else stands there. */
export function toWantedValues(text: string, caret: number, keys: Keys): { entity: 'parameter' | 'tag' | 'attribute' | 'dataset'; key: string; part: string } | null {
  let asked: { entity: Entity; key: string } | null = null
  const { from } = complete(text, caret, {
    target: 'runs',
    keys: toKnownKeys(keys),
    values(entity, key) {
      asked = { entity, key }
      return []
    },
  })
  const found = asked as { entity: Entity; key: string } | null
  if (found === null || found.entity === 'metric') return null
  return { entity: found.entity, key: found.key, part: text.slice(from, caret).replaceAll(/['"(]/g, '').slice(0, 200) }
}
