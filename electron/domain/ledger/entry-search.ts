import { and, asc, eq, gte, inArray, lt, max, sql } from 'drizzle-orm'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import { prepareOnce } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { blockSize, toLine, toSearched } from './entry-blocks.ts'
import { entryActor, entryBlock, entryKind, entryRow } from './schema.ts'
import { createSeqSet } from './seq-set.ts'
import type { SeqSet } from './seq-set.ts'

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
  seqs: SeqSet
}

/** Matches of the searches used last: entries never change, so only newer ones need to be looked at again. */
const recentMatches = new WeakMap<Index, Map<string, Matches>>()
const remembered = 4

/** Numbers of all entries that match. */
export const readMatches = (index: Index, filter: EntryFilter): SeqSet => searchOn(index, filter, Number.POSITIVE_INFINITY).seqs

/** Takes a search up where it was left and looks at up to `rows` more entries. */
export function searchOn(index: Index, filter: EntryFilter, rows: number): Matches {
  const recent = recentMatches.get(index) ?? new Map<string, Matches>()
  recentMatches.set(index, recent)
  const key = JSON.stringify([filter.kind, filter.kinds, filter.actor, filter.subject, filter.text])
  const size = readSize(index)
  const known = recent.get(key)
  // An index that is shorter than before was folded anew.
  const matches = known && known.upTo <= size ? known : { upTo: 0, seqs: createSeqSet() }
  findMatches(index, filter, matches, Math.min(size, matches.upTo + rows))
  recent.delete(key)
  recent.set(key, matches)
  if (recent.size > remembered) recent.delete(recent.keys().next().value!)
  return matches
}

function findMatches(index: Index, filter: EntryFilter, matches: Matches, end: number): void {
  const { upTo, seqs } = matches
  // One subject has few entries and an index of its own.
  if (filter.subject) findInRows(index, filter, upTo, end, seqs)
  else {
    const firstBlock = Math.min(Math.ceil(upTo / blockSize) * blockSize, end)
    const endOfBlocks = Math.max(Math.floor(end / blockSize) * blockSize, firstBlock)
    findInRows(index, filter, upTo, firstBlock, seqs)
    findInBlocks(index, filter, firstBlock, endOfBlocks, seqs)
    findInRows(index, filter, endOfBlocks, end, seqs)
  }
  matches.upTo = end
}

const wanted = ({ kind, kinds }: EntryFilter): readonly string[] | null => kinds ?? (kind ? [kind] : null)

function findInRows(index: Index, filter: EntryFilter, from: number, to: number, found: SeqSet): void {
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
  for (const row of rows) if (matchesText(row, needle)) found.add(row.seq)
}

const matchesText = (row: Pick<EntryRow, 'summary' | 'subject'>, needle: string) => needle === '' || toLine(row).includes(needle)

/** Blocks read at once: 500 KB of names, or 250 KB of texts, which are garbage a moment later. */
const blocksAtOnce = { names: 64, texts: 4 }

const between = () => and(gte(entryBlock.seq, sql.placeholder('from')), lt(entryBlock.seq, sql.placeholder('to')))
const readNames = prepareOnce((index) => index.select({ seq: entryBlock.seq, names: entryBlock.names }).from(entryBlock).where(between()).orderBy(asc(entryBlock.seq)).prepare())
const readTexts = prepareOnce((index) => index.select().from(entryBlock).where(between()).orderBy(asc(entryBlock.seq)).prepare())

function findInBlocks(index: Index, filter: EntryFilter, from: number, to: number, found: SeqSet): void {
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
        for (let i = 0; i < blockSize; i++) if (isNamed(numbers, i)) found.add(seq + i)
      }
    } else {
      for (const { seq, names, ends, texts } of readTexts(index).all(here)) {
        const numbers = toNumbers(names)
        findLines(texts, toNumbers(ends), needle, (i) => {
          if (isNamed(numbers, i)) found.add(seq + i)
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
