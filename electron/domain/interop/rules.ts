import type { Party } from '../../../shared/contract/interop.ts'
import { AppError } from '../../../shared/errors.ts'

export interface Key {
  /** Origin or e-mail address. */
  id: string
  name: string
  vkey: string
  fingerprint: string
}

/** Keys that somebody of this workspace has compared before, or enrolled. */
export interface KnownKeys {
  /** Vkey of the bundle's log as it should be now; null where nothing of it was seen. */
  log: string | null
  /** Vkeys of a person of that ledger that were compared at earlier imports: a person has a key of their own in each workspace. */
  compared(email: string): readonly string[]
  enrolled(vkey: string): boolean
}

/** Who a bundle comes from, and whether they are known here under this key. */
export function toParties(log: Key, people: readonly (Key & { part: string })[], known: KnownKeys): Party[] {
  const seen = known.log
  const ledger: Party = { kind: 'ledger', ...log, state: seen === null ? 'new' : seen === log.vkey ? 'known' : 'changed', part: 'signed the bundle' }
  const persons = people.map((person): Party => {
    const keys = known.compared(person.id)
    return { kind: 'person', ...person, state: keys.includes(person.vkey) || known.enrolled(person.vkey) ? 'known' : keys.length === 0 ? 'new' : 'changed' }
  })
  return [ledger, ...persons]
}

const compact = (fingerprint: string) => fingerprint.replaceAll(/[\s:-]/g, '').toLowerCase()

/** Parties whose fingerprint has still to be compared. */
export function toUnconfirmed(parties: readonly Party[], confirmed: readonly string[]): Party[] {
  const given = new Set(confirmed.map(compact))
  return parties.filter(({ state, fingerprint }) => state !== 'known' && !given.has(compact(fingerprint)))
}

/** FORBIDDEN names every fingerprint that nobody has compared yet, and how to say that one did. */
export function refuseUnconfirmed(parties: readonly Party[], confirmed: readonly string[]): void {
  const open = toUnconfirmed(parties, confirmed)
  if (open.length === 0) return
  const changed = open.some(({ state }) => state === 'changed')
  const list = open.map(({ kind, name, id, fingerprint, state }) => `${kind === 'ledger' ? 'workspace ' : ''}${name} (${id}): ${fingerprint}${state === 'changed' ? ' (another key than before)' : ''}`)
  throw new AppError(
    'FORBIDDEN',
    `First contact${changed ? ', or a key that changed' : ''}: compare these fingerprints with their owners by another way, such as the telephone, then import again and confirm each (--trust FINGERPRINT). ${list.join('; ')}. Nothing was written.`,
  )
}

/** The entries about people that are needed to follow the keys of these, and of whoever signed for them. */
export function closeOverPeople<E extends { actor: string; body: { email?: unknown } }>(entries: readonly E[], emails: Iterable<string>): E[] {
  const wanted = new Set(emails)
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size
    for (const { actor, body } of entries) if (typeof body.email === 'string' && wanted.has(body.email)) wanted.add(actor)
  }
  return entries.filter(({ body }) => typeof body.email === 'string' && wanted.has(body.email))
}
