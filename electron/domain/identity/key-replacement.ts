import type * as z from 'zod'
import type { identityContract, Person } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import { refuseForeignKey } from './foreign-key.ts'
import { withNewKey } from './new-key.ts'
import { nextKeyName } from './rules.ts'
import type { Identity, IdentityOptions, Signer } from './service.ts'
import { toEnrolmentText } from './statements.ts'

type Input<K extends 'replaceKey' | 'replaceKeyBy'> = z.output<NonNullable<(typeof identityContract)[K]['~orpc']['inputSchema']>>

/** A lost key is replaced by a second person's hand; what the old one signed stays valid. FORBIDDEN for one's own; CONFLICT where it was replaced meanwhile. */
export interface KeyReplacement {
  replaceKey(actor: string, input: Input<'replaceKey'>): Promise<Person>
  /** By a key that was made on another computer, under the fingerprint that the acting person compared. Errors of the key as of `enrolKey`. */
  replaceKeyBy(actor: string, input: Input<'replaceKeyBy'>): Promise<Person>
}

export function createKeyReplacement(options: IdentityOptions & Pick<Identity, 'unlock' | 'person'>): KeyReplacement {
  const { ledger, unlock, person } = options
  return {
    async replaceKey(actor, { email, reason, passphrase, signerPassphrase }) {
      const target = refuseOwn(actor, person(email))
      const signer = await unlock(actor, signerPassphrase)
      await withNewKey(options, nextKeyName(target), passphrase, ({ vkey }) => append(options, { signer, target, vkey, reason }))
      return person(email)
    },
    async replaceKeyBy(actor, { email, reason, vkey, signerPassphrase }) {
      const target = refuseOwn(actor, person(email))
      refuseForeignKey(ledger, email, vkey)
      append(options, { signer: await unlock(actor, signerPassphrase), target, vkey, reason, recheck: () => refuseForeignKey(ledger, email, vkey) })
      return person(email)
    },
  }
}

function refuseOwn(actor: string, target: Person): Person {
  if (actor !== target.email) return target
  throw new AppError('FORBIDDEN', 'Nobody replaces their own key: ask another enrolled person to do it, so that two people stand behind it.')
}

interface Replacement {
  signer: Signer
  target: Person
  vkey: string
  reason: string
  /** Asked again under the write lock. */
  recheck?: () => void
}

function append({ ledger, person }: IdentityOptions & Pick<Identity, 'person'>, { signer, target, vkey, reason, recheck }: Replacement): void {
  ledger.append(signer.person.email, (tip, at) => {
    const current = person(target.email)
    if (current.vkey !== target.vkey) throw new AppError('CONFLICT', `The key of ${target.email} was replaced meanwhile; look at the person again.`)
    recheck?.()
    const text = toEnrolmentText({
      person: { ...current, vkey },
      signer: signer.person,
      signedAt: at,
      ledger: { origin: ledger.origin, ...tip },
      replaces: { vkey: current.vkey, reason },
    })
    const previous = { vkey: current.vkey, fingerprint: current.fingerprint }
    const body = { email: target.email, previous, key: { vkey, fingerprint: fingerprintOfVkey(vkey) }, reason, note: signer.signNote(text) }
    return { kind: 'key.replaced/v1', body }
  })
}
