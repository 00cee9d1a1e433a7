import type { Entry } from '../../../../shared/contract/ledger.ts'

/** Members that hold the digest of a file outside the workspace: it is named, never stored. */
const outside: Record<string, string | undefined> = {
  'snapshot.registered/v1': 'file',
  'check.declared/v1': 'inputs',
  'report.exported/v1': 'file',
  'bundle.exported/v1': 'file',
}

/** Members that hold the digest of a list: a blob that names further blobs. */
const lists: Record<string, string | undefined> = { 'run.sealed/v1': 'description' }

export const listKinds: readonly string[] = Object.keys(lists)

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

/** The blob in which an entry names further ones: too many for the entry itself. Null where it does not. */
export function listOf({ kind, body }: Pick<Entry, 'kind' | 'body'>): string | null {
  const member = lists[kind]
  const { sha256 } = (member === undefined ? {} : (body[member] ?? {})) as { sha256?: unknown }
  return typeof sha256 === 'string' && digest.test(sha256) ? sha256 : null
}

export interface ListedFile {
  sha256: string
  /** `figures/roc.png of run 3467…`, for people. */
  what: string
}

/** Files that such a list names: those of a run, and of the models that were logged with it. None where it is no list. */
export function listedIn(content: Uint8Array): ListedFile[] {
  const list = parse(content)
  if (list === null || typeof list['run'] !== 'string') return []
  const of = `run ${list['run'].slice(0, 64)}`
  const models = toArray(list['models']).flatMap((model) => toFiles(model['files'], `model ${String(model['name']).slice(0, 200)} of ${of}`))
  return [...toFiles(list['artefacts'], of), ...models]
}

type Members = Record<string, unknown>

function parse(content: Uint8Array): Members | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(content))
    return value !== null && typeof value === 'object' ? (value as Members) : null
  } catch {
    return null
  }
}

const toArray = (value: unknown): Members[] => (Array.isArray(value) ? value.filter((one): one is Members => one !== null && typeof one === 'object') : [])

const toFiles = (value: unknown, of: string): ListedFile[] =>
  toArray(value).flatMap(({ path, sha256 }) => (typeof sha256 === 'string' && digest.test(sha256) ? [{ sha256, what: `${String(path).slice(0, 500)} of ${of}` }] : []))

function collect(value: unknown, found: string[]): void {
  if (value === null || typeof value !== 'object') return
  const { sha256, bytes } = value as { sha256?: unknown; bytes?: unknown }
  if (typeof bytes === 'number') add(found, sha256)
  for (const member of Object.values(value)) collect(member, found)
}

function add(found: string[], sha256: unknown): void {
  if (typeof sha256 === 'string' && digest.test(sha256)) found.push(sha256)
}
