import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { sha256Hex } from '../../../shared/ids.ts'
import { AppError } from '../../../shared/errors.ts'
import { readAll, readArchive, type ArchiveFile } from '../../platform/archive.ts'
import { hashFile } from '../../platform/blobs.ts'

export const listName = 'countersign-backup.json'

/** What may be in a backup: these names and no others, so that nothing is ever placed anywhere else. docs/formats/backup.md */
const path = z.string().regex(/^(ledger\.db|drafts\.db|blobs\/[0-9a-f]{2}\/[0-9a-f]{62}(\.erased)?|witness\/[0-9a-f]{64}\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})$/)

/** The first file of a backup: what it is and every other file in it, in order. */
export const backupList = z.strictObject({
  schema: z.enum(['countersign/backup/1', 'countersign/backup/2']),
  countersign: z.string(),
  at: z.string(),
  name: z.string(),
  origin: z.string(),
  size: z.number().int().positive(),
  root: z.base64(),
  checkpoint: z.string(),
  files: z.array(z.strictObject({ path, bytes: z.number().int().nonnegative(), sha256: sha256Hex })).refine((files) => new Set(files.map((file) => file.path)).size === files.length, 'a name stands twice'),
})
export type BackupList = z.output<typeof backupList>

/** A hundred bytes a file: room for more blobs than any ledger names. */
const maximumListBytes = 256 * 1024 * 1024

/** The files of a workspace that a backup holds beside its ledger.db: `dir` is the workspace folder. */
export async function listFiles(dir: string): Promise<BackupList['files']> {
  const names = [...walk(dir, 'blobs'), ...walk(dir, 'witness')].filter((name) => path.safeParse(name).success)
  const files: BackupList['files'] = []
  for (const name of names.toSorted()) files.push({ path: name, ...(await hashFile(join(dir, name))) })
  return files
}

function* walk(dir: string, folder: string): Generator<string> {
  if (!existsSync(join(dir, folder))) return
  for (const item of readdirSync(join(dir, folder), { withFileTypes: true })) {
    const name = `${folder}/${item.name}`
    if (item.isDirectory()) yield* walk(dir, name)
    else if (item.isFile()) yield name
  }
}

/** The list first, then the files in its order: the databases as they were copied to `scratch`, the rest from `dir`. */
export function* toArchiveFiles(list: BackupList, { dir, scratch }: { dir: string; scratch: string }): Generator<ArchiveFile> {
  const text = Buffer.from(`${JSON.stringify(list, null, 2)}\n`)
  yield { name: listName, bytes: text.byteLength, from: text }
  for (const file of list.files) yield { name: file.path, bytes: file.bytes, from: join(file.path.endsWith('.db') ? scratch : dir, file.path) }
}

/** What a backup says of itself; nothing else is read. BAD_INPUT, UNSUPPORTED_FORMAT, FILE_UNREADABLE. */
export async function loadList(file: string): Promise<BackupList> {
  let list: BackupList | null = null
  await readArchive(file, async ({ name }, content) => {
    if (name !== listName) throw noBackup(file)
    list = parseList(file, await readAll(content, maximumListBytes))
    return 'stop'
  })
  if (!list) throw noBackup(file)
  return list
}

/**
 * Unpacks a backup into `target`, which is new, and compares every file with the list: names, order, sizes and digests.
 * The files are synced. Errors as of `loadList`.
 */
export async function unpack(file: string, target: string, onBytes: (bytes: number) => void): Promise<BackupList> {
  let list: BackupList | null = null
  let next = 0
  await readArchive(file, async (found, content) => {
    if (list === null) {
      if (found.name !== listName) throw noBackup(file)
      list = parseList(file, await readAll(content, maximumListBytes))
      return 'go on'
    }
    const expected = list.files[next++]
    if (expected?.path !== found.name || expected.bytes !== found.bytes) throw damaged(file, `"${found.name.slice(0, 80)}" is not what its list names there`)
    const { sha256 } = await place(join(target, expected.path), content, onBytes)
    if (sha256 !== expected.sha256) throw damaged(file, `"${expected.path}" has other bytes than its list says`)
    if (expected.path.startsWith('blobs/') && !expected.path.endsWith('.erased') && expected.path.replaceAll('/', '') !== `blobs${sha256}`) throw damaged(file, `"${expected.path}" is not named by its digest`)
    return 'go on'
  })
  const read = list as BackupList | null
  if (!read) throw noBackup(file)
  if (next !== read.files.length) throw damaged(file, `${read.files.length - next} of its files are missing`)
  return read
}

async function place(path: string, content: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): Promise<{ sha256: string }> {
  mkdirSync(dirname(path), { recursive: true })
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o644)
  try {
    for await (const chunk of content) {
      hash.update(chunk)
      await file.writeFile(chunk)
      onBytes(chunk.byteLength)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex') }
}

function parseList(file: string, text: Buffer): BackupList {
  const value = parseJson(text)
  const schema = (value as { schema?: unknown } | null)?.schema
  if (typeof schema === 'string' && /^countersign\/backup\/([3-9]|\d\d+)$/.test(schema)) {
    throw new AppError('UNSUPPORTED_FORMAT', `${file} is a backup in a newer format (${schema}). Restore it with a newer Countersign.`)
  }
  const list = backupList.safeParse(value)
  if (!list.success || list.data.files[0]?.path !== 'ledger.db') throw damaged(file, 'its list of files can not be read')
  return list.data
}

function parseJson(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return null
  }
}

const noBackup = (file: string) => new AppError('BAD_INPUT', `${file} is not a backup of Countersign. Nothing was taken from it.`)
const damaged = (file: string, what: string) => new AppError('BAD_INPUT', `The backup ${file} is damaged: ${what}. Nothing was restored; take another backup.`)

/** For messages and progress: what the files of a backup amount to. */
export const bytesOf = (list: BackupList): number => list.files.reduce((sum, { bytes }) => sum + bytes, 0)
