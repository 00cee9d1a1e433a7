import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { policyRef } from './policies.ts'
import { instant, line, prose } from './procedure.ts'
import { tier } from './tier.ts'
import { tieringDimension } from './tiering.ts'

export const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
export type Level = z.infer<typeof level>

export const euRole = z.enum(['provider', 'deployer'])
export type EuRole = z.infer<typeof euRole>
export const euClassName = z.enum(['prohibited', 'high_risk', 'exempt', 'transparency', 'minimal', 'outside'])
export type EuClassName = z.infer<typeof euClassName>

/** What a person says of the use case under the EU AI Act; every list holds references of the lookups (`III.5(b)`). */
export const euAnswers = z.strictObject({
  scope: z.enum(['inside', 'outside']),
  roles: z.array(euRole),
  prohibited: z.array(z.string()),
  annexI: z.array(z.string()),
  annexIII: z.array(z.string()),
  profiling: z.boolean(),
  exemption: z.strictObject({ ref: z.string(), reason: z.string() }).nullable(),
  transparency: z.array(z.string()),
  reason: z.string(),
})
export type EuAnswers = z.infer<typeof euAnswers>

const euPoint = z.strictObject({ ref: z.string(), text: z.string(), appliesFrom: z.iso.date() })
export type EuPoint = z.infer<typeof euPoint>

/** The class as computed from the answers, with the texts and dates of the lookups of that day: later lookups change nothing here. */
export const euClass = z.strictObject({
  name: euClassName,
  /** What puts it into this class. */
  points: z.array(euPoint),
  /** The first day on which a duty of this class applies; null where none does. */
  appliesFrom: z.iso.date().nullable(),
  /** Duties of Art. 50 that hold beside it. */
  transparency: z.array(euPoint),
  roles: z.array(euRole),
  exemption: z.strictObject({ ref: z.string(), text: z.string(), reason: z.string() }).nullable(),
  lookups: z.strictObject({ version: z.number().int().positive(), asOf: z.iso.date(), sha256: sha256Hex }),
})
export type EuClass = z.infer<typeof euClass>

const named = z.strictObject({ id: z.string(), text: z.string() })

/** How a tier came about, as data: sentences are made of it by shared/tiering-words.ts. */
export const tierOutcome = z.strictObject({
  /** Null where the use is not allowed: then nothing can be approved for it. */
  tier: tier.nullable(),
  /** The highest of `of`, and which of them reach it. */
  base: z.strictObject({ score: level, of: z.array(tieringDimension), by: z.array(tieringDimension) }),
  /** Those of `of` at their highest level; `adds` is true where they are enough to add one. */
  raised: z.strictObject({ of: z.array(tieringDimension), atLeast: z.number().int(), by: z.array(tieringDimension), adds: z.boolean() }),
  /** What the scores alone give. */
  scored: tier,
  /** Every fact that holds and gives at least a tier, whether it decided or not. */
  forced: z.array(named.extend({ tier })),
  notAllowed: z.array(named),
})
export type TierOutcome = z.infer<typeof tierOutcome>

const answer = z.strictObject({ dimension: tieringDimension, level, text: z.string(), reason: z.string() })
export type TierAnswer = z.infer<typeof answer>

/** What an assessment says, before anybody sets another tier: its digest stands in the statement of who does. */
export const assessed = z.strictObject({
  useCase: z.string(),
  policy: policyRef,
  /** One for each dimension, with the words of the level as the policy had them. */
  answers: z.array(answer).length(7),
  /** Facts of the policy that hold, also those that follow from the answers about the EU AI Act. */
  facts: z.array(z.string()),
  eu: euAnswers,
  outcome: tierOutcome,
  euClass,
})
export type Assessed = z.infer<typeof assessed>

/** `note` is the signed note whose text was on the signer's screen. docs/formats/statements.md */
const override = z.strictObject({ tier, reason: z.string(), note: z.string() })
export const assessedBody = assessed.extend({ override: override.optional() })

/** Who may set another tier than the computed one. */
export const tierOverrideRoles = ['risk_sme', 'compliance_reviewer', 'final_approver'] as const

/** One assessment, as screens and reports show it. */
export const assessment = assessed.extend({
  seq,
  at: instant,
  by: z.string(),
  override: override.extend({ text: z.string() }).nullable(),
  /** In force from here on; 1 where nothing is allowed. */
  tier,
  /** The tier that held before this assessment. */
  before: z.object({ tier, assessed: z.boolean() }),
  /** What it says in other words than the one before; empty for the first. */
  changes: z.array(z.string()),
  /** Of the canonical body of its entry. */
  sha256: sha256Hex,
})
export type Assessment = z.infer<typeof assessment>

/** What lists show of the newest assessment. */
export const assessedBrief = z.object({
  seq,
  at: instant,
  by: z.string(),
  computed: tier.nullable(),
  overridden: z.boolean(),
  /** The tier before, where this one asks for less. */
  loweredFrom: tier.nullable(),
  /** Words of what is not allowed; empty where nothing stands against it. */
  notAllowed: z.array(z.string()),
  eu: euClassName,
})
export type AssessedBrief = z.infer<typeof assessedBrief>

const reason = prose(1000).default('')
const refs = z.array(z.string().max(60)).max(40).default([])

/** Answers as they are typed, in part or whole. */
export const assessmentInput = z.object({
  useCase: z.string(),
  answers: z.partialRecord(tieringDimension, z.object({ level: level.nullable().default(null), reason })).default({}),
  facts: refs,
  eu: z
    .object({
      scope: euAnswers.shape.scope.nullable().default(null),
      roles: z.array(euRole).default([]),
      prohibited: refs,
      annexI: refs,
      annexIII: refs,
      profiling: z.boolean().default(false),
      exemption: z.object({ ref: z.string().max(60), reason }).nullable().default(null),
      transparency: refs,
      reason,
    })
    .prefault({}),
})
export type AssessmentInput = z.output<typeof assessmentInput>

/** Something that keeps answers from being recorded, and where: a dimension, `eu`, `eu.exemption`, `facts`. */
export const assessmentProblem = z.object({ at: z.string(), sentence: z.string() })
export type AssessmentProblem = z.infer<typeof assessmentProblem>

/** What given answers would come to; parts that can not be told yet are null. */
export const assessmentPreview = z.object({
  outcome: tierOutcome.nullable(),
  euClass: euClass.nullable(),
  facts: z.array(z.string()),
  problems: z.array(assessmentProblem),
  changes: z.array(z.string()),
})
export type AssessmentPreview = z.infer<typeof assessmentPreview>

export const tierOverride = z.object({ tier, reason: line(500) })

const euItem = z.object({ ref: z.string(), text: z.string() })
const datedItem = euItem.extend({ appliesFrom: z.iso.date() })
/** Points, conditions and dates of the EU AI Act, from assets/frameworks/eu-ai-act-lookups.yaml. */
export const euLookups = z.object({
  version: z.number().int().positive(),
  asOf: z.iso.date(),
  sha256: sha256Hex,
  source: z.string(),
  sourceQuality: z.string(),
  dates: z.array(z.object({ id: z.string(), on: z.iso.date(), what: z.string() })),
  prohibited: z.array(datedItem),
  annexI: z.array(datedItem),
  annexIII: z.array(z.object({ point: z.string(), area: z.string(), items: z.array(datedItem) })),
  exemptions: z.array(euItem),
  transparency: z.array(datedItem.extend({ role: euRole })),
})
export type EuLookups = z.infer<typeof euLookups>
