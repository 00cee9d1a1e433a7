import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import { AppError } from '../../../shared/errors.ts'
import { hashFile } from '../../platform/blobs.ts'

const mostFiles = 10_000

/** A model file or folder by digest. A folder's digest covers the sorted list of its files. docs/formats/manifest.md */
export async function loadArtefact(path: string, work: Work): Promise<NonNullable<Manifest['artefact']>> {
  const stat = statOf(path, 'model file or folder')
  const name = basename(path)
  if (stat.isFile()) {
    const { sha256, bytes } = await hashFile(path, work.signal, (done) => work.progress(done, stat.size, `Hashing ${name}`))
    return { kind: 'file', name, sha256, bytes }
  }
  const files = []
  let bytes = 0
  const paths = listFiles(path)
  for (const [position, file] of paths.entries()) {
    work.progress(position, paths.length, `Hashing ${name}`)
    const digest = await hashFile(join(path, file), work.signal)
    files.push({ name: file, ...digest })
    bytes += digest.bytes
  }
  return { kind: 'folder', name, sha256: toFolderDigest(files), bytes, files }
}

/** SHA-256 over `<sha256>  <path>\n` for each file in order of path: what `sha256sum` prints for the folder. */
export function toFolderDigest(files: readonly { name: string; sha256: string }[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file.sha256}  ${file.name}\n`)
  return hash.digest('hex')
}

export function statOf(path: string, what: string) {
  try {
    return statSync(path)
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `There is no ${what} at ${path}, or it can not be read. Check the path.`, { cause: error })
  }
}

/** Relative paths with forward slashes, sorted by their bytes. Links are refused: what they point to is not in the folder. */
function listFiles(root: string): string[] {
  const files: string[] = []
  for (const item of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const path = relative(root, join(item.parentPath, item.name)).split(sep).join('/')
    if (item.isSymbolicLink()) throw new AppError('BAD_INPUT', `${path} in ${root} is a link; a model folder must hold its files itself. Replace the link by the file.`)
    if (item.isFile()) files.push(path)
    if (files.length > mostFiles) throw new AppError('BAD_INPUT', `${root} holds more than ${mostFiles.toLocaleString('en-GB')} files; name the model's own folder, or pack it into one file.`)
  }
  if (files.length === 0) throw new AppError('BAD_INPUT', `${root} is an empty folder; name the folder that holds the model.`)
  return files.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}
