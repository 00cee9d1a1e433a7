import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { email, filePath, instant, procedure } from './procedure.ts'

/** What an entry says of itself; `body` is validated by the module that owns `kind`. docs/formats/ledger.md */
export const entry = z.strictObject({
  actor: z.union([email, z.literal('countersign')]),
  at: instant,
  body: z.record(z.string(), z.unknown()),
  clockBack: z.number().int().positive().optional(),
  kind: z.string().regex(/^[a-z][a-z.-]*\/v[1-9]\d*$/),
  ledger: z.string().min(1),
  payload: z.array(sha256Hex).min(1).optional(),
  seq,
  v: z.literal(1),
})
export type Entry = z.infer<typeof entry>

export const ledgerEntries = {
  'genesis/v1': z.strictObject({
    format: z.literal(1),
    name: z.string(),
    vkey: z.string(),
    createdBy: z.string(),
  }),
}

export const verdictOfLedger = z.enum(['intact', 'broken', 'incomplete', 'unreadable'])
/** One thing that verification found: a code of docs/formats/findings.md, the entry (or null), and sentences for people. */
export const finding = z.object({
  kind: z.string(),
  seq: seq.nullable(),
  detail: z.string(),
  meaning: z.string(),
  action: z.string(),
})
export type Finding = z.infer<typeof finding>

export const verification = z.object({
  verdict: verdictOfLedger,
  level: z.enum(['open', 'leaves', 'full']),
  size: z.number().int(),
  rootHash: z.string(),
  checkpoint: z.string().nullable(),
  findings: z.array(finding),
  verifiedAt: instant,
  durationMs: z.number(),
})
export type Verification = z.infer<typeof verification>

/** Evidence that left this computer or needed a person's key: what the log key alone can not rewrite. */
export const outsideEvidence = z.object({ seq, at: instant, kind: z.enum(['signature', 'report', 'checkpoint']), by: z.string() })

export const ledgerState = z.object({
  origin: z.string(),
  name: z.string(),
  size: z.number().int(),
  rootHash: z.string(),
  checkpoint: z.string(),
  logKey: z.string(),
  lastVerification: verification.nullable(),
  lastEvidence: outsideEvidence.nullable(),
  entriesSinceEvidence: z.number().int(),
  /** Sequence numbers after which signatures, reports and checkpoints stand: the marks on the integrity strip. */
  marks: z.array(outsideEvidence),
  readOnly: z.object({ reason: z.string() }).nullable(),
})
export type LedgerState = z.infer<typeof ledgerState>

export const entryRow = z.object({
  seq,
  at: instant,
  actor: z.string(),
  kind: z.string(),
  /** One line for people, made by the module that owns the kind. */
  summary: z.string(),
  /** The record the entry is about, where it has one: `credit-lr@3`, `R-17`, `ana@example.org`. */
  subject: z.string().nullable(),
})
export type EntryRow = z.infer<typeof entryRow>

export const entryDetail = entryRow.extend({
  /** The canonical JSON exactly as hashed. */
  canonical: z.string(),
  leafHash: sha256Hex,
  bytes: z.number().int(),
})
export type EntryDetail = z.infer<typeof entryDetail>

export const checkpointCheck = z.object({
  /** `holds`: this ledger continues the checkpoint. The rest say why it does not. */
  outcome: z.enum(['holds', 'forked', 'ahead', 'other_ledger', 'bad_signature']),
  sentence: z.string(),
  theirs: z.string(),
  ours: z.string().nullable(),
  size: z.number().int(),
})
export type CheckpointCheck = z.infer<typeof checkpointCheck>

export const ledgerContract = {
  state: procedure.output(ledgerState),
  entries: procedure
    .input(
      z.object({
        /** Rows are numbered in the filtered list, newest first unless `order` says otherwise. */
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(500).default(100),
        order: z.enum(['newest', 'oldest']).default('newest'),
        kind: z.string().optional(),
        actor: z.string().optional(),
        text: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(entryRow) })),
  kinds: procedure.output(z.array(z.object({ kind: z.string(), count: z.number().int() }))),
  entry: procedure.input(z.object({ seq })).output(entryDetail),
  /** Starts a full verification as a job; the job's result is a `Verification`. */
  verify: procedure.output(z.object({ job: z.string() })),
  checkpoint: procedure.output(z.object({ note: z.string() })),
  /** Checks the checkpoint in a file (a note or one of our PDFs) against this ledger. */
  checkFile: procedure.input(z.object({ path: filePath })).output(checkpointCheck),
}
