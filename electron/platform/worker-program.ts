import { parentPort } from 'node:worker_threads'
import type { Work } from '../../shared/contract/handlers.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkerMessage } from './programs.ts'

/** What a program in a thread is for: its parent hears of the progress, and at the end of the result or why there is none. `signal` stays quiet: an abort ends the thread. */
export async function answerParent(act: (work: Work) => unknown): Promise<void> {
  const answer = (message: WorkerMessage) => parentPort!.postMessage(message)
  try {
    const result = await act({ signal: new AbortController().signal, progress: (done, total, note) => answer({ type: 'progress', done, total, note }) })
    answer({ type: 'done', result })
  } catch (error) {
    answer({ type: 'failed', code: error instanceof AppError ? error.code : null, message: error instanceof Error ? error.message : String(error) })
  }
}
