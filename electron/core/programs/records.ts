import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { foldInSteps } from '../../domain/ledger/open.ts'
import { systemClock } from '../../platform/clock.ts'
import type { WorkerMessage } from '../../platform/programs.ts'
import { openIndex } from '../../platform/sqlite.ts'
import { createRecords } from '../records.ts'

const answer = (message: WorkerMessage) => parentPort!.postMessage(message)
const { dir, stateDir } = workerData as { dir: string; stateDir: string }

try {
  const database = openIndex(join(dir, 'index.db'))
  try {
    // Stopped from outside; the clock is asked for nothing, because nothing is appended.
    const work = { signal: new AbortController().signal, progress: (done: number, total: number | null, note: string) => answer({ type: 'progress', done, total, note }) }
    await foldInSteps({ dir, stateDir, clock: systemClock, records: createRecords(database) }, work)
  } finally {
    database.close()
  }
  answer({ type: 'done', result: null })
} catch (error) {
  answer({ type: 'failed', code: error instanceof AppError ? error.code : null, message: error instanceof Error ? error.message : String(error) })
}
