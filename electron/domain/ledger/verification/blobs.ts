import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'

export type BlobFinding = 'BLOB-MISSING' | 'BLOB-CHANGED'

/** Members that hold the digest of a file outside the workspace: it is named, never stored. */
const outside: Record<string, string | undefined> = {
  'snapshot.registered/v1': 'file',
  'check.declared/v1': 'input',
  'report.exported/v1': 'file',
}

const digest = /^[0-9a-f]{64}$/

/** Digests of the blobs that an entry rests on: every `sha256` beside `bytes`, and the manifest. */
export function blobsOf({ kind, body }: Pick<Entry, 'kind' | 'body'>): string[] {
  const found: string[] = []
  const skip = outside[kind]
  for (const [name, value] of Object.entries(body)) {
    if (name === 'manifestHash') add(found, value)
    else if (name !== skip) collect(value, found)
  }
  return found
}

function collect(value: unknown, found: string[]): void {
  if (value === null || typeof value !== 'object') return
  const { sha256, bytes } = value as { sha256?: unknown; bytes?: unknown }
  if (typeof bytes === 'number') add(found, sha256)
  for (const member of Object.values(value)) collect(member, found)
}

function add(found: string[], sha256: unknown): void {
  if (typeof sha256 === 'string' && digest.test(sha256)) found.push(sha256)
}

/** Hashes every blob that entries name, each once. `path` says where a blob is kept. */
export function createBlobCheck(path: (sha256: string) => string, report: Report<BlobFinding>): { take: (entry: Entry, leaf: string) => void; finish: () => void } {
  const named = new Map<string, number>()
  return {
    take(entry, leaf) {
      // Most entries name none, and looking at the text is cheaper than walking the body.
      if (!leaf.includes('"bytes":') && !leaf.includes('"manifestHash":')) return
      for (const sha256 of blobsOf(entry)) if (!named.has(sha256)) named.set(sha256, entry.seq)
    },
    finish() {
      for (const [sha256, seq] of named) {
        const file = path(sha256)
        if (!existsSync(file)) report('BLOB-MISSING', seq, `The file ${sha256} named by entry ${seq} is missing (${file}).`)
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
