import type * as z from 'zod'
import { ledgerEntries } from '../../../shared/contract/ledger.ts'
import type { Cosigned } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Index } from '../../platform/sqlite.ts'
import { openCheckpoint, readCheckpoint } from '../../tlog/checkpoint.ts'
import type { Checkpoint } from '../../tlog/checkpoint.ts'
import { cosign, keepSignatures } from '../../tlog/cosignature.ts'
import type { Cosigner } from '../../tlog/cosignature.ts'
import { NoteError, parseNote, parseVkey } from '../../tlog/note.ts'
import type { Verifier } from '../../tlog/note.ts'
import type { ConsistencyFile } from '../../tlog/proof-file.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import { fingerprintOf, fingerprintOfVkey } from '../../tlog/vkey.ts'
import { judgeNextTree } from '../../tlog/witness.ts'
import type { NextTree } from '../../tlog/witness.ts'
import { readNewestOf } from './entry-rows.ts'
import { followRotationsFrom } from './rotation.ts'
import type { Handover } from './rotation.ts'
import { isOlder, seenBody, seenKinds } from './seen-body.ts'
import type { Seen } from './seen-body.ts'
import type { EntryDraft, Ledger } from './service.ts'

/** What a file says of another ledger. */
export interface ForeignCheckpoint {
  note: string
  /** The key that came with it, or that the person names; null where neither did. */
  logVkey: string | null
  /** The proof that it continues the tree of `old` entries, where the file has one. */
  proofFrom(old: number): Pick<ConsistencyFile, 'old' | 'path'> | null
  /** Rotations of that log's key, where the file carries any. */
  handover(): Handover
  file: { name: string; sha256: string }
}

/** A workspace hears of a few other ledgers, now and then. */
const mostLookedAt = 10_000

export interface SeenSources {
  ledger: Pick<Ledger, 'read'>
  index: Index
}

/** The newest tree that this workspace saw of `origin`, in a file that it cosigned or in a bundle that it imported. */
export function readSeen({ ledger, index }: SeenSources, origin: string): Seen | null {
  for (const { seq } of readNewestOf(index, seenKinds, mostLookedAt)) {
    const seen = seenBody.safeParse(ledger.read(seq).body).data
    if (seen?.origin === origin && !isOlder(seen)) return { ...seen, seq }
  }
  return null
}

/**
 * What to answer to a checkpoint of another ledger, and the entry that has to be durable before the answer goes out. To be
 * called inside `decide` of an append: the write lock makes looking and remembering one step.
 */
export function decideSeen(sources: SeenSources, given: ForeignCheckpoint, at: string, cosigner: Cosigner): { answer: Cosigned; draft: EntryDraft | null } {
  const claim = claimOf(given.note)
  const seen = readSeen(sources, claim.origin)
  const answer = (outcome: Cosigned['outcome'], sentence: string, log: Verifier | null = null): Cosigned => ({
    outcome,
    sentence,
    origin: claim.origin,
    size: claim.size,
    checkpoint: null,
    witness: { name: cosigner.name, vkey: cosigner.vkey, fingerprint: fingerprintOfVkey(cosigner.vkey) },
    firstContact: seen === null,
    logKey: log && { vkey: log.vkey, fingerprint: fingerprintOf(log.publicKey) },
    theirs: given.note,
    held: seen?.checkpoint ?? null,
    seq: null,
  })
  const refuse = (outcome: Cosigned['outcome'], sentence: string) => ({ answer: answer(outcome, sentence), draft: null })
  const rotated = seen && followRotationsFrom(claim.origin, seen.logVkey, given.handover())
  const vkey = rotated?.vkey ?? given.logVkey
  if (vkey === null) return refuse('unknown_key', `Nothing of ${claim.origin} was seen here before, and the file does not carry its key. Name the key (log.vkey) that its owners give you, or take a dossier of theirs, which holds it.`)
  if (seen && isByAnother(given, vkey)) return claim.size < seen.size ? refuse('older', sayWhyNot('older', claim, seen)) : refuse('other_key', sayOtherKey(claim, seen))
  const log = openLog(given.note, vkey)
  if (log === null) return refuse('bad_signature', `The checkpoint names ${claim.origin}, but the key of that ledger did not sign it: its text or signature was changed. Ask for the original file.`)
  const proof = seen && given.proofFrom(seen.size)
  const next = judgeNextTree(seen && { size: seen.size, root: rootOf(seen) }, claim, proof)
  if (next !== 'first' && next !== 'same' && next !== 'continues') return refuse(next, sayWhyNot(next, claim, seen!))
  const plain = keepSignatures(given.note, ({ name, keyId }) => name === log.name && keyId === log.keyId)
  const time = new Date(at)
  const checkpoint = cosign(plain, cosigner, time)
  const body: z.output<(typeof ledgerEntries)['checkpoint.seen/v1']> = {
    origin: claim.origin,
    logVkey: vkey,
    size: claim.size,
    root: hashToBase64(claim.root),
    checkpoint,
    before: seen && { seq: seen.seq, size: seen.size, root: seen.root },
    proof: next === 'continues' ? proof!.path.map(hashToBase64) : [],
    ...(rotated && rotated.handover.length > 0 ? { handover: ledgerEntries['checkpoint.seen/v1'].shape.handover.parse(rotated.handover) } : {}),
    witness: { name: cosigner.name, vkey: cosigner.vkey, cosignedAt: toWholeSecond(time) },
    source: given.file,
  }
  return { answer: { ...answer('cosigned', saySeen(next, claim, seen), log), checkpoint }, draft: { kind: 'checkpoint.seen/v1', body } }
}

/** A cosignature counts whole seconds. */
export const toWholeSecond = (time: Date): string => new Date(Math.floor(time.getTime() / 1000) * 1000).toISOString()

/** BAD_INPUT where the text is no checkpoint. */
export function claimOf(note: string): Checkpoint {
  try {
    return readCheckpoint(note)
  } catch (error) {
    if (error instanceof NoteError) throw new AppError('BAD_INPUT', 'This is not a checkpoint: it has no origin, size, root and signature line.', { cause: error })
    throw error
  }
}

const rootOf = (seen: Seen) => readCheckpoint(seen.checkpoint).root

/** Null where the key can not be read or did not sign. */
function openLog(note: string, vkey: string): Verifier | null {
  try {
    const log = parseVkey(vkey)
    openCheckpoint(note, log)
    return log
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}

/** A key that came with the file is another one, or the log's line under the checkpoint is. */
function isByAnother({ note, logVkey }: ForeignCheckpoint, vkey: string): boolean {
  if (logVkey !== null) return logVkey !== vkey
  const { name, keyId } = parseVkey(vkey)
  const lines = parseNote(note).signatures.filter((line) => line.name === name)
  return lines.length > 0 && lines.every((line) => line.keyId !== keyId)
}

const sayOtherKey = ({ origin }: Checkpoint, { seq, size }: Seen) =>
  `The checkpoint is signed by another key for ${origin} than the one that entry ${seq} remembers. If that ledger has a new log key, ask for a file that carries the hand-over, which both keys signed: the folder of "countersign ledger export", or a bundle made with --seen ${size}. Nothing was cosigned.`

function saySeen(next: NextTree, { size }: Checkpoint, seen: Seen | null): string {
  if (next === 'continues') return `The ${size} entries continue the ${seen!.size} that were seen before.`
  if (next === 'same') return `The ${size} entries are the very ones that were seen before.`
  return `Nothing of this ledger was seen here before. Compare the fingerprint of its key with what its people tell you by another way.`
}

function sayWhyNot(next: NextTree, { origin, size }: Checkpoint, seen: Seen): string {
  const held = `entry ${seen.seq} remembers ${seen.size} entries of ${origin}`
  if (next === 'forked') return `The checkpoint and what was seen before disagree about the same ${size} entries: that ledger showed two histories. Keep both notes: together they prove it.`
  if (next === 'older') return `The checkpoint covers ${size} entries, but ${held}: it is older than what was seen. Ask for a newer one.`
  if (next === 'needs_proof') return `The checkpoint covers ${size} entries and ${held}; whether it continues them has to be proved. Ask for a consistency file from ${seen.size} ("countersign ledger consistency --from ${seen.size} --out FILE").`
  return `${held.charAt(0).toUpperCase()}${held.slice(1)}, and the proof does not lead from them to this checkpoint: the file is damaged, or that history was rewritten. Keep both notes.`
}
