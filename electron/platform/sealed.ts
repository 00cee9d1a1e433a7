import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import * as z from 'zod'
import { toCanonical } from '../tlog/canonical.ts'

/** A secret under a passphrase: scrypt and AES-256-GCM; everything but `ct` and `tag` is authenticated with it. docs/formats/custody.md */
export type Sealed = z.infer<ReturnType<typeof toSchema>>

/** Puts secrets under passphrases and takes them out again, at one cost of guessing. */
export interface Sealing {
  /** A seal of any other cost is refused: what a file says must not make a passphrase easier to guess. */
  readonly schema: z.ZodType<Sealed>
  seal(name: string, secret: Uint8Array, passphrase: string): Promise<Sealed>
  /** The secret, or null where the passphrase is wrong or the file was changed: the two can not be told apart. */
  unseal(sealed: Sealed, passphrase: string): Promise<Buffer | null>
}

/** `cost` is N of scrypt. The program knows one, `sealing`; tests that are not about it take a smaller one. */
export function createSealing(cost: number): Sealing {
  return {
    schema: toSchema(cost),
    async seal(name, secret, passphrase) {
      const kdf = { name: 'scrypt', N: cost, r: 8, p: 1, salt: randomBytes(16).toString('base64') } as const
      const header = { v: 1, name, kdf, cipher: 'aes-256-gcm', iv: randomBytes(12).toString('base64') } as const
      const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, kdf), Buffer.from(header.iv, 'base64'))
      cipher.setAAD(Buffer.from(toCanonical(header)))
      const ct = Buffer.concat([cipher.update(secret), cipher.final()])
      return { ...header, ct: ct.toString('base64'), tag: cipher.getAuthTag().toString('base64') }
    },
    async unseal({ ct, tag, ...header }, passphrase) {
      const key = await derive(passphrase, { ...header.kdf, N: cost })
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.iv, 'base64'), { authTagLength: 16 })
        decipher.setAAD(Buffer.from(toCanonical(header)))
        decipher.setAuthTag(Buffer.from(tag, 'base64'))
        return Buffer.concat([decipher.update(Buffer.from(ct, 'base64')), decipher.final()])
      } catch {
        return null
      }
    },
  }
}

export const sealing = createSealing(131_072)

function toSchema(cost: number) {
  const base64 = z.base64()
  return z.strictObject({
    v: z.literal(1),
    name: z.string(),
    kdf: z.strictObject({ name: z.literal('scrypt'), N: z.literal(cost), r: z.literal(8), p: z.literal(1), salt: base64 }),
    cipher: z.literal('aes-256-gcm'),
    iv: base64,
    ct: base64,
    tag: base64,
  })
}

function derive(passphrase: string, { N, r, p, salt }: Sealed['kdf']): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parameters = { N, r, p, maxmem: 256 * 1024 * 1024 }
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, parameters, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
