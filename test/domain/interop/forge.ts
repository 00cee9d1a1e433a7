import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { createArchive, readArchive } from '../../../electron/tlog/archive.ts'
import { bundlePaths, parseBundleText, toBundleText, type BundleHead } from '../../../electron/tlog/bundle.ts'
import { parseNote } from '../../../electron/tlog/note.ts'
import type { Body } from '../../../electron/domain/ledger/folds.ts'
import { toEvidenceHash } from '../../../electron/domain/reviews/readers.ts'
import { founder, quiet, type World } from '../../support/world.ts'

export type Files = Map<string, Uint8Array>
export type Frozen = NonNullable<Body<'review.moved/v1'>['bundle']>

export const loadFiles = (path: string): Files => readArchive(readFileSync(path))
export const textIn = (files: Files, path: string): string => Buffer.from(files.get(path)!).toString('utf8')

/** Packs files as they are: whatever the list of contents says. */
export function pack(path: string, files: Files): string {
  writeFileSync(path, createArchive(files))
  return path
}

/** Packs changed files under a list of contents that the log signs anew: what somebody with the log key could send. */
export function packSigned(path: string, { workspace }: World, files: Files, head: Partial<BundleHead> = {}): string {
  const signed = parseBundleText(parseNote(textIn(files, bundlePaths.note)).text).head
  const content = new Map([...files].filter(([name]) => name !== bundlePaths.note))
  const note = workspace.ledger.signBundle(toBundleText({ ...signed, ...head }, content))
  return pack(path, new Map([[bundlePaths.note, Buffer.from(note)], ...content]))
}

/** The bytes of a bundle with every occurrence of one text replaced by another of the same length. */
export function patchBytes(from: string, to: string, search: string, replacement: string): string {
  const bytes = readFileSync(from)
  for (let at = bytes.indexOf(search); at >= 0; at = bytes.indexOf(search, at + 1)) bytes.write(replacement, at, 'latin1')
  writeFileSync(to, bytes)
  return to
}

/** Fields of a record in the directory of a zip, by place and length. */
const fields = { flags: [8, 2], method: [10, 2], attributes: [38, 4], offset: [42, 4] } as const

/** Sets a field of the directory's record of log.vkey, and says nothing of it in the file's own header. */
export function patchRecord(from: string, to: string, field: keyof typeof fields, value: number): string {
  const content = readFileSync(from)
  const [at, length] = fields[field]
  content.writeUIntLE(value, content.lastIndexOf('log.vkey') - 46 + at, length)
  writeFileSync(to, content)
  return to
}

/** Everything that an import could have changed: the tree, and each file of the folder with its size. */
export function stateOf({ workspace, dir }: World): { checkpoint: string; files: string[] } {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/-(wal|shm)$/.test(name) && statSync(join(dir, name)).isFile())
    .map((name) => `${name} ${statSync(join(dir, name)).size}`)
  return { checkpoint: workspace.ledger.tip().checkpoint, files: files.toSorted() }
}

/** The sentence by which an import is refused, everybody being trusted unless said; nothing has changed by it. */
export async function refusalOf(world: World, path: string, confirmed = world.workspace.interop.inspect(path).parties.map(({ fingerprint }) => fingerprint)): Promise<string> {
  const before = stateOf(world)
  try {
    await world.workspace.interop.import(founder, { path, confirmed }, quiet)
    return 'not refused'
  } catch (error) {
    return isDeepStrictEqual(stateOf(world), before) ? (error as Error).message : 'refused, but something was written'
  }
}

/** The files of a bundle as the ledger proves them now, with further entries: what somebody with the log key could send. */
export function proveAgain({ workspace: { ledger } }: World, files: Files, more: readonly number[]): Files {
  const seqs = [...files.keys()].flatMap((path) => /^entries\/(\d+)\.json$/.exec(path)?.[1] ?? []).map(Number)
  const kept = [...files].filter(([path]) => !path.startsWith('consistency/'))
  const proved = [...seqs, ...more].flatMap((seq) => [[bundlePaths.entry(seq), Buffer.from(ledger.read(seq).leaf)] as const, [bundlePaths.proof(seq), Buffer.from(ledger.inclusionFile(seq))] as const])
  return new Map([...kept, ...proved, [bundlePaths.checkpoint, Buffer.from(ledger.tip().checkpoint)] as const].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** What was submitted, said otherwise, under a digest that belongs to it. */
export const withItem = (frozen: Frozen, ...items: Frozen['evidence']): Frozen => hashed({ ...frozen, evidence: [...frozen.evidence, ...items] })
export const hashed = (frozen: Frozen): Frozen => ({ ...frozen, evidenceHash: toEvidenceHash(frozen.evidence) })
export const changed = (frozen: Frozen, name: string, change: (item: Frozen['evidence'][number]) => Frozen['evidence'][number]) =>
  hashed({ ...frozen, evidence: frozen.evidence.map((item) => (item.id.startsWith(name) ? change(item) : item)) })
