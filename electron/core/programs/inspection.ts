import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { inspectModel } from '../../domain/catalog/inspection.ts'
import type { WorkerMessage } from '../../platform/programs.ts'

const answer = (message: WorkerMessage) => parentPort!.postMessage(message)

try {
  // An abort ends the thread.
  const { signal } = new AbortController()
  const result = await inspectModel(workerData as Parameters<typeof inspectModel>[0], { signal, progress: (done, total, note) => answer({ type: 'progress', done, total, note }) })
  answer({ type: 'done', result })
} catch (error) {
  answer({ type: 'failed', code: error instanceof AppError ? error.code : null, message: error instanceof Error ? error.message : String(error) })
}
