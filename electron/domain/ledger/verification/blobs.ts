import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'
import { blobsOf } from './blob-digests.ts'

export { blobsOf } from './blob-digests.ts'

export type BlobFinding = 'BLOB-MISSING' | 'BLOB-CHANGED' | 'BLOB-UNREDACTED'

/** Hashes every blob that entries name, each once. `path` says where a blob is kept. */
export function createBlobCheck(path: (sha256: string) => string, report: Report<BlobFinding>): { take: (entry: Entry, leaf: string) => void; finish: () => void } {
  const named = new Map<string, number>()
  const erased = new Map<string, number>()
  return {
    take(entry, leaf) {
      if (entry.kind === 'blob.redacted/v1' && typeof entry.body['sha256'] === 'string') erased.set(entry.body['sha256'], entry.seq)
      // Most entries name none, and looking at the text is cheaper than walking the body.
      if (!leaf.includes('"bytes":') && !leaf.includes('"manifestHash":')) return
      for (const sha256 of blobsOf(entry)) {
        // Named again after its erasure, it has been stored anew.
        erased.delete(sha256)
        if (!named.has(sha256)) named.set(sha256, entry.seq)
      }
    },
    finish() {
      for (const [sha256, seq] of named) {
        const file = path(sha256)
        if (erased.has(sha256)) {
          if (existsSync(file)) report('BLOB-UNREDACTED', seq, `The file ${sha256} named by entry ${seq} was erased by entry ${erased.get(sha256)} and is there again (${file}).`)
        } else if (!existsSync(file)) report('BLOB-MISSING', seq, `The file ${sha256} named by entry ${seq} is missing (${file}).`)
        else if (digestOf(file) !== sha256) report('BLOB-CHANGED', seq, `The file ${file} named by entry ${seq} no longer has that digest.`)
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
