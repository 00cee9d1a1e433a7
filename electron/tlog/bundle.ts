import { fromUtf8, sha256, toHex, toLatin1, toUtf8 } from '#tlog/crypto'
import { isCanonical, maximumDepth } from './canonical.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { NoteError, openNote, parseVkey } from './note.ts'
import type { Verifier } from './note.ts'
import { parseConsistencyFile, parseInclusionFile } from './proof-file.ts'
import type { ConsistencyFile } from './proof-file.ts'
import { verifyInclusionProof } from './proof.ts'
import { leafHash } from './tree.ts'

/** Why a bundle is refused; the message is a sentence without the file's name. docs/formats/bundle.md */
export type BundleReason = 'version' | 'unsigned' | 'signature' | 'unlisted' | 'missing' | 'altered' | 'json' | 'proof' | 'origin' | 'content'

export class BundleError extends Error {
  override readonly name = 'BundleError'
  readonly reason: BundleReason

  constructor(reason: BundleReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What `bundle.note` says before its list of files. */
export interface BundleHead {
  bundle: 'request' | 'answer'
  /** Origin of the ledger that the bundle comes from; its log key signs the note. */
  ledger: string
  /** The review that is asked for or answered, and the ledger it belongs to. */
  review: string
  reviewLedger: string
  /** The entry that the bundle is about: of the request, or of the answer. */
  entry: number
  exportedAt: string
  exportedBy: string
}

export interface BundleEntry {
  seq: number
  /** The canonical bytes as text. */
  leaf: string
  /** The parsed leaf: an object of this ledger at this place; nothing else of it was looked at. */
  value: Record<string, unknown>
}

/** A bundle of which everything holds that can be checked without knowing anything else. */
export interface OpenedBundle {
  head: BundleHead
  log: Verifier
  checkpoint: Checkpoint & { note: string }
  /** In order of seq; each is proved to be in the tree of the checkpoint. */
  entries: BundleEntry[]
  /** By digest. */
  blobs: Map<string, Uint8Array>
  /** Proofs that the checkpoint continues earlier trees: what each leads from is for the caller to know. */
  consistency: ConsistencyFile[]
  files: { path: string; bytes: number }[]
}

export const bundlePaths = {
  note: 'bundle.note',
  checkpoint: 'checkpoint',
  logVkey: 'log.vkey',
  entry: (seq: number) => `entries/${seq}.json`,
  proof: (seq: number) => `entries/${seq}.tlog-proof`,
  blob: (sha256Hex: string) => `blobs/${sha256Hex}`,
  consistency: (old: number) => `consistency/${old}.add-checkpoint`,
}

const firstLine = 'countersign.example/bundle/v1'
const known = /^(?:checkpoint|log\.vkey|entries\/(?:0|[1-9]\d{0,15})\.(?:json|tlog-proof)|blobs\/[0-9a-f]{64}|consistency\/[1-9]\d{0,15}\.add-checkpoint)$/
const longestText = 1_000_000
const longestLeaf = 65_535
const digestOf = (bytes: Uint8Array) => toHex(toLatin1(sha256(bytes)))

/** The text of `bundle.note`; the log signs it. Lines of files are sorted by path. */
export function toBundleText(head: BundleHead, files: ReadonlyMap<string, Uint8Array>): string {
  const lines = [
    firstLine,
    `Bundle: ${head.bundle}`,
    `Ledger: ${head.ledger}`,
    `Review: ${head.review}`,
    `Review-Ledger: ${head.reviewLedger}`,
    `Entry: ${head.entry}`,
    `Exported-At: ${head.exportedAt}`,
    `Exported-By: ${head.exportedBy}`,
    ...[...files.keys()].toSorted().map((path) => `sha256:${digestOf(files.get(path)!)}  ${path}`),
  ]
  return `${lines.join('\n')}\n`
}

const headForm = new RegExp(
  `^${firstLine.replaceAll('.', '\\.')}\\nBundle: (request|answer)\\nLedger: (\\S+)\\nReview: (R-(?:0|[1-9]\\d{0,15}))\\nReview-Ledger: (\\S+)\\nEntry: (0|[1-9]\\d{0,15})\\nExported-At: (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\\nExported-By: (\\S+)\\n`,
)

/** Parses the text of `bundle.note`. Throws BundleError. */
export function parseBundleText(text: string): { head: BundleHead; listed: Map<string, string> } {
  const match = headForm.exec(text)
  if (!match) throw new BundleError('content', 'its bundle.note does not have the form of a list of contents')
  const [whole, bundle, ledger, review, reviewLedger, entry, exportedAt, exportedBy] = match as unknown as [string, 'request' | 'answer', ...string[]]
  const listed = new Map<string, string>()
  for (const line of text.slice(whole.length, -1).split('\n')) {
    const [, digest, path] = /^sha256:([0-9a-f]{64}) {2}([\x21-\x7e]{1,200})$/.exec(line) ?? []
    if (digest === undefined || path === undefined) throw new BundleError('content', 'its bundle.note has a line that is not a digest and a path')
    if (listed.has(path)) throw new BundleError('content', `its bundle.note lists ${path} twice`)
    listed.set(path, digest)
  }
  return { head: { bundle, ledger: ledger!, review: review!, reviewLedger: reviewLedger!, entry: Number(entry), exportedAt: exportedAt!, exportedBy: exportedBy! }, listed }
}

/**
 * Checks everything of a bundle that needs no knowledge of our own: signed by the log it names, complete, unaltered, every entry
 * canonical and in the tree. Whether that log is to be believed is for a person to say. Throws BundleError.
 */
export function openBundle(files: ReadonlyMap<string, Uint8Array>): OpenedBundle {
  const note = textOf(files, bundlePaths.note)
  refuseOtherFormat(note)
  const log = readLog(textOf(files, bundlePaths.logVkey))
  const { head, listed } = parseBundleText(openSigned(note, log))
  if (head.ledger !== log.name) throw new BundleError('origin', `it says that it comes from ${head.ledger}, and is signed by ${log.name}`)
  compareFiles(files, listed)
  const checkpoint = readTree(textOf(files, bundlePaths.checkpoint), log)
  return {
    head,
    log,
    checkpoint,
    entries: readEntries(files, checkpoint),
    blobs: readBlobs(files),
    consistency: readConsistency(files, checkpoint.note),
    files: [...files].map(([path, content]) => ({ path, bytes: content.byteLength })),
  }
}

/** JSON of a stranger: bounded in size and depth before it is parsed, and in the one form that has one meaning. Throws BundleError. */
export function parseForeignJson(text: string, what: string, longest: number): unknown {
  if (text.length > longest) throw new BundleError('json', `${what} has ${text.length} characters; ${longest} are allowed`)
  if (isDeeper(text, maximumDepth)) throw new BundleError('json', `${what} is nested deeper than ${maximumDepth} levels`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BundleError('json', `${what} is not JSON`)
  }
  if (!isCanonical(text, value)) throw new BundleError('json', `${what} is not in the canonical form of RFC 8785, so two programs could read it differently`)
  return value
}

/** Brackets outside strings, counted without parsing: a parser's stack is not for strangers to choose. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 0x5c) at++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

function textOf(files: ReadonlyMap<string, Uint8Array>, path: string): string {
  const content = files.get(path)
  if (!content) throw new BundleError('missing', `the file ${path} is missing from it`)
  if (content.byteLength > longestText) throw new BundleError('content', `the file ${path} has ${content.byteLength} bytes; ${longestText} are allowed`)
  return fromUtf8(content)
}

/** Before anything else is believed: another format may be signed in another way. */
function refuseOtherFormat(note: string): void {
  const version = /^countersign\.example\/bundle\/v(\d{1,9})\n/.exec(note)?.[1]
  if (version === undefined || version === '1') return
  throw new BundleError('version', `it has format ${version}; this version of Countersign reads format 1. Update Countersign, or ask for a bundle of the older format.`)
}

function readLog(text: string): Verifier {
  try {
    return parseVkey(text.endsWith('\n') ? text.slice(0, -1) : text)
  } catch (error) {
    throw translated(error, 'content', 'its log.vkey is not a verifier key')
  }
}

function openSigned(note: string, log: Verifier): string {
  try {
    return openNote(note, [log]).text
  } catch (error) {
    if (error instanceof NoteError && error.reason === 'bad_signature') throw new BundleError('signature', `the signature under bundle.note is not one of ${log.name}: the list of contents was changed`)
    throw translated(error, 'unsigned', `its bundle.note is not signed by the key of ${log.name}`)
  }
}

function compareFiles(files: ReadonlyMap<string, Uint8Array>, listed: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    if (path === bundlePaths.note) continue
    const digest = listed.get(path)
    if (digest === undefined) throw new BundleError('unlisted', `it holds a file that bundle.note does not list: ${path}`)
    if (!known.test(path)) throw new BundleError('unlisted', `it holds a file that no bundle of format 1 has: ${path}`)
    if (digestOf(content) !== digest) throw new BundleError('altered', `the file ${path} was altered: it does not have the digest that bundle.note gives`)
    if (path.startsWith('blobs/') && path !== bundlePaths.blob(digest)) throw new BundleError('altered', `the file ${path} does not have the digest that is its name`)
  }
  for (const path of listed.keys()) if (!files.has(path)) throw new BundleError('missing', `the file ${path}, which bundle.note lists, is missing from it`)
}

function readTree(note: string, log: Verifier): Checkpoint & { note: string } {
  try {
    return { ...openCheckpoint(note, log), note }
  } catch (error) {
    throw translated(error, 'signature', `its checkpoint is not signed by the key of ${log.name}`)
  }
}

function readEntries(files: ReadonlyMap<string, Uint8Array>, checkpoint: Checkpoint & { note: string }): BundleEntry[] {
  const seqs = new Set([...files.keys()].flatMap((path) => /^entries\/(\d+)\./.exec(path)?.[1] ?? []).map(Number))
  return [...seqs].toSorted((a, b) => a - b).map((seq) => readEntry(files, seq, checkpoint))
}

function readEntry(files: ReadonlyMap<string, Uint8Array>, seq: number, checkpoint: Checkpoint & { note: string }): BundleEntry {
  const leaf = textOf(files, bundlePaths.entry(seq))
  if (toUtf8(leaf).byteLength > longestLeaf) throw new BundleError('json', `entry ${seq} is larger than the ${longestLeaf} bytes that an entry can have`)
  const value = parseForeignJson(leaf, `entry ${seq}`, longestLeaf) as Record<string, unknown> | null
  if (value === null || typeof value !== 'object' || value['seq'] !== seq) throw new BundleError('content', `the file of entry ${seq} holds another one`)
  if (value['ledger'] !== checkpoint.origin) throw new BundleError('origin', `entry ${seq} belongs to the ledger ${JSON.stringify(value['ledger'] ?? null).slice(0, 120)}, not to ${checkpoint.origin}`)
  const { index, path, checkpoint: note } = parseProof(textOf(files, bundlePaths.proof(seq)), seq)
  const holds = index === seq && note === checkpoint.note && verifyInclusionProof(leafHash(leaf), seq, checkpoint.size, checkpoint.root, path)
  if (!holds) throw new BundleError('proof', `the proof of entry ${seq} does not lead to the signed root: the entry is not in that ledger`)
  return { seq, leaf, value }
}

function parseProof(text: string, seq: number) {
  try {
    return parseInclusionFile(text)
  } catch (error) {
    throw translated(error, 'proof', `the proof of entry ${seq} is not a proof of inclusion`)
  }
}

function readBlobs(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  return new Map([...files].filter(([path]) => path.startsWith('blobs/')).map(([path, content]) => [path.slice('blobs/'.length), content]))
}

function readConsistency(files: ReadonlyMap<string, Uint8Array>, note: string): ConsistencyFile[] {
  return [...files.keys()]
    .filter((path) => path.startsWith('consistency/'))
    .map((path) => {
      try {
        const proof = parseConsistencyFile(textOf(files, path))
        if (bundlePaths.consistency(proof.old) === path && proof.checkpoint === note) return proof
      } catch (error) {
        if (!(error instanceof NoteError)) throw error
      }
      throw new BundleError('proof', `the file ${path} is not a proof that its checkpoint continues an earlier one`)
    })
}

function translated(error: unknown, reason: BundleReason, message: string): unknown {
  return error instanceof NoteError ? new BundleError(reason, message) : error
}
