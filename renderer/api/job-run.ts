import { useEffect, useRef } from 'react'
import type { Job } from '../../shared/contract/workspace.ts'
import { resultOf, useCancelJob, useJob } from './jobs.ts'

export interface JobRun {
  readonly job: Job | undefined
  readonly running: boolean
  /** What a failed job ended with; null while it runs, when it is done, and when it was cancelled. */
  readonly failure: Job['error']
  readonly cancelled: boolean
  readonly cancel: () => void
}

/** Follows the job that a dialog or a page started, and hands over its result once. Null id: nothing is under way. */
export function useJobRun<T>(id: string | null, onDone: (result: T) => void): JobRun {
  const { data: job } = useJob(id)
  const stop = useCancelJob()
  const handedOver = useRef<string | null>(null)
  useEffect(() => {
    const result = resultOf<T>(job)
    if (result === undefined || job === undefined || handedOver.current === job.id) return
    handedOver.current = job.id
    onDone(result)
  })
  return {
    job,
    running: id !== null && (job === undefined || job.state === 'running'),
    failure: job?.state === 'failed' ? job.error : null,
    cancelled: job?.state === 'cancelled',
    cancel: () => id !== null && stop.mutate({ id }),
  }
}
