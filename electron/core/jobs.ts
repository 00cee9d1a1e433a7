import { randomUUID } from 'node:crypto'
import type { Call, Work } from '../../shared/contract/handlers.ts'
import type { Job } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../platform/clock.ts'

/** Long work that goes on while screens come and go. A job is kept after its end, so that a reloaded page finds it. */
export interface Jobs {
  start(kind: Job['kind'], title: string, run: (work: Work) => Promise<unknown>): { job: string }
  get(id: string): Job
  list(): Job[]
  cancel(id: string): Job
  /** Cancels what runs and waits for it to stop. */
  close(): Promise<void>
}

export interface JobsOptions {
  clock: Clock
  onChange: (job: Job) => void
  /** Hears of failures that are bugs. */
  report: (error: unknown) => void
}

/** Work that a call waits for itself: it stops with the call, and shows no progress. */
export const toWork = ({ signal }: Pick<Call, 'signal'>): Work => ({ signal: signal ?? new AbortController().signal, progress: () => {} })

interface Running {
  job: Job
  abort: AbortController
  ended: Promise<void>
}

const keptAfterEnd = 50

export function createJobs(options: JobsOptions): Jobs {
  const jobs = new Map<string, Running>()
  const find = (id: string) => {
    const running = jobs.get(id)
    if (!running) throw new AppError('NOT_FOUND', 'This work is no longer known: the program was started again since. Start it anew.')
    return running
  }
  return {
    start(kind, title, run) {
      const id = randomUUID()
      const startedAt = options.clock.now().toISOString()
      const job: Job = { id, kind, title, state: 'running', progress: { done: 0, total: null, note: '' }, error: null, result: null, startedAt, endedAt: null }
      const abort = new AbortController()
      const running: Running = { job, abort, ended: Promise.resolve() }
      jobs.set(id, running)
      running.ended = follow(running, run, options)
      dropOldest(jobs)
      return { job: id }
    },
    get: (id) => find(id).job,
    list: () => [...jobs.values()].map((running) => running.job).toReversed(),
    cancel(id) {
      const running = find(id)
      running.abort.abort()
      return running.job
    },
    async close() {
      for (const running of jobs.values()) running.abort.abort()
      await Promise.all([...jobs.values()].map((running) => running.ended))
    },
  }
}

async function follow(running: Running, run: (work: Work) => Promise<unknown>, { clock, onChange, report }: JobsOptions): Promise<void> {
  const change = (part: Partial<Job>) => {
    running.job = { ...running.job, ...part }
    onChange(running.job)
  }
  // Progress may come thousands of times a second; a screen needs ten.
  let toldAt = 0
  const progress: Work['progress'] = (done, total, note) => {
    running.job = { ...running.job, progress: { done, total, note } }
    const now = performance.now()
    if (now - toldAt < 100) return
    toldAt = now
    onChange(running.job)
  }
  onChange(running.job)
  try {
    const result = await run({ signal: running.abort.signal, progress })
    change({ state: 'done', result, endedAt: clock.now().toISOString() })
  } catch (error) {
    const cancelled = running.abort.signal.aborted
    const known = error instanceof AppError
    if (!cancelled && !known) report(error)
    const shown = known
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL', message: 'Something went wrong inside Countersign. The details are in its log; nothing more was done.' }
    change({ state: cancelled ? 'cancelled' : 'failed', error: cancelled ? { code: 'CANCELLED', message: 'Cancelled.' } : shown, endedAt: clock.now().toISOString() })
  }
}

function dropOldest(jobs: Map<string, Running>): void {
  const ended = [...jobs.values()].filter((running) => running.job.state !== 'running')
  for (const running of ended.slice(0, Math.max(0, ended.length - keptAfterEnd))) jobs.delete(running.job.id)
}
