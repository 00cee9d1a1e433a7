import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'
import { blobsOf, listOf, listedIn, type ListedFile } from './blob-digests.ts'

export { blobsOf } from './blob-digests.ts'

export type BlobFinding = 'BLOB-MISSING' | 'BLOB-CHANGED' | 'BLOB-UNREDACTED'

/** A file that is not what an entry names. `what`: as the list calls it in which the entry names it. */
export interface BlobProblem {
  sha256: string
  seq: number
  is: 'missing' | 'changed'
  what?: string
}

/** Where a blob is kept. */
type PathOf = (sha256: string) => string

/** Files that an entry names in a list of its own; none where the list is gone or is not what it was. */
export function listedBy(entry: Pick<Entry, 'kind' | 'body'>, path: PathOf): ListedFile[] {
  const list = listOf(entry)
  if (list === null) return []
  try {
    const content = readFileSync(path(list))
    return createHash('sha256').update(content).digest('hex') === list ? listedIn(content) : []
  } catch {
    return []
  }
}

/** Blobs that were looked at a moment ago; more would fill the memory where every entry names one of its own. */
const remembered = 50_000

/** Hashes the blobs that entries name, once unless they are named again much later. */
export function createBlobReader(path: PathOf): (entry: Pick<Entry, 'seq' | 'kind' | 'body'>, leaf: string) => BlobProblem[] {
  const sound = new Set<string>()
  // One for all files: most are far smaller, and memory that is new costs more than reading them.
  const chunk = Buffer.allocUnsafeSlow(1 << 20)
  return ({ seq, kind, body }, leaf) => {
    // Most entries name none, and looking at the text is cheaper than walking the body.
    if (!leaf.includes('"bytes":') && !leaf.includes('"manifestHash":')) return []
    const problems: BlobProblem[] = []
    const look = (sha256: string, what?: string) => {
      if (sound.has(sha256)) return
      const file = path(sha256)
      const is = !existsSync(file) ? 'missing' : digestOf(file, chunk) !== sha256 ? 'changed' : null
      if (is !== null) problems.push({ sha256, seq, is, ...(what !== undefined && { what }) })
      else {
        if (sound.size >= remembered) sound.clear()
        sound.add(sha256)
      }
    }
    for (const sha256 of blobsOf({ kind, body })) look(sha256)
    for (const { sha256, what } of listedBy({ kind, body }, path)) look(sha256, what)
    return problems
  }
}

export interface BlobCheck {
  take(entry: Entry): void
  /** Problems in the order of their entries. */
  meet(problems: readonly BlobProblem[]): void
  finish(): void
}

/** More broken files than this say nothing more. */
const mostKept = 50_000

/** Weighs what is wrong with blobs against the recorded erasures: what was erased is to be gone, and named again it is to be there. */
export function createBlobCheck(path: PathOf, isNamedAgain: (sha256: string, after: number) => boolean, report: Report<BlobFinding>): BlobCheck {
  const problems = new Map<string, { first: number; last: number; is: BlobProblem['is']; what: string | undefined }>()
  const erased = new Map<string, { by: number; of: number }>()
  return {
    take({ kind, seq, body }) {
      if (kind === 'blob.redacted/v1' && typeof body['sha256'] === 'string') erased.set(body['sha256'], { by: seq, of: Number(body['entry']) })
    },
    meet(found) {
      for (const { sha256, seq, is, what } of found) {
        const known = problems.get(sha256)
        if (known) known.last = seq
        else if (problems.size < mostKept) problems.set(sha256, { first: seq, last: seq, is, what })
      }
    },
    finish() {
      for (const [sha256, { first, last, is, what }] of problems) {
        const file = path(sha256)
        const named = what === undefined ? `named by entry ${first}` : `${what}, as entry ${first} sealed it,`
        // An erased file is met below; named again after its erasure, it was to be stored anew.
        if ((erased.get(sha256)?.by ?? -1) > last) continue
        if (is === 'missing') report('BLOB-MISSING', first, `The file ${sha256} ${named} is missing (${file}).`)
        else report('BLOB-CHANGED', first, `The file ${file} ${named} no longer has that digest.`)
      }
      for (const [sha256, { by, of }] of erased) {
        const file = path(sha256)
        if (!existsSync(file) || isNamedAgain(sha256, by)) continue
        report('BLOB-UNREDACTED', of, `The file ${sha256} named by entry ${of} was erased by entry ${by} and is there again (${file}).`)
      }
    },
  }
}

/** Null where the file can not be read to its end. */
function digestOf(path: string, chunk: Buffer): string | null {
  const hash = createHash('sha256')
  try {
    const file = openSync(path, 'r')
    try {
      for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read))
    } finally {
      closeSync(file)
    }
    return hash.digest('hex')
  } catch {
    return null
  }
}
