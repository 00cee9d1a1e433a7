import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import { hashFile } from '../../platform/blobs.ts'
import { listFiles, statOf } from '../../platform/folder-files.ts'

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
