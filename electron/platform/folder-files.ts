import { createHash } from 'node:crypto'
import { readdirSync, statSync, type Stats } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { AppError } from '../../shared/errors.ts'

const mostFiles = 10_000

/** FILE_UNREADABLE; `what` says what was looked for. */
export function statOf(path: string, what: string): Stats {
  try {
    return statSync(path)
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `There is no ${what} at ${path}, or it can not be read. Check the path.`, { cause: error })
  }
}

/** Relative paths with forward slashes, sorted by their bytes. Links are refused: what they point to is not in the folder. */
export function listFiles(root: string): string[] {
  const files: string[] = []
  for (const item of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const path = relative(root, join(item.parentPath, item.name)).split(sep).join('/')
    if (item.isSymbolicLink()) throw new AppError('BAD_INPUT', `${path} in ${root} is a link; a folder that is recorded must hold its files itself. Replace the link by the file.`)
    if (item.isFile()) files.push(path)
    if (files.length > mostFiles) throw new AppError('BAD_INPUT', `${root} holds more than ${mostFiles.toLocaleString('en-GB')} files; name a smaller folder, or pack it into one file.`)
  }
  if (files.length === 0) throw new AppError('BAD_INPUT', `${root} is an empty folder; name a folder with files in it.`)
  return files.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

/** What tells cheaply whether a file or folder was written since: number, names, sizes and times of its files. `missing`: there is neither. */
export function stampOf(path: string): { kind: 'file' | 'folder' | 'missing'; stamp: string | null } {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isFile()) return { kind: 'file', stamp: toStamp(stat) }
  if (!stat?.isDirectory()) return { kind: 'missing', stamp: null }
  const hash = createHash('sha256')
  const files = readdirSync(path, { withFileTypes: true, recursive: true }).map((item) => join(item.parentPath, item.name)).toSorted()
  for (const file of files) {
    const one = statSync(file, { throwIfNoEntry: false })
    hash.update(`${relative(path, file)} ${one ? toStamp(one) : 'gone'}\n`)
  }
  return { kind: 'folder', stamp: `${files.length} ${hash.digest('hex')}` }
}

const toStamp = ({ size, mtimeMs, ctimeMs, ino }: Stats): string => `${size} ${mtimeMs} ${ctimeMs} ${ino}`
