import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { verdict } from './checks/common.ts'
import { role } from './identity.ts'
import { evidenceKindId, meaning } from './policies.ts'
import { instant } from './procedure.ts'

/** What one record is about. */
export const evidenceSubject = z.strictObject({ type: z.enum(['workspace', 'use_case', 'model', 'version', 'snapshot']), ref: z.string() })
export type EvidenceSubject = z.infer<typeof evidenceSubject>

/**
 * One piece of evidence of whatever kind, as policies and frameworks see it: facts that predicates are told from, never a judgement.
 * Checks, parts of a manifest, documents, tiers and acts of a review all become this. docs/formats/evidence-kinds.md
 */
export const evidenceRecord = z.strictObject({
  kind: evidenceKindId,
  /** How people name it: C-41, N-12, U-3, credit-lr@3. */
  id: z.string(),
  title: z.string(),
  subject: evidenceSubject,
  /** The entry that made it, and when. */
  seq,
  at: instant,
  /** Whoever made it or what it rests on. */
  authors: z.array(z.string()),
  /** Digest of its exact content: what a bundle of evidence names. */
  sha256: sha256Hex,
  /** Digest of the manifest or file that it speaks of; null where it speaks of a name. */
  boundTo: sha256Hex.nullable(),
  missingFields: z.array(z.string()),
  /** True where its criteria were in the ledger before its result; null where it has no criteria. */
  predeclared: z.boolean().nullable(),
  /** Null where it comes to no verdict. */
  verdict: verdict.nullable(),
  signatures: z.array(z.strictObject({ email: z.string(), role, meaning, seq })),
  /** Null where segments are no matter of this kind. */
  coversSegments: z.boolean().nullable(),
  /** Items in it that are open with severity high or above, and that are past their date. */
  open: z.strictObject({ high: z.number().int(), overdue: z.number().int() }),
  /** What it measures, by names that control sets ask for: selection_rate; left out where nothing asks. */
  measures: z.array(z.string()).optional(),
  /** Conditions that it stands under and that are not met yet, by their names; left out where there is none. */
  conditions: z.array(z.string()).optional(),
  /** On which data a test was made, where it was; left out for what is no test. */
  testSet: z
    .strictObject({
      sha256: sha256Hex,
      /** The registered snapshot with these bytes, or those that the data was made from; null: none. */
      snapshot: z.string().nullable(),
      /** The entry that sealed it before the test was declared; null: it was not sealed then. */
      sealed: seq.nullable(),
      /** Which of its uses the test was, counted from 1. */
      use: z.number().int().nullable(),
      /** Why the test is not independent of what was made; empty: nothing speaks against it. */
      opened: z.array(z.string()),
    })
    .optional(),
  /** Facts that only some kinds have; null where they are no matter of this kind. */
  verified: z.boolean().nullable(),
  retained: z.boolean().nullable(),
  published: z.boolean().nullable(),
  acknowledged: z.boolean().nullable(),
  sealed: z.boolean().nullable(),
})
export type EvidenceRecord = z.infer<typeof evidenceRecord>
