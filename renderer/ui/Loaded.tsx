import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
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
    return <ErrorState error={query.error} kept="Nothing was changed." onRetry={() => void query.refetch()} />
  }
  return <Loading label={label} />
}
