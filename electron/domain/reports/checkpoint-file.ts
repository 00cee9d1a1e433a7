import { readFileSync, statSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { AppError } from '../../../shared/errors.ts'
import { readCheckpoint as parseCheckpoint } from '../../tlog/checkpoint.ts'
import { NoteError } from '../../tlog/note.ts'

/** A checkpoint has some hundred bytes; with many cosignatures a few thousand. */
const longestNote = 65_536
const longestFile = 512 * 1024 * 1024

/** See `Reports.readCheckpoint`. */
export function readCheckpoint(path: string): string {
  const content = load(path)
  if (content.subarray(0, 1024).includes('%PDF-')) return fromPdf(path, content)
  const text = content.byteLength > longestNote ? null : toCheckpoint(content)
  if (text === null) {
    throw new AppError('BAD_INPUT', `${path} holds no checkpoint: it is neither a signed note with origin, size and root hash nor a PDF made by Countersign. Name one of these.`)
  }
  return text
}

function load(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > longestFile) throw new AppError('BAD_INPUT', `${path} is larger than 512 MiB; no checkpoint and no dossier is that large.`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder, not a file' : 'can not be read'
    throw new AppError('FILE_UNREADABLE', `${path} ${why}. Name a checkpoint file or one of the PDFs.`, { cause: error })
  }
}

/**
 * Looks at every stream of the file rather than at its tables: an embedded file is always a stream of its own, so the note
 * is found in copies that another program has saved again, and no PDF parser has to trust a hostile file.
 */
function fromPdf(path: string, content: Buffer): string {
  const found = new Set<string>()
  for (const stream of streamsOf(content)) {
    const note = toCheckpoint(stream)
    if (note !== null) found.add(note)
  }
  const [note, another] = found
  if (note === undefined) throw new AppError('BAD_INPUT', `${path} is a PDF without a checkpoint in it: it was not made by Countersign, or its attachments were removed. Ask for the original file.`)
  if (another !== undefined) throw new AppError('BAD_INPUT', `${path} holds several checkpoints that differ; it was put together from several files or changed. Ask for the original file.`)
  return note
}

function* streamsOf(content: Buffer): Iterable<Buffer> {
  for (let at = content.indexOf('stream'); at >= 0; at = content.indexOf('stream', at + 6)) {
    if (content.subarray(at - 3, at).toString('latin1') === 'end') continue
    const begin = content[at + 6] === 0x0d ? at + 8 : at + 7
    const end = content.indexOf('endstream', begin)
    const raw = content.subarray(begin, end < 0 ? undefined : end)
    yield raw.subarray(0, longestNote)
    const inflated = inflate(raw)
    if (inflated) yield inflated
  }
}

/** Bounded, so that a stream made to explode costs no more than any other. */
function inflate(raw: Buffer): Buffer | null {
  try {
    return inflateSync(raw, { maxOutputLength: longestNote })
  } catch {
    return null
  }
}

/** The note, if these bytes are a checkpoint from the first to the last; a stream may have line ends of the file after it. */
function toCheckpoint(bytes: Buffer): string | null {
  const text = `${bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd()}\n`
  try {
    parseCheckpoint(text)
    return text
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
