import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { toCanonical } from '../tlog/canonical.ts'
import { createCosigner, type Cosigner } from '../tlog/cosignature.ts'
import { createSigner, type Signer } from '../tlog/note.ts'
import { writeDurably } from './blobs.ts'

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
}

const N = 131_072
const parameters = { N, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const base64 = z.base64()
const envelope = z.strictObject({
  v: z.literal(1),
  name: z.string(),
  kdf: z.strictObject({ name: z.literal('scrypt'), N: z.literal(N), r: z.literal(8), p: z.literal(1), salt: base64 }),
  cipher: z.literal('aes-256-gcm'),
  iv: base64,
  ct: base64,
  tag: base64,
})

export interface KeyStoreOptions {
  stateDir: string
  origin: string
}

export function createKeyStore({ stateDir, origin }: KeyStoreOptions): KeyStore {
  const path = (keyName: string) => join(stateDir, 'keys', `${createHash('sha256').update(`${origin}\n${keyName}`).digest('hex')}.key`)
  return {
    has: (keyName) => existsSync(path(keyName)),
    remove: (keyName) => rmSync(path(keyName), { force: true }),
    async create(keyName, passphrase) {
      if (existsSync(path(keyName))) throw new AppError('CONFLICT', `A key named ${keyName} is already on this computer.`)
      const master = randomBytes(32)
      const header = { v: 1, name: keyName, kdf: { name: 'scrypt', N, r: 8, p: 1, salt: randomBytes(16).toString('base64') }, cipher: 'aes-256-gcm', iv: randomBytes(12).toString('base64') }
      const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, header.kdf.salt), Buffer.from(header.iv, 'base64'))
      cipher.setAAD(Buffer.from(toCanonical(header)))
      const ct = Buffer.concat([cipher.update(master), cipher.final()])
      const file = { ...header, ct: ct.toString('base64'), tag: cipher.getAuthTag().toString('base64') }
      writeDurably(path(keyName), Buffer.from(`${JSON.stringify(file, null, 2)}\n`), 0o600)
      return toSigner(keyName, master)
    },
    async unlock(keyName, passphrase) {
      const { ct, tag, ...header } = loadEnvelope(path(keyName), keyName)
      const decipher = createDecipheriv('aes-256-gcm', await derive(passphrase, header.kdf.salt), Buffer.from(header.iv, 'base64'))
      decipher.setAAD(Buffer.from(toCanonical(header)))
      decipher.setAuthTag(Buffer.from(tag, 'base64'))
      try {
        return toSigner(keyName, Buffer.concat([decipher.update(Buffer.from(ct, 'base64')), decipher.final()]))
      } catch (error) {
        throw new AppError('WRONG_PASSPHRASE', `The passphrase of ${keyName} is wrong; nothing was signed.`, { cause: error })
      }
    },
  }
}

function loadEnvelope(path: string, keyName: string): z.infer<typeof envelope> {
  if (!existsSync(path)) {
    throw new AppError('NOT_FOUND', `The key of ${keyName} is not on this computer; sign where it is, or have a second person enrol a new key.`)
  }
  try {
    return envelope.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The key file of ${keyName} is damaged (${path}); restore it from a backup, or have a second person enrol a new key.`, { cause: error })
  }
}

function derive(passphrase: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, parameters, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** One master a person, one key a purpose: the approval key must never sign as a witness. */
function toSigner(keyName: string, master: Buffer): PersonKey {
  const seed = (purpose: string) => Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `countersign.example/${purpose}`, 32))
  return { ...createSigner(keyName, seed('sign')), witness: createCosigner(keyName, seed('witness')) }
}
