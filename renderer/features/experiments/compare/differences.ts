import type { RunDetail } from '../../../../shared/contract/runs.ts'

export interface Compared {
  key: string
  /** One a run, in their order; null where it has none. */
  values: readonly (string | null)[]
  differs: boolean
}

/** What every run has under each name, by name. A run that lacks it differs from those that have it. */
export function compareRuns(runs: readonly RunDetail[], valuesOf: (run: RunDetail) => Readonly<Record<string, string>>): Compared[] {
  const each = runs.map(valuesOf)
  const keys = [...new Set(each.flatMap((values) => Object.keys(values)))].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return keys.map((key) => {
    const values = each.map((one) => (Object.hasOwn(one, key) ? one[key]! : null))
    return { key, values, differs: new Set(values).size > 1 }
  })
}
