import type { Change } from '../../shared/contract/workspace.ts'

/** Tells every open window what changed; a window that is slow gets only what it can not do without. */
export interface Changes {
  tell(change: Change): void
  /** Everything told from this call on, also before the first is asked for, until the signal aborts. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<Change>
}

const mostWaiting = 1000

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>()
  return {
    tell: (change) => {
      for (const listener of listeners) listener(change)
    },
    watch(signal) {
      const waiting: Change[] = []
      let wake = () => {}
      const listener = (change: Change) => {
        // A newer word on the same job or ledger replaces the one not read yet.
        const known = waiting.findIndex((one) => isSameSubject(one, change))
        if (known >= 0) waiting.splice(known, 1)
        if (waiting.length < mostWaiting) waiting.push(change)
        wake()
      }
      const stop = () => {
        listeners.delete(listener)
        wake()
      }
      if (!signal?.aborted) listeners.add(listener)
      signal?.addEventListener('abort', stop)
      return (async function* () {
        try {
          while (!signal?.aborted) {
            const next = waiting.shift()
            if (next) yield next
            else await new Promise<void>((resolve) => (wake = resolve))
          }
        } finally {
          listeners.delete(listener)
          signal?.removeEventListener('abort', stop)
        }
      })()
    },
  }
}

function isSameSubject(a: Change, b: Change): boolean {
  if (a.type !== b.type) return false
  return a.type === 'job' && b.type === 'job' ? a.job.id === b.job.id : true
}
