import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { extract as createExtract, pack as createPack, type Header, type Pack } from 'tar-stream'
import { AppError } from '../../shared/errors.ts'

/** One regular file of an archive: bytes at hand, or a file on disk of exactly `bytes`. */
export interface ArchiveFile {
  name: string
  bytes: number
  from: Buffer | string
}

export interface Written {
  bytes: number
  sha256: string
}

/**
 * Writes an uncompressed POSIX tar and syncs it; the path must not exist. Uncompressed, so that any tool reads it and no small
 * file can unfold into a large one. Errors: those of the file system.
 */
export async function writeArchive(path: string, files: Iterable<ArchiveFile>, modified: Date): Promise<Written> {
  const pack = createPack()
  const filling = fill(pack, files, modified)
  // A failing source must end the reader below, not be an unhandled rejection.
  filling.catch((error: unknown) => pack.destroy(error as Error))
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of pack as unknown as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.byteLength
      // FileHandle.write may take less than it was given; writeFile does not.
      await file.writeFile(chunk)
    }
    await filling
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

async function fill(pack: Pack, files: Iterable<ArchiveFile>, modified: Date): Promise<void> {
  for (const { name, bytes, from } of files) {
    const entry = pack.entry({ name, size: bytes, mtime: modified, mode: 0o644, type: 'file' })
    const ended = new Promise<void>((resolve, reject) => {
      entry.once('error', reject)
      entry.once('finish', resolve)
      pack.once('error', reject)
    })
    if (typeof from === 'string') {
      for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
        if (!entry.write(chunk as Buffer)) await new Promise<void>((resolve) => entry.once('drain', resolve))
      }
      entry.end(null)
    } else {
      entry.end(from)
    }
    await ended
  }
  pack.finalize()
}

export type Content = AsyncIterable<Buffer>

/**
 * Hands every file of a tar to `take`, in order; `take` reads its content to the end. Links, devices and folders are refused:
 * nothing here may point outside. Errors: FILE_UNREADABLE, BAD_INPUT, and what `take` throws.
 */
export async function readArchive(path: string, take: (file: { name: string; bytes: number }, content: Content) => Promise<'go on' | 'stop'>): Promise<void> {
  await statFile(path)
  const source = createReadStream(path, { highWaterMark: 1 << 20 })
  const extract = createExtract()
  source.on('error', (error) => extract.destroy(error))
  source.pipe(extract as unknown as NodeJS.WritableStream)
  try {
    for await (const entry of extract as unknown as AsyncIterable<AsyncIterable<Buffer> & { header: Header; resume(): void }>) {
      const { name, size, type } = entry.header
      if (type !== 'file' && type !== 'contiguous-file') throw new AppError('BAD_INPUT', `${path} holds "${shown(name)}", which is no regular file: it was not made by Countersign. Nothing was taken from it.`)
      if ((await take({ name, bytes: size }, entry)) === 'stop') return
      entry.resume()
    }
  } catch (error) {
    // What the system says goes on as it is; what the reader of tars says means a file that is none.
    if (error instanceof AppError || 'syscall' in (error as object)) throw error
    throw new AppError('BAD_INPUT', `${path} is not a backup of Countersign, or it is damaged or cut off. Nothing was taken from it.`, { cause: error })
  } finally {
    source.destroy()
    extract.destroy()
  }
}

/** Reads the whole content of a file that may have at most `limit` bytes. */
export async function readAll(content: Content, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of content) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new AppError('BAD_INPUT', `A part of the file has more than ${limit} bytes; that is not what Countersign writes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function statFile(path: string): Promise<Stats> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new AppError('FILE_UNREADABLE', `${path} is not there, or you may not read it.`)
  if (!found.isFile()) throw new AppError('FILE_UNREADABLE', `${path} is a folder. Name the backup file in it.`)
  return found
}

const shown = (name: string) => name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 80)
