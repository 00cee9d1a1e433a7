import { and, asc, count, desc, eq, gte, inArray, lt, max, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import type { Index } from '../../platform/sqlite.ts'
import { entryRow } from './schema.ts'

export interface EntryFilter {
  kind?: string | undefined
  actor?: string | undefined
  text?: string | undefined
}

export interface EntryQuery extends EntryFilter {
  offset: number
  limit: number
  order: 'newest' | 'oldest'
}

/** One page of the filtered list with its length. Costs the same at any offset, so that a scroll bar may jump. */
export function readEntryRows(index: Index, { offset, limit, order, ...filter }: EntryQuery): { total: number; rows: EntryRow[] } {
  if (isEmpty(filter)) return readUnfiltered(index, offset, limit, order)
  if (!filter.text && !(filter.kind && filter.actor)) return readByOne(index, filter, { offset, limit, order })
  const seqs = readMatches(index, filter)
  const from = order === 'oldest' ? offset : Math.max(seqs.length - offset - limit, 0)
  const to = order === 'oldest' ? offset + limit : Math.max(seqs.length - offset, 0)
  return { total: seqs.length, rows: readRows(index, inArray(entryRow.seq, [...seqs.subarray(from, to)]), order, limit) }
}

export function readKinds(index: Index): { kind: string; count: number }[] {
  return index.select({ kind: entryRow.kind, count: count() }).from(entryRow).groupBy(entryRow.kind).orderBy(entryRow.kind).all()
}

export function readEntryRow(index: Index, seq: number): EntryRow | undefined {
  return index.select().from(entryRow).where(eq(entryRow.seq, seq)).get()
}

/** The newest rows of the given kinds, newest first. */
export function readNewestOf(index: Index, kinds: readonly string[], limit: number): EntryRow[] {
  return readRows(index, inArray(entryRow.kind, [...kinds]), 'newest', limit)
}

/** The newest row of a kind that is about `subject`. */
export function readNewestAbout(index: Index, kind: string, subject: string): EntryRow | undefined {
  return readRows(index, and(eq(entryRow.subject, subject), eq(entryRow.kind, kind)), 'newest', 1)[0]
}

/** Every entry has its row, so a place in the whole list is a sequence number. */
function readUnfiltered(index: Index, offset: number, limit: number, order: EntryQuery['order']): { total: number; rows: EntryRow[] } {
  const total = (index.select({ last: max(entryRow.seq) }).from(entryRow).get()?.last ?? -1) + 1
  const from = order === 'oldest' ? offset : Math.max(total - offset - limit, 0)
  const to = order === 'oldest' ? offset + limit : Math.max(total - offset, 0)
  return { total, rows: readRows(index, and(gte(entryRow.seq, from), lt(entryRow.seq, to)), order, limit) }
}

/** One kind or one actor may match nearly everything: its own index is counted and skipped through, rows are read for one page. */
function readByOne(index: Index, filter: EntryFilter, { offset, limit, order }: Pick<EntryQuery, 'offset' | 'limit' | 'order'>): { total: number; rows: EntryRow[] } {
  const where = toCondition(filter)
  const direction = order === 'oldest' ? asc(entryRow.seq) : desc(entryRow.seq)
  const page = index.select({ seq: entryRow.seq }).from(entryRow).where(where).orderBy(direction).limit(limit).offset(offset)
  const total = index.select({ total: count() }).from(entryRow).where(where).get()?.total ?? 0
  return { total, rows: readRows(index, inArray(entryRow.seq, page), order, limit) }
}

function readRows(index: Index, where: SQL | undefined, order: EntryQuery['order'], limit: number): EntryRow[] {
  return index
    .select()
    .from(entryRow)
    .where(where)
    .orderBy(order === 'oldest' ? asc(entryRow.seq) : desc(entryRow.seq))
    .limit(limit)
    .all()
}

interface Matches {
  /** Entries below this one have been looked at. */
  upTo: number
  seqs: Uint32Array
}

/** Matches of the searches used last: entries never change, so only newer ones need to be looked at again. */
const recentMatches = new WeakMap<Index, Map<string, Matches>>()
const remembered = 8

function readMatches(index: Index, filter: EntryFilter): Uint32Array {
  const recent = recentMatches.get(index) ?? new Map<string, Matches>()
  recentMatches.set(index, recent)
  const key = JSON.stringify([filter.kind, filter.actor, filter.text])
  const known = recent.get(key) ?? { upTo: 0, seqs: new Uint32Array() }
  const size = readUnfiltered(index, 0, 1, 'newest').total
  // An index that is shorter than before was folded anew.
  const matches = known.upTo > size ? findMatches(index, filter, { upTo: 0, seqs: new Uint32Array() }, size) : findMatches(index, filter, known, size)
  recent.delete(key)
  recent.set(key, matches)
  if (recent.size > remembered) recent.delete(recent.keys().next().value!)
  return matches.seqs
}

function findMatches(index: Index, filter: EntryFilter, known: Matches, size: number): Matches {
  if (known.upTo === size) return known
  // One string instead of a million rows: making row objects would cost more than the search.
  const found = index
    .select({ seqs: sql<string | null>`group_concat(${entryRow.seq})` })
    .from(entryRow)
    .where(and(toCondition(filter), gte(entryRow.seq, known.upTo), lt(entryRow.seq, size)))
    .get()
  const added = Uint32Array.from(found?.seqs ? found.seqs.split(',') : [], Number).toSorted()
  const seqs = new Uint32Array(known.seqs.length + added.length)
  seqs.set(known.seqs)
  seqs.set(added, known.seqs.length)
  return { upTo: size, seqs }
}

const isEmpty = ({ kind, actor, text }: EntryFilter) => !kind && !actor && !text

function toCondition({ kind, actor, text }: EntryFilter): SQL | undefined {
  const pattern = text ? `%${text.replaceAll(/[\\%_]/g, '\\$&')}%` : ''
  return and(
    kind ? eq(entryRow.kind, kind) : undefined,
    actor ? eq(entryRow.actor, actor) : undefined,
    text ? sql`(${entryRow.summary} LIKE ${pattern} ESCAPE '\\' OR ${entryRow.subject} LIKE ${pattern} ESCAPE '\\')` : undefined,
  )
}
