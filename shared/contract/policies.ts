import * as z from 'zod'
import { proposalId, seq, sha256Hex, slug } from '../ids.ts'
import { role, shownText } from './identity.ts'
import { instant, line, procedure } from './procedure.ts'
import { tier } from './tier.ts'
import { tiering } from './tiering.ts'

/** What a signature means: docs/formats/statements.md. Only some are asked for before approval; the others belong to acts of their own. */
export const meaning = z.enum(['authorship', 'responsibility', 'review', 'validation', 'verification', 'approval', 'rejection', 'waiver_grant', 'revocation', 'acknowledgement'])
export type Meaning = z.infer<typeof meaning>

/** A fact about one kind of evidence that can be told from the ledger alone. docs/formats/evidence-kinds.md */
export const predicate = z.enum([
  'present', 'complete', 'current', 'predeclared', 'passed', 'not_failed', 'signed', 'independent', 'bound',
  'verified', 'covers_segments', 'closed', 'not_overdue', 'retained', 'published', 'acknowledged', 'sealed',
])
export type Predicate = z.infer<typeof predicate>

/** Kinds of evidence are data (assets/frameworks/evidence-kinds.yaml); a policy that names an unknown one is refused when it is proposed. */
export const evidenceKindId = z.string().regex(/^[a-z][a-z0-9_]{1,60}$/, 'a kind of evidence is written like model_card')

const days = z.number().int().positive()

/** One place for signatures: so many people with one of these roles sign with this meaning. */
export const signer = z.strictObject({
  meaning: z.enum(['responsibility', 'validation', 'review', 'verification', 'approval']),
  roles: z.array(role).min(1),
  min: z.number().int().positive(),
  /** Nobody who made the version or its evidence. Locked to true for approvals. */
  independent: z.boolean(),
  /** What of the subject this signature speaks of, where that is not all of it. */
  scope: z.string().nullable(),
})
export type Signer = z.infer<typeof signer>

export const evidenceDemand = z.strictObject({ kind: evidenceKindId, is: z.array(predicate).min(1), maxAgeDays: days.nullable() })
export type EvidenceDemand = z.infer<typeof evidenceDemand>

const share = z.number().positive().max(1)

/** What a version of this tier must have before it is approved, and what ends the approval. */
export const tierDemands = z.strictObject({
  tier,
  signers: z.array(signer).min(1),
  evidence: z.array(evidenceDemand),
  validDays: days,
  testSet: z.strictObject({ sealed: z.boolean(), maxUses: days.nullable() }),
  /** How often each check is repeated at least; null: not asked for. */
  checkEveryDays: z.strictObject({ performance: days.nullable(), drift: days.nullable(), fairness: days.nullable(), auditTrail: days.nullable() }),
  /** How far a version may move from the one approved, added up since then; null: no limit. */
  changeBudget: z.strictObject({ psi: z.number().positive(), metricDrop: share, codeShare: share }).nullable(),
  deputies: z.number().int().nonnegative(),
  retentionYears: days,
  /** Several of this tier may be signed in one act, each of them listed and confirmed. */
  batch: z.boolean(),
  /** Each area that a validation must have challenged at least once; empty: none. */
  challengeAreas: z.array(z.enum(['purpose', 'data', 'method', 'outcome', 'use'])),
  /** Days after which what is overdue suspends the approval; null: never. */
  grace: z.strictObject({ condition: z.number().int().nonnegative().nullable(), waiver: z.number().int().nonnegative().nullable(), alert: z.number().int().nonnegative().nullable(), /** Absent in policies older than it: never. */ artefact: z.number().int().nonnegative().nullable().optional() }),
})
export type TierDemands = z.infer<typeof tierDemands>

export const severity = z.enum(['critical', 'high', 'medium', 'low', 'observation'])
export type Severity = z.infer<typeof severity>
export const waiverType = z.enum(['missing_evidence', 'threshold_miss', 'separation_of_duties', 'deadline_extension', 'policy_deviation'])
export type WaiverType = z.infer<typeof waiverType>

const byTier = z.strictObject({ 1: days.nullable(), 2: days.nullable(), 3: days.nullable(), 4: days.nullable() })

/** What tiers demand before approval, as versioned data; named by id, version and the SHA-256 of its canonical form. docs/formats/policy.md */
export const policy = z.strictObject({
  schema: z.literal('countersign/policy/1'),
  id: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  /** Two sentences for people who choose it. */
  about: z.string(),
  /** The sentence that is signed, by meaning. Organisations may change sentences in a new version, never in an old one. */
  statements: z.partialRecord(meaning, z.string()),
  tiers: z.array(tierDemands).length(4).refine((all) => all.every((one, at) => one.tier === at + 1), 'the tiers stand in the order 1, 2, 3, 4'),
  separation: z.strictObject({
    /** SOD1, locked: nobody approves what they made. */
    authorsNeverApprove: z.literal(true, 'is locked: nobody approves what they made'),
    /** Locked: one person, one signature on a request. */
    distinctPeople: z.literal(true, 'is locked: one person gives one signature on a request'),
    /** SOD2: a validator made nothing of the bundle. */
    validatorNotAuthor: z.boolean(),
    /** SOD4: the owner's signature is never the only approval. */
    ownerNotOnlyApproval: z.boolean(),
  }),
  delegation: z.strictObject({ maxDays: days, excluded: z.array(meaning) }),
  severities: z.array(z.strictObject({ id: severity, blocks: z.enum(['any_approval', 'plain_approval', 'none']), dueDays: days.nullable(), extend: z.enum(['none', 'final_approver_once', 'compliance_reviewer_once', 'compliance_reviewer']).nullable() })),
  waivers: z.array(z.strictObject({ type: waiverType, maxDays: byTier, approver: role, needs: z.enum(['compensating_control', 'pair_work_or_outside_reviewer']).nullable() })),
  neverWaivable: z.array(z.string()),
  /** Early reasons to look again although the approval has not ended. */
  revalidateOn: z.array(z.string()),
  rejectionReasons: z.array(z.string()).min(1),
  signing: z.strictObject({ idleMinutes: days, batchMax: days }),
  tiering,
})
export type Policy = z.infer<typeof policy>

/** The policies that come with the product: a workspace starts under one of them. */
export const builtInPolicyId = z.enum(['two-person', 'tiered'])
export type BuiltInPolicyId = z.infer<typeof builtInPolicyId>

/** How a record names the policy that it was made under. */
export const policyRef = z.strictObject({ id: z.string(), version: z.number().int(), sha256: sha256Hex })
export type PolicyRef = z.infer<typeof policyRef>

export const policyEntries = {
  /** Written when a workspace is founded: the policy that it starts with needs nobody's signature but the founder's. */
  'policy.adopted/v1': z.strictObject({ policy, sha256: sha256Hex }),
  /** What is to take the place of the policy in force; `note` is the proposer's. docs/formats/policy.md */
  'policy.proposed/v1': z.strictObject({ policy, sha256: sha256Hex, replaces: policyRef, reason: z.string(), note: z.string() }),
  /** From here on the proposed policy is in force; `note` is by a second person. */
  'policy.confirmed/v1': z.strictObject({ proposal: z.string(), note: z.string() }),
  'policy.proposal.withdrawn/v1': z.strictObject({ proposal: z.string(), reason: z.string() }),
}

/** A policy that is or was in force, and since which entry. `by` put it there: the founder, or who confirmed `proposal`. */
export const adoptedPolicy = z.object({ policy, sha256: sha256Hex, seq, at: instant, by: z.string(), proposal: proposalId.nullable() })
export type AdoptedPolicy = z.infer<typeof adoptedPolicy>

/** `overtaken`: another policy came into force since, so this one was proposed in place of what is gone. */
export const proposalState = z.enum(['open', 'confirmed', 'withdrawn', 'overtaken'])
export type ProposalState = z.infer<typeof proposalState>

const act = z.object({ seq, at: instant, by: z.string() })

export const proposal = z.object({
  id: proposalId,
  policy,
  sha256: sha256Hex,
  replaces: policyRef,
  reason: z.string(),
  state: proposalState,
  proposed: act.extend({ note: z.string() }),
  confirmed: act.extend({ note: z.string() }).nullable(),
  withdrawn: act.extend({ reason: z.string() }).nullable(),
})
export type Proposal = z.infer<typeof proposal>

/** What a version lacks under a policy, beside what it lacks under the one in force. */
export const versionImpact = z.object({
  version: z.string(),
  tier,
  /** The request or approval that stands for it; it keeps the policy that it was submitted under. */
  review: z.string().nullable(),
  /** What is missing, one phrase each. */
  missing: z.array(z.string()),
  missingNow: z.array(z.string()),
})
export type VersionImpact = z.infer<typeof versionImpact>

/** The newest version of each model, and every version with a request or an approval. */
export const policyImpact = z.object({ looked: z.number().int(), incomplete: z.array(versionImpact), sentence: z.string() })
export type PolicyImpact = z.infer<typeof policyImpact>

export const policyPreview = z.object({
  /** Why it can not be proposed; empty where it can. */
  problems: z.array(z.string()),
  impact: policyImpact,
})

const policyVersion = z.object({ id: slug, version: z.number().int().positive() })

export const policiesContract = {
  /** What new requests are frozen under. */
  current: procedure.output(adoptedPolicy),
  get: procedure.input(policyVersion).output(adoptedPolicy),
  /** All that were ever in force, the newest first. */
  list: procedure.output(z.array(adoptedPolicy)),
  /** What a policy can ask for, in the order in which people read it. */
  kinds: procedure.output(z.array(z.object({ id: evidenceKindId, title: z.string(), group: z.string() }))),
  /** The policies that come with the product, to begin a proposal with. */
  builtIn: procedure.output(z.array(policy)),
  proposals: procedure.output(z.array(proposal)),
  proposal: procedure.input(z.object({ id: proposalId })).output(proposal),
  /** What would follow if this policy came into force, before anybody proposes it. */
  preview: procedure.input(z.object({ policy })).output(policyPreview),
  /** The exact text that would be signed now; it can be signed for ten minutes. */
  proposeStatement: procedure.input(z.object({ policy, reason: line(500) })).output(shownText),
  /** `sha256` is the digest of the text that was on screen; another text is refused before the key is touched. */
  propose: procedure.input(z.object({ sha256: sha256Hex, passphrase: z.string().max(1024) })).output(proposal),
  confirmStatement: procedure.input(z.object({ id: proposalId })).output(shownText),
  confirm: procedure.input(z.object({ id: proposalId, sha256: sha256Hex, passphrase: z.string().max(1024) })).output(proposal),
  /** By the proposer, or by anybody who could confirm it and does not want it. */
  withdraw: procedure.input(z.object({ id: proposalId, reason: line(500) })).output(proposal),
}
