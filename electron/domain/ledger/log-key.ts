import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'
import { createSigner } from '../../tlog/note.ts'
import { logKeyFile } from './marks.ts'
import type { Signer } from '../../tlog/note.ts'

const logKey = z.strictObject({ v: z.literal(1), vkey: z.string(), seed: z.base64() })

/** Makes the key that signs this ledger's heads: 0600, synced before any ledger names it. */
export function createLogKey(stateDir: string, origin: string): Signer {
  const seed = randomBytes(32)
  const signer = createSigner(origin, seed)
  const file = { v: 1, vkey: signer.vkey, seed: seed.toString('base64') }
  writeDurably(logKeyFile(stateDir, origin), Buffer.from(`${JSON.stringify(file, null, 2)}\n`), 0o600)
  return signer
}

/** The log key of `origin`, or null where it is not on this computer. FILE_UNREADABLE where its file is damaged. */
export function loadLogKey(stateDir: string, origin: string): Signer | null {
  const path = logKeyFile(stateDir, origin)
  if (!existsSync(path)) return null
  try {
    const { seed, vkey } = logKey.parse(JSON.parse(readFileSync(path, 'utf8')))
    const signer = createSigner(origin, Buffer.from(seed, 'base64'))
    if (signer.vkey !== vkey) throw new Error('the seed belongs to another key')
    return signer
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The log key of this ledger is damaged (${path}): restore that file from a backup.`, { cause: error })
  }
}
