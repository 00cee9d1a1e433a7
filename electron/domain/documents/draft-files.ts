import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { attachment as attachmentSchema, documentLimits, type Attachment } from '../../../shared/contract/documents.ts'
import { AppError } from '../../../shared/errors.ts'

/** A file that a person named, for a draft. FILE_UNREADABLE; BAD_INPUT where it is too large, a folder, or strangely named. */
export function loadFile(path: string, most: number = documentLimits.attachmentBytes): { name: string; content: Buffer } {
  const name = attachmentSchema.shape.name.safeParse(basename(path))
  try {
    const stat = statSync(path)
    if (!stat.isFile()) throw new AppError('BAD_INPUT', `${path} is a folder. Name one file, or pack the folder into one.`)
    if (stat.size > most) throw new AppError('BAD_INPUT', `${path} has ${stat.size} bytes; at most ${most} are taken. Register large data as a dataset, and name it in the document.`)
    if (!name.success) throw new AppError('BAD_INPUT', `The name of ${path} ${name.error.issues[0]?.message}. Rename the file.`)
    return { name: name.data, content: readFileSync(path) }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('FILE_UNREADABLE', `There is no file at ${path}, or it can not be read. Check the path.`, { cause: error })
  }
}

export function refuseTooMuch(before: readonly Attachment[], next: Attachment): void {
  const others = before.filter(({ name }) => name !== next.name)
  if (others.length >= documentLimits.attachments) throw new AppError('BAD_INPUT', `A document has at most ${documentLimits.attachments} attachments. Take one away first.`)
  const bytes = others.reduce((sum, one) => sum + one.bytes, next.bytes)
  if (bytes > documentLimits.totalBytes) throw new AppError('BAD_INPUT', `The attachments of a document have at most ${documentLimits.totalBytes} bytes together; with “${next.name}” they would have ${bytes}.`)
}

export const movedOn = (id: number) => new AppError('CONFLICT', `draft-${id} was changed in another window since; what you typed here was not saved over it. Load it again, and copy what is missing.`)
