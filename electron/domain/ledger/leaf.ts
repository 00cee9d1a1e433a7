import type { Entry } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { StoredEntry } from './service.ts'

/** An entry bundle of C2SP tlog-tiles gives a leaf's length in 16 bits. */
export const maximumLeafBytes = 65_535

/**
 * The canonical bytes of an entry. Its members are written in order, so only the body needs sorting; docs/formats/ledger.md
 * gives the form. BAD_INPUT where the text is too long or holds U+FFFD, which stands for bytes that were lost before.
 */
export function toLeaf(entry: Omit<Entry, 'payload' | 'v'>): string {
  const text = JSON.stringify
  const clockBack = entry.clockBack === undefined ? '' : `"clockBack":${entry.clockBack},`
  const leaf = `{"actor":${text(entry.actor)},"at":${text(entry.at)},"body":${toCanonical(entry.body)},${clockBack}"kind":${text(entry.kind)},"ledger":${text(entry.ledger)},"seq":${entry.seq},"v":1}`
  if (leaf.length * 3 > maximumLeafBytes && Buffer.byteLength(leaf) > maximumLeafBytes) {
    throw new AppError('BAD_INPUT', `This entry (${entry.kind}) would take ${Buffer.byteLength(leaf)} bytes; the ledger takes ${maximumLeafBytes}. Shorten its texts, or put long ones into a file.`)
  }
  if (leaf.includes('\uFFFD')) {
    throw new AppError('BAD_INPUT', `This entry (${entry.kind}) holds the replacement character U+FFFD: a text lost characters when it was read. Enter it again or read its file with the right encoding.`)
  }
  return leaf
}

/** A leaf of this ledger as an entry; LEDGER_UNSAFE where it is not one. */
export function parseLeaf(leaf: string, seq: number, origin: string): StoredEntry {
  const entry = parseObject(leaf)
  if (entry?.seq !== seq || entry.ledger !== origin) {
    throw new AppError('LEDGER_UNSAFE', `Entry ${seq} of ledger.db is not an entry of this ledger: the file was changed. Verify the ledger, and restore it from a backup.`)
  }
  return Object.assign(entry, { leaf })
}

function parseObject(leaf: string): Entry | null {
  try {
    return JSON.parse(leaf) as Entry | null
  } catch {
    return null
  }
}
