import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { createCosigner, type Cosigner } from '../tlog/cosignature.ts'
import { createSigner, type Signer } from '../tlog/note.ts'
import { writeDurably } from './blobs.ts'
import { readDevice } from './device.ts'
import { sealing as standardSealing, type Sealed, type Sealing } from './sealed.ts'

/** What one passphrase opens: the key that signs statements, and the one that witnesses checkpoints. */
export interface PersonKey extends Signer {
  readonly witness: Cosigner
}

/** The encrypted private keys of people, outside every workspace so that copying a workspace copies no key. */
export interface KeyStore {
  has(keyName: string): boolean
  /** Makes a key and stores it encrypted; CONFLICT where this name has one. */
  create(keyName: string, passphrase: string): Promise<PersonKey>
  /** Opens the key for one act. NOT_FOUND: no such key on this computer. WRONG_PASSPHRASE: it does not open. */
  unlock(keyName: string, passphrase: string): Promise<PersonKey>
  remove(keyName: string): void
  /** The key as it is stored, still encrypted. NOT_FOUND, FILE_UNREADABLE. */
  read(keyName: string): Sealed
  /** Takes a key that was encrypted elsewhere; CONFLICT where its name has one. */
  store(key: Sealed): void
  /** What a key must be to be taken. */
  readonly schema: Sealing['schema']
  /** The device that keys are opened on: its name in signatures. */
  device(): string
  /** Opens a key that need not be stored here. WRONG_PASSPHRASE where it does not open. */
  open(key: Sealed, passphrase: string): Promise<PersonKey>
}

export interface KeyStoreOptions {
  stateDir: string
  origin: string
  sealing?: Sealing | undefined
}

export function createKeyStore({ stateDir, origin, sealing = standardSealing }: KeyStoreOptions): KeyStore {
  const path = (keyName: string) => join(stateDir, 'keys', `${createHash('sha256').update(`${origin}\n${keyName}`).digest('hex')}.key`)
  const load = (keyName: string) => loadEnvelope(path(keyName), keyName, sealing)
  const open = async (key: Sealed, passphrase: string) => {
    const master = await sealing.unseal(key, passphrase)
    if (master === null) throw new AppError('WRONG_PASSPHRASE', `The passphrase of ${key.name} is wrong; nothing was signed.`)
    return toSigner(key.name, master)
  }
  return {
    schema: sealing.schema,
    device: () => readDevice(stateDir),
    open,
    has: (keyName) => existsSync(path(keyName)),
    remove: (keyName) => rmSync(path(keyName), { force: true }),
    async create(keyName, passphrase) {
      if (existsSync(path(keyName))) throw new AppError('CONFLICT', `A key named ${keyName} is already on this computer.`)
      const master = randomBytes(32)
      write(path(keyName), await sealing.seal(keyName, master, passphrase))
      return toSigner(keyName, master)
    },
    unlock: async (keyName, passphrase) => open(load(keyName), passphrase),
    read: load,
    store(key) {
      if (existsSync(path(key.name))) throw new AppError('CONFLICT', `A key named ${key.name} is already on this computer.`)
      write(path(key.name), key)
    },
  }
}

const write = (path: string, key: Sealed) => writeDurably(path, Buffer.from(`${JSON.stringify(key, null, 2)}\n`), 0o600)

function loadEnvelope(path: string, keyName: string, { schema }: Sealing): Sealed {
  if (!existsSync(path)) {
    throw new AppError('NOT_FOUND', `The key of ${keyName} is not on this computer; sign where it is, or have a second person enrol a new key.`)
  }
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The key file of ${keyName} is damaged (${path}); restore it from a backup, or have a second person enrol a new key.`, { cause: error })
  }
}

/** One master a person, one key a purpose: the approval key must never sign as a witness. */
function toSigner(keyName: string, master: Buffer): PersonKey {
  const seed = (purpose: string) => Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `countersign.example/${purpose}`, 32))
  return { ...createSigner(keyName, seed('sign')), witness: createCosigner(keyName, seed('witness')) }
}
