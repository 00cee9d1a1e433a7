import { AppError } from '../../../shared/errors.ts'
import type { PersonRow } from './store.ts'

export const attemptsAllowed = 5
export const lockMinutes = 15

export interface Attempts {
  failed: number
  /** Milliseconds since the epoch until which no passphrase is tried; 0 where there is no lock. */
  lockedUntil: number
}

/** A lock that has run out starts the count anew. */
export function isLocked(attempts: Attempts, nowMs: number): boolean {
  return attempts.lockedUntil > nowMs
}

export function afterWrongPassphrase(attempts: Attempts, nowMs: number): Attempts {
  const ranOut = attempts.lockedUntil !== 0 && attempts.lockedUntil <= nowMs
  const failed = (ranOut ? 0 : attempts.failed) + 1
  return { failed, lockedUntil: failed >= attemptsAllowed ? nowMs + lockMinutes * 60_000 : 0 }
}

/** The first key has the person's address for a name; a signed note allows no plus sign in it. Names are never used again. */
export function toKeyName(email: string, number = 1): string {
  const name = email.replaceAll('+', '%2B')
  return number === 1 ? name : `${name}#${number}`
}

/** Counted from the name in use: a key that came from another computer may have a number of its own. */
export function nextKeyName({ email, keyName }: Pick<PersonRow, 'email' | 'keyName'>): string {
  const first = toKeyName(email)
  return toKeyName(email, keyName === first ? 2 : Number(keyName.slice(first.length + 1)) + 1)
}

/** A workspace without any valid key could never enrol anybody again. */
export function refuseRevocation(people: readonly Pick<PersonRow, 'email' | 'revokedSeq'>[], { email }: { email: string }): void {
  const person = people.find((one) => one.email === email)
  if (person && person.revokedSeq !== null) throw new AppError('CONFLICT', `The key of ${email} is revoked already (entry ${person.revokedSeq}).`)
  if (people.every((one) => one.email === email || one.revokedSeq !== null)) {
    throw new AppError('CONFLICT', `${email} has the last valid key of this workspace; without it nobody could be enrolled any more. Enrol a second person first.`)
  }
}
