import * as z from 'zod'
import { evidenceSubject } from './evidence-record.ts'
import { role } from './identity.ts'
import { evidenceKindId } from './policies.ts'

/** Where in the life of a model a kind of evidence comes up. */
export const phase = z.enum(['business_need', 'eda', 'feature_engineering', 'training_evaluation', 'reproducibility', 'deployment', 'monitoring', 'maintenance', 'governance'])

/** Groups in the order in which people read them. */
export const evidenceGroup = z.enum(['identity', 'data', 'development', 'testing', 'decision', 'operation', 'ledger', 'people'])
export type EvidenceGroup = z.infer<typeof evidenceGroup>
export const evidenceGroupTitles: Record<EvidenceGroup, string> = {
  identity: 'Purpose and risk',
  data: 'Data',
  development: 'Development',
  testing: 'Testing and validation',
  decision: 'Decisions and information',
  operation: 'Operation',
  ledger: 'Records and access',
  people: 'People and oversight of them',
}

/** How a piece of evidence comes about. Only `document` is written by people as such; the others fall out of other acts. */
export const madeAs = z.enum(['document', 'manifest', 'check', 'tiering', 'registration', 'run', 'test_set', 'review', 'deployment', 'application'])
export type MadeAs = z.infer<typeof madeAs>

/** `permanent`: as long as the ledger. The years of the others are the policy's. */
export const retentionClass = z.enum(['tech_file', 'logs', 'decisions', 'permanent'])

/** One kind of evidence: what it is about and what it must carry to count. docs/formats/evidence-kinds.md */
export const evidenceKind = z.strictObject({
  id: evidenceKindId,
  title: z.string().min(1),
  group: evidenceGroup,
  subject: evidenceSubject.shape.type,
  phases: z.array(phase).min(1),
  /** Roles that usually make it; empty: anybody. Nobody is refused for another role. */
  madeBy: z.array(role),
  madeAs: z.array(madeAs).min(1),
  priority: z.enum(['core', 'extended']),
  retention: retentionClass,
  /** A signed "none in this period" counts as present and complete. */
  nilOk: z.boolean(),
  /** The defect that auditors find most often; null where there is none to name. */
  watch: z.string().nullable(),
  /** The field with the date (YYYY-MM-DD) after which a record of the kind is overdue, and the one that settles it; null: no such date. */
  due: z.strictObject({ field: z.string(), settledBy: z.string().nullable() }).nullable(),
  /** Required, in the order in which people fill them. A reasoned "not applicable" counts as filled. */
  fields: z.array(z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9_]*$/), title: z.string().min(1) })).min(1),
})
export type EvidenceKind = z.infer<typeof evidenceKind>
