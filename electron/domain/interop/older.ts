import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { Checkpoint } from '../../tlog/checkpoint.ts'
import type { ConsistencyFile } from '../../tlog/proof-file.ts'
import type { Handover } from '../ledger/service.ts'
import { parseBundle, type Bundle } from './bundle-file.ts'
import { readImportsFrom, type ImportRow } from './store.ts'

/** A bundle that came before, speaks of more entries, and says how they continue the ones of an older bundle. */
export interface Later {
  seq: number
  checkpoint: Checkpoint & { note: string }
  logVkey: string
  /** Not verified yet. */
  proof: ConsistencyFile
  rotations: Handover
}

/** Each carries the proofs from the sixteen states that went out last, so one of the newest has it or none. */
const lookedInto = 16

/** The proof that what is known continues an older bundle stands in a newer one that was imported; null where none has it. */
export function findLater({ index, blobs }: { index: Index; blobs: BlobStore }, { opened: { checkpoint } }: Pick<Bundle, 'opened'>): Later | null {
  const candidates = readImportsFrom(index, checkpoint.origin).filter(({ size }) => size > checkpoint.size)
  for (const row of candidates.slice(-lookedInto).toReversed()) {
    const held = openHeld(blobs, row)
    const proof = held?.opened.consistency.find(({ old }) => old === checkpoint.size)
    if (!held || !proof) continue
    return { seq: row.seq, checkpoint: held.opened.checkpoint, logVkey: held.opened.log.vkey, proof, rotations: toRotations(held) }
  }
  return null
}

/** What a bundle carries of the rotations of its log's key. */
export const toRotations = ({ contents }: Pick<Bundle, 'contents'>): Handover => contents.all('log.key.rotated/v1').map(({ seq, body }) => ({ seq, body }))

/** A file that is gone or damaged proves nothing; that it is, verification says. */
function openHeld(blobs: BlobStore, { seq, sha256 }: ImportRow): Bundle | null {
  try {
    return blobs.has(sha256) ? parseBundle(`The bundle of entry ${seq}`, blobs.read(sha256)) : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
