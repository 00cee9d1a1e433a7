import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Session, Sessions } from './sessions.ts'

/** Who may call over loopback HTTP. */
export interface Access {
  /** A token that opens one window, once. */
  newToken(): string
  /**
   * Opens a session for a token and spends the token; null for any other text. The window may name the secret that it will call
   * with: when it asks again with that secret, because it was reloaded before it heard the answer, it is its own session that it gets.
   */
  exchange(token: string, secret?: string): { secret: string; spent: boolean } | null
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
    exchange(token, secret = randomSecret()) {
      if (!isSecret(secret)) return null
      const match = findEqual(unspent, digest(token))
      const isKnown = findEqual(granted.keys(), digest(secret)) !== undefined
      if (match !== undefined) unspent.delete(match)
      else if (!isKnown) return null
      if (!isKnown) granted.set(digest(secret), sessions.open('browser'))
      return { secret, spent: match !== undefined }
    },
    find(authorization) {
      if (!authorization?.startsWith('Bearer ')) return null
      const match = findEqual(granted.keys(), digest(authorization.slice('Bearer '.length)))
      return match === undefined ? null : (granted.get(match) ?? null)
    },
  }
}

const randomSecret = () => randomBytes(32).toString('base64url')
/** 32 bytes: a window can not make its session easy to guess. */
const isSecret = (text: string) => /^[\w-]{43}$/.test(text)
const digest = (text: string) => createHash('sha256').update(text).digest()

function findEqual(digests: Iterable<Buffer>, wanted: Buffer): Buffer | undefined {
  for (const candidate of digests) if (timingSafeEqual(candidate, wanted)) return candidate
  return undefined
}
