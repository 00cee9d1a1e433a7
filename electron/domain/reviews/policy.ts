import { createHash } from 'node:crypto'
import type { Policy } from '../../../shared/contract/reviews.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { EntryDraft } from '../ledger/service.ts'

/** The policy that every new workspace adopts: two people who are not authors, and an end date. */
export const builtInPolicy: Policy = {
  schema: 'countersign/policy/1',
  id: 'countersign-two-person',
  version: 1,
  title: 'Two-person sign-off',
  signatures: [
    {
      meaning: 'review',
      roles: ['subject_matter_expert', 'risk_sme', 'validator', 'software_engineer', 'legal_counsel', 'compliance_reviewer', 'final_approver'],
      min: 1,
      statement: 'I examined the listed evidence. I found it adequate for the stated purpose.',
    },
    {
      meaning: 'approval',
      roles: ['compliance_reviewer', 'final_approver'],
      min: 1,
      statement: 'I approve this version for this use case until the date given. I know this counts like my handwritten signature.',
    },
  ],
  separation: { authorsExcluded: true, distinctPeople: true },
  evidence: [{ kind: 'fairness', required: false }],
  validDays: 365,
}

/** SHA-256 of the policy's canonical bytes: what a review is bound to. */
export function toPolicyHash(policy: Policy): string {
  return createHash('sha256').update(toCanonical(policy)).digest('hex')
}

export function adoptPolicy(policy: Policy): EntryDraft {
  return { kind: 'policy.adopted/v1', body: { policy, sha256: toPolicyHash(policy) } }
}
