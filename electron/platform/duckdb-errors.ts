import { AppError } from '../../shared/errors.ts'
import type { DataFile } from './data-file.ts'

/**
 * DuckDB's messages quote the offending line, which may hold personal data, and speak of its own options. Only what a person
 * needs is taken from them: the line number and the kind of fault. The message itself goes into `cause`, for the log.
 */
export function toReadError(error: unknown, file: DataFile): AppError {
  const message = error instanceof Error ? error.message : String(error)
  const say = (sentence: string, code: AppError['code'] = 'FILE_UNREADABLE') => new AppError(code, sentence, { cause: error })
  if (/^Out of Memory/i.test(message)) return say(`${file.name} needs more memory than this job may use; close other programs or use a smaller file.`, 'BUSY')
  if (/No space left|Could not write/i.test(message)) return say(`The disk is full: ${file.name} could not be read through. Free some space and try again.`, 'DISK_FULL')
  const conversion = /^Conversion Error/i.test(message)
  if (conversion) return new ConversionError(`${file.name} holds a value that is not of its column's type${at(message)}; correct the file.`, error)
  if (/not utf-8|Invalid unicode/i.test(message)) return say(`${file.name} is not UTF-8 text${at(message)}; save it as UTF-8 and try again.`)
  if (/encod|UTF-16/i.test(message)) return say(`${file.name} is not ${file.csv?.encoding ?? 'UTF-8'} text to its end${at(message)}; save it as UTF-8 and try again.`)
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/i.exec(message)
  if (counts) return say(`${file.name} has ${counts[2]} fields${at(message)} where the header names ${counts[1]} columns; correct that line.`)
  if (/unterminated quote/i.test(message)) return say(`${file.name} has a quote that is not closed properly${at(message)}; write a quote inside a value twice.`)
  if (/Maximum line size of .* exceeded/i.test(message)) return say(`${file.name} has a line that is too long${at(message)}; is a quote left open?`)
  if (/JSON/.test(message) && file.kind === 'json') return say(`${file.name} is not valid JSON lines${jsonLine(message)}: each line must be one object.`)
  if (file.kind === 'parquet') return say(`${file.name} is a damaged Parquet file; export it again.`)
  return say(`${file.name} could not be read as ${file.format}${at(message)}; check that every line ends in the same way and has the same number of fields.`)
}

/** A value did not fit the type that was tried first: a reader may try again as text. */
export class ConversionError extends AppError {
  constructor(sentence: string, cause: unknown) {
    super('FILE_UNREADABLE', sentence, { cause })
  }
}

const at = (message: string): string => {
  const line = /CSV Error on Line: (\d+)/.exec(message)
  return line ? ` in line ${line[1]}` : ''
}

const jsonLine = (message: string): string => {
  const line = /(?:in line|record\/value|line) (\d+)/.exec(message)
  return line ? ` in line ${line[1]}` : ''
}
