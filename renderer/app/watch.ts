import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Change, Job } from '../../shared/contract/workspace.ts'
import { useApi, useConnection, type Api } from '../api/provider.tsx'

/** Reads of files on this computer or of finished bytes: the ledger does not change them, and repeating them is dear. */
const settled = new Set(['evidence.preview', 'workspace.browse', 'workspace.place', 'reports.previewBytes', 'jobs.get'])

const pathOf = (query: Query): string => (query.queryKey[0] as readonly string[]).join('.')
const readAgain = (queries: QueryClient) => queries.invalidateQueries({ predicate: (query) => !settled.has(pathOf(query)) })

/** Follows the core's watch stream for as long as the window lives and reads again what it says has changed. */
export function useWatch(onJobEnded: (job: Job) => void): void {
  const { client } = useConnection()
  const api = useApi()
  const queries = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    const follow = async () => {
      for (let round = 0; !stop.signal.aborted; round += 1) {
        if (round > 0) await pause(Math.min(5000, 400 * 2 ** round), stop.signal)
        try {
          const changes = await client.jobs.watch(undefined, { signal: stop.signal })
          // What happened while nobody listened is unknown.
          if (round > 0) await readAgain(queries)
          for await (const change of changes) {
            round = 0
            apply(change, queries, api, onJobEnded)
          }
        } catch {
          // The connection was cut or the core restarts; its status is shown by the shell, and the next round tries again.
        }
      }
    }
    void follow()
    return () => stop.abort()
  }, [client, api, queries, onJobEnded])
}

/**
 * While nobody answers, asks again every two seconds, and reads everything again once there is an answer: a stream that was open
 * may go on, or end unheard, when a connection comes back.
 */
export function useRecovery(): void {
  const { client, status, subscribe } = useConnection()
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined
    const follow = () => {
      if (status() === 'lost') {
        timer ??= setInterval(() => void client.workspace.state().catch(() => undefined), 2000)
      } else if (timer !== undefined) {
        clearInterval(timer)
        timer = undefined
        void readAgain(queries)
      }
    }
    const stop = subscribe(follow)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [client, status, subscribe, queries])
}

function apply(change: Change, queries: QueryClient, api: Api, onJobEnded: (job: Job) => void): void {
  if (change.type !== 'job') {
    void readAgain(queries)
    return
  }
  const { job } = change
  queries.setQueryData(api.jobs.get.queryKey({ input: { id: job.id } }), job)
  queries.setQueryData(api.jobs.list.queryKey(), (before: Job[] | undefined) => before && [job, ...before.filter(({ id }) => id !== job.id)])
  if (job.state === 'running') return
  // A verification changes what is known of the ledger without a new entry.
  void readAgain(queries)
  onJobEnded(job)
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
