import { assessedBody, tierOverrideRoles } from '../../../../shared/contract/assessment.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { followsFromAnswers, whyNotOverride } from '../../../../shared/tiering.ts'
import { toCanonical } from '../../../tlog/canonical.ts'
import { hashOfText, hashToHex } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const tieringKinds: readonly string[] = ['use-case.assessed/v1']

export interface TieringOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'TIER-RULE'>
}

/** Checks how use cases got their tier: that it follows from the answers, and who set another one by hand. */
export function createTieringHandlers({ keys, checkNote, report }: TieringOptions): Record<string, (entry: Entry) => boolean> {
  return {
    'use-case.assessed/v1': (entry) => {
      const body = assessedBody.safeParse(entry.body).data
      if (!body) return false
      const refuse = (why: string) => report('TIER-RULE', entry.seq, `Entry ${entry.seq} on ${body.useCase}: ${why}`)
      const { override, ...assessed } = body
      if (!followsFromAnswers(assessed)) refuse('the computed tier does not follow from its answers and facts.')
      if (!override) return true
      const values = {
        'Use-Case': body.useCase,
        'Computed-Tier': String(body.outcome.tier ?? 'none'),
        'Tier': String(override.tier),
        'Reason': override.reason,
        'Assessment': `sha256:${hashToHex(hashOfText(toCanonical(assessed)))}`,
      }
      checkNote(entry, override.note, keys.of(entry.actor), { format: 'tier-override', values })
      if (!keys.rolesOf(entry.actor).some((role) => tierOverrideRoles.some((one) => one === role))) refuse(`${entry.actor} set a tier by hand without a role that may do it.`)
      const why = whyNotOverride(body.outcome, override.tier)
      if (why !== null) refuse(why)
      return true
    },
  }
}
