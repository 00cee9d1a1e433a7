import * as z from 'zod'
import { findingId, numberedRef, reviewId, seq } from '../ids.ts'
import { role } from './identity.ts'
import { policyRef, severity } from './policies.ts'
import { email, instant, line, procedure, prose } from './procedure.ts'
import { evidenceName, evidenceRef, itemAct, itemPermission } from './review-item.ts'

export const manifestPart = z.enum(['artefact', 'data', 'code', 'environment', 'parameters'])

/** What a finding is about: a version as a whole, one part of its manifest, or one exact piece of its evidence. */
export const findingAbout = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('version') }),
  z.strictObject({ type: z.literal('manifest'), part: manifestPart }),
  z.strictObject({ type: z.literal('evidence'), evidence: evidenceRef }),
])
export type FindingAbout = z.infer<typeof findingAbout>

/** How it came to an end. `accepted`: the weakness stays, knowingly. */
export const closureRoute = z.enum(['changed', 'mitigated', 'accepted', 'explained', 'duplicate'])
export type ClosureRoute = z.infer<typeof closureRoute>

const name = findingId

export const findingEntries = {
  'finding.opened/v1': z.strictObject({
    version: numberedRef,
    about: findingAbout,
    review: reviewId.nullable(),
    severity,
    title: z.string(),
    text: z.string(),
    owner: z.string(),
    due: z.iso.date().nullable(),
    /** The finding on an earlier version that this one repeats; its severity is one level above that one's at least. */
    repeats: name.nullable(),
    openedAs: role,
    policy: policyRef,
  }),
  'finding.remediated/v1': z.strictObject({ finding: name, evidence: evidenceRef, note: z.string() }),
  /** The re-test did not hold: it is open again. */
  'finding.returned/v1': z.strictObject({ finding: name, note: z.string() }),
  'finding.closed/v1': z.strictObject({ finding: name, route: closureRoute, note: z.string(), duplicateOf: name.nullable() }),
  'finding.severity.proposed/v1': z.strictObject({ finding: name, from: severity, to: severity, reason: z.string() }),
  'finding.severity.declined/v1': z.strictObject({ finding: name, reason: z.string() }),
  /** `proposal`: the entry that proposed to lower it, by another person; null where it is raised. `due`: from here on. */
  'finding.severity.changed/v1': z.strictObject({ finding: name, from: severity, to: severity, reason: z.string(), proposal: seq.nullable(), due: z.iso.date().nullable() }),
  'finding.extended/v1': z.strictObject({ finding: name, from: z.iso.date(), to: z.iso.date(), reason: z.string() }),
}

const rating = z.object({ seq, at: instant, by: z.string(), from: severity, to: severity, reason: z.string(), proposedBy: z.string().nullable() })
export type Rating = z.infer<typeof rating>

export const findingState = z.enum(['open', 'remediated', 'closed'])
export type FindingState = z.infer<typeof findingState>

export const finding = z.object({
  id: name,
  seq,
  at: instant,
  by: z.string(),
  openedAs: role,
  version: numberedRef,
  about: findingAbout,
  review: reviewId.nullable(),
  severity,
  /** Every change of severity with the value before it. */
  ratings: z.array(rating),
  /** A lower severity that waits for a second person. */
  proposed: z.object({ seq, by: z.string(), to: severity, reason: z.string() }).nullable(),
  title: z.string(),
  text: z.string(),
  owner: z.string(),
  due: z.iso.date().nullable(),
  extensions: z.number().int(),
  overdue: z.boolean(),
  repeats: name.nullable(),
  state: findingState,
  remediation: z.object({ seq, at: instant, by: z.string(), evidence: evidenceRef, note: z.string() }).nullable(),
  closure: z.object({ seq, at: instant, by: z.string(), route: closureRoute, note: z.string(), duplicateOf: name.nullable() }).nullable(),
  acts: z.array(itemAct),
})
export type Finding = z.infer<typeof finding>

const id = name

export const findingsContract = {
  /** What needs attention first comes first: open ones by severity and due date, closed ones after them. */
  list: procedure
    .input(z.object({ version: numberedRef.optional(), model: z.string().optional(), review: reviewId.optional(), state: findingState.optional(), severity: severity.optional(), owner: email.optional() }))
    .output(z.array(finding)),
  get: procedure.input(z.object({ id })).output(finding.extend({ permissions: z.array(itemPermission) })),
  /** By a validator, reviewer or auditor who is no author. Left out: the owner of the model, and the date that the policy gives the severity. */
  open: procedure
    .input(
      z.object({
        version: numberedRef,
        about: z.discriminatedUnion('type', [
          z.object({ type: z.literal('version') }),
          z.object({ type: z.literal('manifest'), part: manifestPart }),
          z.object({ type: z.literal('evidence'), evidence: z.string().max(200) }),
        ]).default({ type: 'version' }),
        review: reviewId.optional(),
        severity,
        title: line(160),
        text: prose(4000),
        owner: email.optional(),
        due: z.iso.date().optional(),
        repeats: id.optional(),
      }),
    )
    .output(finding),
  remediate: procedure.input(z.object({ id, evidence: evidenceName, note: line(1000) })).output(finding),
  return: procedure.input(z.object({ id, note: line(1000) })).output(finding),
  close: procedure.input(z.object({ id, route: closureRoute, note: line(1000), duplicateOf: name.optional() })).output(finding),
  /** Raises it at once; a lower one waits for a second person. */
  rate: procedure.input(z.object({ id, to: severity, reason: line(500) })).output(finding),
  /** The second person's word on a lower severity. */
  confirmRating: procedure.input(z.object({ id, agree: z.boolean(), reason: line(500) })).output(finding),
  extend: procedure.input(z.object({ id, due: z.iso.date(), reason: line(500) })).output(finding),
}
