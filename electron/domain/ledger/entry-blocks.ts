import type { IndexDatabase } from '../../platform/sqlite.ts'
import type { EntryRow } from '../../../shared/contract/ledger.ts'

/** Entries a block: some 60 KiB of text, and less than a millisecond to write. */
export const blockSize = 1_024

type Raw = IndexDatabase['raw']

/** Each half byte of a character outside ASCII as one of sixteen control characters, after another that marks the character's begin. */
const toHalves = (character: string) => {
  const code = character.charCodeAt(0)
  return `\u001e${String.fromCharCode(11 + (code >> 12), 11 + ((code >> 8) & 15), 11 + ((code >> 4) & 15), 11 + (code & 15))}`
}

/**
 * Texts as they are compared: without regard to case, as one line, and in ASCII alone, because a text that holds any other
 * character takes five times as long to read. Part of a text is part of its form, and nothing else is: controls become spaces first.
 */
export const toSearched = (text: string): string =>
  text
    .toLowerCase()
    // eslint-disable-next-line no-control-regex -- control characters are what is replaced
    .replaceAll(/[\u0000-\u001f]/g, ' ')
    .replaceAll(/[^ -\u007f]/g, toHalves)
export const toLine = ({ summary, subject }: Pick<EntryRow, 'summary' | 'subject'>): string => `${toSearched(summary)}\u001f${toSearched(subject ?? '')}\n`

/** Writes the rows of a batch, what is counted of them, and each block that they complete. Inside the caller's transaction. */
export function createEntryWriter(raw: Raw): (rows: readonly EntryRow[]) => void {
  // Compiled once: they run for every entry, and folding a large ledger anew is mostly this.
  const insert = raw.prepare<[number, string, string, string, string, string | null]>('INSERT OR IGNORE INTO entry_row (seq, at, actor, kind, summary, subject) VALUES (?, ?, ?, ?, ?, ?)')
  const count = { kind: prepareCount(raw, 'entry_kind'), actor: prepareCount(raw, 'entry_actor') }
  const writeBlock = createBlockWriter(raw)
  return (rows) => {
    const kinds = new Map<string, number>()
    const actors = new Map<string, number>()
    for (const { seq, at, actor, kind, summary, subject } of rows) {
      if (insert.run(seq, at, actor, kind, summary, subject).changes === 0) continue
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      actors.set(actor, (actors.get(actor) ?? 0) + 1)
    }
    for (const [value, added] of kinds) count.kind.run(value, added)
    for (const [value, added] of actors) count.actor.run(value, added)
    for (const { seq } of rows) if (seq % blockSize === blockSize - 1) writeBlock(seq + 1 - blockSize)
  }
}

const prepareCount = (raw: Raw, table: 'entry_kind' | 'entry_actor') =>
  raw.prepare<[string, number]>(`INSERT INTO ${table} (value, count) VALUES (?, ?) ON CONFLICT (value) DO UPDATE SET count = count + excluded.count`)

type BlockRow = [kind: number, actor: number, summary: string, subject: string | null]

function createBlockWriter(raw: Raw): (first: number) => void {
  const read = raw.prepare<[number, number], BlockRow>(
    'SELECT k.id, a.id, r.summary, r.subject FROM entry_row r JOIN entry_kind k ON k.value = r.kind JOIN entry_actor a ON a.value = r.actor WHERE r.seq >= ? AND r.seq < ? ORDER BY r.seq',
  ).raw()
  const insert = raw.prepare<[number, Buffer, Buffer, string]>('INSERT OR IGNORE INTO entry_block (seq, names, ends, texts) VALUES (?, ?, ?, ?)')
  return (first) => {
    const names = Buffer.alloc(blockSize * 8)
    const ends = Buffer.alloc(blockSize * 4)
    let texts = ''
    for (const [i, [kind, actor, summary, subject]] of read.all(first, first + blockSize).entries()) {
      names.writeUInt32LE(kind, i * 8)
      names.writeUInt32LE(actor, i * 8 + 4)
      texts += toLine({ summary, subject })
      ends.writeUInt32LE(texts.length, i * 4)
    }
    insert.run(first, names, ends, texts)
  }
}
