import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Change, Job } from '../../shared/contract/workspace.ts'
import { useApi, useConnection, type Api } from '../api/provider.tsx'
import { followChanges, isOfRuns, readAgain } from './follow.ts'

/** Follows the core's watch stream for as long as the window lives and reads again what it says has changed. */
export function useWatch(onJobEnded: (job: Job) => void): void {
  const { client } = useConnection()
  const api = useApi()
  const queries = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    void followChanges({
      watch: (signal) => client.jobs.watch(undefined, { signal }),
      queries,
      apply: (change) => apply(change, queries, api, onJobEnded),
      signal: stop.signal,
    })
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
  if (change.type === 'runs') {
    // A client that logs writes many times a second: nothing but runs is read again for it.
    void queries.invalidateQueries({ predicate: isOfRuns })
    return
  }
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
