import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'

/** A file of which only pieces are read, however large it is. */
export interface Bytes {
  readonly name: string
  readonly size: number
  /** Exactly these bytes; BAD_INPUT where the file ends before. */
  read(at: number, length: number): Promise<Buffer>
  /** From one place to another, piece by piece. */
  stream(from: number, to: number): AsyncIterable<Buffer>
}

/** Opens a file for as long as `use` runs. Errors: FILE_UNREADABLE. */
export async function withBytes<T>(path: string, name: string, signal: AbortSignal, use: (bytes: Bytes) => Promise<T>): Promise<T> {
  const file = await open(path).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `${name} could not be opened; check that it is there and that you may read it.`, { cause })
  })
  try {
    const { size } = await file.stat()
    return await use(toBytes(file, name, size, signal))
  } finally {
    await file.close()
  }
}

const pieceBytes = 1 << 20

function toBytes(file: FileHandle, name: string, size: number, signal: AbortSignal): Bytes {
  const read = async (at: number, length: number): Promise<Buffer> => {
    signal.throwIfAborted()
    if (at < 0 || length < 0 || at + length > size) throw cutOff(name, at)
    const buffer = Buffer.alloc(length)
    for (let filled = 0; filled < length; ) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled)
      // The file became shorter while it was read.
      if (bytesRead === 0) throw cutOff(name, at)
      filled += bytesRead
    }
    return buffer
  }
  return {
    name,
    size,
    read,
    async *stream(from, to) {
      for (let at = from; at < to; at += pieceBytes) yield await read(at, Math.min(pieceBytes, to - at))
    },
  }
}

export const cutOff = (name: string, at: number): AppError => new AppError('BAD_INPUT', `${name} ends too early: something should stand at byte ${at}. Copy or download it again.`)
