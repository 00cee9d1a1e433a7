import { useQueries } from '@tanstack/react-query'
import type { UseWarning } from '../../shared/contract/test-sets.ts'
import { useApi } from './provider.tsx'

/** A registered snapshot, or a file, which may be one. */
export type Wanted = { snapshot: string } | { path: string }

/** What using these would be, as far as they are sealed test sets; each set once. `version`: what they would be used for. */
export function useUseWarnings(wanted: readonly Wanted[], version?: string): UseWarning[] {
  const api = useApi()
  const found = useQueries({ queries: wanted.map((one) => ({ ...api.testSets.warning.queryOptions({ input: { ...one, ...(version ? { version } : {}) } }), retry: false })) })
  const warnings = found.flatMap(({ data }) => (data ? [data] : []))
  return warnings.filter((one, at) => warnings.findIndex(({ snapshot }) => snapshot === one.snapshot) === at)
}
