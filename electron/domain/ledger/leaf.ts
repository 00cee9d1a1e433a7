import type { Entry } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import type { StoredEntry } from './service.ts'

/** An entry bundle of C2SP tlog-tiles gives a leaf's length in 16 bits. */
export const maximumLeafBytes = 65_535

/** What all entries of one append share. */
export type Frame = Pick<Entry, 'actor' | 'at' | 'clockBack' | 'ledger'>

/**
 * Writes the canonical bytes of entries around the canonical text of their bodies: the other members are written in order;
 * docs/formats/ledger.md gives the form. BAD_INPUT where the text is too long or holds U+FFFD, which stands for bytes that were lost before.
 */
export function createLeafWriter({ actor, at, clockBack, ledger }: Frame): (kind: string, body: string, seq: number, payload?: readonly string[]) => string {
  const text = JSON.stringify
  const begin = `{"actor":${text(actor)},"at":${text(at)},"body":`
  const middle = clockBack === undefined ? ',"kind":' : `,"clockBack":${clockBack},"kind":`
  const end = `,"ledger":${text(ledger)},`
  return (kind, body, seq, payload) => {
    const commitments = payload === undefined ? '' : `"payload":${text(payload)},`
    const leaf = `${begin}${body}${middle}${text(kind)}${end}${commitments}"seq":${seq},"v":1}`
    refuseUnfit(leaf, kind)
    return leaf
  }
}

function refuseUnfit(leaf: string, kind: string): void {
  // A character takes three bytes at most for each of its UTF-16 units.
  if (leaf.length * 3 > maximumLeafBytes && Buffer.byteLength(leaf) > maximumLeafBytes) {
    throw new AppError('BAD_INPUT', `This entry (${kind}) would take ${Buffer.byteLength(leaf)} bytes; the ledger takes ${maximumLeafBytes}. Shorten its texts, or put long ones into a file.`)
  }
  if (leaf.includes('\uFFFD')) {
    throw new AppError('BAD_INPUT', `This entry (${kind}) holds the replacement character U+FFFD: a text lost characters when it was read. Enter it again or read its file with the right encoding.`)
  }
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
