import * as z from 'zod'
import { numberedRef, seq, sha256Hex, waiverId } from '../ids.ts'
import { shownText } from './identity.ts'
import { evidenceKindId, policyRef, predicate, waiverType } from './policies.ts'
import { email, instant, line, procedure } from './procedure.ts'
import { itemAct, itemPermission } from './review-item.ts'
import { tier } from './tier.ts'

/** Rules of separation that small teams may be let off for a while, each for one named person. */
export const separationRule = z.enum(['validator_not_author', 'owner_not_only_approval'])
export type SeparationRule = z.infer<typeof separationRule>

/** What is deviated from. */
export const deviation = z.discriminatedUnion('of', [
  /** `is`: the one property that the evidence may lack; null: it may be missing. */
  z.strictObject({ of: z.literal('evidence'), kind: evidenceKindId, is: predicate.nullable() }),
  z.strictObject({ of: z.literal('separation'), rule: separationRule, person: email }),
  /** Any other control, by the name that the organisation gives it; nothing follows from it but that it is seen, and ends. */
  z.strictObject({ of: z.literal('control'), control: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/, 'a control is written like change_freeze') }),
])
export type Deviation = z.infer<typeof deviation>

export const waiverEntries = {
  'waiver.proposed/v1': z.strictObject({
    version: numberedRef,
    useCase: z.string(),
    manifestHash: sha256Hex,
    type: waiverType,
    deviation,
    reason: z.string(),
    control: z.string().nullable(),
    owner: z.string(),
    until: z.iso.date(),
    tier,
    policy: policyRef,
  }),
  /** `note` is signed by the policy's approver, who is not the proposer. */
  'waiver.granted/v1': z.strictObject({ waiver: waiverId, note: z.string() }),
  'waiver.closed/v1': z.strictObject({ waiver: waiverId, how: z.enum(['refused', 'withdrawn', 'ended']), reason: z.string() }),
}

export const waiverState = z.enum(['proposed', 'live', 'expired', 'refused', 'withdrawn', 'ended'])
export type WaiverState = z.infer<typeof waiverState>

export const waiver = z.object({
  id: waiverId,
  seq,
  at: instant,
  by: z.string(),
  version: numberedRef,
  useCase: z.string(),
  manifestHash: sha256Hex,
  type: waiverType,
  deviation,
  /** What it lets pass, in words. */
  lets: z.string(),
  reason: z.string(),
  control: z.string().nullable(),
  owner: z.string(),
  until: z.iso.date(),
  tier,
  policy: policyRef,
  state: waiverState,
  granted: z.object({ seq, at: instant, by: z.string(), role: z.string(), note: z.string() }).nullable(),
  closed: z.object({ seq, at: instant, by: z.string(), how: z.enum(['refused', 'withdrawn', 'ended']), reason: z.string() }).nullable(),
  acts: z.array(itemAct),
})
export type Waiver = z.infer<typeof waiver>

const id = waiverId

export const waiversContract = {
  list: procedure.input(z.object({ version: numberedRef.optional(), state: waiverState.optional() })).output(z.array(waiver)),
  get: procedure.input(z.object({ id })).output(waiver.extend({ permissions: z.array(itemPermission) })),
  /** Refused for what is never waived, and beyond the longest time that the policy gives the type and tier. */
  propose: procedure
    .input(z.object({ version: numberedRef, type: waiverType, deviation, reason: line(500), control: line(500).optional(), owner: email, until: z.iso.date() }))
    .output(waiver),
  /** The exact text that would be signed now; it can be signed for ten minutes. */
  statement: procedure.input(z.object({ id })).output(shownText),
  grant: procedure.input(z.object({ id, sha256: sha256Hex, passphrase: z.string().max(1024) })).output(waiver),
  refuse: procedure.input(z.object({ id, reason: line(500) })).output(waiver),
  withdraw: procedure.input(z.object({ id, reason: line(500) })).output(waiver),
  /** Before its time: what it let pass is not let pass any more. */
  end: procedure.input(z.object({ id, reason: line(500) })).output(waiver),
}
