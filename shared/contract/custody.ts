import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { filePath, instant, line, passphrase, procedure } from './procedure.ts'

/** What a successor says of the ledger that it follows; `note` is signed by both signers. docs/formats/custody.md */
export const predecessor = z.strictObject({
  origin: z.string(),
  vkey: z.string(),
  /** The newest sound checkpoint that was at hand. */
  checkpoint: z.string(),
  /** A newer one that the computer had seen, if any. */
  seen: z.string().optional(),
  reason: z.string(),
  signers: z.array(z.strictObject({ email: z.string(), vkey: z.string() })).length(2),
  note: z.string(),
})
export type Predecessor = z.infer<typeof predecessor>

const logKey = z.strictObject({ vkey: z.string() })

export const custodyEntries = {
  /** From here on `key` signs the checkpoints; `note` is signed by both keys and by the acting person. */
  'log.key.rotated/v1': z.strictObject({ previous: logKey, key: logKey, reason: z.string(), note: z.string() }),
  /** Data that entry `entry` committed to is gone: a payload by its commitment, or a file by its digest. Signed by the acting person. */
  'payload.redacted/v1': z.strictObject({ entry: seq, id: sha256Hex, reason: z.string(), note: z.string() }),
  'blob.redacted/v1': z.strictObject({ entry: seq, sha256: sha256Hex, reason: z.string(), note: z.string() }),
}

/** Who may have personal data erased; never the person whose data it is. */
export const redactionRoles: readonly string[] = ['compliance_reviewer', 'legal_counsel', 'final_approver']

/** Data that was erased on purpose: recorded, signed, and no finding. */
export const redaction = z.object({
  /** The entry whose data is gone, and the entry that says so. */
  entry: seq,
  seq,
  at: instant,
  by: z.string(),
  reason: z.string(),
  kind: z.enum(['payload', 'file']),
  /** The commitment, or the digest of the file. */
  id: sha256Hex,
})
export type Redaction = z.infer<typeof redaction>

/** Where the key is that signs this ledger's checkpoints, and what protects it there. */
export const logKeyState = z.object({
  vkey: z.string(),
  fingerprint: z.string(),
  /** `file`: a file that only this user of the computer may read. `elsewhere`: not on this computer. */
  place: z.enum(['file', 'elsewhere']),
  path: z.string().nullable(),
  /** Says it for people, with what that protects and what not. */
  sentence: z.string(),
  /** Oldest first: the key of entry 0, then each that followed it. */
  history: z.array(z.object({ seq, at: instant, by: z.string(), vkey: z.string(), fingerprint: z.string(), reason: z.string() })),
})
export type LogKeyState = z.infer<typeof logKeyState>

const heldBy = z.array(z.object({ path: z.string(), at: instant, present: z.boolean() }))

/** What a redaction of one entry would erase: for the dialog that asks. */
export const erasable = z.object({
  seq,
  /** `text` is null where it is gone already. */
  payloads: z.array(z.object({ id: sha256Hex, text: z.string().nullable() })),
  files: z.array(z.object({ sha256: sha256Hex, present: z.boolean(), alsoNamedBy: z.array(seq) })),
  /** Null where the person who is signed in may do it; otherwise why not. */
  refusal: z.string().nullable(),
  /** The redactions of this entry that were recorded already. */
  done: z.array(redaction),
  /** Noted backups that hold the bytes: they are not changed. */
  heldBy,
})
export type Erasable = z.infer<typeof erasable>

export const redacted = z.object({
  redactions: z.array(redaction),
  heldBy,
  /** False where another program has the ledger open: the bytes leave the file when it closes. */
  complete: z.boolean(),
  sentence: z.string(),
})
export type Redacted = z.infer<typeof redacted>

const reason = line(500)
const secret = z.string().max(1024)

export const custodyContract = {
  logKey: procedure.output(logKeyState),
  /** A new key signs from now on; the acting person's passphrase signs beside both keys. */
  rotateLogKey: procedure.input(z.object({ reason, passphrase: secret })).output(logKeyState),
  /** Writes the log key encrypted under a passphrase. `move`: it is removed here, and this copy of the ledger takes no more entries. */
  exportLogKey: procedure.input(z.object({ file: filePath, passphrase, move: z.boolean().default(false) })).output(logKeyState),
  /** Takes a log key that was exported elsewhere; the workspace is opened again with it. */
  importLogKey: procedure.input(z.object({ file: filePath, passphrase: secret })).output(logKeyState),
  /** What could be erased of an entry, and by whom. `others`: also which entries name its files; that looks at every entry. */
  erasable: procedure.input(z.object({ seq, others: z.boolean().default(false) })).output(erasable),
  /** Erases the personal data of an entry for ever; `files`: also the files that it names. The acting person signs that. */
  redact: procedure.input(z.object({ seq, reason, passphrase: secret, files: z.boolean().default(false) })).output(redacted),
}
