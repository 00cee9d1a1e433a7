import type { Link } from './failures.ts'

/**
 * `connecting`: the core is starting or restarting, calls wait · `open` · `link-used`: this address was opened before and
 * its token is spent · `lost`: the core no longer answers, or no longer knows this window.
 */
export type ConnectionStatus = 'connecting' | 'open' | 'link-used' | 'lost'

export interface Transport {
  readonly link: Link
  readonly status: () => ConnectionStatus
  /** Hears every change of status. After `connecting` → `open` the core may be a new one: read everything again. */
  readonly subscribe: (listener: () => void) => () => void
}

/** A status with listeners, in the form that `useSyncExternalStore` takes. */
export function createStatus(first: ConnectionStatus) {
  const listeners = new Set<() => void>()
  let current = first
  return {
    status: () => current,
    set: (next: ConnectionStatus) => {
      if (next === current) return
      current = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
