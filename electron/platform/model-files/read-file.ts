import { basename, extname } from 'node:path'
import type { Bytes } from './bytes.ts'
import { withBytes } from './bytes.ts'
import { toFacts, toFinding, type FileFacts } from './facts.ts'
import { isGguf, readGguf } from './gguf.ts'
import { isOnnx, readOnnx } from './onnx-file.ts'
import { readArchive, readPickle } from './packed.ts'
import { isSafetensors, readSafetensors } from './safetensors.ts'
import { isZip } from './zip.ts'

const pickleNames = new Set(['.pkl', '.pickle', '.p', '.joblib', '.pt', '.pth', '.bin', '.ckpt', '.sav', '.dill'])

/** Nothing else is called so. */
const surePickles = new Set(['.pkl', '.pickle', '.joblib'])

/** Formats that may hold a model and are not read: by their first bytes, as latin-1. */
const others: readonly (readonly [mark: string, what: string])[] = [
  ['BZh', 'is packed with bzip2'],
  ['\u00fd7zXZ', 'is packed with xz'],
  ['\u0004"M\u0018', 'is packed with LZ4'],
  ['(\u00b5/\u00fd', 'is packed with Zstandard'],
  ['\u0089HDF', 'is an HDF5 file, which may hold a Keras model'],
  ['7z\u00bc\u00af', 'is a 7z archive'],
  ['\u0093NUMPY', 'is an array of NumPy'],
]

/**
 * What a file is by its content, and what it says of itself. Nothing in it is executed, and of a large file only the head and what
 * must be scanned is read. Errors: FILE_UNREADABLE; BAD_INPUT where it is damaged.
 */
export async function readModelFile(path: string, signal: AbortSignal, name: string = basename(path)): Promise<FileFacts> {
  return withBytes(path, name, signal, async (bytes) => {
    if (bytes.size === 0) return toFacts('file', { findings: [toFinding('truncated', name, 'The file is empty.')] })
    return readByContent(bytes, await bytes.read(0, Math.min(bytes.size, 64)))
  })
}

async function readByContent(bytes: Bytes, head: Buffer): Promise<FileFacts> {
  const { name, size } = bytes
  const isNamed = pickleNames.has(extname(name).toLowerCase())
  const padded = Buffer.concat([head, Buffer.alloc(16)])
  if (isGguf(head)) return readGguf(bytes)
  if (isZip(padded)) return readArchive(bytes)
  if (isSafetensors(head, size)) return readSafetensors(bytes)
  if (padded[0] === 0x80 && padded[1]! >= 2 && padded[1]! <= 5) return readPickle(bytes, 'none')
  if (padded[0] === 0x1f && padded[1] === 0x8b && (isNamed || extname(name).toLowerCase() === '.gz')) return readPickle(bytes, 'gzip')
  if (padded[0] === 0x78 && padded.readUInt16BE(0) % 31 === 0 && isNamed) return readPickle(bytes, 'zlib')
  const other = others.find(([mark]) => head.toString('latin1').startsWith(mark))
  if (other !== undefined) return toFacts('file', { findings: [toFinding('not_looked_into', name, `It ${other[1]}; what is in it was not looked at.`)] })
  // Without a mark of their own: ONNX, and pickles of protocols 0 and 1.
  if (isOnnx(padded, name)) return readOnnx(bytes)
  if (!isNamed) return toFacts('file')
  const facts = await readPickle(bytes, 'none')
  // Weights without any mark are often called .bin: what is no pickle from its beginning is none.
  const isNone = facts.findings.length > 0 && facts.findings.every(({ code }) => code === 'broken_pickle') && !surePickles.has(extname(name).toLowerCase())
  return isNone ? toFacts('file') : facts
}
