import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { ArchiveError, archiveLimits, readArchive } from '../../tlog/archive.ts'
import { BundleError, openBundle, type OpenedBundle } from '../../tlog/bundle.ts'
import { readAnswer, readContents, type AnswerContents, type Contents } from './contents.ts'
import { readRequest, type RequestContents } from './request-contents.ts'

/** A bundle of which everything holds that can be checked without knowing whose it is. */
export interface Bundle {
  fileName: string
  sha256: string
  content: Uint8Array
  opened: OpenedBundle
  contents: Contents
  /** One of the two, as `opened.head.bundle` says. */
  request: RequestContents | null
  answer: AnswerContents | null
}

/** Errors: FILE_UNREADABLE; BAD_INPUT and UNSUPPORTED_FORMAT with what is wrong with it. */
export const loadBundle = (path: string): Bundle => parseBundle(basename(path), loadFile(path))

/** Verifies a bundle from its first byte to its last. BAD_INPUT and UNSUPPORTED_FORMAT say what is wrong with it. */
export function parseBundle(fileName: string, content: Uint8Array): Bundle {
  try {
    const opened = openBundle(readArchive(content))
    const contents = readContents(opened)
    const isRequest = opened.head.bundle === 'request'
    return {
      fileName,
      sha256: createHash('sha256').update(content).digest('hex'),
      content,
      opened,
      contents,
      request: isRequest ? readRequest(opened, contents) : null,
      answer: isRequest ? null : readAnswer(opened, contents),
    }
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof ArchiveError)) throw error
    throw new AppError(error.reason === 'version' ? 'UNSUPPORTED_FORMAT' : 'BAD_INPUT', `${fileName} is refused: ${error.message.replace(/\.$/, '')}. Nothing was written.`, { cause: error })
  }
}

/** The files of a bundle by digest, read only; what a workspace's own store is to its records. */
export function toBlobStore({ blobs }: OpenedBundle): BlobStore {
  return {
    erased: () => null,
    has: (sha256) => blobs.has(sha256),
    // In memory nothing is touched.
    mark: (sha256) => (blobs.has(sha256) ? sha256 : null),
    path: (sha256) => sha256,
    put: refuseWrite,
    create: refuseWrite,
    erase: refuseWrite,
    read(sha256) {
      const content = blobs.get(sha256)
      if (!content) throw new AppError('NOT_FOUND', `The bundle does not hold the file ${sha256.slice(0, 12)}….`)
      return Buffer.from(content)
    },
  }
}

const refuseWrite = () => {
  throw new Error('a bundle is not written to')
}

/** Never more than a bundle can have, whatever the file grows to meanwhile. */
function loadFile(path: string): Buffer {
  try {
    const file = openSync(path, 'r')
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) throw new AppError('BAD_INPUT', `${path} is ${stat.isDirectory() ? 'a folder' : 'not a file'}. Name a file that ends in .countersign.`)
      if (stat.size > archiveLimits.archiveBytes) throw new AppError('BAD_INPUT', `${path} has ${stat.size} bytes; a bundle has at most ${archiveLimits.archiveBytes}. Nothing was written.`)
      const content = Buffer.alloc(stat.size)
      let length = 0
      for (let read = -1; read !== 0 && length < stat.size; length += read) read = readSync(file, content, length, stat.size - length, null)
      return content.subarray(0, length)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw new AppError('FILE_UNREADABLE', `${path} ${code === 'ENOENT' ? 'does not exist' : 'can not be read'}. Name a file that ends in .countersign.`, { cause: error })
  }
}
