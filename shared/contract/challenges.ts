import * as z from 'zod'
import { challengeId, numberedRef, reviewId, seq } from '../ids.ts'
import { instant, line, procedure, prose } from './procedure.ts'
import { itemAct, itemPermission } from './review-item.ts'

export const challengeArea = z.enum(['purpose', 'data', 'method', 'outcome', 'use'])
export type ChallengeArea = z.infer<typeof challengeArea>

/** How whoever raised it saw it end. */
export const disposition = z.enum(['accepted_and_changed', 'accepted_and_documented', 'answered_to_satisfaction', 'disagreed_and_escalated', 'withdrawn'])
export type Disposition = z.infer<typeof disposition>

export const challengeEntries = {
  'challenge.raised/v1': z.strictObject({ review: reviewId, revision: z.number().int().positive(), area: challengeArea, text: z.string() }),
  'challenge.answered/v1': z.strictObject({ challenge: challengeId, text: z.string() }),
  /** `successor`: the challenger's key is revoked, and somebody with the role closes in their place. */
  'challenge.closed/v1': z.strictObject({ challenge: challengeId, disposition, text: z.string(), successor: z.boolean() }),
  /** An approver's word on what was disagreed about. */
  'challenge.decided/v1': z.strictObject({ challenge: challengeId, text: z.string() }),
}

export const challengeState = z.enum(['open', 'answered', 'escalated', 'closed'])
export type ChallengeState = z.infer<typeof challengeState>

const said = z.object({ seq, at: instant, by: z.string(), text: z.string() })

export const challenge = z.object({
  id: challengeId,
  seq,
  at: instant,
  by: z.string(),
  review: reviewId,
  version: numberedRef,
  revision: z.number().int(),
  area: challengeArea,
  text: z.string(),
  state: challengeState,
  answers: z.array(said),
  closed: said.extend({ disposition, successor: z.boolean() }).nullable(),
  decided: said.nullable(),
  acts: z.array(itemAct),
})
export type Challenge = z.infer<typeof challenge>

const id = challengeId

export const challengesContract = {
  list: procedure.input(z.object({ review: reviewId.optional(), version: numberedRef.optional(), state: challengeState.optional() })).output(z.array(challenge)),
  get: procedure.input(z.object({ id })).output(challenge.extend({ permissions: z.array(itemPermission) })),
  raise: procedure.input(z.object({ review: reviewId, area: challengeArea, text: prose(4000).pipe(z.string().min(1, 'must not be empty')) })).output(challenge),
  answer: procedure.input(z.object({ id, text: prose(4000).pipe(z.string().min(1, 'must not be empty')) })).output(challenge),
  close: procedure.input(z.object({ id, disposition, text: line(1000) })).output(challenge),
  decide: procedure.input(z.object({ id, text: line(1000) })).output(challenge),
}
