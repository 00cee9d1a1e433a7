import type { Entry, Verification, CheckpointCheck } from '../../../shared/contract/ledger.ts'
import type { EntryKind } from '../../../shared/contract/index.ts'
import type { DateDoubt } from '../../../shared/contract/workspace.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Signer } from '../../tlog/note.ts'

export { toRedaction } from './erasure.ts'
export { blobsOf, listKinds } from './verification/blob-digests.ts'
export { listedBy } from './verification/blobs.ts'
export { readAllAbout, readSeqsOf } from './entry-rows.ts'
export { readSeen } from './seen.ts'
export { followHandover, followRotationsFrom, parseRotation, rotationKind } from './rotation.ts'
export type { Handover } from './rotation.ts'
export { createPeopleCheck } from './verification/people.ts'
export type { Witnessing, WitnessSigner } from './witness.ts'

/** What a module asks to have appended; seq, time, ledger and version are added inside the transaction. */
export interface EntryDraft {
  kind: EntryKind
  body: Record<string, unknown>
  /** Erasable data: the entry holds salted commitments, the data stands beside the entries. docs/formats/payload.md */
  payloads?: readonly Record<string, unknown>[]
  /** Payloads that are erased in the same transaction, by commitment. */
  erases?: readonly string[]
}

/** The next log key at the moment of its rotation: both keys sign what the entry says. */
export interface KeyRotation {
  previous: string
  next: string
  signers: readonly Signer[]
}

export interface StoredEntry extends Entry {
  /** The canonical bytes as hashed. */
  leaf: string
}

export interface Tip {
  size: number
  /** 32 bytes. */
  root: Buffer
  /** The signed note over origin, size and root. */
  checkpoint: string
}

/** Records folded from entries: always behind or level with the ledger, never ahead of it. */
export interface Records {
  size(): number
  /** The root that was noted with `size`, hexadecimal; null where nothing was folded. */
  root(): string | null
  /**
   * Folds committed entries and notes `size` and `root` in one transaction of the index, which no other process writes to meanwhile.
   * Where `from` is given and other than `from` entries are folded then, nothing happens and the answer is false.
   */
  fold(entries: readonly StoredEntry[], tip: { size: number; root: Buffer }, from?: number): boolean
  /** Drops everything folded so far. */
  reset(): void
}

export interface Ledger {
  readonly origin: string
  readonly name: string
  readonly logVkey: string
  /** Why nothing may be appended (rolled back, log key not on this computer, newer format, folder not writable), or null. */
  readonly readOnly: { reason: string } | null
  /** The folder of another copy on this computer that takes the entries, where that is why this one takes none. */
  readonly elsewhere: string | null
  /** Has this copy take them from now on; open it again afterwards. CONFLICT where that one is newer; BUSY. */
  takeOver(): void
  /** Why the clock of this computer is not believed, or null: while it is not, appending is a CONFLICT. docs/formats/ledger.md */
  dateDoubt(): DateDoubt | null
  /** The ledger is open and seen now: what the date is held against. */
  see(): void
  /** A person says that the date is right. */
  confirmDate(): void
  tip(): Tip
  /**
   * Takes the write lock, brings the records level with the ledger, asks `decide` for entries, appends them and signs the
   * new head in the same transaction. `decide` throws to write nothing. Durable when it returns; then the records are folded.
   * Errors: READ_ONLY, BUSY (another process holds the lock), DISK_FULL, LEDGER_UNSAFE (database error: reopen).
   */
  append(actor: string, decide: (tip: Tip, at: string) => EntryDraft | readonly EntryDraft[]): StoredEntry[]
  /**
   * Hands the log over to a new key: `decide` gives the entry of kind log.key.rotated/v1, and the head over it is signed by the new key.
   * Errors as of `append`.
   */
  rotateKey(actor: string, decide: (tip: Tip, at: string, keys: KeyRotation) => EntryDraft): StoredEntry
  read(seq: number): StoredEntry
  /** Numbers of the entries whose text contains `part`, in order; looks at every entry. */
  find(part: string): number[]
  /** The body of a payload; null where it was erased. */
  payload(id: string): Record<string, unknown> | null
  /** Empties the WAL, so that erased bytes are in no file; false where another program has the ledger open. */
  flush(): boolean
  /** Writes a compact copy of ledger.db, without free pages, to a file that does not exist yet. */
  copyTo(path: string): void
  /** The log keys by their time, and whether each is on this computer. */
  logKeys(): { vkey: string; since: number; here: boolean }[]
  /** Entries from `from` up to but not including `to`, in order, without holding them all in memory. */
  entries(from: number, to: number): Iterable<StoredEntry>
  /** Root of the first `size` entries; 1 ≤ size ≤ tip().size. */
  rootAt(size: number): Buffer
  /** The head signed again for an earlier size: identical bytes each time. */
  checkpointAt(size: number): string
  /** The `c2sp.org/tlog-proof@v1` file of one entry over the newest checkpoint. NOT_FOUND; LEDGER_UNSAFE where it can not be proved. */
  inclusionFile(seq: number): string
  /** The newest checkpoint with the proof that it continues the tree of `from` entries, as a witness takes it; 0 ≤ from ≤ tip().size. */
  consistencyFile(from: number): string
  /** Level `open` in this thread, the others in a worker. The newest result is kept for `lastVerification`. */
  verify(level: 'open' | 'leaves' | 'full', work: Work): Promise<Verification>
  lastVerification(): Verification | null
  /** Says whether this ledger continues the tree that `note` speaks of. */
  checkCheckpoint(note: string): CheckpointCheck
  /** The list of contents of a bundle, signed by the log. READ_ONLY without the log key. docs/formats/bundle.md */
  signBundle(text: string): string
  onAppend(listener: (size: number) => void): () => void
  close(): void
}
