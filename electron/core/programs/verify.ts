import { availableParallelism } from 'node:os'
import { workerData } from 'node:worker_threads'
import { startHelper } from '../../domain/ledger/verification/helper.ts'
import { runSharedVerification, runVerification } from '../../domain/ledger/verification/run.ts'
import type { VerifyRequest } from '../../domain/ledger/verify.ts'
import { answerParent } from '../../platform/worker-program.ts'

await answerParent(async ({ progress }) => {
  const request = workerData as VerifyRequest
  // Records bring the schemas of every module with them, which a verification of leaves alone has no use for.
  const options = request.level === 'full' ? { ...request, ...(await import('../record-check.ts')), ...(await import('../sign-off-check.ts')) } : request
  return availableParallelism() > 1 ? await runSharedVerification(options, progress, startHelper) : runVerification(options, progress)
})
