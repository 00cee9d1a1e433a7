import type { ConnectionStatus } from './client.ts'

/** A status with listeners, in the form that `useSyncExternalStore` takes. */
export function createStatus(first: ConnectionStatus) {
  const listeners = new Set<() => void>()
  let current = first
  return {
    status: () => current,
    set(next: ConnectionStatus) {
      if (next === current) return
      current = next
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
