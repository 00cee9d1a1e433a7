import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { notebookLimits, type Notebook } from '../../../shared/contract/notebooks.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RunArtefact } from '../../../shared/contract/runs.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { readNotebookApart } from '../../platform/notebooks/apart.ts'

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

/** NOT_FOUND; BAD_INPUT says what is wrong with the file. What is too large is refused unread. */
export async function loadNotebook(blobs: Pick<BlobStore, 'read'>, run: string, artefacts: readonly RunArtefact[], path: string): Promise<Notebook> {
  const found = artefacts.find((one) => one.path === path)
  if (!found) throw new AppError('NOT_FOUND', `Run ${run} has no file “${path.slice(0, 120)}”.`)
  if (found.bytes > notebookLimits.bytes) throw new AppError('BAD_INPUT', `${path} has ${found.bytes} bytes; notebooks of at most ${notebookLimits.bytes} are shown.`)
  return readNotebookApart(basename(path), blobs.read(found.sha256))
}
