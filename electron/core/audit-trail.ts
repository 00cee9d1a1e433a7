import { toAuditTrail } from '../../shared/audit-trail.ts'
import type { AuditTrail } from '../../shared/contract/ledger.ts'
import type { Policy } from '../../shared/contract/policies.ts'
import type { Ledger } from '../domain/ledger/service.ts'
import { readNotedVerification } from '../domain/ledger/verification-notes.ts'
import { demandsOf } from '../domain/policies/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { OwnVerification } from './own-evidence.ts'

export interface AuditTrailFacts {
  ledger: Pick<Ledger, 'origin' | 'read'>
  stateDir: string
  clock: Clock
  policy: () => Policy
  /** Tiers of what is in the catalog. */
  tiers: () => readonly Policy['tiers'][number]['tier'][]
}

/** When the ledger was last verified in full on this computer, and when the policy wants it again. */
export function createAuditTrail({ ledger, stateDir, clock, policy, tiers }: AuditTrailFacts): () => AuditTrail {
  return () => {
    const demands = [...new Set(tiers())].flatMap((tier) => {
      const days = demandsOf(policy(), tier).checkEveryDays.auditTrail
      return days === null ? [] : [{ tier, days }]
    })
    return toAuditTrail({ demands, last: readNotedVerification(stateDir, ledger.origin), begunAt: ledger.read(0).at, now: clock.now().toISOString() })
  }
}

/** Full ones are known beyond the session in which they were made. */
export function newestVerification(ledger: Pick<Ledger, 'origin' | 'lastVerification'>, stateDir: string): OwnVerification | null {
  const own = ledger.lastVerification()
  const noted = readNotedVerification(stateDir, ledger.origin)
  if (noted === null || (own !== null && own.level !== 'open' && own.verifiedAt >= noted.verifiedAt)) return own
  return { ...noted, level: 'full' }
}
