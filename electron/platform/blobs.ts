import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

export interface BlobRef {
  sha256: string
  bytes: number
}

export interface BlobWriter {
  /** DISK_FULL: what came so far is gone. */
  write(chunk: Uint8Array): void
  end(): BlobRef
  /** Harmless after `end`. */
  discard(): void
}

/** Files by SHA-256 under `blobs/<2>/<62>`. A blob is on disk before the entry that names it is committed. */
export interface BlobStore {
  put(content: Uint8Array): BlobRef
  /** Reads a blob and compares its digest: NOT_FOUND if it is gone, LEDGER_UNSAFE if its bytes changed. */
  read(sha256: string): Buffer
  /** For a blob of any size, as it comes: nothing is there before `end`. */
  create(): BlobWriter
  has(sha256: string): boolean
  /** Says whether anything touched the file since; null where it is gone. */
  mark(sha256: string): string | null
  path(sha256: string): string
  /** What `erase` was told, where the blob is gone for that reason. */
  erased(sha256: string): string | null
  /** Overwrites and removes a blob for ever; `because` is what a reader is told afterwards. Harmless where it is gone. */
  erase(sha256: string, because: string): void
}

export function createBlobStore(dir: string): BlobStore {
  const path = (sha256: string) => join(dir, sha256.slice(0, 2), sha256.slice(2))
  const erased = (sha256: string) => {
    const target = path(sha256)
    return !existsSync(target) && existsSync(tombstone(target)) ? readFileSync(tombstone(target), 'utf8').trim() : null
  }
  return {
    path,
    erased,
    has: (sha256) => existsSync(path(sha256)),
    mark(sha256) {
      const facts = statSync(path(sha256), { throwIfNoEntry: false, bigint: true })
      return facts ? `${facts.ino} ${facts.size} ${facts.mtimeNs} ${facts.ctimeNs}` : null
    },
    put(content) {
      const sha256 = createHash('sha256').update(content).digest('hex')
      const target = path(sha256)
      if (!existsSync(target)) writeDurably(target, content)
      rmSync(tombstone(target), { force: true })
      return { sha256, bytes: content.byteLength }
    },
    create: () => createWriter(dir, path),
    read(sha256) {
      const target = path(sha256)
      const because = erased(sha256)
      if (because !== null) throw new AppError('NOT_FOUND', `The file ${sha256.slice(0, 12)}… named by the ledger is gone on purpose: ${because}`)
      if (!existsSync(target)) {
        throw new AppError('NOT_FOUND', `The file ${sha256.slice(0, 12)}… named by the ledger is missing from blobs/; restore it from a backup of this workspace.`)
      }
      const content = readFileSync(target)
      if (createHash('sha256').update(content).digest('hex') !== sha256) {
        throw new AppError('LEDGER_UNSAFE', `The file blobs/${sha256.slice(0, 2)}/${sha256.slice(2, 12)}… no longer has the digest that the ledger names; restore it from a backup.`)
      }
      return content
    },
    erase(sha256, because) {
      const target = path(sha256)
      writeDurably(tombstone(target), Buffer.from(`${because}\n`))
      eraseFile(target)
    },
  }
}

function createWriter(dir: string, path: (sha256: string) => string): BlobWriter {
  mkdirSync(dir, { recursive: true })
  const temporary = join(dir, `${randomBytes(12).toString('hex')}.tmp`)
  const file = openSync(temporary, 'wx', 0o644)
  const hash = createHash('sha256')
  let bytes = 0
  let open = true
  const close = () => {
    if (open) closeSync(file)
    open = false
  }
  const discard = () => {
    close()
    rmSync(temporary, { force: true })
  }
  const guard = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      discard()
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      throw new AppError('DISK_FULL', `The disk is full: nothing of this file was kept and nothing was recorded. Free some space and try again.`, { cause: error })
    }
  }
  return {
    write: (chunk) =>
      guard(() => {
        for (let at = 0; at < chunk.byteLength; ) at += writeSync(file, chunk, at)
        hash.update(chunk)
        bytes += chunk.byteLength
      }),
    end: () =>
      guard(() => {
        fsyncSync(file)
        close()
        const sha256 = hash.digest('hex')
        const target = path(sha256)
        if (existsSync(target)) rmSync(temporary)
        else {
          mkdirSync(join(target, '..'), { recursive: true })
          renameSync(temporary, target)
          syncFolder(join(target, '..'))
        }
        rmSync(tombstone(target), { force: true })
        return { sha256, bytes }
      }),
    discard,
  }
}

const tombstone = (path: string) => `${path}.erased`

/** Overwritten in place before it is removed, so that the blocks it had do not keep it. A disk that moves blocks by itself may. */
export function eraseFile(path: string): void {
  if (!existsSync(path)) return
  const file = openSync(path, 'r+')
  try {
    const zeros = Buffer.alloc(1 << 20)
    const { size } = fstatSync(file)
    for (let at = 0; at < size; ) at += writeSync(file, zeros, 0, Math.min(size - at, zeros.length), at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  rmSync(path)
  syncFolder(join(path, '..'))
}

/** Written beside, synced, renamed: a crash leaves the old state or the new one. */
export function writeDurably(target: string, content: Uint8Array, mode = 0o644): void {
  const folder = join(target, '..')
  mkdirSync(folder, { recursive: true })
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
  const file = openSync(temporary, 'wx', mode)
  try {
    // One write may take less than it was given (a nearly full disk, a signal).
    for (let at = 0; at < content.byteLength; ) at += writeSync(file, content, at)
    fsyncSync(file)
  } catch (error) {
    closeSync(file)
    rmSync(temporary, { force: true })
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new AppError('DISK_FULL', `The disk is full: ${target} was not written and nothing was recorded. Free some space and try again.`, { cause: error })
    }
    throw error
  }
  closeSync(file)
  renameSync(temporary, target)
  syncFolder(folder)
}

/** Makes a rename durable. Windows has no handle on folders to sync; NTFS journals the rename itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * SHA-256 and size of a file; `onBytes` hears the running total. The next piece is read into one of two buffers while the last one
 * is hashed, which takes half the time of a stream.
 */
export async function hashFile(path: string, signal?: AbortSignal, onBytes?: (bytes: number) => void): Promise<BlobRef> {
  const hash = createHash('sha256')
  const file = await open(path)
  try {
    let [current, other] = [Buffer.allocUnsafeSlow(1 << 20), Buffer.allocUnsafeSlow(1 << 20)]
    let bytes = 0
    let reading = file.read(current)
    for (;;) {
      const { bytesRead } = await reading
      signal?.throwIfAborted()
      if (bytesRead === 0) return { sha256: hash.digest('hex'), bytes }
      const filled = current.subarray(0, bytesRead)
      ;[current, other] = [other, current]
      reading = file.read(current)
      hash.update(filled)
      bytes += bytesRead
      onBytes?.(bytes)
    }
  } finally {
    await file.close()
  }
}
