import { existsSync, readFileSync, statSync } from 'node:fs'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { eraseFile } from '../../platform/blobs.ts'
import { sealing as standardSealing, type Sealing } from '../../platform/sealed.ts'
import { writeTextFile } from '../../platform/output-file.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { openCheckpoint, readCheckpoint } from '../../tlog/checkpoint.ts'
import { createSigner, parseVkey } from '../../tlog/note.ts'
import { removeClosing } from './closing.ts'
import { loadLogKeys, storeLogKey } from './log-key.ts'
import { highWaterFile, openMark } from './marks.ts'

const schema = 'countersign/log-key/1'
const toLogKeyFile = (sealed: Sealing['schema']) => z.strictObject({ schema: z.literal(schema), ledger: z.string(), name: z.string(), at: z.string(), sealed })
/** Every key that ever signed, oldest first, and the newest checkpoint of the computer that they come from. */
const secret = z.strictObject({
  checkpoint: z.string(),
  keys: z.array(z.strictObject({ seed: z.base64(), since: z.number().int().positive().nullable() })).min(1),
})

const maximumBytes = 1 << 20

export interface LogKeyPlace {
  stateDir: string
  origin: string
  sealing?: Sealing | undefined
}

/**
 * Writes the log keys under a passphrase, with how far the ledger had gone: the computer that takes them refuses an older copy of it.
 * The file is read back. Errors: NOT_FOUND where the key is not here, BAD_INPUT, DISK_FULL.
 */
export async function exportLogKey(place: LogKeyPlace, { name, checkpoint, at, file, passphrase }: { name: string; checkpoint: string; at: string; file: string; passphrase: string }): Promise<void> {
  const held = loadLogKeys(place.stateDir, place.origin)
  if (held.length === 0) throw new AppError('NOT_FOUND', 'The log key of this ledger is not on this computer, so there is nothing to export.')
  const keys = held.map(({ seed, since }) => ({ seed: seed.toString('base64'), since }))
  const { seal } = place.sealing ?? standardSealing
  const content = { schema, ledger: place.origin, name, at, sealed: await seal(place.origin, Buffer.from(toCanonical({ checkpoint, keys })), passphrase) }
  writeTextFile(file, `${JSON.stringify(content, null, 2)}\n`, (before) => before.includes(`"${schema}"`), 0o600)
  await openLogKeyFile(file, place, passphrase)
}

/** Two computers that both sign would fork the ledger: after a move the keys are in the file only. */
export function removeLogKeys({ stateDir, origin }: LogKeyPlace): void {
  for (const { path } of loadLogKeys(stateDir, origin)) eraseFile(path)
}

/** Takes log keys that another computer exported. CONFLICT where they are here; WRONG_PASSPHRASE, BAD_INPUT, FILE_UNREADABLE. */
export async function importLogKey(place: LogKeyPlace, file: string, passphrase: string): Promise<void> {
  const { stateDir, origin } = place
  const { checkpoint, keys } = await openLogKeyFile(file, place, passphrase)
  const here = loadLogKeys(stateDir, origin).map(({ signer }) => signer.vkey)
  const missing = keys.filter(({ seed }) => !here.includes(createSigner(origin, Buffer.from(seed, 'base64')).vkey))
  if (missing.length === 0 && here.length > 0) throw new AppError('CONFLICT', 'The log key of this ledger is on this computer already.')
  raiseMark(stateDir, origin, checkpoint)
  for (const { seed, since } of missing) storeLogKey(stateDir, origin, Buffer.from(seed, 'base64'), since === null ? 'first' : 'next', since ?? undefined)
  removeClosing(stateDir, origin)
}

/** Whoever continues a ledger has to know how far it went: an older copy of the folder must not be continued. */
function raiseMark(stateDir: string, origin: string, checkpoint: string): void {
  const path = highWaterFile(stateDir, origin)
  const known = existsSync(path) ? sizeOf(readFileSync(path, 'utf8')) : 0
  if (sizeOf(checkpoint) <= known) return
  const mark = openMark(path)
  mark.write(checkpoint)
  mark.close()
}

function sizeOf(note: string): number {
  try {
    return readCheckpoint(note).size
  } catch {
    // A mark that a power cut tore counts for nothing.
    return 0
  }
}

async function openLogKeyFile(file: string, { origin, sealing = standardSealing }: LogKeyPlace, passphrase: string): Promise<z.infer<typeof secret>> {
  const found = loadFile(file, sealing)
  if (found.ledger !== origin) throw new AppError('BAD_INPUT', `${file} holds the log key of another ledger (${found.ledger}); this one is ${origin}. Open that workspace, or name the right file.`)
  const opened = await sealing.unseal(found.sealed, passphrase)
  if (opened === null) throw new AppError('WRONG_PASSPHRASE', `The passphrase of ${file} is wrong, or the file was changed; nothing was taken from it.`)
  const content = secret.parse(JSON.parse(opened.toString()))
  const signers = content.keys.map(({ seed }) => parseVkey(createSigner(origin, Buffer.from(seed, 'base64')).vkey))
  if (!signers.some((key) => opens(content.checkpoint, key))) throw new AppError('BAD_INPUT', `${file} holds a key that did not sign the checkpoint beside it. Export the log key again.`)
  return content
}

function opens(checkpoint: string, key: Parameters<typeof openCheckpoint>[1]): boolean {
  try {
    return openCheckpoint(checkpoint, key).size > 0
  } catch {
    return false
  }
}

function loadFile(file: string, { schema: sealed }: Sealing): z.infer<ReturnType<typeof toLogKeyFile>> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new AppError('FILE_UNREADABLE', `${file} is not there. Name the file that "countersign ledger key export" wrote.`)
  if (statSync(file).size > maximumBytes) throw new AppError('BAD_INPUT', `${file} is too large to hold a log key. Name the file that "countersign ledger key export" wrote.`)
  try {
    return toLogKeyFile(sealed).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new AppError('BAD_INPUT', `${file} does not hold a log key of Countersign, or it is damaged. Export the log key again.`, { cause: error })
  }
}
