import { sha256 } from '#tlog/crypto'
import type { Entry } from '../shared/contract/ledger.ts'
import { reportEntries } from '../shared/contract/reports.ts'
import { toFinding } from '../electron/domain/ledger/findings.ts'
import type { FindingKind } from '../electron/domain/ledger/findings.ts'
import { parseGenesis } from '../electron/domain/ledger/genesis.ts'
import type { Genesis } from '../electron/domain/ledger/genesis.ts'
import { parseRotation, rotationKind } from '../electron/domain/ledger/rotation.ts'
import { blobsOf, listOf, listedIn } from '../electron/domain/ledger/verification/blob-digests.ts'
import { createEntryReader } from '../electron/domain/ledger/verification/entry-form.ts'
import { createPapersCheck } from '../electron/domain/ledger/verification/papers.ts'
import { createPeopleCheck } from '../electron/domain/ledger/verification/people.ts'
import { createWitnessCheck } from '../electron/domain/ledger/verification/witnesses.ts'
import { openCheckpoint, readCheckpoint } from '../electron/tlog/checkpoint.ts'
import type { Checkpoint } from '../electron/tlog/checkpoint.ts'
import { listTiles, parseEntryBundle, parseTile } from '../electron/tlog/tiles.ts'
import { hashToBase64, hashToHex } from '../electron/tlog/tree.ts'
import { fingerprintOf } from '../electron/tlog/vkey.ts'
import type { FileSet } from './given-files.ts'
import { readText } from './given-files.ts'
import { createGrowingTree, toBase64 } from './recomputed-tree.ts'
import type { GrowingTree } from './recomputed-tree.ts'
import { fails, holds, unchecked } from './result.ts'
import type { Check, FileLine, RecomputedTree, Result, SignatureLine } from './result.ts'
import { attempt, takeKey, toSignatureLine } from './signatures.ts'
import type { KnownKeys } from './signatures.ts'

export type Progress = (done: number, total: number) => Promise<void>

interface Found {
  kind: FindingKind
  seq: number | null
  detail: string
}

/** What can be found once a folder has been read: everything below is made of it. */
interface Reading {
  files: FileSet
  checkpoint: Checkpoint
  note: string
  genesis: Genesis | null
  tree: GrowingTree
  found: Found[]
  /** Files of the tree that are missing or have another form. */
  unreadable: string[]
  signatures: SignatureLine[]
  /** By digest the entry that names it. */
  blobs: Map<string, number>
  /** Of those the ones that name further files. */
  lists: Set<string>
  reports: Map<string, number>
}

export const isExport = (files: FileSet): boolean => files.has('checkpoint') && files.paths.some((path) => path.startsWith('tile/entries/'))

/** Checks an exported ledger from its bytes alone: the tree is recomputed from the entries and everything else is held against it. */
export async function checkExport(files: FileSet, progress: Progress): Promise<{ result: Result; tree: RecomputedTree | null }> {
  const note = (await readText(files, 'checkpoint')) ?? ''
  const checkpoint = attempt(() => readCheckpoint(note))
  if (!checkpoint) {
    const check = fails('Checkpoint', 'The file "checkpoint" is not a signed checkpoint: without it nothing says what the entries have to add up to.')
    return { result: { kind: 'export', name: files.name, origin: '', size: null, root: '', logFingerprint: '', checks: [check], signatures: [], files: [] }, tree: null }
  }
  const reading = await readEntries(files, note, checkpoint, progress)
  const { tree, genesis } = reading
  const result: Result = {
    kind: 'export',
    name: files.name,
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: hashToBase64(checkpoint.root),
    logFingerprint: genesis ? fingerprintOf(genesis.log.current.publicKey) : '',
    checks: [await toCheckpointCheck(reading), toTreeCheck(reading), await toTilesCheck(reading), toEntriesCheck(reading), toPeopleCheck(reading), toPapersCheck(reading)],
    signatures: reading.signatures,
    files: await toFileLines(reading),
  }
  const known = { origin: checkpoint.origin, size: tree.size, rootAt: (size: number) => toBase64(tree.rootAt(size)), reports: reading.reports }
  return { result, tree: overallTree(result) ? known : null }
}

/** A tree that does not lead to its checkpoint is no measure for other files. */
const overallTree = ({ checks }: Result) => checks[0]!.state === 'holds' && checks[1]!.state === 'holds'

async function readEntries(files: FileSet, note: string, checkpoint: Checkpoint, progress: Progress): Promise<Reading> {
  const reading: Reading = { files, checkpoint, note, genesis: null, tree: createGrowingTree(), found: [], unreadable: [], signatures: [], blobs: new Map(), lists: new Set(), reports: new Map() }
  let take: ((leaf: string) => void) | null = null
  for (const { path, level, width } of listTiles(checkpoint.size)) {
    if (level !== 'entries') continue
    const bytes = await files.read(path)
    const leaves = bytes && parseEntryBundle(bytes, width)
    if (!leaves) {
      reading.unreadable.push(path)
      break
    }
    for (const leaf of leaves) (take ??= createTaker(reading, leaf))(leaf)
    await progress(reading.tree.size, checkpoint.size)
  }
  return reading
}

/** The checks of the program itself, over entries as they come; the first one is the genesis. */
function createTaker(reading: Reading, first: string): (leaf: string) => void {
  const { tree, found } = reading
  const genesis = (reading.genesis = parseGenesis(first))
  const origin = genesis?.origin ?? reading.checkpoint.origin
  const report = (kind: FindingKind, seq: number | null, detail: string) => void found.push({ kind, seq, detail })
  const rootAt = (size: number) => tree.rootAt(size)
  const read = createEntryReader(origin, report)
  const people = createPeopleCheck({ origin, rootAt, report })
  const papers = genesis ? createPapersCheck({ log: genesis.log, rootAt, report }) : () => {}
  const witnesses = genesis ? createWitnessCheck({ log: genesis.log, rootAt, report }) : () => {}
  const keys: KnownKeys = new Map()
  const look = (entry: Entry) => {
    const before = found.length
    people(entry)
    if (genesis && entry.kind === rotationKind) followLog(genesis, entry, report)
    const isSigned = !found.slice(before).some(({ seq }) => seq === entry.seq)
    papers(entry)
    witnesses(entry)
    takeKey(entry, keys)
    const line = toSignatureLine(entry, keys, isSigned ? 'holds' : 'fails')
    if (line) reading.signatures.push(line)
    const paper = reportEntries['report.exported/v1'].safeParse(entry.body).data
    if (paper && entry.kind === 'report.exported/v1') reading.reports.set(paper.file.sha256, entry.seq)
    for (const sha256OfBlob of blobsOf(entry)) if (!reading.blobs.has(sha256OfBlob)) reading.blobs.set(sha256OfBlob, entry.seq)
    const list = listOf(entry)
    if (list !== null) reading.lists.add(list)
  }
  return (leaf) => {
    const entry = read(tree.size, leaf)
    if (entry) look(entry)
    tree.push(leaf)
  }
}

/** From this entry on another key signs, if the one before and the new one have both signed for it. */
function followLog({ log }: Genesis, entry: Entry, report: (kind: FindingKind, seq: number, detail: string) => void): void {
  const change = parseRotation(entry, log.current)
  if (change) log.add(change)
  else report('CHECKPOINT-SIGNATURE', entry.seq, `Entry ${entry.seq} hands the ledger over to another key, but not both keys signed for it.`)
}

async function toCheckpointCheck({ files, note, checkpoint, genesis }: Reading): Promise<Check> {
  const title = 'The checkpoint is signed by the ledger'
  if (!genesis) return fails(title, 'Entry 0 does not say which key signs this ledger, so nothing vouches for the checkpoint.')
  const opened = attempt(() => openCheckpoint(note, genesis.log))
  if (!opened || checkpoint.origin !== genesis.origin) return fails(title, 'The signature of the checkpoint does not belong to its text, or was made with another key than the ledger names.')
  const beside = (await readText(files, 'log.vkey'))?.trim()
  if (beside !== undefined && beside !== genesis.log.current.vkey) return fails(title, 'The file "log.vkey" holds another key than the entries name.')
  return holds(title, `The key that the entries name has signed the root over ${count(checkpoint.size)}. Compare its fingerprint with what the owners of the ledger tell you.`)
}

function toTreeCheck({ checkpoint, tree, unreadable }: Reading): Check {
  const title = 'The entries add up to the signed root'
  if (unreadable.length > 0) return fails(title, `Entries are missing or damaged: ${count(tree.size)} of ${checkpoint.size} could be read.`, [`${unreadable[0]} is missing, or does not hold the entries that it should.`])
  const root = tree.rootAt(checkpoint.size)
  if (root !== checkpoint.root) return fails(title, `The tree recomputed over ${count(tree.size)} has another root than the one that was signed: an entry was changed, removed, inserted or moved.`)
  return holds(title, `The tree was recomputed here over ${count(tree.size)}, and its root is the signed one.`)
}

async function toTilesCheck({ files, checkpoint, tree, unreadable }: Reading): Promise<Check> {
  const title = 'Every stored hash is the one that the entries give'
  const wrong: string[] = []
  let tiles = 0
  for (const { path, level, n, width } of listTiles(checkpoint.size)) {
    if (level === 'entries') continue
    tiles++
    const bytes = await files.read(path)
    const hashes = bytes && parseTile(bytes, width)
    const expected = tree.tile(level, n, width)
    if (!hashes) wrong.push(`${path} is missing, or has another length.`)
    else if (hashes.some((value, i) => value !== expected[i])) wrong.push(`${path} differs at entry ${firstDifference(hashes, expected) * 256 ** level + n * 256 ** (level + 1)}.`)
  }
  if (unreadable.length > 0) return unchecked(title, 'Not every entry could be read, so the stored hashes were not compared.')
  return wrong.length === 0 ? holds(title, `${tiles} tiles were compared.`) : fails(title, 'Hashes and entries do not belong together: one or the other was changed.', wrong.slice(0, 20))
}

const firstDifference = (hashes: readonly string[], expected: readonly string[]) => hashes.findIndex((value, i) => value !== expected[i])

const formKinds: readonly FindingKind[] = ['ENTRY-ENCODING', 'ENTRY-MALFORMED', 'ENTRY-NONCANONICAL', 'ENTRY-POSITION', 'ENTRY-LEDGER', 'CLOCK']
const paperKinds: readonly FindingKind[] = ['HISTORY-CHANGED', 'WITNESS-SIGNATURE', 'WITNESS-INCONSISTENT']

function toEntriesCheck({ found, tree }: Reading): Check {
  const title = 'Every entry stands where it was written'
  const wrong = found.filter(({ kind }) => formKinds.includes(kind))
  if (wrong.length > 0) return fails(title, `${things(wrong.length)} wrong with the form or the place of entries.`, toSentences(wrong))
  return holds(title, `${count(tree.size)} are in canonical form, name this ledger and their own number, and are in order of time.`)
}

function toPeopleCheck({ found, signatures }: Reading): Check {
  const title = 'People signed what the ledger says they signed'
  const wrong = found.filter(({ kind }) => !formKinds.includes(kind) && !paperKinds.includes(kind))
  if (wrong.length > 0) return fails(title, `${things(wrong.length)} wrong with signatures or keys.`, toSentences(wrong))
  return holds(title, `${signatures.length} signed statements: each by the key that was valid then, each used once, each over the history that is still here. That a key belongs to a person is what its enrolment says: compare fingerprints.`)
}

function toPapersCheck({ found }: Reading): Check {
  const title = 'Reports and witnesses speak of this history'
  const wrong = found.filter(({ kind }) => paperKinds.includes(kind))
  if (wrong.length > 0) return fails(title, 'Something that left the ledger speaks of another history than this one.', toSentences(wrong))
  return holds(title, 'Every checkpoint that a report took out, and every cosignature, agrees with the entries before it.')
}

function toSentences(found: readonly Found[]): string[] {
  return found.slice(0, 20).map(({ kind, seq, detail }) => `${kind}: ${detail} ${toFinding(kind, seq, detail).meaning}`)
}

/** Larger ones do not fit into the memory of a page. */
const mostBytes = 1 << 30

async function toFileLines({ files, blobs, lists }: Reading): Promise<FileLine[]> {
  const lines: FileLine[] = []
  const look = async (digest: string, by: string) => {
    const name = `blobs/${digest.slice(0, 2)}/${digest.slice(2)}`
    if ((files.bytes(name) ?? 0) > mostBytes) return void lines.push({ name, state: 'unchecked', sha256: digest, detail: `${by}; too large for this page: compare it with sha256sum` })
    const bytes = await files.read(name)
    const actual = bytes && hashToHex(sha256(bytes))
    if (actual === null) lines.push({ name, state: 'unchecked', sha256: digest, detail: `${by}; not in this export` })
    else lines.push({ name, state: actual === digest ? 'holds' : 'fails', sha256: actual, detail: actual === digest ? by : `${by} with another digest: the file was changed` })
    return actual === digest ? bytes : null
  }
  const seen = new Set(blobs.keys())
  for (const [digest, seq] of blobs) {
    const bytes = await look(digest, `named by entry ${seq}`)
    if (!bytes || !lists.has(digest)) continue
    for (const { sha256: inside, what } of listedIn(bytes)) {
      if (!seen.has(inside)) await look(inside, `${what}, sealed by entry ${seq}`)
      seen.add(inside)
    }
  }
  return lines
}

const things = (found: number) => (found === 1 ? 'One thing is' : `${found} things are`)
const count = (entries: number) => `${entries} ${entries === 1 ? 'entry' : 'entries'}`
