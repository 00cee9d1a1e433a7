import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'
import { createSigner } from '../../tlog/note.ts'
import { logKeyFile } from './marks.ts'
import type { Signer } from '../../tlog/note.ts'

/** `since`: the entry that handed the log over to this key; a hint, to be believed only after looking. */
const logKey = z.strictObject({ v: z.literal(1), vkey: z.string(), seed: z.base64(), since: z.number().int().positive().optional() })

/** A key of a log as this computer keeps it: every one that ever signed, because early checkpoints are signed again by theirs. */
export interface HeldLogKey {
  signer: Signer
  since: number | null
  path: string
  /** 32 bytes, for the file that takes the key to another computer. */
  seed: Buffer
}

/** Makes the key that signs this ledger's heads: 0600, synced before any ledger names it. */
export function createLogKey(stateDir: string, origin: string): Signer {
  return storeLogKey(stateDir, origin, randomBytes(32), 'first')
}

/** Makes the key that is to follow. A crash before any entry names it leaves a file that is never used. */
export const createNextLogKey = (stateDir: string, origin: string): Signer => storeLogKey(stateDir, origin, randomBytes(32), 'next')

/** Stores a key; `first` is the key of entry 0, every other has a file of its own. */
export function storeLogKey(stateDir: string, origin: string, seed: Buffer, which: 'first' | 'next', since?: number): Signer {
  const signer = createSigner(origin, seed)
  const first = logKeyFile(stateDir, origin)
  const path = which === 'first' ? first : first.replace(/\.log\.json$/, `.log-${signer.keyId}.json`)
  const file = { v: 1, vkey: signer.vkey, seed: seed.toString('base64'), ...(since === undefined ? {} : { since }) }
  writeDurably(path, Buffer.from(`${JSON.stringify(file, null, 2)}\n`), 0o600)
  return signer
}

/** The log keys of `origin` on this computer, the first one first. FILE_UNREADABLE where a file of theirs is damaged. */
export function loadLogKeys(stateDir: string, origin: string): HeldLogKey[] {
  const first = logKeyFile(stateDir, origin)
  const folder = dirname(first)
  if (!existsSync(folder)) return []
  const begin = basename(first).replace(/\.json$/, '')
  const names = readdirSync(folder).filter((name) => name.startsWith(begin) && /^(-[0-9a-f]{8})?\.json$/.test(name.slice(begin.length)))
  return names.toSorted((a, b) => Number(b === basename(first)) - Number(a === basename(first)) || (a < b ? -1 : 1)).map((name) => loadOne(join(folder, name), origin))
}

function loadOne(path: string, origin: string): HeldLogKey {
  try {
    const { seed, vkey, since } = logKey.parse(JSON.parse(readFileSync(path, 'utf8')))
    const bytes = Buffer.from(seed, 'base64')
    const signer = createSigner(origin, bytes)
    if (signer.vkey !== vkey) throw new Error('the seed belongs to another key')
    return { signer, since: since ?? null, path, seed: bytes }
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The log key of this ledger is damaged (${path}): restore that file from a backup.`, { cause: error })
  }
}
