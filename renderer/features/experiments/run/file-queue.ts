import { useRef, useState } from 'react'
import type { Job } from '../../../../shared/contract/workspace.ts'
import { useApi, type Api } from '../../../api/provider.tsx'

/** What is added to a run: where it lies is asked when its turn comes. */
export interface Waiting {
  name: string
  /** The folder in the run that takes it. */
  folder: string
  place: () => Promise<string>
}

export interface Adding {
  /** How many of how many, and what the job of the one says. */
  done: number
  total: number
  name: string
  job: Job | undefined
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks after a job until it has ended: soon at first, then twice a second. */
async function ended(api: Api, id: string, tell: (job: Job) => void): Promise<Job> {
  for (let wait = 20; ; wait = Math.min(500, wait * 2)) {
    const job = await api.jobs.get.call({ id })
    if (job.state !== 'running') return job
    tell(job)
    await pause(wait)
  }
}

/** Adds files and folders to a run one after the other; what went in before a failure or a cancel stays. */
export function useFileQueue(run: string) {
  const api = useApi()
  const [adding, setAdding] = useState<Adding | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const now = useRef<{ job: string | null; cancelled: boolean }>({ job: null, cancelled: false })
  const addOne = async ({ place, folder }: Waiting, tell: (job: Job) => void) => {
    const { job: id } = await api.experiments.addArtefact.call({ run, file: await place(), path: folder })
    now.current.job = id
    const job = await ended(api, id, tell)
    if (job.state === 'failed') throw new Error(job.error?.message ?? 'The file was not added.')
  }
  const add = async (items: readonly Waiting[]) => {
    if (items.length === 0 || adding !== null) return
    now.current = { job: null, cancelled: false }
    setFailure(null)
    try {
      for (const [done, item] of items.entries()) {
        if (now.current.cancelled) break
        const at = { done, total: items.length, name: item.name }
        setAdding({ ...at, job: undefined })
        await addOne(item, (job) => setAdding({ ...at, job }))
      }
    } catch (error) {
      setFailure(error)
    } finally {
      setAdding(null)
    }
  }
  const cancel = () => {
    now.current.cancelled = true
    if (now.current.job !== null) void api.jobs.cancel.call({ id: now.current.job }).catch(() => undefined)
  }
  return { adding, failure, add, cancel }
}
