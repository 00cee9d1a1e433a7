import type { Entry } from '../../../../shared/contract/ledger.ts'

/** Members that hold the digest of a file outside the workspace: it is named, never stored. */
const outside: Record<string, string | undefined> = {
  'snapshot.registered/v1': 'file',
  'check.declared/v1': 'inputs',
  'report.exported/v1': 'file',
  'bundle.exported/v1': 'file',
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
