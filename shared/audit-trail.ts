import type { AuditTrail } from './contract/ledger.ts'
import type { Tier } from './contract/tier.ts'
import { plural } from './counts.ts'

export interface TrailFacts {
  /** What the tiers that are in use ask for, in days. */
  demands: readonly { tier: Tier; days: number }[]
  /** The newest full verification that this computer knows of. */
  last: AuditTrail['last']
  /** When the ledger began. */
  begunAt: string
  now: string
}

const dayMs = 86_400_000

/** When the whole ledger is to be verified again: by the strictest of the tiers in use. */
export function toAuditTrail({ demands, last, begunAt, now }: TrailFacts): AuditTrail {
  const strictest = demands.toSorted((a, b) => a.days - b.days || a.tier - b.tier)[0]
  if (strictest === undefined) return { last, demand: null }
  const { tier, days } = strictest
  const dueAt = new Date(Date.parse(last?.verifiedAt ?? begunAt) + days * dayMs).toISOString()
  const late = dueAt <= now
  const ago = last === null ? 'It was not verified in full on this computer yet.' : `It was verified in full on ${last.verifiedAt.slice(0, 10)}.`
  const asks = `Tier ${tier} asks for a full verification of the ledger every ${plural(days, 'day')}.`
  return { last, demand: { tier, days, dueAt, late, sentence: late ? `${asks} ${ago} Verify it now.` : `${asks} ${ago}` } }
}
