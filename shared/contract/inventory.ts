import * as z from 'zod'
import { documentId, reviewId, useCaseId } from '../ids.ts'
import { task } from './catalog.ts'
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

const written = z.object({ path: z.string(), bytes: z.number().int() })

export const inventoryContract = {
  /** One row a model, by name. */
  list: procedure.output(z.array(inventoryRow)),
  /** Writes the rows as a table for a spreadsheet. */
  saveCsv: procedure.input(z.object({ out: filePath })).output(written),
}
