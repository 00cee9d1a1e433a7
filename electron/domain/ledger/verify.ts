import type { Clock } from '../../platform/clock.ts'
import type { Verification } from '../../../shared/contract/ledger.ts'
import type { Ledger } from './service.ts'

/** Placeholder until the worker stands: verification follows in the next commit. */
export function createVerify(_options: { dir: string; stateDir: string; clock: Clock }): Pick<Ledger, 'verify' | 'lastVerification'> {
  const last: Verification | null = null
  return { verify: () => Promise.reject(new Error('not built yet')), lastVerification: () => last }
}
