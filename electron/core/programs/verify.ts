import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { runVerification } from '../../domain/ledger/verification/run.ts'
import type { VerifyRequest } from '../../domain/ledger/verify.ts'
import type { WorkerMessage } from '../../platform/programs.ts'
import { checkRecords } from '../record-check.ts'

const answer = (message: WorkerMessage) => parentPort!.postMessage(message)

try {
  const result = runVerification({ ...(workerData as VerifyRequest), checkRecords }, (done, total, note) => answer({ type: 'progress', done, total, note }))
  answer({ type: 'done', result })
} catch (error) {
  answer({ type: 'failed', code: error instanceof AppError ? error.code : null, message: error instanceof Error ? error.message : String(error) })
}
