import * as z from 'zod'
import { deviceId, foreignRequestId, reviewId, seq, sha256Hex } from '../ids.ts'
import { versionDetail } from './catalog.ts'
import { custodyEntries } from './custody.ts'
import { documentDetail } from './documents.ts'
import { checkDetail } from './evidence.ts'
import { shownText } from './identity.ts'
import { email, filePath, instant, procedure } from './procedure.ts'
import { meaning } from './policies.ts'
import { answerableAct, decisionWord, permission, review, statementInput } from './reviews.ts'

const bundleFile = z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: z.number().int() })
const seenTree = z.strictObject({ seq, size: z.number().int(), root: z.string() })
/** A key whose fingerprint a person compared, as they said when they imported. */
const confirmedKey = z.strictObject({ name: z.string(), vkey: z.string(), fingerprint: z.string() })

/** What every import says of the ledger that the bundle comes from. */
const imported = {
  /** The file as it came; it stays in blobs/ under its digest. */
  bundle: z.strictObject({ sha256: sha256Hex, bytes: z.number().int() }),
  origin: z.string(),
  name: z.string(),
  logVkey: z.string(),
  size: z.number().int(),
  root: z.string(),
  checkpoint: z.string(),
  /** What was seen of that ledger before, and the proof (RFC 6962 §2.1.2, base64) that this tree continues it. */
  before: seenTree.nullable(),
  proof: z.array(z.string()).max(63),
  /** Rotations of that log's key since then, each signed by both keys; left out where the key is the same. */
  handover: z.array(z.strictObject({ seq, body: custodyEntries['log.key.rotated/v1'] })).optional(),
  confirmed: z.array(confirmedKey),
}

export const interopEntries = {
  /** All that ever comes in from another workspace: a request to read and sign here, or the answer to a request of ours. */
  'import/v1': z.union([
    z.strictObject({
      ...imported,
      request: z.strictObject({
        review: reviewId,
        /** The submission that is to be signed. */
        revision: z.number().int().positive(),
        version: z.string(),
        useCase: z.string(),
        manifestHash: sha256Hex,
        evidence: z.number().int(),
        requestedBy: z.string(),
        requestedByName: z.string(),
        requestedAt: instant,
      }),
    }),
    z.strictObject({
      ...imported,
      /** The signature counts for `review` of this ledger by this entry: there is no other one. */
      answer: z.strictObject({
        review: reviewId,
        signer: z.string(),
        note: z.string(),
        /** As the program of the signer states it. */
        device: deviceId.optional(),
        /** Our checkpoint that the signer saw, with their cosignature where they gave one. */
        cosigned: z.strictObject({ checkpoint: z.string(), witness: z.string() }).nullable(),
      }),
    }),
  ]),
  /** A person of this workspace signed what was imported; `note` speaks of the ledger that the request comes from. */
  'answer/v1': z.strictObject({
    import: seq,
    origin: z.string(),
    review: reviewId,
    note: z.string(),
    /** Where it was signed, as the program states it; older answers name none. */
    device: deviceId.optional(),
    cosigned: z.strictObject({ checkpoint: z.string(), witness: z.string() }).nullable(),
  }),
  /** `asOf` is the tree the bundle speaks of; its checkpoint left this computer with it. */
  'bundle.exported/v1': z.strictObject({
    bundle: z.enum(['request', 'answer']),
    /** `R-17` of this ledger, or `F-12` for an answer. */
    record: z.string(),
    asOf: z.strictObject({ size: z.number().int(), root: z.string() }),
    checkpoint: z.string(),
    file: bundleFile,
    /** Registered data that it speaks of; `content`: its very bytes go with it. Older entries do not say. */
    snapshots: z.array(z.strictObject({ snapshot: z.string(), sha256: sha256Hex, content: z.boolean() })).optional(),
  }),
}

/** Somebody or some ledger that a bundle comes from, to be compared on first contact. */
export const party = z.object({
  kind: z.enum(['ledger', 'person']),
  /** Name of the workspace or of the person. */
  name: z.string(),
  /** Origin, or e-mail address. */
  id: z.string(),
  vkey: z.string(),
  fingerprint: z.string(),
  /** `new`: never met. `changed`: met with another key. Both need a person to compare the fingerprint. */
  state: z.enum(['known', 'new', 'changed']),
  /** What they did in this bundle. */
  part: z.string(),
})
export type Party = z.infer<typeof party>

export const bundleView = z.object({
  path: z.string(),
  fileName: z.string(),
  sha256: sha256Hex,
  bytes: z.number().int(),
  bundle: z.enum(['request', 'answer']),
  exportedAt: instant,
  /** The ledger that the bundle comes from; everything in it was verified against this key. */
  ledger: z.object({ origin: z.string(), name: z.string(), vkey: z.string(), fingerprint: z.string(), size: z.number().int(), root: z.string(), checkpoint: z.string() }),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int() })),
  /** The request as its own workspace would show it; null for an answer. */
  request: review.nullable(),
  answer: z
    .object({
      /** Origin of the ledger that asked. */
      origin: z.string(),
      review: reviewId,
      signer: z.object({ email: z.string(), name: z.string(), vkey: z.string(), fingerprint: z.string() }),
      decision: decisionWord,
      meaning,
      signedAt: z.string(),
      /** The signed text with its signature line. */
      note: z.string(),
      cosigned: z.boolean(),
    })
    .nullable(),
  /** Whoever has to be known; in a workspace `state` says who is, without one all are `new`. */
  parties: z.array(party),
  /** What keeps the open workspace from importing it, as import would say; null where only parties remain to be confirmed. */
  refusal: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  /** What was seen of that ledger before and is continued by the bundle; null at first contact, and where the bundle is refused. */
  before: seenTree.nullable(),
  /** Where history forked: what was seen before and what the bundle brings, both signed by the same log. */
  fork: z.object({ seen: z.string(), brought: z.string() }).nullable(),
  /** The import of this very file, `F-12` or the review it was counted for. */
  importedAs: z.string().nullable(),
})
export type BundleView = z.infer<typeof bundleView>

export const answer = z.object({
  seq,
  at: instant,
  email: z.string(),
  name: z.string(),
  decision: decisionWord,
  meaning,
  reason: z.string(),
  note: z.string(),
  cosigned: z.boolean(),
})
export type Answer = z.infer<typeof answer>

/** A request of another workspace that was imported here. */
export const foreignRequest = z.object({
  id: foreignRequestId,
  seq,
  at: instant,
  by: z.string(),
  origin: z.string(),
  ledgerName: z.string(),
  review: reviewId,
  revision: z.number().int(),
  version: z.string(),
  useCaseName: z.string(),
  evidence: z.number().int(),
  requestedBy: z.string(),
  requestedByName: z.string(),
  requestedAt: instant,
  /** Signatures given here on this revision, oldest first. */
  answers: z.array(answer),
})
export type ForeignRequest = z.infer<typeof foreignRequest>

export const foreignRequestDetail = foreignRequest.extend({
  bundle: z.object({ sha256: sha256Hex, bytes: z.number().int() }),
  ledger: z.object({ origin: z.string(), name: z.string(), vkey: z.string(), fingerprint: z.string(), size: z.number().int(), root: z.string(), checkpoint: z.string() }),
  /** As of the bundle; what happened there since is not known here. */
  request: review,
  versionDetail,
  checks: z.array(checkDetail),
  /** Of the evidence, and what validation has brought since. */
  documents: z.array(documentDetail),
  /** What the acting person may sign here, by the policy of the workspace that asks and with what was signed here already. */
  permissions: z.array(permission.extend({ act: answerableAct })),
  /** What a rejection may name, by the same policy. */
  reasonCodes: z.array(z.string()),
})
export type ForeignRequestDetail = z.infer<typeof foreignRequestDetail>

export const exportedBundle = z.object({
  path: z.string(),
  bundle: z.enum(['request', 'answer']),
  record: z.string(),
  sha256: sha256Hex,
  bytes: z.number().int(),
  files: z.number().int(),
  asOfSize: z.number().int(),
  /** The key of this workspace's ledger, to be compared by whoever receives the file for the first time. */
  fingerprint: z.string(),
  seq,
})
export type ExportedBundle = z.infer<typeof exportedBundle>

export const importedBundle = z.object({
  seq,
  bundle: z.enum(['request', 'answer']),
  /** `F-12` for a request; `R-17` for an answer that counts there now. */
  record: z.string(),
  origin: z.string(),
  ledgerName: z.string(),
})
export type ImportedBundle = z.infer<typeof importedBundle>

const record = z.string().regex(/^[RF]-\d+$/, 'a review is named R-<entry>, for example R-17, and a request from another workspace F-<entry>')

export const interopContract = {
  /** Reads and verifies a bundle; nothing is written. Works without a workspace. A hostile file is refused with its sentence. */
  inspect: procedure.input(z.object({ path: filePath })).output(bundleView),
  /**
   * Starts a job that verifies a bundle and takes it in as exactly one entry, which the transitions follow that an answer brings about; its
   * result is an `ImportedBundle`. `confirmed`: fingerprints that the person compared, of every party that is not known yet.
   */
  import: procedure.input(z.object({ path: filePath, confirmed: z.array(z.string().max(100)).max(100).default([]) })).output(z.object({ job: z.string() })),
  /** `R-17`: a request for review. `F-12`: the answer, by the person named where several have signed. `seen`: sizes that the receiver has seen. */
  export: procedure
    .input(z.object({ record, out: filePath, by: email.optional(), seen: z.array(z.number().int().positive()).max(16).default([]) }))
    .output(exportedBundle),
  /** Requests of other workspaces, newest first. */
  requests: procedure.output(z.array(foreignRequest)),
  request: procedure.input(z.object({ id: foreignRequestId })).output(foreignRequestDetail),
  statement: procedure
    .input(statementInput.omit({ conditions: true, conflict: true }).extend({ id: foreignRequestId, act: answerableAct }))
    .output(shownText),
  /** Signs the text that was shown and cosigns the checkpoint it speaks of: one passphrase, one act. */
  sign: procedure.input(z.object({ id: foreignRequestId, sha256: sha256Hex, passphrase: z.string().max(1024) })).output(foreignRequest),
}
