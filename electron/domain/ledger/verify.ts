import type { Clock } from '../../platform/clock.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Verification } from '../../../shared/contract/ledger.ts'
import { runInWorker } from '../../platform/programs.ts'
import type { Ledger } from './service.ts'
import { peekLedger } from './snapshot.ts'
import { noteVerification } from './verification-notes.ts'
import { runVerification } from './verification/run.ts'

export interface VerifyWorkspaceOptions {
  dir: string
  stateDir: string
  clock: Clock
  level: Verification['level']
}

/** What the worker is given; everything in it can be cloned. */
export interface VerifyRequest {
  dir: string
  stateDir: string
  level: Verification['level']
}

/**
 * Verifies a workspace that need not be open, and need not be fit to be opened: a file that can not be read is the verdict
 * `unreadable`. Levels `leaves` and `full` run in a worker and can be cancelled (CANCELLED); a full one is noted in the state directory.
 */
export async function verifyWorkspace({ clock, dir, stateDir, level }: VerifyWorkspaceOptions, work: Work): Promise<Verification> {
  const begun = performance.now()
  const request: VerifyRequest = { dir, stateDir, level }
  const result = level === 'open' ? runVerification(request, work.progress) : await runInWorker<ReturnType<typeof runVerification>>('verify', request, work)
  const verification = { ...result, verifiedAt: clock.now().toISOString(), durationMs: Math.round(performance.now() - begun) }
  const origin = level === 'full' ? peekLedger(dir)?.origin : undefined
  if (origin !== undefined) noteVerification(stateDir, origin, verification)
  return verification
}

/** Verification of an open ledger, with its newest result. */
export function createVerify(options: Omit<VerifyWorkspaceOptions, 'level'>): Pick<Ledger, 'verify' | 'lastVerification'> {
  let last: Verification | null = null
  return {
    lastVerification: () => last,
    verify: async (level, work) => (last = await verifyWorkspace({ ...options, level }, work)),
  }
}
