import * as z from 'zod'
import { numberedRef, reviewId, seq, sha256Hex } from '../ids.ts'
import { verdict } from './evidence.ts'
import { role, shownText } from './identity.ts'
import { instant, line, procedure, prose } from './procedure.ts'

export const meaning = z.enum(['review', 'approval'])
export type Meaning = z.infer<typeof meaning>

/** What a policy demands of one tier, as far as signatures go. */
export const policy = z.strictObject({
  schema: z.literal('countersign/policy/1'),
  id: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  signatures: z.array(z.strictObject({ meaning, roles: z.array(role), min: z.number().int().positive(), statement: z.string() })),
  /** Nobody signs who authored the version or its evidence; nobody signs twice. */
  separation: z.strictObject({ authorsExcluded: z.literal(true), distinctPeople: z.literal(true) }),
  evidence: z.array(z.strictObject({ kind: z.enum(['fairness']), required: z.boolean() })),
  validDays: z.number().int().positive(),
})
export type Policy = z.infer<typeof policy>

const evidenceItem = z.strictObject({ check: z.string(), seq, verdict, sha256: sha256Hex })

export const reviewEntries = {
  'review.requested/v1': z.strictObject({
    version: z.string(),
    useCase: z.string(),
    manifestHash: sha256Hex,
    evidence: z.array(evidenceItem),
    evidenceHash: sha256Hex,
    policy: z.strictObject({ id: z.string(), version: z.number().int(), sha256: sha256Hex }),
    message: z.string(),
  }),
  /** `note` is the signed note whose text was on the signer's screen. */
  'decision/v1': z.strictObject({ review: z.string(), note: z.string() }),
  'review.withdrawn/v1': z.strictObject({ review: z.string(), reason: z.string() }),
}

export const reviewState = z.enum(['open', 'approved', 'declined', 'withdrawn', 'void', 'expired'])
export type ReviewState = z.infer<typeof reviewState>

export const signature = z.object({
  seq,
  at: instant,
  email: z.string(),
  name: z.string(),
  role: z.string(),
  decision: z.enum(['APPROVE', 'ENDORSE', 'DECLINE']),
  meaning: z.enum(['review', 'approval', 'rejection']),
  fingerprint: z.string(),
  reason: z.string(),
  note: z.string(),
  /** A signature on a request that was voided afterwards stays visible and counts no more. */
  counts: z.boolean(),
  /** Origin of the ledger in which it was given, where that is another one: it came with an answer bundle. */
  signedIn: z.string().nullable().optional(),
})
export type Signature = z.infer<typeof signature>

export const review = z.object({
  id: reviewId,
  version: z.string(),
  model: z.string(),
  useCase: z.string(),
  useCaseName: z.string(),
  tier: z.number().int(),
  state: reviewState,
  /** One sentence on why the state is what it is: who is missing, what voided it, until when it holds. */
  stateReason: z.string(),
  requestedBy: z.string(),
  requestedByName: z.string(),
  requestedAt: instant,
  seq,
  message: z.string(),
  manifestHash: sha256Hex,
  evidenceHash: sha256Hex,
  evidence: z.array(evidenceItem),
  policy: z.object({ id: z.string(), version: z.number().int(), sha256: sha256Hex, title: z.string() }),
  requirements: z.array(z.object({ meaning, roles: z.array(role), signedBy: z.string().nullable() })),
  authors: z.array(z.string()),
  signatures: z.array(signature),
  expiresAt: instant.nullable(),
})
export type Review = z.infer<typeof review>

/** What the acting person can do with a review, decided by the same rules that guard the act. */
export const permission = z.object({ meaning, allowed: z.boolean(), why: z.string() })

export const reviewsContract = {
  policy: procedure.output(policy),
  list: procedure.input(z.object({ version: numberedRef.optional(), waitingForMe: z.boolean().default(false) })).output(z.array(review)),
  get: procedure.input(z.object({ id: reviewId })).output(review.extend({ permissions: z.array(permission), mayDecline: z.boolean() })),
  request: procedure.input(z.object({ version: numberedRef, message: prose(2000).default('') })).output(review),
  /** The exact text that would be signed now; it can be signed for ten minutes. */
  statement: procedure
    .input(z.object({ id: reviewId, meaning: meaning.default('approval'), decision: z.enum(['sign', 'decline']).default('sign'), reason: line(500).optional() }))
    .output(shownText),
  /** `sha256` is the digest of the text that was on screen; another text is refused before the key is touched. */
  sign: procedure.input(z.object({ id: reviewId, sha256: sha256Hex, passphrase: z.string().max(1024) })).output(review),
  withdraw: procedure.input(z.object({ id: reviewId, reason: line(500) })).output(review),
}
