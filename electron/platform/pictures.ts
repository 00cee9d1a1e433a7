import type { Picture } from '../../shared/contract/notebooks.ts'
import { AppError } from '../../shared/errors.ts'

/** A picture of a few kilobytes can claim more points than a page has memory for. */
const mostPoints = 50_000_000
const mostPictureBytes = 10 * 1024 * 1024

type Size = { width: number; height: number }
type Found = { mediaType: Picture['mediaType'] } & Size

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to)

/** What the bytes say that they are; null for everything that is not PNG, JPEG, GIF or WebP. */
export function readPicture(bytes: Buffer): Found | null {
  const read = [readPng, readGif, readWebp, readJpeg].map((one) => one(bytes)).find((found) => found !== null)
  return read && read.width > 0 && read.height > 0 ? read : null
}

function readPng(bytes: Buffer): Found | null {
  if (bytes.length < 33 || ascii(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || ascii(bytes, 12, 16) !== 'IHDR') return null
  return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readGif(bytes: Buffer): Found | null {
  if (bytes.length < 14 || !/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return null
  return { mediaType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

function readWebp(bytes: Buffer): Found | null {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 12) !== 'WEBP') return null
  const size = webpSize(bytes)
  return size && { mediaType: 'image/webp', ...size }
}

/** RFC 9649: lossy, lossless and extended. */
function webpSize(bytes: Buffer): Size | null {
  const bits = bytes.readUInt32LE(21)
  switch (ascii(bytes, 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    case 'VP8L':
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return null
  }
}

/** The first frame header (ITU T.81, B.2.2) says the size; what stands before it is passed over by its lengths. */
function readJpeg(bytes: Buffer): Found | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { mediaType: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** Why these bytes are not shown as a picture, as the end of a sentence; null where they are. */
export function whyNotPicture(bytes: Buffer): string | null {
  const found = readPicture(bytes)
  if (!found && /^\s*(?:<\?xml|<!--|<!doctype svg|<svg)/i.test(ascii(bytes, 0, 200))) return 'is SVG, which can hold scripts and addresses; save it as PNG'
  if (!found) return 'is no PNG, JPEG, GIF or WebP by its bytes, whatever its name says'
  if (bytes.length > mostPictureBytes) return `has ${bytes.length} bytes; pictures of at most ${mostPictureBytes} are shown. Make it smaller, or attach it as a file`
  if (found.width * found.height > mostPoints) return `has ${found.width} × ${found.height} points, more than can be shown. Make it smaller, or attach it as a file`
  return null
}

/** A picture for the page. BAD_INPUT says why it is none. */
export function toPicture(name: string, bytes: Buffer): Picture {
  const why = whyNotPicture(bytes)
  if (why !== null) throw new AppError('BAD_INPUT', `“${name}” ${why}.`)
  return { ...readPicture(bytes)!, base64: bytes.toString('base64') }
}
