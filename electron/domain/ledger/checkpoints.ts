import type { CheckpointCheck } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { openCheckpoint, readCheckpoint, signCheckpoint } from '../../tlog/checkpoint.ts'
import { NoteError, signNote } from '../../tlog/note.ts'
import { hashToBytes, rootAt } from '../../tlog/tree.ts'
import type { Checkpoint } from '../../tlog/checkpoint.ts'
import { inOneRead } from './session.ts'
import type { Session } from './session.ts'

/** Root of the first `size` entries, 32 bytes. */
export function readRootAt(session: Session, size: number): Buffer {
  const tree = session.tree()
  if (!Number.isSafeInteger(size) || size < 1 || size > tree.size) {
    throw new AppError('BAD_INPUT', `The ledger has ${tree.size} entries; there is no state of it with ${size}. Name a size between 1 and ${tree.size}.`)
  }
  const store = session.store()
  return hashToBytes(size === tree.size ? tree.frontier.root() : inOneRead(store, () => rootAt(size, store.subtrees)))
}

/** The checkpoint over the first `size` entries; signing it again gives the same bytes. READ_ONLY without the log key. */
export function readCheckpointAt(session: Session, size: number): string {
  const root = readRootAt(session, size)
  const tree = session.tree()
  if (size === tree.size) return tree.note
  const signer = session.signerFor(size)
  if (!signer) throw new AppError('READ_ONLY', 'The log key of this ledger is not on this computer, so an earlier checkpoint can not be signed again.')
  return signCheckpoint(signer, size, root.toString('latin1'))
}

/** The log key signs nothing but heads and, told apart by the first line, lists of contents. */
export function signBundle(session: Session, text: string): string {
  if (!text.startsWith('countersign.example/bundle/v1\n')) throw new Error('the log key signs lists of contents only')
  const signer = session.signerFor(session.tree().size)
  if (!signer) throw new AppError('READ_ONLY', 'The log key of this ledger is not on this computer, so no bundle can go out from here. Make it where the key is.')
  return signNote(text, [signer])
}

/** Compares a checkpoint from elsewhere with this ledger; never throws for what the note says. */
export function compareCheckpoint(session: Session, note: string): CheckpointCheck {
  const { size, note: current } = session.tree()
  const claim = readClaim(note)
  const answer = (outcome: CheckpointCheck['outcome'], sentence: string, ours: string | null = current): CheckpointCheck => ({
    outcome,
    sentence,
    theirs: note,
    ours,
    size: claim?.size ?? 0,
  })
  if (!claim) return answer('bad_signature', 'This is not a checkpoint: it has no origin, size, root and signature line.')
  if (claim.origin !== session.origin) return answer('other_ledger', `The checkpoint speaks of another ledger (${claim.origin}); this one is ${session.origin}.`)
  if (!isSigned(note, session)) return answer('bad_signature', 'The checkpoint names this ledger, but it is not signed by its log key: its text or signature was changed.')
  if (claim.size > size) {
    return answer('ahead', `The checkpoint covers ${claim.size} entries; this ledger has ${size}. A newer state of it existed: this file is older, or entries at its end were removed.`)
  }
  const ours = claim.size === 0 ? null : readRootAt(session, claim.size)
  if (ours !== null && !ours.equals(hashToBytes(claim.root))) {
    const past = session.signerFor(claim.size) ? readCheckpointAt(session, claim.size) : current
    return answer('forked', `The checkpoint and this ledger disagree about the first ${claim.size} entries: history was rewritten after the checkpoint was made. Keep both notes as proof.`, past)
  }
  return answer('holds', `The ledger continues this checkpoint: its first ${claim.size} entries are unchanged, and ${size - claim.size} came after.`)
}

function readClaim(note: string): Checkpoint | null {
  try {
    return readCheckpoint(note)
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}

function isSigned(note: string, { log }: Session): boolean {
  try {
    return openCheckpoint(note, log).origin === log.name
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}
