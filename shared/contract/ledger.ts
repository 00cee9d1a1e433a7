import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { custodyEntries, predecessor, redaction } from './custody.ts'
import { email, filePath, instant, procedure } from './procedure.ts'
import { tier } from './tier.ts'

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
    predecessor: predecessor.optional(),
  }),
  /** Somebody outside cosigned a checkpoint of this ledger, or a person of it did with their witness key. docs/formats/cosignatures.md */
  'witness.cosigned/v1': z.strictObject({
    size: z.number().int(),
    root: z.string(),
    /** The checkpoint with the log's line and this witness' line, nothing else. */
    checkpoint: z.string(),
    cosignedAt: instant,
    witness: z.strictObject({ name: z.string(), vkey: z.string(), fingerprint: z.string() }),
    /** A person of this ledger signs that the witness key is theirs; a witness from outside was compared by fingerprint. */
    note: z.string().optional(),
  }),
  /** The newest tree that this workspace saw of another ledger. Each continues the one before: that is what a witness vouches for. */
  'checkpoint.seen/v1': z.strictObject({
    origin: z.string(),
    logVkey: z.string(),
    size: z.number().int(),
    root: z.string(),
    /** As the other log signed it, without other signatures; with our line where we cosigned it. */
    checkpoint: z.string(),
    before: z.strictObject({ seq, size: z.number().int(), root: z.string() }).nullable(),
    /** Consistency proof from `before` (RFC 6962 §2.1.2), base64; empty where the sizes are equal or nothing was seen before. */
    proof: z.array(z.string()).max(63),
    /** Rotations of that log's key since then, each signed by both keys; left out where the key is the same. */
    handover: z.array(z.strictObject({ seq, body: custodyEntries['log.key.rotated/v1'] })).optional(),
    /** Our cosignature, where one was given. */
    witness: z.strictObject({ name: z.string(), vkey: z.string(), cosignedAt: instant }).nullable(),
    source: z.strictObject({ name: z.string(), sha256: sha256Hex }),
  }),
  /** The whole ledger left this computer as a folder for outsiders; `checkpoint` went with it. docs/formats/export.md */
  'ledger.exported/v1': z.strictObject({ what: z.literal('ledger'), size: z.number().int(), root: z.string(), checkpoint: z.string(), folder: z.string(), files: z.number().int(), bytes: z.number().int() }),
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
  /** Data erased on purpose, for information; level `full` only. */
  redacted: z.array(redaction).default([]),
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
  /** Entries before this one are fixed by `lastEvidence`; it may stand later in the ledger than the state that it speaks of. */
  provedSize: z.number().int(),
  /** Entries after the proved ones, the evidence itself not counted. */
  entriesSinceEvidence: z.number().int(),
  /** Sequence numbers after which signatures, reports and checkpoints stand: the marks on the integrity strip. */
  marks: z.array(outsideEvidence),
  readOnly: z.object({ reason: z.string() }).nullable(),
  /** Sentences on what endangers the file although nothing is wrong with it: a network drive, a synchronised folder. */
  warnings: z.array(z.string()),
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

/** A file that was held against this ledger: what it is, and what its checkpoint says. */
export const fileCheck = checkpointCheck.extend({
  file: z.enum(['checkpoint', 'proof', 'consistency', 'pdf', 'bundle']),
  /** A proof of inclusion also names an entry: whether it is the one that stands here. */
  entry: z.object({ seq, holds: z.boolean() }).nullable(),
})
export type FileCheck = z.infer<typeof fileCheck>

/** What became of a request for a cosignature. Refusals are answers: with `forked`, both notes together are the evidence. */
export const cosigned = z.object({
  outcome: z.enum(['cosigned', 'forked', 'older', 'needs_proof', 'bad_proof', 'bad_signature', 'other_key', 'unknown_key']),
  sentence: z.string(),
  origin: z.string(),
  size: z.number().int(),
  /** The cosigned checkpoint; null where it was refused. */
  checkpoint: z.string().nullable(),
  /** The witness key that signed, for whoever receives it, and its fingerprint to compare. */
  witness: z.object({ name: z.string(), vkey: z.string(), fingerprint: z.string() }).nullable(),
  /** True where nothing of this ledger was seen before: its key has to be compared with what its people say. */
  firstContact: z.boolean(),
  logKey: z.object({ vkey: z.string(), fingerprint: z.string() }).nullable(),
  theirs: z.string(),
  /** What was seen before, as signed then. */
  held: z.string().nullable(),
  seq: seq.nullable(),
})
export type Cosigned = z.infer<typeof cosigned>

/** A witness of this ledger, with the newest checkpoint of ours that they cosigned. */
export const witness = z.object({ name: z.string(), fingerprint: z.string(), vkey: z.string(), size: z.number().int(), cosignedAt: instant, seq, at: instant, by: z.string(), own: z.boolean() })
/** Another ledger that this workspace has seen. */
export const seenLedger = z.object({ origin: z.string(), logVkey: z.string(), fingerprint: z.string(), size: z.number().int(), rootHash: z.string(), checkpoint: z.string(), seq, at: instant, by: z.string(), cosigned: z.boolean() })
export type Witness = z.infer<typeof witness>
export type SeenLedger = z.infer<typeof seenLedger>

export const exported = z.object({
  dir: z.string(),
  size: z.number().int(),
  rootHash: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  signatures: z.number().int(),
  /** Digests that entries name and whose files are not in blobs/ any more. */
  missingBlobs: z.array(sha256Hex),
  /** Whether verify.html is beside it; false also where the program was built without it. */
  verifier: z.boolean(),
  /** The entry that records the export; null where the ledger is read-only and takes none. */
  seq: seq.nullable(),
})
export type Exported = z.infer<typeof exported>

const textFile = z.object({ fileName: z.string(), text: z.string() })
const written = z.object({ path: z.string(), bytes: z.number().int() })

/** Full verifications of the ledger: the newest that this computer knows of, and what the policy asks for. */
export const auditTrail = z.object({
  last: z.object({ verifiedAt: instant, verdict: verdictOfLedger, size: z.number().int(), rootHash: z.string(), findings: z.number().int() }).nullable(),
  /** By the strictest of the tiers in use; null where none asks for it. */
  demand: z.object({ tier, days: z.number().int(), dueAt: instant, late: z.boolean(), sentence: z.string() }).nullable(),
})
export type AuditTrail = z.infer<typeof auditTrail>

export const ledgerContract = {
  state: procedure.output(ledgerState),
  auditTrail: procedure.output(auditTrail),
  entries: procedure
    .input(
      z.object({
        /** Rows are numbered in the filtered list, newest first unless `order` says otherwise. */
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(500).default(100),
        order: z.enum(['newest', 'oldest']).default('newest'),
        kind: z.string().optional(),
        actor: z.string().optional(),
        subject: z.string().optional(),
        /** Entries from this instant on, up to but not including `to`. */
        from: instant.optional(),
        to: instant.optional(),
        text: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(entryRow) })),
  kinds: procedure.output(z.array(z.object({ kind: z.string(), count: z.number().int() }))),
  entry: procedure.input(z.object({ seq })).output(entryDetail),
  /** Starts a full verification as a job; the job's result is a `Verification`. */
  verify: procedure.output(z.object({ job: z.string() })),
  checkpoint: procedure.output(z.object({ note: z.string() })),
  /** Checks the checkpoint in a file (a note, a proof, one of our PDFs, a bundle) against this ledger. */
  checkFile: procedure.input(z.object({ path: filePath })).output(fileCheck),
  /** Writes both signed notes of such a check into one text file: the evidence where history forked. */
  saveEvidence: procedure.input(z.object({ path: filePath, out: filePath })).output(written),
  /** A `.tlog-proof` of one entry over the newest checkpoint. */
  proof: procedure.input(z.object({ seq })).output(textFile),
  saveProof: procedure.input(z.object({ seq, out: filePath })).output(written),
  /** Proof that the newest checkpoint continues the tree of `from` entries, as a witness takes it. */
  saveConsistency: procedure.input(z.object({ from: z.number().int().nonnegative(), out: filePath })).output(written),
  /** Writes the whole ledger for outsiders into a new folder; the job's result is `Exported`. */
  export: procedure.input(z.object({ dir: filePath, verifier: z.boolean().default(true) })).output(z.object({ job: z.string() })),
  /** Writes the page that verifies without Countersign (`verify.html`) beside a file that goes out. NOT_FOUND where it was not built. */
  saveVerifier: procedure.input(z.object({ beside: filePath })).output(written),
  /** Cosigns what a file says of another ledger, or the newest checkpoint of this one where no file is named. */
  cosign: procedure
    .input(z.object({ path: filePath.optional(), logKey: z.string().max(1000).optional(), passphrase: z.string().max(1024), out: filePath.optional() }))
    .output(cosigned),
  /** Takes in a checkpoint of this ledger that somebody cosigned. A key that was not met before needs its fingerprint, as its owner says it. */
  addCosignature: procedure
    .input(z.object({ path: filePath, witnessKey: z.string().max(1000).optional(), fingerprint: z.string().max(100).optional() }))
    .output(witness),
  witnesses: procedure.output(z.object({ ours: z.array(witness), others: z.array(seenLedger) })),
}
