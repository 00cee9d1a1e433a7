import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import type { Index } from '../../platform/sqlite.ts'
import { blockSize } from './entry-blocks.ts'
import { readMatches, readSize, searchOn } from './entry-search.ts'
import type { EntryFilter } from './entry-search.ts'
import { entryKind, entryRow } from './schema.ts'

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
  if (!Object.values(filter).some(Boolean)) return readSpanRows(index, span, page)
  const seqs = readMatches(index, filter)
  const places = { first: seqs.countBelow(span.first), end: seqs.countBelow(span.end) }
  const { first, end } = cut(places, page)
  return { total: Math.max(places.end - places.first, 0), rows: readRows(index, isOneOf(seqs.slice(first, end)), order, limit) }
}

/** The same without holding up other calls: what was not asked for before is looked for in steps, with `pause` between them. */
export async function findEntryRows(index: Index, query: EntryQuery, pause: () => Promise<void>): Promise<{ total: number; rows: EntryRow[] }> {
  const { kind, kinds, actor, subject, text } = query
  if (text) while (searchOn(index, { kind, kinds, actor, subject, text }, rowsAStep).upTo < readSize(index)) await pause()
  return readEntryRows(index, query)
}

/** Some 6 ms of searching. */
const rowsAStep = 64 * blockSize

/** Every kind there is, with its entries counted while they were folded. */
export function readKinds(index: Index): { kind: string; count: number }[] {
  return index.select({ kind: entryKind.value, count: entryKind.count }).from(entryKind).orderBy(entryKind.value).all()
}

/** Numbers of the entries of these kinds, in order. */
export const readSeqsOf = (index: Index, kinds: readonly string[]): number[] => readMatches(index, { kinds }).slice(0, Number.POSITIVE_INFINITY)

export function readEntryRow(index: Index, seq: number): EntryRow | undefined {
  return index.select().from(entryRow).where(eq(entryRow.seq, seq)).get()
}

/** The newest rows of the given kinds, newest first. */
export function readNewestOf(index: Index, kinds: readonly string[], limit: number): EntryRow[] {
  const seqs = readMatches(index, { kinds })
  const all = seqs.countBelow(readSize(index))
  return readRows(index, isOneOf(seqs.slice(Math.max(all - limit, 0), all)), 'newest', limit)
}

/** Every row of the given kinds that is about `subject`, oldest first. */
export function readAllAbout(index: Index, kinds: readonly string[], subject: string): EntryRow[] {
  return readRows(index, and(eq(entryRow.subject, subject), inArray(entryRow.kind, [...kinds])), 'oldest', -1)
}

/** The newest row of a kind that is about `subject`. */
export function readNewestAbout(index: Index, kind: string, subject: string): EntryRow | undefined {
  return readRows(index, and(eq(entryRow.subject, subject), eq(entryRow.kind, kind)), 'newest', 1)[0]
}

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

/** One statement for any number of entries. */
const isOneOf = (seqs: readonly number[]) => sql`${entryRow.seq} IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))`

function readRows(index: Index, where: SQL | undefined, order: EntryQuery['order'], limit: number): EntryRow[] {
  return index
    .select()
    .from(entryRow)
    .where(where)
    .orderBy(order === 'oldest' ? asc(entryRow.seq) : desc(entryRow.seq))
    .limit(limit)
    .all()
}
