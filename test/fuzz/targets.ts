import { AppError } from '../../shared/errors.ts'
import { parseBundle } from '../../electron/domain/interop/bundle-file.ts'
import { readContents } from '../../electron/domain/interop/contents.ts'
import { readRequest } from '../../electron/domain/interop/request-contents.ts'
import { parseLeaf } from '../../electron/domain/ledger/leaf.ts'
import { createEntryReader } from '../../electron/domain/ledger/verification/entry-form.ts'
import { createPeopleCheck } from '../../electron/domain/ledger/verification/people.ts'
import { ArchiveError, createArchive } from '../../electron/tlog/archive.ts'
import { BundleError, bundlePaths, openBundle, parseBundleText, parseForeignJson, toBundleText } from '../../electron/tlog/bundle.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'
import { openCheckpoint, readCheckpoint, signCheckpoint } from '../../electron/tlog/checkpoint.ts'
import { cosign, createCosigner, openCosignature, parseCosignerVkey } from '../../electron/tlog/cosignature.ts'
import { NoteError, type createSigner, openNote, parseVkey, signNote } from '../../electron/tlog/note.ts'
import { parseConsistencyFile, parseInclusionFile, toConsistencyFile, toInclusionFile } from '../../electron/tlog/proof-file.ts'
import { createConsistencyProof, createInclusionProof, verifyConsistencyProof, verifyInclusionProof } from '../../electron/tlog/proof.ts'
import { parseStatement } from '../../electron/tlog/statement.ts'
import { parseEntryBundle, parseTile } from '../../electron/tlog/tiles.ts'
import { createFrontier, createSubtrees, leafHash } from '../../electron/tlog/tree.ts'
import { ana, createFolder, fillLedger, sees, stealLogKey, toDecisionText } from '../domain/ledger/sample.ts'
import { mutate, mutateValue, type Random } from './mutations.ts'

export interface Target {
  name: string
  /** Of a hundred cases. */
  share: number
  /** Makes a case and gives it to the parser; throws what the parser throws. */
  run(random: Random): void
}

/** The refusals that a parser may throw. Anything else is a crash. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof NoteError || error instanceof BundleError || error instanceof ArchiveError || (error instanceof AppError && error.code !== 'INTERNAL')

/** Valid objects of every format, and what reads them; cases are changes of these. */
export function createTargets(): Target[] {
  const { leaves, origin, signer } = loadLeaves()
  const witness = createCosigner('witness.example.org', Buffer.alloc(32, 8))
  const made = sign(leaves, signer)
  const verifier = parseVkey(signer.vkey)
  const statement = toDecisionText('R-1', ana.name, { ...sees({ origin, tip: () => ({ size: 7, root: Buffer.alloc(32, 5), checkpoint: '' }) }) })
  const texts = {
    checkpoint: made.checkpoint,
    inclusion: made.inclusion(1),
    consistency: made.consistency,
    cosigned: cosign(made.checkpoint, witness, new Date('2026-11-21T10:00:00Z')),
    note: signNote(statement, [ana]),
    vkey: signer.vkey,
  }
  const files = toFiles(leaves, signer, origin)
  const archive = Buffer.from(createArchive(files))
  const corpus = [...Object.values(texts), statement, ...leaves].map((text) => Buffer.from(text))
  const change = (random: Random, text: string) => mutate(random, Buffer.from(text), corpus)
  const changeLeaf = (random: Random, leaf: string) => (random() < 0.3 ? change(random, leaf).toString() : toCanonical(mutateValue(random, JSON.parse(leaf))))
  const one = (random: Random, list: readonly string[]) => list[Math.floor(random() * list.length)]!
  const tree = { leaf: leafHash(leaves[1]!), root: openCheckpoint(made.checkpoint, verifier).root }
  return [
    { name: 'checkpoint', share: 16, run: (random) => { const text = change(random, texts.checkpoint).toString(); readCheckpoint(text); openCheckpoint(text, verifier) } },
    {
      name: 'inclusion proof',
      share: 12,
      run: (random) => {
        const { index, path } = parseInclusionFile(change(random, texts.inclusion).toString())
        const holds = verifyInclusionProof(tree.leaf, index, leaves.length, tree.root, path)
        if (holds && index !== 1) throw new Error('a proof holds for another entry')
      },
    },
    {
      name: 'consistency proof',
      share: 10,
      run: (random) => {
        const { old, path, checkpoint } = parseConsistencyFile(change(random, texts.consistency).toString())
        verifyConsistencyProof(old, tree.leaf, leaves.length, tree.root, path)
        openCheckpoint(checkpoint, verifier)
      },
    },
    { name: 'cosignature', share: 10, run: (random) => void openCosignature(change(random, texts.cosigned).toString(), parseCosignerVkey(witness.vkey)) },
    { name: 'signed statement', share: 12, run: (random) => { const text = change(random, texts.note).toString(); openNote(text, [ana].map(({ vkey }) => parseVkey(vkey))); parseStatement(text) } },
    { name: 'text of a statement', share: 8, run: (random) => void parseStatement(change(random, statement).toString()) },
    { name: 'verifier key', share: 4, run: (random) => void parseVkey(change(random, texts.vkey).toString()) },
    {
      name: 'entry',
      share: 14,
      run: (random) => {
        const text = changeLeaf(random, one(random, leaves))
        const report = () => {}
        const entry = createEntryReader(origin, report)(1, text)
        if (entry) createPeopleCheck({ origin, rootAt: () => tree.root, report })(entry)
        parseForeignJson(text, 'entry', 65_535)
        parseLeaf(text, 1, origin)
      },
    },
    { name: 'tile and entry bundle', share: 4, run: (random) => { const bytes = mutate(random, archive.subarray(0, 600), corpus); parseEntryBundle(bytes, 3); parseTile(bytes, 8) } },
    { name: 'list of contents', share: 3, run: (random) => void parseBundleText(change(random, toBundleText(head(origin), files)).toString()) },
    { name: 'bundle, its bytes changed', share: 3, run: (random) => void parseBundle('review.countersign', mutate(random, archive, corpus)) },
    {
      name: 'bundle, one file changed',
      share: 2,
      run: (random) => {
        const path = one(random, [...files.keys()])
        openBundle(new Map(files).set(path, mutate(random, Buffer.from(files.get(path)!), corpus)))
      },
    },
    {
      name: 'bundle, changed and signed by a hostile log',
      share: 2,
      run: (random) => {
        const at = Math.floor(random() * leaves.length)
        const opened = openBundle(toFiles(leaves.with(at, changeLeaf(random, leaves[at]!)), signer, origin))
        readRequest(opened, readContents(opened))
      },
    },
  ]
}

const head = (origin: string) => ({ bundle: 'request' as const, ledger: origin, review: 'R-1', reviewLedger: origin, entry: 1, exportedAt: '2026-11-21T10:00:00.000Z', exportedBy: ana.name })
const wanted = ['genesis/v1', 'person.enrolled/v1', 'check.completed/v1', 'decision/v1']

/** Entries of a real ledger, renumbered from 0. */
function loadLeaves(): { leaves: string[]; origin: string; signer: ReturnType<typeof createSigner> } {
  const folder = createFolder()
  const ledger = fillLedger(folder)
  const entries = [...ledger.entries(0, ledger.tip().size)].filter(({ kind }) => wanted.includes(kind))
  const leaves = entries.map(({ leaf, seq }, i) => leaf.replace(`"seq":${seq},"v":1}`, `"seq":${i},"v":1}`))
  const signer = stealLogKey(folder, ledger.origin)
  ledger.close()
  folder.end()
  return { leaves, origin: ledger.origin, signer }
}

function sign(leaves: readonly string[], signer: ReturnType<typeof createSigner>) {
  const hashes = leaves.map(leafHash)
  const frontier = createFrontier()
  for (const hash of hashes) frontier.push(hash)
  const subtrees = createSubtrees((from, to) => hashes.slice(from, to), () => {
    throw new Error('no tile is full')
  })
  const checkpoint = signCheckpoint(signer, leaves.length, frontier.root())
  return {
    checkpoint,
    inclusion: (index: number) => toInclusionFile({ index, path: createInclusionProof(index, leaves.length, subtrees), checkpoint }),
    consistency: toConsistencyFile({ old: 3, path: createConsistencyProof(3, leaves.length, subtrees), checkpoint }),
  }
}

/** A whole bundle over these entries, as a log that may be hostile signs it. */
function toFiles(leaves: readonly string[], signer: ReturnType<typeof createSigner>, origin: string): Map<string, Uint8Array> {
  const { checkpoint, inclusion } = sign(leaves, signer)
  const listed = new Map<string, Uint8Array>([
    [bundlePaths.checkpoint, Buffer.from(checkpoint)],
    [bundlePaths.logVkey, Buffer.from(`${signer.vkey}\n`)],
    ...leaves.flatMap((leaf, seq): [string, Uint8Array][] => [
      [bundlePaths.entry(seq), Buffer.from(leaf)],
      [bundlePaths.proof(seq), Buffer.from(inclusion(seq))],
    ]),
  ])
  return new Map([[bundlePaths.note, Buffer.from(signNote(toBundleText(head(origin), listed), [signer]))], ...listed])
}
