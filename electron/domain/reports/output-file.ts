import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'

/** Only a PDF is ever replaced: a slip in `--out` must not cost anybody a ledger. */
export function refuseOtherFile(out: string): void {
  if (!existsSync(out)) return
  if (statSync(out).isDirectory()) throw new AppError('BAD_INPUT', `${out} is a folder. Name a file in it, for example ${out}/dossier.pdf.`)
  if (firstBytes(out, 5) !== '%PDF-') throw new AppError('BAD_INPUT', `${out} is there already and is not a PDF, so it was left as it is. Choose another name.`)
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

function firstBytes(path: string, most: number): string {
  return translate(path, () => {
    const file = openSync(path, 'r')
    try {
      const buffer = Buffer.alloc(most)
      return buffer.subarray(0, readSync(file, buffer, 0, most, 0)).toString('latin1')
    } finally {
      closeSync(file)
    }
  })
}

const causes: Record<string, string> = {
  EACCES: 'this folder or file is not open to you',
  EPERM: 'this folder or file is not open to you',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  EEXIST: 'a part of the path is a file, not a folder',
}

function translate<T>(out: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const cause = causes[(error as NodeJS.ErrnoException).code ?? '']
    if (error instanceof AppError || !cause) throw error
    throw new AppError('BAD_INPUT', `${out} could not be written: ${cause}. Nothing was recorded; choose another place.`, { cause: error })
  }
}
