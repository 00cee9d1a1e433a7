import { and, asc, eq, gte, inArray, lt, max, sql } from 'drizzle-orm'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import { prepareOnce } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { blockSize, toLine, toSearched } from './entry-blocks.ts'
import { entryActor, entryBlock, entryKind, entryRow } from './schema.ts'

/** What entries are looked for by; a member that is empty or absent asks for nothing. */
export interface EntryFilter {
  kind?: string | undefined
  /** Any of these. */
  kinds?: readonly string[] | undefined
  actor?: string | undefined
  /** The record that the entry is about, exactly: `credit-lr@3`, `R-17`. */
  subject?: string | undefined
  /** Part of summary or subject, in any case. */
  text?: string | undefined
}

export const readSize = (index: Index): number => (index.select({ last: max(entryRow.seq) }).from(entryRow).get()?.last ?? -1) + 1

interface Matches {
  /** Entries below this one have been looked at. */
  upTo: number
  /** The begin of `room`. */
  seqs: Uint32Array
  room: Uint32Array
}

/** Matches of the searches used last: entries never change, so only newer ones need to be looked at again. */
const recentMatches = new WeakMap<Index, Map<string, Matches>>()
/** A million matches take 4 MB. */
const remembered = 4

/** Numbers of all entries that match, in order. */
export const readMatches = (index: Index, filter: EntryFilter): Uint32Array => searchOn(index, filter, Number.POSITIVE_INFINITY).seqs

/** Takes a search up where it was left and looks at up to `rows` more entries. */
export function searchOn(index: Index, filter: EntryFilter, rows: number): Matches {
  const recent = recentMatches.get(index) ?? new Map<string, Matches>()
  recentMatches.set(index, recent)
  const key = JSON.stringify([filter.kind, filter.kinds, filter.actor, filter.subject, filter.text])
  const size = readSize(index)
  const known = recent.get(key)
  // An index that is shorter than before was folded anew.
  const before = known && known.upTo <= size ? known : { upTo: 0, seqs: new Uint32Array(), room: new Uint32Array() }
  const matches = findMatches(index, filter, before, Math.min(size, before.upTo + rows))
  recent.delete(key)
  recent.set(key, matches)
  if (recent.size > remembered) recent.delete(recent.keys().next().value!)
  return matches
}

function findMatches(index: Index, filter: EntryFilter, known: Matches, end: number): Matches {
  if (known.upTo === end) return known
  const found = createSeqs(end - known.upTo)
  // One subject has few entries and an index of its own.
  if (filter.subject) findInRows(index, filter, known.upTo, end, found)
  else {
    const firstBlock = Math.min(Math.ceil(known.upTo / blockSize) * blockSize, end)
    const endOfBlocks = Math.max(Math.floor(end / blockSize) * blockSize, firstBlock)
    findInRows(index, filter, known.upTo, firstBlock, found)
    findInBlocks(index, filter, firstBlock, endOfBlocks, found)
    findInRows(index, filter, endOfBlocks, end, found)
  }
  return { upTo: end, ...join(known, found.all()) }
}

/** Written behind what is known, where there is room: a search goes on in many steps, and copies of a million numbers are garbage each. */
function join({ seqs, room }: Matches, added: Uint32Array): Pick<Matches, 'seqs' | 'room'> {
  const length = seqs.length + added.length
  let target = room
  if (target.length < length) {
    target = new Uint32Array(Math.max(length, 2 * room.length))
    target.set(seqs)
  }
  target.set(added, seqs.length)
  return { seqs: target.subarray(0, length), room: target }
}

interface Seqs {
  push(seq: number): void
  all(): Uint32Array
}

/** Room for all that may come: an array of a million numbers would be copied again and again while it grows. */
function createSeqs(most: number): Seqs {
  const seqs = new Uint32Array(most)
  let length = 0
  return { push: (seq) => void (seqs[length++] = seq), all: () => seqs.subarray(0, length) }
}

const wanted = ({ kind, kinds }: EntryFilter): readonly string[] | null => kinds ?? (kind ? [kind] : null)

function findInRows(index: Index, filter: EntryFilter, from: number, to: number, found: Seqs): void {
  if (from >= to) return
  const { actor, subject, text } = filter
  const kinds = wanted(filter)
  const needle = toSearched(text ?? '')
  const rows = index
    .select({ seq: entryRow.seq, summary: entryRow.summary, subject: entryRow.subject })
    .from(entryRow)
    .where(
      and(
        gte(entryRow.seq, from),
        lt(entryRow.seq, to),
        kinds ? inArray(entryRow.kind, [...kinds]) : undefined,
        actor ? eq(entryRow.actor, actor) : undefined,
        subject ? eq(entryRow.subject, subject) : undefined,
      ),
    )
    .orderBy(asc(entryRow.seq))
    .all()
  for (const row of rows) if (matchesText(row, needle)) found.push(row.seq)
}

const matchesText = (row: Pick<EntryRow, 'summary' | 'subject'>, needle: string) => needle === '' || toLine(row).includes(needle)

/** Blocks read at once: 500 KB of names, or 250 KB of texts, which are garbage a moment later. */
const blocksAtOnce = { names: 64, texts: 4 }

const between = () => and(gte(entryBlock.seq, sql.placeholder('from')), lt(entryBlock.seq, sql.placeholder('to')))
const readNames = prepareOnce((index) => index.select({ seq: entryBlock.seq, names: entryBlock.names }).from(entryBlock).where(between()).orderBy(asc(entryBlock.seq)).prepare())
const readTexts = prepareOnce((index) => index.select().from(entryBlock).where(between()).orderBy(asc(entryBlock.seq)).prepare())

function findInBlocks(index: Index, filter: EntryFilter, from: number, to: number, found: Seqs): void {
  const kinds = wanted(filter)
  const isKind = kinds && toMembers(index.select({ id: entryKind.id }).from(entryKind).where(inArray(entryKind.value, [...kinds])).all())
  const isActor = filter.actor ? toMembers(index.select({ id: entryActor.id }).from(entryActor).where(eq(entryActor.value, filter.actor)).all()) : null
  if (isKind?.length === 0 || isActor?.length === 0) return
  const isNamed = (names: Uint32Array, i: number) => (isKind === null || isKind[names[2 * i]!] === 1) && (isActor === null || isActor[names[2 * i + 1]!] === 1)
  const needle = toSearched(filter.text ?? '')
  const step = (needle === '' ? blocksAtOnce.names : blocksAtOnce.texts) * blockSize
  for (let at = from; at < to; at += step) {
    const here = { from: at, to: Math.min(to, at + step) }
    if (needle === '') {
      for (const { seq, names } of readNames(index).all(here)) {
        const numbers = toNumbers(names)
        for (let i = 0; i < blockSize; i++) if (isNamed(numbers, i)) found.push(seq + i)
      }
    } else {
      for (const { seq, names, ends, texts } of readTexts(index).all(here)) {
        const numbers = toNumbers(names)
        findLines(texts, toNumbers(ends), needle, (i) => {
          if (isNamed(numbers, i)) found.push(seq + i)
        })
      }
    }
  }
}

/** Tells each line that holds the needle, once. */
function findLines(texts: string, ends: Uint32Array, needle: string, tell: (line: number) => void): void {
  let line = 0
  for (let at = texts.indexOf(needle); at >= 0; at = texts.indexOf(needle, ends[line]!)) {
    while (ends[line]! <= at) line++
    tell(line)
  }
}

/** A table of zeros and ones by number; empty where there are none. */
function toMembers(rows: readonly { id: number }[]): Uint8Array {
  const members = new Uint8Array(rows.length === 0 ? 0 : Math.max(...rows.map(({ id }) => id)) + 1)
  for (const { id } of rows) members[id] = 1
  return members
}

/** As numbers of this machine; every one that Node runs on is little-endian. */
const toNumbers = ({ buffer, byteOffset, byteLength }: Buffer): Uint32Array => (byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, byteLength / 4) : new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength)))
