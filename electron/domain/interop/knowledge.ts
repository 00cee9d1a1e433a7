import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readCheckpoint } from '../../tlog/checkpoint.ts'
import { verifyConsistencyProof } from '../../tlog/proof.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import { judgeNextTree } from '../../tlog/witness.ts'
import type { Identity } from '../identity/service.ts'
import { followHandover, followRotationsFrom, readSeen, type Handover, type Ledger } from '../ledger/service.ts'
import type { Bundle } from './bundle-file.ts'
import { findLater, toRotations } from './older.ts'
import type { KnownKeys } from './rules.ts'
import { readImportOf, readImportsFrom } from './store.ts'

export interface KnowledgeSources {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  identity: Pick<Identity, 'people'>
}

/** What this workspace knows of the senders of a bundle. A log key is known too if the one that was seen handed over to it, or took over from it. */
export function toKnownKeys(sources: KnowledgeSources, bundle: Bundle): KnownKeys {
  const { ledger, index, identity } = sources
  const { log } = bundle.opened
  const confirmed = readImportsFrom(index, log.name).flatMap((row) => row.confirmed)
  const enrolled = identity.people()
  return {
    log: log.name === ledger.origin ? ledger.logVkey : toKnownLog(sources, bundle),
    compared: (email) => confirmed.filter(({ name }) => name === email).map(({ vkey }) => vkey),
    enrolled: (vkey) => enrolled.some((person) => person.vkey === vkey),
  }
}

function toKnownLog({ ledger, index, blobs }: KnowledgeSources, bundle: Bundle): string | null {
  const { log, checkpoint } = bundle.opened
  const seen = readSeen({ ledger, index }, log.name)
  if (!seen) return null
  const later = checkpoint.size < seen.size && seen.logVkey !== log.vkey ? findLater({ index, blobs }, bundle) : null
  if (later && followHandover(log.name, log.vkey, later.rotations) === later.logVkey) return log.vkey
  return followHandover(log.name, seen.logVkey, toRotations(bundle))
}

/** `proof` leads from `before` to the bundle's tree; where the bundle is the older one, from the bundle's tree to `before`. */
export interface Continuity {
  before: { seq: number; size: number; root: string } | null
  proof: string[]
  handover?: Handover
}

/** Two notes of one log that can not both be true: what was seen before, and what a bundle brings. */
export interface Fork {
  seen: string
  brought: string
}

/** Like an AppError to everybody; whoever shows both notes finds them here. */
export class ForkError extends AppError {
  readonly fork: Fork

  constructor(sentence: string, fork: Fork) {
    super('CONFLICT', `${sentence}\n\nSeen before:\n\n${fork.seen}\nIn the bundle:\n\n${fork.brought}`)
    this.fork = fork
  }
}

/** How the bundle's tree follows what was seen of its ledger before. CONFLICT where it does not, with both notes where that is a fork. */
export function toContinuity(sources: KnowledgeSources, bundle: Bundle): Continuity {
  const { checkpoint, consistency, log } = bundle.opened
  const { origin, size, note: brought } = checkpoint
  const seen = readSeen(sources, origin)
  if (!seen) return { before: null, proof: [] }
  const proof = consistency.find(({ old }) => old === seen.size) ?? null
  const next = judgeNextTree({ size: seen.size, root: readCheckpoint(seen.checkpoint).root }, checkpoint, proof)
  if (next === 'older') return toOlder(sources, bundle, seen)
  const rotated = followRotationsFrom(origin, seen.logVkey, toRotations(bundle))
  if (rotated.vkey !== log.vkey) throw otherKey(seen.seq, origin)
  const held = `entry ${seen.seq} saw ${seen.size} entries of ${origin}`
  if (next === 'forked' || next === 'bad_proof') {
    const what = next === 'forked' ? `the bundle shows another history of the same length` : `the bundle shows ${size}, which do not continue them`
    throw new ForkError(`History forked: ${held}, and ${what}. Nothing was written. Keep both notes: together they prove it.`, { seen: seen.checkpoint, brought })
  }
  if (next === 'needs_proof') {
    throw new AppError('CONFLICT', `The bundle speaks of ${size} entries and ${held}; it does not prove that one continues the other. Ask for a bundle made with --seen ${seen.size}. Nothing was written.`)
  }
  const before = { seq: seen.seq, size: seen.size, root: seen.root }
  return { before, proof: next === 'continues' ? proof!.path.map(hashToBase64) : [], ...withHandover(rotated) }
}

const withHandover = ({ handover }: { handover: Handover }) => (handover.length === 0 ? {} : { handover })

const otherKey = (seq: number, origin: string) =>
  new AppError('CONFLICT', `The bundle is signed by another key than the one that entry ${seq} knows for ${origin}, and the known key has not handed over to it. Whoever sends it is not that ledger, or forged it. Nothing was written.`)

/** An older bundle that comes late is believed by the proof that a newer one has brought: what was seen continues it. */
function toOlder(sources: KnowledgeSources, bundle: Bundle, seen: { seq: number; size: number }): Continuity {
  const { log, checkpoint } = bundle.opened
  const { origin, size, root, note: brought } = checkpoint
  const later = findLater(sources, bundle)
  if (!later) {
    throw new AppError('CONFLICT', `The bundle is older than what is known: it speaks of ${size} entries, and entry ${seen.seq} saw ${seen.size} entries of ${origin}, without a proof that they continue it. Ask for a new bundle. Nothing was written.`)
  }
  const rotated = followRotationsFrom(origin, log.vkey, later.rotations)
  if (rotated.vkey !== later.logVkey) throw otherKey(later.seq, origin)
  const held = later.checkpoint
  if (!verifyConsistencyProof(size, root, held.size, held.root, later.proof.path)) {
    throw new ForkError(
      `History forked: entry ${later.seq} saw ${held.size} entries of ${origin}, and the bundle shows ${size}, which they do not continue. Nothing was written. Keep both notes: together they prove it.`,
      { seen: held.note, brought },
    )
  }
  const before = { seq: later.seq, size: held.size, root: hashToBase64(held.root) }
  return { before, proof: later.proof.path.map(hashToBase64), ...withHandover(rotated) }
}

/** The import of this very file, as people call it; null where there is none. */
export function findImport(index: Index, sha256: string): string | null {
  const row = readImportOf(index, sha256)
  return row ? (row.request ? `F-${row.seq}` : row.review) : null
}
