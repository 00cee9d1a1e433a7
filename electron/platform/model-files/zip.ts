import { createInflateRaw } from 'node:zlib'
import { AppError } from '../../../shared/errors.ts'
import type { Bytes } from './bytes.ts'

export interface ZipEntry {
  name: string
  method: number
  packed: number
  unpacked: number
  /** Of its local header. */
  at: number
}

const limits = { entries: 200_000, directory: 64 << 20 }
const endBytes = 22 + 0xffff

export const isZip = (head: Buffer): boolean => head.readUInt32LE(0) === 0x04034b50

/** The list at the end of a ZIP file, with its 64-bit form. Source: APPNOTE 4.3. Errors: BAD_INPUT. */
export async function readZipEntries(bytes: Bytes): Promise<ZipEntry[]> {
  const tail = await bytes.read(Math.max(0, bytes.size - endBytes), Math.min(bytes.size, endBytes))
  const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end === -1 || end + 22 > tail.byteLength) throw bad(bytes, 'its list of files is missing: it was cut off')
  let [many, size, from] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  const locator = end - 20
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const wide = await bytes.read(Number(tail.readBigUInt64LE(locator + 8)), 56)
    if (wide.readUInt32LE(0) !== 0x06064b50) throw bad(bytes, 'its list of files is damaged')
    ;[many, size, from] = [Number(wide.readBigUInt64LE(32)), Number(wide.readBigUInt64LE(40)), Number(wide.readBigUInt64LE(48))]
  }
  if (many > limits.entries || size > limits.directory) throw bad(bytes, `it claims ${many.toLocaleString('en-GB')} files`)
  return toEntries(await bytes.read(from, size), many, bytes)
}

function toEntries(directory: Buffer, many: number, bytes: Bytes): ZipEntry[] {
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < many; ) {
    if (at + 46 > directory.byteLength || directory.readUInt32LE(at) !== 0x02014b50) throw bad(bytes, 'its list of files is damaged')
    const [nameBytes, extraBytes, commentBytes] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)]
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes)
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes)
    const entry = { name, method: directory.readUInt16LE(at + 10), packed: directory.readUInt32LE(at + 20), unpacked: directory.readUInt32LE(at + 24), at: directory.readUInt32LE(at + 42) }
    entries.push(widen(entry, extra))
    at += 46 + nameBytes + extraBytes + commentBytes
  }
  return entries
}

/** Sizes that do not fit in 32 bits stand in the extra field 1, in this order, only those that did not fit. */
function widen(entry: ZipEntry, extra: Buffer): ZipEntry {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)]
    if (id === 1) {
      let next = at + 4
      const wide = (value: number) => {
        if (value !== 0xffffffff || next + 8 > extra.byteLength) return value
        next += 8
        return Number(extra.readBigUInt64LE(next - 8))
      }
      const [unpacked, packed] = [wide(entry.unpacked), wide(entry.packed)]
      return { ...entry, unpacked, packed, at: wide(entry.at) }
    }
    at += 4 + length
  }
  return entry
}

/** The content of an entry, unpacked piece by piece; null where it is packed in a way that is not known here. */
export async function openZipEntry(bytes: Bytes, { at, method, packed }: ZipEntry): Promise<AsyncIterable<Buffer> | null> {
  const header = await bytes.read(at, 30)
  if (header.readUInt32LE(0) !== 0x04034b50) throw bad(bytes, 'a file in it does not begin where its list says')
  const from = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (from + packed > bytes.size) throw bad(bytes, 'a file in it ends behind its end: it was cut off')
  const raw = bytes.stream(from, from + packed)
  if (method === 0) return raw
  return method === 8 ? unpack(raw, createInflateRaw()) : null
}

/** What a decompressor makes of a stream. Its errors are those of zlib. */
export async function* unpack(raw: AsyncIterable<Buffer>, through: NodeJS.ReadWriteStream & { destroy(error?: Error): unknown }): AsyncIterable<Buffer> {
  const writing = (async () => {
    for await (const piece of raw) if (!through.write(piece)) await new Promise<void>((resolve) => void through.once('drain', resolve).once('close', resolve))
    through.end()
  })()
  // A source that fails ends the reader below.
  writing.catch((error: unknown) => through.destroy(error as Error))
  try {
    for await (const piece of through) yield piece as Buffer
  } finally {
    through.destroy()
  }
}

const bad = ({ name }: Bytes, why: string) => new AppError('BAD_INPUT', `${name} is a ZIP archive that can not be read: ${why}. Download or save it again.`)
