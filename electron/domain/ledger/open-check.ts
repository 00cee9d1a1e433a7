import type { Finding } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { loadLedgerDdl } from '../../platform/sqlite-ledger.ts'
import { openCheckpoint } from '../../tlog/checkpoint.ts'
import { NoteError } from '../../tlog/note.ts'
import { parseVkey } from '../../tlog/note.ts'
import { frontierAt, hashToBase64, rememberSubtrees } from '../../tlog/tree.ts'
import { toFinding } from './findings.ts'
import { parseGenesis } from './genesis.ts'
import { loadLogKeys } from './log-key.ts'
import type { HeldLogKey } from './log-key.ts'
import { highWaterFile, readMark, witnessFile } from './marks.ts'
import { followRotations } from './rotations.ts'
import type { Checkpoint } from '../../tlog/checkpoint.ts'
import type { Frontier, Subtrees } from '../../tlog/tree.ts'
import type { Genesis } from './genesis.ts'
import type { Head, LedgerStore } from './store.ts'

export interface OpenCheck {
  genesis: Genesis | null
  /** The tree over what is there; null where not even its edge can be read. */
  frontier: Frontier | null
  head: Head | null
  /** False where the tables themselves are gone. */
  readable: boolean
  findings: Finding[]
  /** What the signed head says against stored nodes and tail; a verification of all entries compares it anew. */
  headFindings: Finding[]
}

export interface SeenBefore extends Checkpoint {
  note: string
  path: string
  /** Who saw it, as a sentence begins. */
  by: string
}

/**
 * The signed heads that this computer and the witness file saw last. To be read before the transaction in which the ledger is
 * looked at: another process may append meanwhile, and its newer mark would make an honest ledger look rolled back.
 */
export function readSeenBefore(store: LedgerStore, stateDir: string, dir: string, ours = createKeyReader(stateDir)): SeenBefore[] {
  const tables = store.readSchema().map(({ name }) => name)
  if (!tables.includes('entry') || !tables.includes('head')) return []
  const genesis = readGenesis(store, ours)
  if (!genesis) return []
  // A copy from before a change of the log key does not know the newer one; this computer may.
  const others = ours(genesis.origin).map(({ signer }) => parseVkey(signer.vkey))
  const places = [
    { path: highWaterFile(stateDir, genesis.origin), by: 'This computer saw' },
    { path: witnessFile(dir, genesis.origin), by: 'The witness file of the workspace holds' },
  ]
  return places.flatMap((place) => {
    const mark = readMark(place.path, genesis.log, others)
    return mark && mark.size > 0 ? [{ ...mark, ...place }] : []
  })
}

/**
 * What can be said in milliseconds about a ledger of any size: its schema, signed head, right edge, and whether it is the one
 * that was seen before. Reads inside the caller's transaction; throws only what the database throws.
 */
export function checkAtOpen(store: LedgerStore, seen: readonly SeenBefore[], ours: KeyReader): OpenCheck {
  const findings = compareSchema(store.readSchema())
  // Without the tables nothing below could even be asked.
  if (findings.some(({ kind, detail }) => kind === 'SCHEMA-MISSING' && /"(entry|node|head)"/.test(detail))) {
    return { genesis: null, frontier: null, head: null, readable: false, findings, headFindings: [] }
  }
  const genesis = readGenesis(store, ours)
  if (!genesis) findings.push(toFinding('GENESIS', 0, 'Entry 0 is missing, or is not the genesis of a ledger.'))
  const size = store.readSize()
  const head = store.readHead()
  // What was seen before is mostly the tree of now, and one state of it is read throughout.
  const edge = { store, subtrees: rememberSubtrees(store.subtrees) }
  const frontier = readFrontier(edge, size, findings)
  if (!head) findings.push(toFinding('HEAD-MISSING', null, `The head row is gone; ${size} entries are there.`))
  if (frontier) findings.push(...seen.flatMap((mark) => compareMark(edge, mark, size)))
  const headFindings = head && genesis ? compareHead(head, genesis, size, frontier) : []
  return { genesis, frontier, head, readable: true, findings, headFindings }
}

/** Entry 0 with the log keys that followed its own. A damaged key file is not a matter of the ledger's own soundness. */
function readGenesis(store: LedgerStore, ours: KeyReader): Genesis | null {
  const genesis = parseGenesis(store.readLeaf(0))
  if (genesis) followRotations(store, genesis.log, store.readHead()?.note ?? null, store.readSize(), ours(genesis.origin).flatMap(({ since }) => since ?? []))
  return genesis
}

export type KeyReader = (origin: string) => HeldLogKey[]

/** The log keys on this computer, read once for both looks at a ledger: making a key ready takes half a millisecond. */
export function createKeyReader(stateDir: string): KeyReader {
  let known: HeldLogKey[] | null = null
  return (origin) => (known ??= loadOurKeys(stateDir, origin))
}

function loadOurKeys(stateDir: string, origin: string): HeldLogKey[] {
  try {
    return loadLogKeys(stateDir, origin)
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

/** Compares a stored schema verbatim with the released one. */
function compareSchema(stored: readonly { name: string; sql: string }[]): Finding[] {
  const expected = new Map(loadLedgerDdl().split('\n').map(toStatement).filter((statement) => statement !== null))
  const found = new Map(stored.map(({ name, sql }) => [name, sql]))
  return [
    ...[...expected].flatMap(([name, sql]) => {
      if (!found.has(name)) return [toFinding('SCHEMA-MISSING', null, `"${name}" is missing from ledger.db.`)]
      return found.get(name) === sql ? [] : [toFinding('SCHEMA-CHANGED', null, `"${name}" in ledger.db is not the one of format 1.`)]
    }),
    ...[...found.keys()].filter((name) => !expected.has(name)).map((name) => toFinding('SCHEMA-EXTRA', null, `"${name}" in ledger.db is not part of format 1.`)),
  ]
}

function toStatement(line: string): [string, string] | null {
  const match = /^(CREATE (?:TABLE|TRIGGER) (\w+)\b.*);$/.exec(line)
  return match ? [match[2]!, match[1]!] : null
}

interface Edge {
  store: LedgerStore
  subtrees: Subtrees
}

/** The edge of the first `size` entries; null, with a finding, where rows that it needs are missing. */
function readFrontier({ store, subtrees }: Edge, size: number, findings: Finding[]): Frontier | null {
  try {
    return frontierAt(size, subtrees)
  } catch (error) {
    // A failing database speaks for itself; here only rows are missing.
    if (!(error instanceof AppError) || !store.isOpen()) throw error
    findings.push(toFinding('NODE-MISSING', null, `The tree over ${size} entries can not be put together: entries or stored hashes are missing.`))
    return null
  }
}

/** Compares the signed head with the entries there are. */
export function compareHead(head: Head, genesis: Genesis, size: number, frontier: Frontier | null): Finding[] {
  const signed = openHead(head.note, genesis)
  if (!signed) return [toFinding('CHECKPOINT-SIGNATURE', null, `The head of ledger.db is not signed by the log key of this ledger (${genesis.log.current.vkey}).`)]
  if (signed.size > size) return [toFinding('TRUNCATED', size, `The signed head covers ${signed.size} entries; ${size} are there.`)]
  if (signed.size < size) return [toFinding('HEAD-BEHIND', signed.size, `The signed head covers ${signed.size} entries; ${size} are there.`)]
  if (frontier && frontier.root() !== signed.root) {
    return [toFinding('HEAD-MISMATCH', null, `The entries give the root ${hashToBase64(frontier.root())}; the head signs ${hashToBase64(signed.root)}.`)]
  }
  if (head.size !== signed.size) return [toFinding('HEAD-MISMATCH', null, `The head row says ${head.size} entries; its signed note says ${signed.size}.`)]
  return []
}

function openHead(note: string, { log }: Genesis): Checkpoint | null {
  try {
    return openCheckpoint(note, log)
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}

function compareMark(edge: Edge, mark: SeenBefore, size: number): Finding[] {
  if (mark.size > size) return [toFinding('ROLLED-BACK', size, `${mark.by} a signed head over ${mark.size} entries; ${size} are there (${mark.path}).`)]
  const missing: Finding[] = []
  const past = readFrontier(edge, mark.size, missing)
  if (!past) return missing
  if (past.root() === mark.root) return []
  return [toOtherHistory(mark)]
}

/** A signed head seen before whose entries were others. */
export const toOtherHistory = ({ by, size, path }: SeenBefore): Finding =>
  toFinding('EXTERNAL-MISMATCH', size - 1, `${by} a signed head over ${size} entries with another root (${path}).`)
