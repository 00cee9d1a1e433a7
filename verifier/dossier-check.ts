import { fromUtf8, sha256 } from '#tlog/crypto'
import * as z from 'zod'
import type { Entry } from '../shared/contract/ledger.ts'
import { parseGenesis } from '../electron/domain/ledger/genesis.ts'
import { openCheckpoint, readCheckpoint } from '../electron/tlog/checkpoint.ts'
import type { Checkpoint } from '../electron/tlog/checkpoint.ts'
import { openNote, parseVkey } from '../electron/tlog/note.ts'
import { verifyInclusionProof } from '../electron/tlog/proof.ts'
import { parseInclusionFile } from '../electron/tlog/proof-file.ts'
import { parseStatement } from '../electron/tlog/statement.ts'
import { hashToBase64, hashToHex, leafHash } from '../electron/tlog/tree.ts'
import { fingerprintOf, fingerprintOfVkey } from '../electron/tlog/vkey.ts'
import { toLedgerCheck } from './ledger-check.ts'
import type { Attachments } from './pdf-attachments.ts'
import { fails, holds, unchecked } from './result.ts'
import type { Check, FileLine, RecomputedTree, Result, SignatureLine } from './result.ts'
import { attempt, takeKey, toSignatureLine } from './signatures.ts'
import type { KnownKeys } from './signatures.ts'

interface Reading {
  text(name: string): string | null
  names: string[]
  note: string
  checkpoint: Checkpoint
  /** Attached entries by number; those whose proof leads to the checkpoint are in `proved`. */
  entries: Map<number, Entry>
  proved: Set<number>
  wrong: string[]
}

/** Checks a dossier from its attachments alone, and against a recomputed ledger where one was read before. */
export function checkDossier(name: string, pdf: Uint8Array, { files, repeated }: Attachments, known: RecomputedTree | null): Result {
  const text = (file: string) => {
    const bytes = files.get(file)
    return bytes ? fromUtf8(bytes) : null
  }
  const note = text('checkpoint.txt') ?? ''
  const checkpoint = attempt(() => readCheckpoint(note))
  const digest = hashToHex(sha256(pdf))
  if (!checkpoint) {
    const check = fails('Attachments', 'This PDF carries no checkpoint: it was not made by Countersign, another program saved it again, or its attachments were removed. Ask for the original file.')
    return { kind: 'dossier', name, origin: '', size: null, root: '', logFingerprint: '', checks: [check], signatures: [], files: [toWhole(name, digest, null)] }
  }
  const reading = readEntries({ text, names: [...files.keys()], note, checkpoint, entries: new Map(), proved: new Set(), wrong: [] })
  const vkey = text('log.vkey')?.trim() ?? ''
  const signatures = toSignatures(reading)
  return {
    kind: 'dossier',
    name,
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: hashToBase64(checkpoint.root),
    logFingerprint: attempt(() => fingerprintOfVkey(vkey)) ?? '',
    checks: [
      toCheckpointCheck(reading, vkey),
      toEntriesCheck(reading, repeated),
      toSignaturesCheck(signatures),
      toBundleCheck(reading),
      toLedgerCheck(checkpoint, known, 'dossier'),
      unchecked('The printed pages', 'They were drawn from the attachments by a program. Where page and attachment differ, the attachment is what was signed.'),
    ],
    signatures: signatures.map(({ line }) => line),
    files: [...toFiles(reading), toWhole(name, digest, known?.origin === checkpoint.origin ? known : null)],
  }
}

function readEntries(reading: Reading): Reading {
  const { names, text, note, checkpoint, entries, proved, wrong } = reading
  for (const name of names) {
    const seq = /^entry-(\d{1,15})\.json$/.exec(name)?.[1]
    const leaf = seq === undefined ? null : text(name)
    if (seq === undefined || leaf === null) continue
    const entry = parseEntry(leaf)
    if (!entry || entry.seq !== Number(seq) || entry.ledger !== checkpoint.origin) {
      wrong.push(`${name} is not entry ${seq} of this ledger.`)
      continue
    }
    entries.set(entry.seq, entry)
    const proof = text(`entry-${seq}.tlog-proof`)
    if (proof === null) continue
    const parsed = attempt(() => parseInclusionFile(proof))
    const leads = parsed !== null && parsed.index === entry.seq && parsed.checkpoint === note && verifyInclusionProof(leafHash(leaf), parsed.index, checkpoint.size, checkpoint.root, parsed.path)
    if (leads) proved.add(entry.seq)
    else wrong.push(`The proof of entry ${seq} does not lead from the attached entry to the root of the checkpoint.`)
  }
  return reading
}

function parseEntry(leaf: string): Entry | null {
  try {
    return JSON.parse(leaf) as Entry | null
  } catch {
    return null
  }
}

function toCheckpointCheck({ note, checkpoint, text, proved }: Reading, vkey: string): Check {
  const title = 'The checkpoint is signed by the ledger'
  const log = attempt(() => parseVkey(vkey))
  if (!log || attempt(() => openCheckpoint(note, log)) === null) return fails(title, 'The signature of the checkpoint does not belong to its text and to the attached key: one of them was changed.')
  const genesis = parseGenesis(text('entry-0.json'))
  if (genesis && genesis.log.first.vkey !== vkey) return unchecked(title, 'The attached key has signed it, but entry 0 names another key: the ledger has changed its key since, which only its export shows.')
  const says = proved.has(0) ? 'Entry 0, which is in the tree, names this key as that of the ledger.' : ''
  return holds(title, `The attached key has signed the root over ${checkpoint.size} entries. ${says} Compare its fingerprint (${fingerprintOf(log.publicKey)}) with what the owners of the ledger tell you.`)
}

function toEntriesCheck({ entries, proved, wrong }: Reading, repeated: readonly string[]): Check {
  const title = 'Every cited entry is in the signed tree'
  const found = [...wrong, ...repeated.map((name) => `The file holds two different attachments named ${name}: somebody added to it.`)]
  if (found.length > 0) return fails(title, `${found.length === 1 ? 'One thing is' : `${found.length} things are`} wrong with attached entries or their proofs.`, found.slice(0, 20))
  if (proved.size < entries.size || entries.size === 0) return unchecked(title, `${entries.size - proved.size} of ${entries.size} entries come without a proof.`)
  return holds(title, `${proved.size} entries, each with a proof that leads to the root of the checkpoint.`)
}

interface Signed {
  line: SignatureLine
  why: string | null
}

const carriesNote = z.object({ note: z.string() })

function toSignatures(reading: Reading): Signed[] {
  const keys: KnownKeys = new Map()
  for (const entry of reading.entries.values()) takeKey(entry, keys)
  return reading.names.flatMap((name): Signed[] => {
    const seq = Number(/^signature-(\d{1,15})\.txt$/.exec(name)?.[1] ?? NaN)
    const note = reading.text(name)
    if (Number.isNaN(seq) || note === null) return []
    const why = whyNotSigned(reading, seq, note, keys)
    const line = toSignatureLine({ seq, at: reading.entries.get(seq)?.at ?? '', body: { note } }, keys, why === null ? 'holds' : 'fails')
    return [{ why, line: line ?? { seq, state: 'fails', signer: '', what: 'unreadable', at: '', fingerprint: '', text: note } }]
  })
}

/** A sentence, or null where everything about this signature that the file can show holds. */
function whyNotSigned({ text, entries, proved, checkpoint }: Reading, seq: number, note: string, keys: KnownKeys): string | null {
  const key = attempt(() => parseVkey(text(`signature-${seq}.vkey`)?.trim() ?? ''))
  if (!key) return `its key is not attached (signature-${seq}.vkey)`
  const signed = attempt(() => openNote(note, [key]))
  if (!signed) return 'the signature does not belong to this text and this key'
  const entry = entries.get(seq)
  if (!entry || !proved.has(seq)) return `entry ${seq} is not attached with its proof`
  if (carriesNote.safeParse(entry.body).data?.note !== note) return `entry ${seq} holds another text`
  if (!keys.has(`${key.name} ${key.keyId}`)) return 'no attached entry enrols this key'
  const statement = parseStatement(signed.text)
  if (!statement) return 'the text is not a statement, or holds characters that could mislead'
  if (statement.values.get('Signer-ID') !== entry.actor) return `it names another signer than entry ${seq}`
  if (statement.values.get('Ledger') !== checkpoint.origin) return 'it speaks of another ledger'
  const manifest = text('manifest.json')
  if (manifest !== null && statement.values.get('Manifest') !== `sha256:${hashToHex(sha256(manifest))}`) return 'it is about another manifest than the attached one'
  return null
}

function toSignaturesCheck(signatures: readonly Signed[]): Check {
  const title = 'People signed these very texts'
  const wrong = signatures.filter(({ why }) => why !== null).map(({ line, why }) => `Signature in entry ${line.seq}: ${why}.`)
  if (wrong.length > 0) return fails(title, `${wrong.length} of ${signatures.length} signatures do not hold.`, wrong)
  if (signatures.length === 0) return unchecked(title, 'Nobody had signed when this dossier was made.')
  return holds(title, `${signatures.length} ${signatures.length === 1 ? 'statement' : 'statements'}, each signed by a key that an attached entry enrols and each about the attached manifest. That a key belongs to a person is what whoever enrolled it signed for: compare fingerprints.`)
}

const bundle = z.object({
  ledger: z.object({ origin: z.string(), checkpoint: z.string() }),
  entries: z.array(z.object({ seq: z.number(), canonical: z.string() })),
})

function toBundleCheck({ text }: Reading): Check {
  const title = 'bundle.json says what the other attachments say'
  const parsed = bundle.safeParse(parseJson(text('bundle.json')))
  if (!parsed.success) return fails(title, 'bundle.json is missing or has another form.')
  const { ledger, entries } = parsed.data
  const wrong = entries.filter(({ seq, canonical }) => text(`entry-${seq}.json`) !== canonical).map(({ seq }) => `Its entry ${seq} is not the attached one.`)
  if (ledger.checkpoint !== text('checkpoint.txt')) wrong.push('Its checkpoint is not the attached one.')
  return wrong.length === 0 ? holds(title, `The checkpoint and ${entries.length} entries are the same.`) : fails(title, 'Attachments contradict each other.', wrong.slice(0, 20))
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

const namesResult = z.object({ result: z.object({ sha256: z.string() }) })
const namesManifest = z.object({ manifestHash: z.string() })

function toFiles({ text, names, entries }: Reading): FileLine[] {
  const manifests = new Set([...entries.values()].flatMap(({ body }) => namesManifest.safeParse(body).data?.manifestHash ?? []))
  return names.flatMap((name): FileLine[] => {
    const seq = /^check-(\d{1,15})\.json$/.exec(name)?.[1]
    const content = text(name)
    if (content === null || (seq === undefined && name !== 'manifest.json')) return []
    const digest = hashToHex(sha256(content))
    const expected = seq === undefined ? (manifests.has(digest) ? digest : null) : (namesResult.safeParse(entries.get(Number(seq))?.body).data?.result.sha256 ?? null)
    const where = seq === undefined ? 'the entry that registered the version' : `entry ${seq}`
    if (expected === digest) return [{ name, state: 'holds', sha256: digest, detail: `named by ${where}` }]
    return [{ name, state: 'fails', sha256: digest, detail: `${where} names another digest: the file was changed` }]
  })
}

/** The PDF can not name its own digest; the ledger's next entry does. */
function toWhole(name: string, digest: string, known: RecomputedTree | null): FileLine {
  const seq = known?.reports.get(digest)
  if (seq !== undefined) return { name, state: 'holds', sha256: digest, detail: `the export read before records this very file in entry ${seq}` }
  return { name, state: 'unchecked', sha256: digest, detail: known ? 'the export read before records no report with this digest: it is a draft, newer, or was changed' : 'the ledger names this digest in the entry that records the export' }
}
