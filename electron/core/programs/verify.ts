import { availableParallelism } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { startHelper } from '../../domain/ledger/verification/helper.ts'
import { runSharedVerification, runVerification } from '../../domain/ledger/verification/run.ts'
import type { VerifyRequest } from '../../domain/ledger/verify.ts'
import type { WorkerMessage } from '../../platform/programs.ts'

const answer = (message: WorkerMessage) => parentPort!.postMessage(message)

try {
  const progress: Work['progress'] = (done, total, note) => answer({ type: 'progress', done, total, note })
  const request = workerData as VerifyRequest
  // Records bring the schemas of every module with them, which a verification of leaves alone has no use for.
  const options = request.level === 'full' ? { ...request, ...(await import('../record-check.ts')), ...(await import('../sign-off-check.ts')) } : request
  const result = availableParallelism() > 1 ? await runSharedVerification(options, progress, startHelper) : runVerification(options, progress)
  answer({ type: 'done', result })
} catch (error) {
  answer({ type: 'failed', code: error instanceof AppError ? error.code : null, message: error instanceof Error ? error.message : String(error) })
}
