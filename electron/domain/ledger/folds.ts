import type * as z from 'zod'
import type { EntryKind, entryBodies } from '../../../shared/contract/index.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { StoredEntry } from './service.ts'

export type Body<K extends EntryKind> = z.output<(typeof entryBodies)[K]>
export type EntryOf<K extends EntryKind> = Omit<StoredEntry, 'body' | 'kind'> & { kind: K; body: Body<K> }

/**
 * How one kind of entry changes the records. A fold is total and deterministic: it never refuses and reads no clock, so that
 * records can be rebuilt from the ledger at any time. Rules are checked before an entry is appended, and again by verification.
 */
export type Folds<K extends EntryKind> = { [P in K]: (entry: EntryOf<P>, index: Index) => void }

/** One line for people in lists, and the record the entry is about. */
export type Summaries<K extends EntryKind> = { [P in K]: (entry: EntryOf<P>) => { summary: string; subject: string | null } }
