import type { Entry } from '../../../../shared/contract/ledger.ts'
import { isCanonical } from '../../../tlog/canonical.ts'
import type { Report } from '../../../tlog/verification.ts'

export type FormFinding = 'ENTRY-ENCODING' | 'ENTRY-MALFORMED' | 'ENTRY-NONCANONICAL' | 'ENTRY-POSITION' | 'ENTRY-LEDGER' | 'CLOCK'

const members = new Set(['actor', 'at', 'body', 'clockBack', 'kind', 'ledger', 'payload', 'seq', 'v'])
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const kindForm = /^[a-z][a-z.-]*\/v[1-9]\d*$/

/** Times of the entries read so far. */
export interface Times {
  earliest: string
  newest: string
}

/** Later than any entry: nothing was read yet. */
export const noTimes = (): Times => ({ earliest: '~', newest: '' })

/**
 * Reads every entry in full: encoding, canonical form, place, ledger, order of time. Null where it is no entry at all. `times` says
 * what came before, and is kept up to date.
 */
export function createEntryReader(origin: string, report: Report<FormFinding>, times = noTimes()): (seq: number, leaf: string) => Entry | null {
  return (seq, leaf) => {
    if (leaf.includes('\uFFFD')) report('ENTRY-ENCODING', seq, `Entry ${seq} holds bytes that are not UTF-8.`)
    const entry = parseEntry(leaf)
    if (!entry) {
      report('ENTRY-MALFORMED', seq, `Entry ${seq} is not a JSON object with the members of an entry.`)
      return null
    }
    if (!isCanonical(leaf, entry)) report('ENTRY-NONCANONICAL', seq, `Entry ${seq} is not the RFC 8785 form of what it says.`)
    if (entry.seq !== seq) report('ENTRY-POSITION', seq, `The row ${seq} holds the entry that was written as number ${entry.seq}.`)
    if (entry.ledger !== origin) report('ENTRY-LEDGER', seq, `Entry ${seq} was written for the ledger ${entry.ledger}.`)
    if (entry.at < times.earliest) times.earliest = entry.at
    if (entry.at < times.newest) report('CLOCK', seq, `Entry ${seq} is dated ${entry.at}, an earlier one ${times.newest}.`)
    else times.newest = entry.at
    return entry
  }
}

/**
 * Reads only entries of the kinds asked for, and those whose last members are not as they must be: the canonical form ends
 * with kind, ledger, seq and v, so that place and ledger show without parsing.
 */
export function createTailReader(origin: string, kinds: ReadonlySet<string>, read: (seq: number, leaf: string) => Entry | null): (seq: number, leaf: string) => Entry | null {
  const ledger = `","ledger":${JSON.stringify(origin)},"seq":`
  const last = ',"v":1}'
  const places = createPlaces()
  // Entries of one kind often stand side by side: what such a one has before its number.
  let before = { tail: ledger, isRead: true }
  return (seq, leaf) => {
    const endOfNumber = leaf.length - last.length
    const number = endOfNumber - places(seq)
    // Piece by piece, and as slices: the whole tail put together for each entry, or `endsWith`, would take as long as hashing a node.
    if (leaf.slice(endOfNumber) !== last || !hasNumber(leaf, seq, endOfNumber)) return read(seq, leaf)
    const begin = number - before.tail.length
    if (leaf.slice(begin, number) !== before.tail || leaf[begin - 1] !== '"') {
      const end = number - ledger.length
      if (leaf.slice(end, number) !== ledger) return read(seq, leaf)
      const kind = leaf.slice(leaf.lastIndexOf('"', end - 1) + 1, end)
      before = { tail: `${kind}${ledger}`, isRead: kinds.has(kind) }
    }
    return before.isRead ? read(seq, leaf) : null
  }
}

/** How many digits numbers have that only grow. */
export function createPlaces(): (growing: number) => number {
  let [places, beyond] = [1, 10]
  return (growing) => {
    for (; growing >= beyond; beyond *= 10) places++
    return places
  }
}

/** Whether the digits of `number` stand in `text` right before `end`. */
export function hasNumber(text: string, number: number, end: number): boolean {
  let rest = number
  let at = end
  do {
    if (text.charCodeAt(--at) !== 48 + (rest % 10)) return false
    rest = Math.floor(rest / 10)
  } while (rest > 0)
  return true
}

function parseEntry(leaf: string): Entry | null {
  try {
    const value: unknown = JSON.parse(leaf)
    return isEntry(value) ? value : null
  } catch {
    return null
  }
}

// By hand: a schema would take as long as all the rest of reading an entry.
function isEntry(value: unknown): value is Entry {
  if (value === null || typeof value !== 'object') return false
  for (const name in value) if (!members.has(name)) return false
  const { actor, at, body, clockBack, kind, ledger, payload, seq, v } = value as Record<string, unknown>
  return (
    typeof actor === 'string' &&
    typeof at === 'string' &&
    instant.test(at) &&
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body) &&
    typeof kind === 'string' &&
    kindForm.test(kind) &&
    typeof ledger === 'string' &&
    Number.isSafeInteger(seq) &&
    v === 1 &&
    (clockBack === undefined || (Number.isSafeInteger(clockBack) && (clockBack as number) > 0)) &&
    (payload === undefined || (Array.isArray(payload) && payload.every((id) => typeof id === 'string')))
  )
}
