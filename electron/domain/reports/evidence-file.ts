import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { FileCheck } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { ArchiveError, readArchive } from '../../tlog/archive.ts'
import { BundleError, openBundle } from '../../tlog/bundle.ts'
import { readCheckpoint } from '../../tlog/checkpoint.ts'
import { NoteError, parseVkey } from '../../tlog/note.ts'
import { isConsistencyFile, isInclusionFile, parseConsistencyFile, parseInclusionFile } from '../../tlog/proof-file.ts'
import type { ConsistencyFile, InclusionFile } from '../../tlog/proof-file.ts'
import { rotationKind, type Handover } from '../ledger/service.ts'
import { openExportedFolder } from './exported-folder.ts'

/** What a file from outside says of a ledger; nothing of it is verified yet. */
export interface EvidenceFile {
  file: FileCheck['file']
  /** The signed checkpoint. */
  note: string
  /** The log's key, where the file brings it along. */
  logVkey: string | null
  /** The proof that it continues the tree of `old` entries, where the file brings one along. */
  proofFrom(old: number): Pick<ConsistencyFile, 'old' | 'path'> | null
  /** Rotations of the log's key, where the file brings them along. */
  handover(): Handover
  inclusion: Pick<InclusionFile, 'index' | 'path'> | null
  name: string
  sha256: string
}

type Claims = Omit<EvidenceFile, 'name' | 'sha256'>

/** A checkpoint has some hundred bytes; with many cosignatures a few thousand. */
const longestNote = 65_536
const longestFile = 512 * 1024 * 1024

/**
 * Reads a checkpoint, a `.tlog-proof`, a consistency file, one of our PDFs, a bundle, or an exported folder. Errors:
 * FILE_UNREADABLE; BAD_INPUT says what else the file is.
 */
export function readEvidenceFile(path: string): EvidenceFile {
  const isExport = existsSync(path) && statSync(path).isDirectory() && existsSync(join(path, 'checkpoint'))
  const file = isExport ? join(path, 'checkpoint') : path
  const content = load(file)
  const known = readKnown(file, content)
  const claims = isExport ? { ...known, ...openExportedFolder(path, readCheckpoint(known.note).size) } : known
  return { ...claims, logVkey: claims.logVkey ?? keyBeside(file), name: basename(path), sha256: createHash('sha256').update(content).digest('hex') }
}

function readKnown(path: string, content: Buffer): Claims {
  if (content.subarray(0, 1024).includes('%PDF-')) return { file: 'pdf', ...nothingMore, inclusion: null, ...fromPdf(path, content) }
  if (content.subarray(0, 2).toString('latin1') === 'PK') return fromBundle(path, content)
  const text = content.byteLength > longestNote ? '' : content.toString('utf8').replaceAll('\r\n', '\n')
  const claims = attempt(() => readProof(text)) ?? plain('checkpoint', toCheckpoint(content))
  if (claims !== null) return claims
  throw new AppError('BAD_INPUT', `${path} holds no checkpoint: it is neither a signed note with origin, size and root hash nor a proof over one nor a bundle nor a PDF made by Countersign. Name one of these, or an exported folder.`)
}

function readProof(text: string): Claims | null {
  if (isInclusionFile(text)) {
    const { checkpoint, ...inclusion } = parseInclusionFile(text)
    return { ...plain('proof', checked(checkpoint))!, inclusion }
  }
  if (!isConsistencyFile(text)) return null
  const { checkpoint, ...consistency } = parseConsistencyFile(text)
  return { ...plain('consistency', checked(checkpoint))!, proofFrom: (old) => (old === consistency.old ? consistency : null) }
}

const plain = (file: Claims['file'], note: string | null): Claims | null => note === null ? null : { file, note, logVkey: null, ...nothingMore, inclusion: null }

const nothingMore = { proofFrom: () => null, handover: () => [] }

function checked(note: string): string {
  readCheckpoint(note)
  return note
}

/** A bundle was put together by the log whose key is in it: it is opened as a whole or not at all. */
function fromBundle(path: string, content: Buffer): Claims {
  try {
    const { checkpoint, log, consistency, entries } = openBundle(readArchive(content))
    return {
      file: 'bundle',
      note: checkpoint.note,
      logVkey: log.vkey,
      proofFrom: (old) => consistency.find((proof) => proof.old === old) ?? null,
      handover: () => entries.filter(({ value }) => value['kind'] === rotationKind).map(({ seq, value }) => ({ seq, body: value['body'] as Record<string, unknown> })),
      inclusion: null,
    }
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof ArchiveError)) throw error
    throw new AppError('BAD_INPUT', `${basename(path)} is refused: ${error.message.replace(/\.$/, '')}.`, { cause: error })
  }
}

/** An export has its key in a file beside the checkpoint. */
function keyBeside(file: string): string | null {
  const path = join(file, '..', 'log.vkey')
  return basename(file) === 'checkpoint' && existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

function load(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > longestFile) throw new AppError('BAD_INPUT', `${path} is larger than 512 MiB; no checkpoint and no dossier is that large.`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder without a checkpoint in it' : 'can not be read'
    throw new AppError('FILE_UNREADABLE', `${path} ${why}. Name a checkpoint, a proof, a bundle, one of the PDFs or an exported folder.`, { cause: error })
  }
}

/**
 * Looks at every stream of the file rather than at its tables: an embedded file is always a stream of its own, so the note
 * is found in copies that another program has saved again, and no PDF parser has to trust a hostile file.
 */
function fromPdf(path: string, content: Buffer): Pick<Claims, 'note' | 'logVkey'> {
  const notes = new Set<string>()
  const keys = new Map<string, string>()
  for (const stream of streamsOf(content)) {
    const note = toCheckpoint(stream)
    if (note !== null) notes.add(note)
    const key = toVkey(stream)
    if (key !== null) keys.set(key.name, key.vkey)
  }
  const [note, another] = notes
  if (note === undefined) throw new AppError('BAD_INPUT', `${path} is a PDF without a checkpoint in it: it was not made by Countersign, or its attachments were removed. Ask for the original file.`)
  if (another !== undefined) throw new AppError('BAD_INPUT', `${path} holds several checkpoints that differ; it was put together from several files or changed. Ask for the original file.`)
  return { note, logVkey: keys.get(readCheckpoint(note).origin) ?? null }
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
  return attempt(() => checked(text))
}

function toVkey(bytes: Buffer): { name: string; vkey: string } | null {
  return bytes.byteLength > 1_000 ? null : attempt(() => parseVkey(bytes.toString('utf8').trim()))
}

function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
