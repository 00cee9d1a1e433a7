import { FilterError } from '../../../../shared/mlflow-filter/error.ts'
import { parseFilter } from '../../../../shared/mlflow-filter/parse.ts'

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
