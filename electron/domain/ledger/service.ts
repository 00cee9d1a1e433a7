import type { Entry, Verification, CheckpointCheck } from '../../../shared/contract/ledger.ts'
import type { EntryKind } from '../../../shared/contract/index.ts'
import type { Work } from '../../../shared/contract/handlers.ts'

export { decideSeen, readSeen } from './seen.ts'
export type { ForeignCheckpoint, SeenSources } from './seen.ts'
export type { Witnessing, WitnessSigner } from './witness.ts'

/** What a module asks to have appended; seq, time, ledger and version are added inside the transaction. */
export interface EntryDraft {
  kind: EntryKind
  body: Record<string, unknown>
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
  /** Folds entries and notes `size` and `root` in one transaction of the index. Called under the ledger's write lock only. */
  fold(entries: readonly StoredEntry[], tip: { size: number; root: Buffer }): void
  /** Drops everything folded so far. */
  reset(): void
}

export interface Ledger {
  readonly origin: string
  readonly name: string
  readonly logVkey: string
  /** Why nothing may be appended (rolled back, log key not on this computer, newer format, folder not writable), or null. */
  readonly readOnly: { reason: string } | null
  tip(): Tip
  /**
   * Takes the write lock, brings the records level with the ledger, asks `decide` for entries, appends them and signs the
   * new head in the same transaction. `decide` throws to write nothing. Durable when it returns; then the records are folded.
   * Errors: READ_ONLY, BUSY (another process holds the lock), DISK_FULL, LEDGER_UNSAFE (database error: reopen).
   */
  append(actor: string, decide: (tip: Tip, at: string) => EntryDraft | readonly EntryDraft[]): StoredEntry[]
  read(seq: number): StoredEntry
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
  onAppend(listener: (size: number) => void): () => void
  close(): void
}
