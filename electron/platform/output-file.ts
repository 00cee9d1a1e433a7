import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import { writeDurably } from './blobs.ts'

const looked = 65_536

/**
 * Only what `isOurs` knows by its beginning is ever replaced: a slip in a file name must not cost anybody a ledger. BAD_INPUT; `kind`
 * says what it is not, such as "a PDF".
 */
export function refuseOtherFile(out: string, isOurs: (beginning: string) => boolean, kind: string): void {
  translate(out, () => {
    if (!existsSync(out)) return
    if (statSync(out).isDirectory()) throw new AppError('BAD_INPUT', `${out} is a folder. Name a file in it.`)
    if (!isOurs(readBeginning(out))) throw new AppError('BAD_INPUT', `${out} is there already and is not ${kind}, so it was left as it is. Choose another name.`)
  })
}

/** Writes a text to a place that a person chose. Errors: those of `refuseOtherFile`, BAD_INPUT, DISK_FULL. */
export function writeTextFile(out: string, text: string, isOurs: (before: string) => boolean, mode = 0o644): { path: string; bytes: number } {
  const content = Buffer.from(text)
  refuseOtherFile(out, isOurs, 'a file of the same kind')
  translate(out, () => writeDurably(out, content, mode))
  return { path: out, bytes: content.byteLength }
}

/**
 * Writes the file, then does `act`; where either fails, what was there before is there again. A crash between the two leaves a
 * file that no entry names, which claims nothing that its own checkpoint does not prove.
 */
export function writeWhile<T>(out: string, content: Uint8Array, act: () => T): T {
  const before = existsSync(out) ? `${out}.${randomBytes(6).toString('hex')}.before` : null
  if (before) translate(out, () => renameSync(out, before))
  try {
    translate(out, () => writeDurably(out, content))
    const result = act()
    if (before) rmSync(before, { force: true })
    return result
  } catch (error) {
    if (existsSync(out)) rmSync(out)
    if (before) renameSync(before, out)
    throw error
  }
}

function readBeginning(path: string): string {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(looked)
    return buffer.subarray(0, readSync(file, buffer, 0, looked, 0)).toString('utf8')
  } finally {
    closeSync(file)
  }
}

const causes: Record<string, string> = {
  EACCES: 'this folder or file is not open to you',
  EPERM: 'this folder or file is not open to you',
  EROFS: 'the disk is read-only',
  ENOENT: 'its folder does not exist or takes no files',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENAMETOOLONG: 'the name is too long',
}

/** Says what the system refused in a sentence; anything else is a bug and goes on as it is. */
export function translate<T>(out: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (error instanceof AppError) throw error
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw new AppError('DISK_FULL', `The disk is full: ${out} was not written. Free some space and try again.`, { cause: error })
    if (!causes[code]) throw error
    throw new AppError('BAD_INPUT', `${out} could not be written: ${causes[code]}. Choose another place.`, { cause: error })
  }
}
