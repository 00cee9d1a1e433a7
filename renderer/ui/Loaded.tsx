import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { codeOf } from './failure.ts'
import { Loading } from './Loading.tsx'

interface Loadable<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

/** A query's three faces: loading, failed with a way to try again, and its data. `label` is a noun: "models". */
export function Loaded<T>({ query, label, children }: { query: Loadable<T>; label: string; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error !== null && query.error !== undefined) {
    // What is not there does not come by asking again.
    if (codeOf(query.error) === 'NOT_FOUND') return <ErrorState error={query.error} todo="The address may be of another workspace. Go back, or choose a screen on the left." />
    return <ErrorState error={query.error} kept="Nothing was changed." onRetry={() => void query.refetch()} />
  }
  return <Loading label={label} />
}
