import { createReadStream } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import type { RunArtefact } from '../../../shared/contract/runs.ts'
import type { BlobStore } from '../../platform/blobs.ts'

/** A file of whatever size into a blob, in constant memory. What was read before an abort is gone. */
export async function storeStream(blobs: Pick<BlobStore, 'create'>, source: AsyncIterable<Uint8Array>, path: string, signal?: AbortSignal, onBytes?: (bytes: number) => void): Promise<RunArtefact> {
  const writer = blobs.create()
  try {
    let bytes = 0
    for await (const chunk of source) {
      signal?.throwIfAborted()
      writer.write(chunk)
      bytes += chunk.byteLength
      onBytes?.(bytes)
    }
    return { path, ...writer.end() }
  } finally {
    writer.discard()
  }
}

/** FILE_UNREADABLE names the file. */
export async function storeFile(blobs: Pick<BlobStore, 'create'>, file: string, path: string, signal?: AbortSignal, onBytes?: (bytes: number) => void): Promise<RunArtefact> {
  try {
    return await storeStream(blobs, createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>, path, signal, onBytes)
  } catch (error) {
    if (error instanceof AppError || signal?.aborted) throw error
    throw new AppError('FILE_UNREADABLE', `${file} can not be read, so it was not added to the run. Check that it is there and open to you.`, { cause: error })
  }
}
