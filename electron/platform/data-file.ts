import { type BigIntStats, createReadStream } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../shared/errors.ts'
import { type CsvDialect, findEncoding, readDialect } from './csv-dialect.ts'

/** A table in a file: what it is called, what it is, and what may be said to DuckDB about it. */
export interface DataFile {
  /** With links resolved: the one path that the job may open. */
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly kind: 'csv' | 'json' | 'parquet' | 'onnx'
  /** As results name it: `csv`, `csv.gz`, `jsonl`, `jsonl.gz` or `parquet`; a CSV file that is not UTF-8 with its encoding, `csv (latin-1)`. */
  readonly format: string
  readonly gzip: boolean
  readonly csv: CsvDialect | null
  /** Taken before the first byte was read: who compares it when the last one was read knows that all were of one file. */
  readonly stamp: FileStamp
}

/** Changes with every write to the file and every replacement of it; the clock of the file system decides. */
export type FileStamp = string

const headBytes = 1 << 20

/**
 * Looks at a file's first bytes: its content decides what it is, not its name.
 * Errors: FILE_UNREADABLE, UNSUPPORTED_FORMAT, BAD_INPUT (empty), each naming the file.
 */
export async function inspectDataFile(path: string): Promise<DataFile> {
  const name = basename(path)
  const facts = await readFacts(path, name)
  const raw = await readHead(path, name, false)
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b
  const head = gzip ? await readHead(path, name, true) : raw
  refuseOtherFormats(head, name)
  const kind = toKind(head, name)
  if (kind === 'parquet' && gzip) throw new AppError('UNSUPPORTED_FORMAT', `${name} is a compressed Parquet file; decompress it and try again.`)
  const csv = kind === 'csv' ? readCsv(head, name) : null
  const encoded = csv === null || csv.encoding === 'utf-8' ? '' : ` (${csv.encoding})`
  const format = (kind === 'json' ? 'jsonl' : kind) + (gzip ? '.gz' : '') + encoded
  return { path: await realpath(path), name, bytes: facts.bytes, kind, format, gzip, csv, stamp: facts.stamp }
}

/** A model that a check reads beside its table. Errors: FILE_UNREADABLE, BAD_INPUT (empty). Whether it is a model, opening it tells. */
export async function inspectModelFile(path: string): Promise<DataFile> {
  const name = basename(path)
  const { bytes, stamp } = await readFacts(path, name)
  return { path: await realpath(path), name, bytes, kind: 'onnx', format: 'onnx', gzip: false, csv: null, stamp }
}

function readCsv(head: Buffer, name: string): CsvDialect {
  const found = findEncoding(head)
  if (found === null) throw new AppError('UNSUPPORTED_FORMAT', `${name} is UTF-16 text with the larger byte first; save it as UTF-8.`)
  return readDialect(found.text, name, found.encoding)
}

export async function readStamp(path: string): Promise<FileStamp> {
  return toStamp(await stat(path, { bigint: true }))
}

const toStamp = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileStamp => [dev, ino, size, mtimeNs, ctimeNs].join(':')

async function readFacts(path: string, name: string): Promise<{ bytes: number; stamp: FileStamp }> {
  const facts = await stat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error)
  })
  if (facts.isDirectory()) throw new AppError('FILE_UNREADABLE', `${path} is a folder; name one file with the rows in it.`)
  if (!facts.isFile()) throw new AppError('FILE_UNREADABLE', `${path} is not a file; name a CSV, Parquet or JSON-lines file.`)
  if (facts.size === 0n) throw new AppError('BAD_INPUT', `${name} is empty: it has 0 bytes. Export the data again.`)
  return { bytes: Number(facts.size), stamp: toStamp(facts) }
}

async function readHead(path: string, name: string, gunzip: boolean): Promise<Buffer> {
  try {
    return await (gunzip ? readUnzipped(path) : readStart(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) throw new AppError('FILE_UNREADABLE', `${name} is a damaged gzip file; compress the data again.`, { cause: error })
    throw unreadable(path, error as NodeJS.ErrnoException)
  }
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const head = Buffer.allocUnsafe(headBytes)
    let length = 0
    for (let more = 1; more > 0 && length < headBytes; length += more) more = (await file.read(head, length, headBytes - length)).bytesRead
    return head.subarray(0, length)
  } finally {
    await file.close()
  }
}

async function readUnzipped(path: string): Promise<Buffer> {
  const file = createReadStream(path)
  const stream = file.pipe(createGunzip())
  // A failing file does not end the stream that it is piped into.
  file.on('error', (error) => stream.destroy(error))
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length >= headBytes) break
    }
  } finally {
    file.destroy()
  }
  return Buffer.concat(chunks, length)
}

function unreadable(path: string, error: NodeJS.ErrnoException): AppError {
  if (error.code === 'ENOENT') return new AppError('FILE_UNREADABLE', `There is no file ${path}; check the path.`, { cause: error })
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new AppError('FILE_UNREADABLE', `${path} may not be read by this user; change its permissions or copy it elsewhere.`, { cause: error })
  }
  return new AppError('FILE_UNREADABLE', `${path} could not be read (${error.code ?? 'unknown error'}); check the disk or copy the file elsewhere.`, { cause: error })
}

function refuseOtherFormats(head: Buffer, name: string): void {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  if (starts(0x50, 0x4b, 3, 4)) throw new AppError('UNSUPPORTED_FORMAT', `${name} is an Excel workbook or ZIP archive; save the sheet as CSV or Parquet.`)
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) throw new AppError('UNSUPPORTED_FORMAT', `${name} is compressed with Zstandard; decompress it or use gzip.`)
  if (head.toString('latin1', 0, 6) === 'ARROW1') throw new AppError('UNSUPPORTED_FORMAT', `${name} is an Arrow file; save it as Parquet or CSV.`)
}

function toKind(head: Buffer, name: string): DataFile['kind'] {
  if (head.toString('latin1', 0, 4) === 'PAR1') return 'parquet'
  if (['.parquet', '.pq'].includes(extname(name).toLowerCase())) {
    throw new AppError('FILE_UNREADABLE', `${name} is named as a Parquet file but does not begin as one; export it again.`)
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 'csv'
  if (head.includes(0)) throw new AppError('UNSUPPORTED_FORMAT', `${name} is not text and not Parquet; give a CSV, Parquet or JSON-lines file.`)
  const first = head.toString('utf8').replace(/^\uFEFF/, '').trimStart()
  if (first === '') throw new AppError('BAD_INPUT', `${name} is empty: it has blank lines only. Export the data again.`)
  return first.startsWith('{') || first.startsWith('[{') || /^\[\s*\{/.test(first) ? 'json' : 'csv'
}
