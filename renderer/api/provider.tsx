import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Client, Connection } from './client.ts'

const createQueries = (client: Client) => createTanstackQueryUtils(client)

/** Every procedure with `queryOptions`, `mutationOptions`, `key` and `call`: `api.catalog.models.queryOptions()`. */
export type Api = ReturnType<typeof createQueries>

const ApiContext = createContext<{ api: Api; connection: Connection } | null>(null)

export function ApiProvider({ connection, children }: { connection: Connection; children: ReactNode }) {
  const value = useMemo(() => ({ api: createQueries(connection.client), connection }), [connection])
  return <ApiContext value={value}>{children}</ApiContext>
}

function useApiContext() {
  const value = useContext(ApiContext)
  if (value === null) throw new Error('useApi outside ApiProvider')
  return value
}

/** The contract as TanStack Query options. Queries are read again when the watch stream says what changed. */
export const useApi = (): Api => useApiContext().api

/** The connection itself: its status, the runtime, the desktop's bridge (null in a browser). */
export const useConnection = (): Connection => useApiContext().connection
