import { closeSync, openSync, readSync } from 'node:fs'
import { AppError } from '../../../../shared/errors.ts'
import { statOf } from '../../../platform/folder-files.ts'
import { openDatabase } from './database.ts'
import { openFolder } from './folder.ts'
import type { RunStore } from './source.ts'

/** How archives begin, as latin-1; a tar says so further on. */
const marks: readonly (readonly [mark: string, at: number, what: string])[] = [
  ['PK\u0003\u0004', 0, 'a ZIP archive'],
  ['PK\u0005\u0006', 0, 'a ZIP archive'],
  ['\u001f\u008b', 0, 'packed with gzip'],
  ['BZh', 0, 'packed with bzip2'],
  ['\u00fd7zXZ', 0, 'packed with xz'],
  ['(\u00b5/\u00fd', 0, 'packed with Zstandard'],
  ['7z\u00bc\u00af', 0, 'a 7z archive'],
  ['Rar!', 0, 'a RAR archive'],
  ['ustar', 257, 'a tar archive'],
]

/** FILE_UNREADABLE, BAD_INPUT. Archives are never unpacked: how much one unfolds to is known only afterwards. */
export function openSource(path: string): RunStore {
  if (statOf(path, 'folder or database of MLflow').isDirectory()) return openFolder(path)
  const head = readHead(path)
  const found = marks.find(([mark, at]) => head.startsWith(mark, at))
  if (found) throw new AppError('BAD_INPUT', `${path} is ${found[2]}. Unpack it into a folder, and give the folder mlruns or the database that was in it: an import unpacks nothing.`)
  return openDatabase(path)
}

function readHead(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      const head = Buffer.alloc(512)
      return head.toString('latin1', 0, readSync(file, head))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `${path} can not be read. Give yourself the right to read it and import again.`, { cause: error })
  }
}
