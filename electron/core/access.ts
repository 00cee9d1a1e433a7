import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Session, Sessions } from './sessions.ts'

/** Who may call over loopback HTTP. */
export interface Access {
  /** A token that opens one window, once. */
  newToken(): string
  /** Gives a session secret for a token and spends the token; null for any other text. */
  exchange(token: string): string | null
  /** The session of an `Authorization` header. */
  find(authorization: string | undefined): Session | null
}

/** Only digests are kept: comparing them takes the same time however much of a guess is right. */
export function createAccess(sessions: Sessions): Access {
  const unspent = new Set<Buffer>()
  const granted = new Map<Buffer, Session>()
  return {
    newToken() {
      const token = randomSecret()
      unspent.add(digest(token))
      return token
    },
    exchange(token) {
      const match = findEqual(unspent, digest(token))
      if (match === undefined) return null
      unspent.delete(match)
      const secret = randomSecret()
      granted.set(digest(secret), sessions.open('browser'))
      return secret
    },
    find(authorization) {
      if (!authorization?.startsWith('Bearer ')) return null
      const match = findEqual(granted.keys(), digest(authorization.slice('Bearer '.length)))
      return match === undefined ? null : (granted.get(match) ?? null)
    },
  }
}

const randomSecret = () => randomBytes(32).toString('base64url')
const digest = (text: string) => createHash('sha256').update(text).digest()

function findEqual(digests: Iterable<Buffer>, wanted: Buffer): Buffer | undefined {
  for (const candidate of digests) if (timingSafeEqual(candidate, wanted)) return candidate
  return undefined
}
