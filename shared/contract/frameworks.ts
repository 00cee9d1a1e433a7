import * as z from 'zod'
import { numberedRef, seq, sha256Hex } from '../ids.ts'
import { madeAs } from './evidence-kinds.ts'
import { role, shownText } from './identity.ts'
import { evidenceKindId, predicate } from './policies.ts'
import { instant, line, procedure } from './procedure.ts'
import { task } from './catalog.ts'
import { tier } from './tier.ts'

/** How it is decided that a control is met. `auto` and `system` by the rule alone; the others need a person's signature besides. */
export const controlMode = z.enum(['auto', 'review', 'attest', 'external', 'system'])
export type ControlMode = z.infer<typeof controlMode>

/** The worst first: what a control set as a whole is. */
export const controlStatus = z.enum(['failed', 'missing', 'stale', 'partial', 'ready_for_review', 'satisfied_with_conditions', 'satisfied', 'not_applicable'])
export type ControlStatus = z.infer<typeof controlStatus>

export const organisationRole = z.enum(['provider', 'deployer'])
export type OrganisationRole = z.infer<typeof organisationRole>

const controlSetId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'a control set is written like eu-ai-act')
const controlId = z.string().regex(/^[A-Z0-9][A-Za-z0-9._-]{1,60}$/, 'a control is written like EUAIA.ART9.1')

export const clause = z.strictObject({
  kind: evidenceKindId,
  is: z.array(predicate).min(1),
  maxAgeDays: z.number().int().positive().nullable(),
  byRoles: z.array(role).optional(),
  measures: z.array(z.string()).optional(),
})
export type Clause = z.infer<typeof clause>

export const control = z.strictObject({
  id: controlId,
  ref: z.string(),
  gist: z.string(),
  /** Every entry has to hold; of an entry with several clauses one. */
  when: z.array(z.array(clause).min(1)).min(1),
  mode: controlMode,
  tiers: z.array(tier).min(1),
  /** Null: whatever the organisation's role. */
  role: organisationRole.nullable(),
  appliesFrom: z.iso.date().nullable(),
  legacy: z.string().nullable(),
  note: z.string().nullable(),
})
export type Control = z.infer<typeof control>

const head = {
  id: controlSetId,
  version: z.number().int().positive(),
  title: z.string(),
  asOf: z.iso.date(),
  reference: z.string(),
  /** In force, voluntary, draft: in a sentence. */
  status: z.string(),
  subject: z.string(),
  sources: z.array(z.string()).min(1),
  sourceQuality: z.string(),
  draft: z.boolean(),
  dates: z.array(z.strictObject({ date: z.iso.date(), what: z.string() })),
  /** Only for models of these tasks; null: for all. */
  tasks: z.array(task).nullable(),
  /** Of the file that ships with the program: what confirmations were made under. */
  sha256: sha256Hex,
}
export const controlSetHead = z.strictObject({ ...head, controls: z.number().int() })
export type ControlSetHead = z.infer<typeof controlSetHead>
export const controlSet = z.strictObject({ ...head, controls: z.array(control).min(1) })
export type ControlSet = z.infer<typeof controlSet>

/** How an entry names the control it speaks of. */
const controlRef = { framework: controlSetId, frameworkVersion: z.number().int(), frameworkSha256: sha256Hex, control: controlId }
const ofVersion = { version: z.string(), manifestHash: sha256Hex }

export const frameworkEntries = {
  /** Which control sets the organisation looks at, and in which roles. The newest counts. */
  'framework.scope/v1': z.strictObject({ frameworks: z.array(z.string()), roles: z.array(organisationRole).min(1), reason: z.string() }),
  /** Adequate, or so: holds for exactly this evidence. `note` is the signed statement. */
  'control.confirmed/v1': z.strictObject({ ...controlRef, ...ofVersion, evidenceHash: sha256Hex, evidence: z.number().int(), reason: z.string(), note: z.string() }),
  'control.not-applicable/v1': z.strictObject({ ...controlRef, ...ofVersion, reason: z.string(), note: z.string() }),
  /** There was none of this kind from one day to another. */
  'evidence.nil/v1': z.strictObject({ kind: evidenceKindId, ...ofVersion, from: z.iso.date(), until: z.iso.date(), reason: z.string(), note: z.string() }),
}

/** Who may say that evidence is adequate; never an author of the version. */
export const confirmingRoles = ['compliance_reviewer', 'risk_sme', 'legal_counsel', 'validator', 'subject_matter_expert', 'auditor', 'final_approver'] as const
export const notApplicableRoles = ['compliance_reviewer', 'risk_sme', 'legal_counsel', 'final_approver'] as const
export const nilRoles = ['model_owner', ...notApplicableRoles] as const

export const statusCounts = z.record(controlStatus, z.number().int())
export type StatusCounts = z.infer<typeof statusCounts>

export const frameworkStatus = z.object({ id: z.string(), title: z.string(), draft: z.boolean(), asOf: z.string(), status: z.string(), counts: statusCounts, worst: controlStatus.nullable() })
export type FrameworkStatus = z.infer<typeof frameworkStatus>

const judgedClause = z.object({
  kind: z.string(),
  title: z.string(),
  is: z.array(predicate),
  status: z.enum(['met', 'missing', 'stale', 'failed']),
  /** The record that meets it or comes closest. */
  record: z.string().nullable(),
  records: z.array(z.string()),
  why: z.array(z.string()),
  waivers: z.array(z.string()),
  next: z.string().nullable(),
  /** How evidence of the kind comes about: where a screen leads to. */
  madeAs: z.array(madeAs),
  /** What a signed statement of “none” would do. */
  nilOk: z.boolean(),
})
export type JudgedClause = z.infer<typeof judgedClause>

const signedMark = z.object({ seq, at: instant, by: z.string(), name: z.string(), reason: z.string() })

export const controlResult = z.object({
  id: z.string(),
  ref: z.string(),
  gist: z.string(),
  mode: controlMode,
  status: controlStatus,
  appliesFrom: z.string().nullable(),
  legacy: z.string().nullable(),
  note: z.string().nullable(),
  /** Entries that have to hold; of several clauses in one, any. */
  when: z.array(z.array(judgedClause)),
  evidenceHash: sha256Hex,
  evidence: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string() })),
  confirmed: signedMark.nullable(),
  /** A confirmation of other evidence than there is now: void. */
  void: signedMark.nullable(),
  notApplicable: signedMark.nullable(),
  /** What to do next, with the command that does it; empty where nothing is left. */
  next: z.array(z.object({ sentence: z.string(), command: z.string().nullable() })),
})
export type ControlResult = z.infer<typeof controlResult>

export const scope = z.object({ frameworks: z.array(z.string()), roles: z.array(organisationRole), reason: z.string(), by: z.string().nullable(), at: instant.nullable(), seq: seq.nullable() })
export type FrameworkScope = z.infer<typeof scope>

export const versionFrameworks = z.object({ version: z.string(), tier, manifestHash: sha256Hex, scope, frameworks: z.array(frameworkStatus) })
export type VersionFrameworks = z.infer<typeof versionFrameworks>

export const frameworkControls = z.object({ version: z.string(), framework: controlSetHead, counts: statusCounts, worst: controlStatus.nullable(), controls: z.array(controlResult) })
export type FrameworkControls = z.infer<typeof frameworkControls>

/** The newest version of every model, in every control set. */
export const inventoryFrameworks = z.object({
  scope,
  versions: z.number().int(),
  frameworks: z.array(frameworkStatus.extend({ versions: z.array(z.object({ version: z.string(), tier, counts: statusCounts, worst: controlStatus.nullable() })) })),
})
export type InventoryFrameworks = z.infer<typeof inventoryFrameworks>

const reason = line(400)
/** What a person is about to sign. */
export const frameworkAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('confirm'), version: numberedRef, framework: controlSetId, control: controlId, reason }),
  z.strictObject({ act: z.literal('not-applicable'), version: numberedRef, framework: controlSetId, control: controlId, reason }),
  z.strictObject({ act: z.literal('nil'), version: numberedRef, kind: evidenceKindId, from: z.iso.date(), until: z.iso.date(), reason }),
])
export type FrameworkAct = z.infer<typeof frameworkAct>

const ofControls = z.object({ version: numberedRef, framework: controlSetId })

export const frameworksContract = {
  list: procedure.output(z.object({ scope, frameworks: z.array(controlSetHead) })),
  get: procedure.input(z.object({ id: controlSetId })).output(controlSet),
  /** NOT_FOUND: no such version. */
  status: procedure.input(z.object({ version: numberedRef })).output(versionFrameworks),
  controls: procedure.input(ofControls).output(frameworkControls),
  inventory: procedure.output(inventoryFrameworks),
  setScope: procedure.input(z.object({ frameworks: z.array(controlSetId), roles: z.array(organisationRole).min(1), reason })).output(scope),
  /** The text to be read and signed. FORBIDDEN says why somebody may not; CONFLICT that there is nothing to confirm. */
  statement: procedure.input(frameworkAct).output(shownText),
  /** Signs exactly the text whose digest is given. CONFLICT where the evidence changed meanwhile. */
  sign: procedure.input(z.object({ version: numberedRef, sha256: sha256Hex, passphrase: z.string().max(1024) })).output(z.object({ seq })),
}
