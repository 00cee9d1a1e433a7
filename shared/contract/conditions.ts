import * as z from 'zod'
import { conditionId, numberedRef, reviewId, seq } from '../ids.ts'
import { email, instant, line, procedure } from './procedure.ts'
import { evidenceName, evidenceRef, itemAct, itemPermission } from './review-item.ts'
import { conditionTerms } from './reviews.ts'

export const conditionEntries = {
  /** Its owner shows that it is met. */
  'condition.met/v1': z.strictObject({ condition: conditionId, evidence: evidenceRef, note: z.string() }),
  'condition.accepted/v1': z.strictObject({ condition: conditionId, note: z.string() }),
  /** What was shown does not meet it: it is open again. */
  'condition.returned/v1': z.strictObject({ condition: conditionId, note: z.string() }),
  'condition.extended/v1': z.strictObject({ condition: conditionId, from: z.iso.date(), to: z.iso.date(), reason: z.string() }),
}

export const conditionState = z.enum(['open', 'met', 'accepted'])
export type ConditionState = z.infer<typeof conditionState>

export const condition = z.object({
  id: conditionId,
  seq,
  at: instant,
  /** The approver who set it. */
  by: z.string(),
  review: reviewId,
  version: numberedRef,
  /** As it was signed; `due` below may be later. */
  terms: conditionTerms,
  due: z.iso.date(),
  overdue: z.boolean(),
  /** The day from which on it suspends the approval by itself; null where the tier has it never do so. */
  suspendsOn: z.iso.date().nullable(),
  state: conditionState,
  met: z.object({ seq, at: instant, by: z.string(), evidence: evidenceRef, note: z.string() }).nullable(),
  accepted: z.object({ seq, at: instant, by: z.string(), note: z.string() }).nullable(),
  acts: z.array(itemAct),
})
export type Condition = z.infer<typeof condition>

const id = conditionId

export const conditionsContract = {
  list: procedure.input(z.object({ review: reviewId.optional(), version: numberedRef.optional(), state: conditionState.optional(), owner: email.optional() })).output(z.array(condition)),
  get: procedure.input(z.object({ id })).output(condition.extend({ permissions: z.array(itemPermission) })),
  meet: procedure.input(z.object({ id, evidence: evidenceName, note: line(1000) })).output(condition),
  accept: procedure.input(z.object({ id, note: line(1000) })).output(condition),
  return: procedure.input(z.object({ id, note: line(1000) })).output(condition),
  /** As far as the policy lets a deadline be moved. */
  extend: procedure.input(z.object({ id, due: z.iso.date(), reason: line(500) })).output(condition),
}
