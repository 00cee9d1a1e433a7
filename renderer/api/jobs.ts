import { useMutation, useQuery } from '@tanstack/react-query'
import type { Job } from '../../shared/contract/workspace.ts'
import { useApi } from './provider.tsx'

/**
 * One job by its id, kept current by the watch stream (and by a slow poll in case the stream was cut). `result` is what the
 * procedure that started it says; ask for it only when `state` is `done`. Null id: nothing is asked.
 */
export function useJob(id: string | null) {
  const api = useApi()
  return useQuery({
    ...api.jobs.get.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? 1500 : false),
  })
}

export function useCancelJob() {
  const api = useApi()
  return useMutation(api.jobs.cancel.mutationOptions())
}

/** The result of a finished job in the shape that its procedure promises. */
export const resultOf = <T>(job: Job | undefined): T | undefined => (job?.state === 'done' ? (job.result as T) : undefined)
