import * as z from 'zod'
import { attestationId, documentId, reviewId, seq, sha256Hex, useCaseId } from '../ids.ts'
import { task } from './catalog.ts'
import { shownText, type Role } from './identity.ts'
import { filePath, instant, procedure } from './procedure.ts'
import { earlyTrigger, requestState } from './reviews.ts'
import { tier } from './tier.ts'

/**
 * What OSFI's guideline E-23 (2027), Appendix 1, wants an inventory to say: the first six of every model, the others where the risk is
 * not negligible.
 */
export const e23Titles = {
  model_id: 'Model',
  name_features_use: 'Name, features and use',
  risk_rating: 'Risk rating',
  owner: 'Owner',
  developer: 'Developer',
  origin: 'Origin',
  version: 'Version',
  deployment_date: 'Date of deployment',
  reviewer: 'Reviewer',
  approver: 'Approver',
  dependencies: 'Dependencies',
  data_sources: 'Data sources',
  approved_uses: 'Approved uses',
  limitations_exceptions: 'Limitations and exceptions',
  last_review_date: 'Last review',
  monitoring_status: 'Monitoring',
  next_review_date: 'Next review',
} as const
export const e23Field = z.enum(Object.keys(e23Titles) as [E23Field, ...E23Field[]])
export type E23Field = keyof typeof e23Titles

/** `stated`: as registered, without an assessment; `by_hand`: other than the computed one, signed. */
export const tierBasis = z.enum(['stated', 'assessed', 'by_hand'])

/** What is known of a model; what nobody recorded is null. */
export const inventoryRow = z.strictObject({
  model: z.string(),
  task,
  tier,
  tierBasis,
  useCase: useCaseId,
  useCaseName: z.string(),
  owner: z.string(),
  deputies: z.strictObject({ names: z.string(), document: documentId }).nullable(),
  newest: z.string().nullable(),
  /** By the newest deployment record that has not ended. */
  inService: z.strictObject({ version: z.string(), environment: z.string().nullable(), since: z.string().nullable(), document: documentId }).nullable(),
  approval: z.strictObject({ review: reviewId, version: z.string(), state: requestState, until: instant.nullable(), daysLeft: z.number().int().nullable() }).nullable(),
  /** Of the reviews that are not at an end, the state that needs most attention. */
  open: z.strictObject({ review: reviewId, version: z.string(), state: requestState }).nullable(),
  /** Checks that the tier wants repeated and that are late. */
  overdue: z.number().int(),
  /** Early reasons to look again, without late checks. */
  triggers: z.array(earlyTrigger),
  /** Kinds of evidence that the newest version lacks under the policy in force; null where there is no version. */
  gaps: z.array(z.string()).nullable(),
  e23: z.record(e23Field, z.string().nullable()),
})
export type InventoryRow = z.infer<typeof inventoryRow>

const period = z.strictObject({ from: z.iso.date(), to: z.iso.date() })
export type Period = z.infer<typeof period>
/** `own`: the models that the signer answers for. */
export const attestationScope = z.enum(['own', 'all'])
export type AttestationScope = z.infer<typeof attestationScope>

/** As it stands in the signed text. */
export const attestedScopes: Record<AttestationScope, string> = { own: 'the models that I own', all: 'all models' }

/** The role by which somebody attests: to all models, or to their own. Null: they can not. */
export function attestingRole(roles: readonly string[]): { role: Role; scope: AttestationScope } | null {
  if (roles.includes('compliance_reviewer')) return { role: 'compliance_reviewer', scope: 'all' }
  return roles.includes('model_owner') ? { role: 'model_owner', scope: 'own' } : null
}

/** What is attested to; its canonical bytes (RFC 8785) are stored as a blob. docs/formats/inventory.md */
export const inventorySnapshot = z.strictObject({ schema: z.literal('countersign/inventory/1'), at: instant, period, scope: attestationScope, rows: z.array(inventoryRow) })

export const inventoryEntries = {
  /** `previous`: the one before of all models, or of the same person's own. */
  'inventory.attested/v1': z.strictObject({
    period,
    scope: attestationScope,
    models: z.number().int().nonnegative(),
    snapshot: z.strictObject({ sha256: sha256Hex, bytes: z.number().int() }),
    previous: attestationId.nullable(),
    note: z.string(),
  }),
}

export const attestation = inventoryEntries['inventory.attested/v1'].extend({ id: attestationId, seq, at: instant, by: z.string() })
export type Attestation = z.infer<typeof attestation>

/** A model that came, went, or of which something else is known than before. */
export const inventoryChange = z.object({
  model: z.string(),
  what: z.enum(['added', 'removed', 'changed']),
  changes: z.array(z.object({ title: z.string(), before: z.string(), after: z.string() })),
})
export type InventoryChange = z.infer<typeof inventoryChange>

/** Something that waits, or a day on which something ends or is due. */
export const agendaItem = z.object({
  /** The same for the same thing at every time. */
  id: z.string(),
  /** `all`: a day that concerns everybody. */
  for: z.enum(['me', 'others', 'all']),
  day: z.iso.date().nullable(),
  late: z.boolean(),
  /** The address of the screen. */
  to: z.string(),
  sentence: z.string(),
  /** Without people, models and reasons. */
  plain: z.string(),
})
export type AgendaItem = z.infer<typeof agendaItem>

const days = z.number().int().min(1).max(3660).default(90)
const written = z.object({ path: z.string(), bytes: z.number().int() })

export const inventoryContract = {
  /** One row a model, by name. */
  list: procedure.output(z.array(inventoryRow)),
  /** The newest first. */
  attestations: procedure.output(z.array(attestation)),
  /** What is different in the second snapshot. NOT_FOUND where one was erased. */
  changes: procedure.input(z.object({ from: attestationId, to: attestationId })).output(z.array(inventoryChange)),
  /** The exact text that would be signed now over the inventory as it is; it can be signed for ten minutes. */
  attestStatement: procedure.input(z.object({ period })).output(shownText),
  /** `sha256` is the digest of the text that was on screen; another text is refused before the key is touched. */
  attest: procedure.input(z.object({ sha256: sha256Hex, passphrase: z.string().max(1024) })).output(attestation),
  /** What waits for the acting person and for others, and what ends or is due within so many days. */
  agenda: procedure.input(z.object({ days })).output(z.array(agendaItem)),
  /** What has a day, as a calendar file (iCalendar); `names`: with people, models and reasons. */
  saveAgenda: procedure.input(z.object({ days, names: z.boolean().default(false), out: filePath })).output(written),
  /** Writes the rows as a table for a spreadsheet. */
  saveCsv: procedure.input(z.object({ out: filePath })).output(written),
}
