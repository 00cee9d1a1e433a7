import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Job } from '../../shared/contract/workspace.ts'
import { useApi } from './provider.tsx'

/**
 * One job by its id, kept current by the watch stream (and by a slow poll in case the stream was cut). `result` is what the
 * procedure that started it says; ask for it only when `state` is `done`. Null id: nothing is asked.
 */
export function useJob(id: string | null) {
  const api = useApi()
  useEffect(() => (id === null ? undefined : shownHere(id)), [id])
  return useQuery({
    ...api.jobs.get.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? 1500 : false),
  })
}

/** Jobs that a screen shows by itself, so that the tray need not. */
let onScreen: readonly string[] = []
const listeners = new Set<() => void>()

function setOnScreen(next: readonly string[]): void {
  onScreen = next
  for (const listener of listeners) listener()
}

function shownHere(id: string): () => void {
  setOnScreen([...onScreen, id])
  return () => setOnScreen(onScreen.toSpliced(onScreen.indexOf(id), 1))
}

export function useJobsOnScreen(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => onScreen,
  )
}

/** For those who tell of a job elsewhere. */
export const isJobOnScreen = (id: string): boolean => onScreen.includes(id)

export function useCancelJob() {
  const api = useApi()
  return useMutation(api.jobs.cancel.mutationOptions())
}

/** The result of a finished job in the shape that its procedure promises. */
export const resultOf = <T>(job: Job | undefined): T | undefined => (job?.state === 'done' ? (job.result as T) : undefined)
