import * as z from 'zod'
import { numberedRef, seq, sha256Hex } from '../ids.ts'
import { evidenceKindId } from './policies.ts'
import { instant } from './procedure.ts'

/** What was done to a finding, condition, waiver, challenge, comment or delegation, in the order of the ledger. Nothing of it is ever removed. */
export const itemAct = z.object({ seq, at: instant, by: z.string(), what: z.string(), text: z.string() })
export type ItemAct = z.infer<typeof itemAct>

/** What the acting person can do with one of them, by the same rules that guard the act. */
export const itemPermission = z.object({ act: z.string(), allowed: z.boolean(), why: z.string() })
export type ItemPermission = z.infer<typeof itemPermission>

/** One exact piece of evidence: by its name people find it, by its digest nothing else is meant. */
export const evidenceRef = z.strictObject({ version: numberedRef, id: z.string(), kind: evidenceKindId, sha256: sha256Hex })
export type EvidenceRef = z.infer<typeof evidenceRef>

/** How people name it when they type: the record, and the version that has it where that is not the one in question. */
export const evidenceName = z.object({ id: z.string().max(200), version: numberedRef.optional() })
export type EvidenceName = z.infer<typeof evidenceName>
