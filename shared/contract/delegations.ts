import * as z from 'zod'
import { delegationId, seq, sha256Hex, slug } from '../ids.ts'
import { shownText } from './identity.ts'
import { meaning, policyRef } from './policies.ts'
import { email, instant, line, procedure } from './procedure.ts'
import { itemAct, itemPermission } from './review-item.ts'

/** Meanings that a place of a tier can have: only these are ever signed for somebody. */
export const delegableMeaning = z.enum(['responsibility', 'validation', 'review', 'verification', 'approval'])

export const delegationEntries = {
  /** `note` is signed by whoever is to be stood in for. `model`: for this one only; null: for all. */
  'delegation.granted/v1': z.strictObject({ to: z.string(), meanings: z.array(delegableMeaning), model: slug.nullable(), until: z.iso.date(), reason: z.string(), policy: policyRef, note: z.string() }),
  'delegation.accepted/v1': z.strictObject({ delegation: delegationId }),
  'delegation.ended/v1': z.strictObject({ delegation: delegationId, how: z.enum(['revoked', 'declined', 'given_back']), reason: z.string() }),
}

export const delegationState = z.enum(['granted', 'live', 'over', 'revoked', 'declined', 'given_back', 'key_lost'])
export type DelegationState = z.infer<typeof delegationState>

export const delegation = z.object({
  id: delegationId,
  seq,
  at: instant,
  from: z.string(),
  fromName: z.string(),
  to: z.string(),
  toName: z.string(),
  meanings: z.array(meaning),
  model: slug.nullable(),
  until: z.iso.date(),
  reason: z.string(),
  state: delegationState,
  note: z.string(),
  acts: z.array(itemAct),
})
export type Delegation = z.infer<typeof delegation>

const id = delegationId
const terms = z.object({ to: email, meanings: z.array(delegableMeaning).min(1), model: slug.optional(), until: z.iso.date(), reason: line(500) })
export type DelegationTerms = z.output<typeof terms>

export const delegationsContract = {
  list: procedure.input(z.object({ person: email.optional() })).output(z.array(delegation)),
  get: procedure.input(z.object({ id })).output(delegation.extend({ permissions: z.array(itemPermission) })),
  /** The exact text that would be signed now; it can be signed for ten minutes. */
  statement: procedure.input(terms).output(shownText),
  grant: procedure.input(z.object({ sha256: sha256Hex, passphrase: z.string().max(1024) })).output(delegation),
  accept: procedure.input(z.object({ id })).output(delegation),
  /** By whoever granted it, at any time; by the delegate, who declines it or gives it back. */
  end: procedure.input(z.object({ id, reason: line(500) })).output(delegation),
}
