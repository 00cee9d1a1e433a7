import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import * as z from 'zod'
import { toCanonical } from '../tlog/canonical.ts'

const N = 131_072
const parameters = { N, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const base64 = z.base64()

/** A secret under a passphrase: scrypt and AES-256-GCM; everything but `ct` and `tag` is authenticated with it. docs/formats/custody.md */
export const sealed = z.strictObject({
  v: z.literal(1),
  name: z.string(),
  kdf: z.strictObject({ name: z.literal('scrypt'), N: z.literal(N), r: z.literal(8), p: z.literal(1), salt: base64 }),
  cipher: z.literal('aes-256-gcm'),
  iv: base64,
  ct: base64,
  tag: base64,
})
export type Sealed = z.infer<typeof sealed>

export async function seal(name: string, secret: Uint8Array, passphrase: string): Promise<Sealed> {
  const kdf = { name: 'scrypt', N, r: 8, p: 1, salt: randomBytes(16).toString('base64') } as const
  const header = { v: 1, name, kdf, cipher: 'aes-256-gcm', iv: randomBytes(12).toString('base64') } as const
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, header.kdf.salt), Buffer.from(header.iv, 'base64'))
  cipher.setAAD(Buffer.from(toCanonical(header)))
  const ct = Buffer.concat([cipher.update(secret), cipher.final()])
  return { ...header, ct: ct.toString('base64'), tag: cipher.getAuthTag().toString('base64') }
}

/** The secret, or null where the passphrase is wrong or the file was changed: the two can not be told apart. */
export async function unseal({ ct, tag, ...header }: Sealed, passphrase: string): Promise<Buffer | null> {
  const key = await derive(passphrase, header.kdf.salt)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.iv, 'base64'), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(toCanonical(header)))
    decipher.setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(ct, 'base64')), decipher.final()])
  } catch {
    return null
  }
}

function derive(passphrase: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, parameters, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
