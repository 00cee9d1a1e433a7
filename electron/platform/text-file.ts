import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import { writeDurably } from './blobs.ts'

const looked = 65_536

/**
 * Writes a text to a place that a person chose. What is there already is replaced only where `isOurs` knows its beginning: a slip in
 * a file name must not cost anybody a ledger. Errors: BAD_INPUT, DISK_FULL.
 */
export function writeTextFile(out: string, text: string, isOurs: (before: string) => boolean, mode = 0o644): { path: string; bytes: number } {
  const content = Buffer.from(text)
  translate(out, () => {
    if (existsSync(out)) {
      if (statSync(out).isDirectory()) throw new AppError('BAD_INPUT', `${out} is a folder. Name a file in it.`)
      if (!isOurs(readBeginning(out))) throw new AppError('BAD_INPUT', `${out} is there already and is something else, so it was left as it is. Choose another name.`)
    }
    writeDurably(out, content, mode)
  })
  return { path: out, bytes: content.byteLength }
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
