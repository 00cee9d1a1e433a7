import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'
import { blobsOf } from './blob-digests.ts'

export { blobsOf } from './blob-digests.ts'

export type BlobFinding = 'BLOB-MISSING' | 'BLOB-CHANGED' | 'BLOB-UNREDACTED'

/** A file that is not what an entry names. */
export interface BlobProblem {
  sha256: string
  seq: number
  is: 'missing' | 'changed'
}

/** Where a blob is kept. */
type PathOf = (sha256: string) => string

/** Blobs that were looked at a moment ago; more would fill the memory where every entry names one of its own. */
const remembered = 50_000

/** Hashes the blobs that entries name, once unless they are named again much later. */
export function createBlobReader(path: PathOf): (entry: Pick<Entry, 'seq' | 'kind' | 'body'>, leaf: string) => BlobProblem[] {
  const sound = new Set<string>()
  return ({ seq, kind, body }, leaf) => {
    // Most entries name none, and looking at the text is cheaper than walking the body.
    if (!leaf.includes('"bytes":') && !leaf.includes('"manifestHash":')) return []
    const problems: BlobProblem[] = []
    for (const sha256 of blobsOf({ kind, body })) {
      if (sound.has(sha256)) continue
      const file = path(sha256)
      if (!existsSync(file)) problems.push({ sha256, seq, is: 'missing' })
      else if (digestOf(file) !== sha256) problems.push({ sha256, seq, is: 'changed' })
      else {
        if (sound.size >= remembered) sound.clear()
        sound.add(sha256)
      }
    }
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
  const problems = new Map<string, { first: number; last: number; is: BlobProblem['is'] }>()
  const erased = new Map<string, { by: number; of: number }>()
  return {
    take({ kind, seq, body }) {
      if (kind === 'blob.redacted/v1' && typeof body['sha256'] === 'string') erased.set(body['sha256'], { by: seq, of: Number(body['entry']) })
    },
    meet(found) {
      for (const { sha256, seq, is } of found) {
        const known = problems.get(sha256)
        if (known) known.last = seq
        else if (problems.size < mostKept) problems.set(sha256, { first: seq, last: seq, is })
      }
    },
    finish() {
      for (const [sha256, { first, last, is }] of problems) {
        const file = path(sha256)
        // An erased file is met below; named again after its erasure, it was to be stored anew.
        if ((erased.get(sha256)?.by ?? -1) > last) continue
        if (is === 'missing') report('BLOB-MISSING', first, `The file ${sha256} named by entry ${first} is missing (${file}).`)
        else report('BLOB-CHANGED', first, `The file ${file} named by entry ${first} no longer has that digest.`)
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
function digestOf(path: string): string | null {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(1 << 20)
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
