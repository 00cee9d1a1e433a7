import { and, asc, count, desc, eq, gte, inArray, lt, max, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import type { Index } from '../../platform/sqlite.ts'
import { entryRow } from './schema.ts'

export interface EntryFilter {
  kind?: string | undefined
  actor?: string | undefined
  /** The record that the entry is about, exactly: `credit-lr@3`, `R-17`. */
  subject?: string | undefined
  text?: string | undefined
}

export interface EntryQuery extends EntryFilter {
  /** Instants: entries from `from` on, up to but not including `to`. */
  from?: string | undefined
  to?: string | undefined
  offset: number
  limit: number
  order: 'newest' | 'oldest'
}

type Page = Pick<EntryQuery, 'offset' | 'limit' | 'order'>
/** Sequence numbers from `first` up to but not including `end`. */
interface Span {
  first: number
  end: number
}

/** One page of the filtered list with its length. Costs the same at any offset, so that a scroll bar may jump. */
export function readEntryRows(index: Index, { offset, limit, order, from, to, ...filter }: EntryQuery): { total: number; rows: EntryRow[] } {
  const page = { offset, limit, order }
  const span = readSpan(index, from, to)
  const named = Object.values(filter).filter(Boolean).length
  if (named === 0) return readSpanRows(index, span, page)
  if (named === 1 && !filter.text) return readByOne(index, filter, span, page)
  const seqs = within(readMatches(index, filter), span)
  const { first, end } = cut({ first: 0, end: seqs.length }, page)
  return { total: seqs.length, rows: readRows(index, inArray(entryRow.seq, [...seqs.subarray(first, end)]), order, limit) }
}

/** The same without holding up other calls: a text that was not asked for before is looked for in steps, with `pause` between them. */
export async function findEntryRows(index: Index, query: EntryQuery, pause: () => Promise<void>): Promise<{ total: number; rows: EntryRow[] }> {
  const { kind, actor, subject, text } = query
  if (text) while (searchOn(index, { kind, actor, subject, text }, rowsAStep).upTo < readSize(index)) await pause()
  return readEntryRows(index, query)
}

/** Some 30 ms of searching. */
const rowsAStep = 25_000

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

/** Every row of the given kinds that is about `subject`, oldest first. */
export function readAllAbout(index: Index, kinds: readonly string[], subject: string): EntryRow[] {
  return readRows(index, and(eq(entryRow.subject, subject), inArray(entryRow.kind, [...kinds])), 'oldest', -1)
}

/** The newest row of a kind that is about `subject`. */
export function readNewestAbout(index: Index, kind: string, subject: string): EntryRow | undefined {
  return readRows(index, and(eq(entryRow.subject, subject), eq(entryRow.kind, kind)), 'newest', 1)[0]
}

const readSize = (index: Index) => (index.select({ last: max(entryRow.seq) }).from(entryRow).get()?.last ?? -1) + 1

/** Time never goes back in a ledger and every entry has its row: an instant is found by halving. */
function readSpan(index: Index, from: string | undefined, to: string | undefined): Span {
  const size = readSize(index)
  const firstFrom = (at: string) => lowerBound(size, (seq) => (index.select({ at: entryRow.at }).from(entryRow).where(eq(entryRow.seq, seq)).get()?.at ?? '') < at)
  return { first: from ? firstFrom(from) : 0, end: to ? firstFrom(to) : size }
}

/** The smallest number below `size` for which `isBelow` does not hold; `size` where it holds for all. */
function lowerBound(size: number, isBelow: (n: number) => boolean): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBelow(middle)) low = middle + 1
    else high = middle
  }
  return low
}

const within = (seqs: Uint32Array, { first, end }: Span) => seqs.subarray(lowerBound(seqs.length, (i) => seqs[i]! < first), lowerBound(seqs.length, (i) => seqs[i]! < end))

/** The part of a span that a page shows. */
function cut({ first, end }: Span, { offset, limit, order }: Page): Span {
  if (order === 'oldest') return { first: Math.min(first + offset, end), end: Math.min(first + offset + limit, end) }
  return { first: Math.max(end - offset - limit, first), end: Math.max(end - offset, first) }
}

const isIn = ({ first, end }: Span) => and(gte(entryRow.seq, first), lt(entryRow.seq, end))

/** A place in a list without filters is a sequence number. */
function readSpanRows(index: Index, span: Span, page: Page): { total: number; rows: EntryRow[] } {
  return { total: Math.max(span.end - span.first, 0), rows: readRows(index, isIn(cut(span, page)), page.order, page.limit) }
}

/** One kind, actor or subject may match nearly everything: its own index is counted and skipped through, rows are read for one page. */
function readByOne(index: Index, filter: EntryFilter, span: Span, { offset, limit, order }: Page): { total: number; rows: EntryRow[] } {
  const where = and(toCondition(filter), isIn(span))
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

const readMatches = (index: Index, filter: EntryFilter): Uint32Array => searchOn(index, filter, Number.POSITIVE_INFINITY).seqs

/** Takes a search up where it was left and looks at up to `rows` more entries. */
function searchOn(index: Index, filter: EntryFilter, rows: number): Matches {
  const recent = recentMatches.get(index) ?? new Map<string, Matches>()
  recentMatches.set(index, recent)
  const key = JSON.stringify([filter.kind, filter.actor, filter.subject, filter.text])
  const size = readSize(index)
  const known = recent.get(key)
  // An index that is shorter than before was folded anew.
  const before = known && known.upTo <= size ? known : { upTo: 0, seqs: new Uint32Array() }
  const matches = findMatches(index, filter, before, Math.min(size, before.upTo + rows))
  recent.delete(key)
  recent.set(key, matches)
  if (recent.size > remembered) recent.delete(recent.keys().next().value!)
  return matches
}

function findMatches(index: Index, filter: EntryFilter, known: Matches, size: number): Matches {
  if (known.upTo === size) return known
  // One string instead of a million rows: making row objects would cost more than the search.
  const found = index
    .select({ seqs: sql<string | null>`group_concat(${entryRow.seq})` })
    .from(entryRow)
    .where(and(toCondition(filter), isIn({ first: known.upTo, end: size })))
    .get()
  const added = Uint32Array.from(found?.seqs ? found.seqs.split(',') : [], Number).toSorted()
  const seqs = new Uint32Array(known.seqs.length + added.length)
  seqs.set(known.seqs)
  seqs.set(added, known.seqs.length)
  return { upTo: size, seqs }
}

function toCondition({ kind, actor, subject, text }: EntryFilter): SQL | undefined {
  const pattern = text ? `%${text.replaceAll(/[\\%_]/g, '\\$&')}%` : ''
  return and(
    kind ? eq(entryRow.kind, kind) : undefined,
    actor ? eq(entryRow.actor, actor) : undefined,
    subject ? eq(entryRow.subject, subject) : undefined,
    text ? sql`(${entryRow.summary} LIKE ${pattern} ESCAPE '\\' OR ${entryRow.subject} LIKE ${pattern} ESCAPE '\\')` : undefined,
  )
}
