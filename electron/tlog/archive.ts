import { Inflate, zipSync } from 'fflate'
import type { ZippableFile } from 'fflate'

/** Why a file is refused; the sentence names what was found. */
export type ArchiveReason = 'not_an_archive' | 'truncated' | 'too_large' | 'bomb' | 'name' | 'link' | 'duplicate' | 'foreign' | 'damaged'

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
  readonly reason: ArchiveReason

  constructor(reason: ArchiveReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** A bundle about one review has a few hundred files; the largest are manifests and results of checks. */
export const archiveLimits = {
  archiveBytes: 64 * 1024 * 1024,
  files: 4_096,
  fileBytes: 32 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  /** Above this size, more bytes out of one byte in than JSON and text ever give. */
  ratio: 200,
  ratioAppliesFrom: 1024 * 1024,
} as const

/** 1980-01-01 in every time zone: the same files give the same archive. */
const fixedTime = () => new Date(1980, 0, 1)

/** A zip of these files in this order; the same bytes on every computer. */
export function createArchive(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const zippable: Record<string, ZippableFile> = {}
  for (const [path, content] of files) zippable[path] = [content, { level: 6, mtime: fixedTime(), os: 0, attrs: 0 }]
  return zipSync(zippable)
}

interface Member {
  path: string
  method: 0 | 8
  packedBytes: number
  bytes: number
  /** Where the local header begins. */
  offset: number
}

/**
 * The files of a zip of the form that `createArchive` writes, and of no other: each byte belongs to exactly one header or one
 * file, so that no two programs can read different files out of it. Sizes are refused before anything is unpacked, and no more
 * is ever unpacked than was announced. Throws ArchiveError.
 */
export function readArchive(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.byteLength > archiveLimits.archiveBytes) throw new ArchiveError('too_large', `the file has ${bytes.byteLength} bytes; a bundle has at most ${archiveLimits.archiveBytes}`)
  const members = readDirectory(bytes)
  refuseSizes(members)
  const files = new Map<string, Uint8Array>()
  for (const member of members) files.set(member.path, unpack(bytes, member))
  return files
}

const endBytes = 22
const recordBytes = 46
const headerBytes = 30

function readDirectory(bytes: Uint8Array): Member[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, begin } = readEnd(view)
  if (count > archiveLimits.files) throw new ArchiveError('too_large', `it holds ${count} files; a bundle has at most ${archiveLimits.files}`)
  const members: Member[] = []
  const names = new Set<string>()
  let at = begin
  let offset = 0
  for (let i = 0; i < count; i++) {
    const { member, next } = readRecord(view, bytes, at)
    if (names.has(member.path)) throw new ArchiveError('duplicate', `it holds two files named ${member.path}`)
    if (member.offset !== offset) throw new ArchiveError('foreign', `the file ${member.path} does not lie where the one before it ends: files overlap or hide between others`)
    names.add(member.path)
    members.push(member)
    offset = checkHeader(view, bytes, member, begin)
    at = next
  }
  if (offset !== begin || at !== bytes.byteLength - endBytes) throw new ArchiveError('foreign', 'there are bytes in it that belong to no file')
  return members
}

function readEnd(view: DataView): { count: number; begin: number } {
  const size = view.byteLength
  if (size < endBytes || (view.getUint32(0, true) !== 0x04034b50 && view.getUint32(0, true) !== 0x06054b50)) {
    throw new ArchiveError('not_an_archive', 'it is not a bundle: it does not begin as a zip file')
  }
  const end = size - endBytes
  if (view.getUint32(end, true) !== 0x06054b50) throw new ArchiveError('truncated', 'its end is missing, or something was appended to it: it was not copied whole')
  const [disk, diskOfDirectory, onThisDisk, count] = [4, 6, 8, 10].map((field) => view.getUint16(end + field, true)) as [number, number, number, number]
  const [length, begin] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  const commentBytes = view.getUint16(end + 20, true)
  if (disk !== 0 || diskOfDirectory !== 0 || onThisDisk !== count || commentBytes !== 0 || begin + length !== end) throw repacked('its directory')
  return { count, begin }
}

function readRecord(view: DataView, bytes: Uint8Array, at: number): { member: Member; next: number } {
  if (at + recordBytes > view.byteLength - endBytes || view.getUint32(at, true) !== 0x02014b50) throw new ArchiveError('damaged', 'its directory is damaged')
  const nameBytes = view.getUint16(at + 28, true)
  const next = at + recordBytes + nameBytes
  if (next > view.byteLength - endBytes) throw new ArchiveError('damaged', 'its directory is damaged')
  const path = readName(bytes, at + recordBytes, nameBytes)
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  if (flags % 2 === 1) throw new ArchiveError('foreign', `the file ${path} is encrypted; bundles are not`)
  // The upper half holds the file mode of Unix: links and devices have one, plain files of ours have none.
  if (view.getUint32(at + 38, true) !== 0) throw new ArchiveError('link', `${path} is a link or a special file; a bundle holds plain files only`)
  if ((method !== 0 && method !== 8) || flags !== 0 || view.getUint16(at + 30, true) !== 0 || view.getUint32(at + 32, true) !== 0 || view.getUint16(at + 36, true) !== 0) throw repacked(path)
  return { member: { path, method, packedBytes: view.getUint32(at + 20, true), bytes: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true) }, next }
}

/** The header before the file's bytes must say what the directory says. Gives where the file ends. */
function checkHeader(view: DataView, bytes: Uint8Array, { path, method, packedBytes, bytes: size, offset }: Member, limit: number): number {
  const end = offset + headerBytes + path.length + packedBytes
  if (end > limit) throw new ArchiveError('truncated', `the file ${path} is not all there`)
  const agrees =
    view.getUint32(offset, true) === 0x04034b50 &&
    view.getUint16(offset + 6, true) === 0 &&
    view.getUint16(offset + 8, true) === method &&
    view.getUint32(offset + 18, true) === packedBytes &&
    view.getUint32(offset + 22, true) === size &&
    view.getUint16(offset + 26, true) === path.length &&
    view.getUint16(offset + 28, true) === 0 &&
    readName(bytes, offset + headerBytes, path.length) === path
  if (!agrees) throw new ArchiveError('foreign', `the directory and the file itself disagree about ${path}`)
  return end
}

const longestName = 200

function readName(bytes: Uint8Array, at: number, length: number): string {
  const raw = bytes.subarray(at, at + length)
  const name = String.fromCharCode(...raw.subarray(0, longestName + 1))
  const shown = JSON.stringify(name.slice(0, 80))
  if (length === 0 || length > longestName || !/^[\x20-\x7e]*$/.test(name)) throw new ArchiveError('name', `it holds a file whose name is empty, too long or not plain text (${shown})`)
  if (/^[/\\]|^[A-Za-z]:/.test(name)) throw new ArchiveError('name', `it holds a file with an absolute path (${shown}), which would be written outside any folder`)
  if (name.split(/[/\\]/).includes('..')) throw new ArchiveError('name', `it holds a file whose path leads out of the bundle (${shown})`)
  if (name.includes('\\') || name.endsWith('/') || name.split('/').some((part) => part === '' || part === '.')) throw new ArchiveError('name', `it holds a folder or a path that no bundle has (${shown})`)
  return name
}

function refuseSizes(members: readonly Member[]): void {
  let total = 0
  for (const { path, bytes, packedBytes, method } of members) {
    total += bytes
    if (bytes > archiveLimits.fileBytes) throw new ArchiveError('bomb', `the file ${path} would unpack to ${bytes} bytes; ${archiveLimits.fileBytes} are allowed`)
    if (bytes > archiveLimits.ratioAppliesFrom && bytes > packedBytes * archiveLimits.ratio) {
      throw new ArchiveError('bomb', `the file ${path} would unpack to ${Math.floor(bytes / Math.max(packedBytes, 1))} times its size, as only a file made to fill the disk does`)
    }
    if (method === 0 && bytes !== packedBytes) throw new ArchiveError('damaged', `the sizes of ${path} contradict each other`)
  }
  if (total > archiveLimits.totalBytes) throw new ArchiveError('bomb', `its files would unpack to ${total} bytes; ${archiveLimits.totalBytes} are allowed`)
}

const piece = 16_384

function unpack(bytes: Uint8Array, { path, method, packedBytes, bytes: size, offset }: Member): Uint8Array {
  const begin = offset + headerBytes + path.length
  const packed = bytes.subarray(begin, begin + packedBytes)
  if (method === 0) return packed.slice()
  const content = new Uint8Array(size)
  let length = 0
  let ended = false
  const inflate = new Inflate((chunk, final) => {
    if (length + chunk.byteLength > size) throw new ArchiveError('bomb', `the file ${path} unpacks to more than the ${size} bytes that it announces`)
    content.set(chunk, length)
    length += chunk.byteLength
    ended = final
  })
  try {
    for (let at = 0; at < packed.byteLength || at === 0; at += piece) inflate.push(packed.subarray(at, at + piece), at + piece >= packed.byteLength)
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    throw new ArchiveError('damaged', `the file ${path} is damaged and can not be unpacked`)
  }
  if (!ended || length !== size) throw new ArchiveError('damaged', `the file ${path} unpacks to ${length} bytes and announces ${size}`)
  return content
}

const repacked = (what: string) => new ArchiveError('foreign', `${what} was packed by another program: a bundle is passed on as the file that it is`)

