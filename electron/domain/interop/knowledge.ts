import { AppError } from '../../../shared/errors.ts'
import type { Index } from '../../platform/sqlite.ts'
import { judgeNextTree } from '../../tlog/witness.ts'
import { readCheckpoint } from '../../tlog/checkpoint.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import type { Identity } from '../identity/service.ts'
import { followHandover, readSeen, type Handover, type Ledger } from '../ledger/service.ts'
import type { Bundle } from './bundle-file.ts'
import type { KnownKeys } from './rules.ts'
import { readImportOf, readImportsFrom } from './store.ts'

export interface KnowledgeSources {
  ledger: Ledger
  index: Index
  identity: Pick<Identity, 'people'>
}

/** What this workspace knows of the senders of a bundle. A log key is known too if the one that was seen handed over to it. */
export function toKnownKeys({ ledger, index, identity }: KnowledgeSources, { opened: { log }, contents }: Bundle): KnownKeys {
  const confirmed = readImportsFrom(index, log.name).flatMap((row) => row.confirmed)
  const seen = log.name === ledger.origin ? ledger.logVkey : readSeen({ ledger, index }, log.name)?.logVkey
  const enrolled = identity.people()
  return {
    log: seen === undefined ? null : followHandover(log.name, seen, contents.all('log.key.rotated/v1')),
    compared: (email) => confirmed.filter(({ name }) => name === email).map(({ vkey }) => vkey),
    enrolled: (vkey) => enrolled.some((person) => person.vkey === vkey),
  }
}

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
export function toContinuity({ ledger, index }: KnowledgeSources, { opened, contents }: Bundle): Continuity {
  const { checkpoint, consistency, log } = opened
  const { origin, size, note: brought } = checkpoint
  const seen = readSeen({ ledger, index }, origin)
  const proof = consistency.find(({ old }) => old === seen?.size) ?? null
  const next = judgeNextTree(seen && { size: seen.size, root: readCheckpoint(seen.checkpoint).root }, checkpoint, proof)
  const rotations = contents.all('log.key.rotated/v1').map(({ seq, body }) => ({ seq, body }))
  if (seen && followHandover(origin, seen.logVkey, rotations) !== log.vkey) {
    throw new AppError('CONFLICT', `The bundle is signed by another key than the one that entry ${seen.seq} knows for ${origin}, and the known key has not handed over to it. Whoever sends it is not that ledger, or forged it. Nothing was written.`)
  }
  const handover = seen && seen.logVkey !== log.vkey ? { handover: rotations } : {}
  const held = seen && `entry ${seen.seq} saw ${seen.size} entries of ${origin}`
  if (next === 'forked' || next === 'bad_proof') {
    const what = next === 'forked' ? `the bundle shows another history of the same length` : `the bundle shows ${size}, which do not continue them`
    throw new ForkError(`History forked: ${held}, and ${what}. Nothing was written. Keep both notes: together they prove it.`, { seen: seen!.checkpoint, brought })
  }
  if (next === 'older') throw new AppError('CONFLICT', `The bundle is older than what is known: it speaks of ${size} entries, and ${held}. Ask for a new bundle. Nothing was written.`)
  if (next === 'needs_proof') {
    throw new AppError('CONFLICT', `The bundle speaks of ${size} entries and ${held}; it does not prove that one continues the other. Ask for a bundle made with --seen ${seen!.size}. Nothing was written.`)
  }
  return { before: seen && { seq: seen.seq, size: seen.size, root: seen.root }, proof: next === 'continues' ? proof!.path.map(hashToBase64) : [], ...handover }
}

/** The import of this very file, as people call it; null where there is none. */
export function findImport(index: Index, sha256: string): string | null {
  const row = readImportOf(index, sha256)
  return row ? (row.request ? `F-${row.seq}` : row.review) : null
}
