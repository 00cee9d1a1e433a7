import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { openCheckpoint } from '../../tlog/checkpoint.ts'
import { NoteError } from '../../tlog/note.ts'
import type { Checkpoint } from '../../tlog/checkpoint.ts'
import type { LogKeys } from '../../tlog/log-keys.ts'
import type { Verifier } from '../../tlog/note.ts'

const originHash = (origin: string) => createHash('sha256').update(origin).digest('hex')

/** The newest checkpoint in C2SP witness layout, inside the workspace. */
export const witnessFile = (dir: string, origin: string): string => join(dir, 'witness', originHash(origin), 'checkpoint')
/** The newest checkpoint this computer saw, outside the workspace: a restored folder does not bring it back. */
export const highWaterFile = (stateDir: string, origin: string): string => join(stateDir, 'watermark', originHash(origin))
/** Which copy of the ledger on this computer takes entries. */
export const copyNoteFile = (stateDir: string, origin: string): string => join(stateDir, 'watermark', `${originHash(origin)}.copy.json`)
export const logKeyFile = (stateDir: string, origin: string): string => join(stateDir, 'keys', `${originHash(origin)}.log.json`)

/**
 * A mark holds the newest checkpoint known to be durable. It is a lower bound and carries its own signature: a write that a
 * power cut loses or tears only makes it older or unreadable, so it is written in place and not synced.
 */
export interface Mark {
  write(note: string): void
  close(): void
}

export function openMark(path: string): Mark {
  let file: number | null = null
  let length = Number.POSITIVE_INFINITY
  return {
    write(note) {
      file ??= openForUpdate(path)
      const bytes = Buffer.from(note)
      writeSync(file, bytes, 0, bytes.length, 0)
      // Notes grow with the size they name; only what another hand left may be longer.
      if (length > bytes.length) ftruncateSync(file, bytes.length)
      length = bytes.length
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

/** What a mark says, if it is there and this log signed it: by a key that the ledger knows, or by one of `others`. */
export function readMark(path: string, log: LogKeys, others: readonly Verifier[] = []): (Checkpoint & { note: string }) | null {
  if (!existsSync(path)) return null
  const note = readFileSync(path, 'utf8')
  for (const keys of [log, ...others]) {
    try {
      return { ...openCheckpoint(note, keys), note }
    } catch (error) {
      if (!(error instanceof NoteError)) throw error
    }
  }
  return null
}

function openForUpdate(path: string): number {
  mkdirSync(dirname(path), { recursive: true })
  return openSync(path, existsSync(path) ? 'r+' : 'w')
}
