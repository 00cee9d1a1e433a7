import type { Query, QueryClient } from '@tanstack/react-query'
import type { Change } from '../../shared/contract/workspace.ts'

/** Reads of files on this computer or of finished bytes: the ledger does not change them, and repeating them is dear. */
const settled = new Set(['evidence.preview', 'workspace.browse', 'workspace.place', 'reports.previewBytes', 'documents.picture', 'documents.notebook', 'experiments.notebook', 'jobs.get'])

const pathOf = (query: Query): string => (query.queryKey[0] as readonly string[]).join('.')
const isLive = (query: Query): boolean => !settled.has(pathOf(query))
export const isOfRuns = (query: Query): boolean => /^(experiments|mlflow)\./.test(pathOf(query)) && isLive(query)

/** Reads that are asked once more when their first answer is there. */
const askedTwice = new WeakSet<Query>()

/**
 * Reads everything again that is shown. TanStack Query only joins a read that has no answer yet, and its answer may be from before
 * the change: that one is asked once more after it.
 */
export async function readAgain(queries: QueryClient): Promise<void> {
  const unanswered = queries.getQueryCache().findAll({ predicate: (query) => isLive(query) && query.state.fetchStatus !== 'idle' && query.state.data === undefined })
  for (const query of unanswered) void readAfterAnswer(query, queries)
  await queries.invalidateQueries({ predicate: isLive })
}

async function readAfterAnswer(query: Query, queries: QueryClient): Promise<void> {
  if (askedTwice.has(query)) return
  askedTwice.add(query)
  await query.fetch().catch(() => undefined)
  askedTwice.delete(query)
  await queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
}

export interface Following {
  watch: (signal: AbortSignal) => Promise<AsyncIterable<Change>>
  queries: QueryClient
  apply: (change: Change) => void
  signal: AbortSignal
}

/** Follows the core's watch stream until the signal aborts, and opens it again whenever it was cut. */
export async function followChanges({ watch, queries, apply, signal }: Following): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    if (round > 0) await pause(Math.min(5000, 400 * 2 ** round), signal)
    try {
      const changes = await watch(signal)
      // What happened while nobody listened is unknown, also between the first reads and the first stream.
      void readAgain(queries)
      for await (const change of changes) {
        round = 0
        apply(change)
      }
    } catch {
      // The connection was cut or the core restarts; its status is shown by the shell, and the next round tries again.
    }
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
