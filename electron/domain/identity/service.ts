import type * as z from 'zod'
import { contact, type identityContract, type KeyLife, type newPerson, type Person } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { KeyStore } from '../../platform/keys.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { Cosigner } from '../../tlog/cosignature.ts'
import { signNote, type Signer as KeySigner } from '../../tlog/note.ts'
import { emptyRoot, hashToBytes } from '../../tlog/tree.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import type { EntryDraft, Ledger } from '../ledger/service.ts'
import type { AttemptLog } from './attempts.ts'
import { refuseForeignKey } from './foreign-key.ts'
import { readKeyHistory } from './key-history.ts'
import { createKeyCustody, toContactDrafts, type KeyCustody } from './key-custody.ts'
import { createKeyReplacement, type KeyReplacement } from './key-replacement.ts'
import { withNewKey } from './new-key.ts'
import { toKeyName } from './rules.ts'
import { toEnrolmentText } from './statements.ts'
import { readPeople, readPerson, type PersonRow } from './store.ts'

export { toContactDrafts } from './key-custody.ts'
export { toKeyName } from './rules.ts'
export { createShownTexts } from './shown.ts'
export { toSigningLines, toStatementText } from './statements.ts'

type NewPerson = z.output<typeof newPerson>
type Input<K extends 'enrol' | 'enrolKey'> = z.output<NonNullable<(typeof identityContract)[K]['~orpc']['inputSchema']>>

/** A person's key, open for one act: drop it afterwards. */
export interface Signer {
  readonly person: Person
  /** Where the key was opened, as entries of signatures name it. */
  readonly device: string
  /** Signs the text as a C2SP signed note under the person's key name; `beside` sign after them. */
  signNote(text: string, beside?: readonly KeySigner[]): string
  /** The person's witness key, of the same passphrase and another seed. */
  readonly witness: Cosigner
}

export interface IdentityReaders {
  people(): Person[]
  /** NOT_FOUND names the people who are enrolled. */
  person(email: string): Person
}

export interface Identity extends IdentityReaders, KeyCustody, KeyReplacement {
  /** Every key that a person had, the newest first. NOT_FOUND as of `person`. */
  keys(email: string): KeyLife[]
  /** The fingerprint of a key that is to be given to `email`; refused as `enrolKey` and `replaceKeyBy` refuse it. */
  readKey(email: string, vkey: string): string
  /** Opens the key for one act. WRONG_PASSPHRASE counts; the fifth locks the key for a while (LOCKED_OUT). */
  unlock(email: string, passphrase: string): Promise<Signer>
  /** Proves the passphrase and lets the key go again. */
  signIn(email: string, passphrase: string): Promise<Person>
  /** The acting person signs the enrolment; CONFLICT where the address is enrolled. */
  enrol(actor: string, input: Input<'enrol'>): Promise<Person>
  /** Enrols somebody whose private key is elsewhere, under the fingerprint that the acting person compared and signs for. */
  enrolKey(actor: string, input: Input<'enrolKey'>): Promise<Person>
}

export interface IdentityOptions {
  ledger: Ledger
  index: Index
  clock: Clock
  keys: KeyStore
  attempts: AttemptLog
}

export function createIdentity(options: IdentityOptions): Identity {
  const { ledger, index } = options
  const readers = createIdentityReaders(options)
  const { person } = readers
  const unlock = (email: string, passphrase: string) => unlockKey(options, email, passphrase)
  return {
    ...readers,
    ...createKeyCustody({ ...options, unlock, person }),
    unlock,
    keys: (email) => readKeyHistory(ledger, index, knownPerson(index, email).email),
    readKey(email, vkey) {
      refuseForeignKey(ledger, email, vkey)
      return fingerprintOfVkey(vkey)
    },
    signIn: async (email, passphrase) => (await unlock(email, passphrase)).person,
    async enrol(actor, input) {
      if (readPerson(index, input.email)) throw alreadyEnrolled(input.email)
      const signer = await unlock(actor, input.signerPassphrase)
      await withNewKey(options, toKeyName(input.email), input.passphrase, (key) =>
        ledger.append(actor, (tip, at) => {
          if (readPerson(index, input.email)) throw alreadyEnrolled(input.email)
          const toNote = (vkey: string) =>
            signer.signNote(toEnrolmentText({ person: { ...input, vkey }, signer: signer.person, signedAt: at, ledger: { origin: ledger.origin, ...tip } }))
          return [enrolment(input, key, toNote), ...toContactDrafts(input)]
        }),
      )
      return person(input.email)
    },
    async enrolKey(actor, input) {
      if (readPerson(index, input.email)) throw alreadyEnrolled(input.email)
      refuseForeignKey(ledger, input.email, input.vkey)
      const signer = await unlock(actor, input.signerPassphrase)
      ledger.append(actor, (tip, at) => {
        if (readPerson(index, input.email)) throw alreadyEnrolled(input.email)
        refuseForeignKey(ledger, input.email, input.vkey)
        const toNote = (vkey: string) =>
          signer.signNote(toEnrolmentText({ person: { ...input, vkey }, signer: signer.person, signedAt: at, ledger: { origin: ledger.origin, ...tip } }))
        return [enrolment(input, input, toNote), ...toContactDrafts(input)]
      })
      return person(input.email)
    },
    ...createKeyReplacement({ ...options, unlock, person }),
  }
}

/** `ledger` gives contact details; without it, as in reports, there are none. */
type ReaderOptions = Pick<IdentityOptions, 'index'> & { keys: Pick<KeyStore, 'has'>; ledger?: Pick<Ledger, 'payload'> }

/** The reading half, also used over records folded up to an earlier entry. */
export function createIdentityReaders({ index, ...sources }: ReaderOptions): IdentityReaders {
  return {
    people: () => readPeople(index).map((row) => toPerson(row, sources)),
    person: (email) => toPerson(knownPerson(index, email), sources),
  }
}

/** The entry by which the founder of a ledger enrols themselves, signed over the empty tree. */
export async function enrolFounder({ origin, person, keys, clock }: { origin: string; person: NewPerson; keys: KeyStore; clock: Clock }): Promise<EntryDraft> {
  const key = await keys.create(toKeyName(person.email), person.passphrase)
  return enrolment(person, key, (vkey) => {
    const ledger = { origin, size: 0, root: hashToBytes(emptyRoot) }
    const text = toEnrolmentText({ person: { ...person, vkey }, signer: person, signedAt: clock.now().toISOString(), ledger })
    return signNote(text, [key])
  })
}

function enrolment(person: Pick<NewPerson, 'name' | 'email' | 'roles'>, key: Pick<KeySigner, 'vkey'>, toNote: (vkey: string) => string): EntryDraft {
  const { vkey } = key
  const body = {
    email: person.email,
    name: person.name,
    roles: person.roles,
    key: { vkey, fingerprint: fingerprintOfVkey(vkey) },
    note: toNote(vkey),
  }
  return { kind: 'person.enrolled/v1', body }
}

async function unlockKey({ index, keys, attempts }: IdentityOptions, email: string, passphrase: string): Promise<Signer> {
  const row = knownPerson(index, email)
  if (row.revokedSeq !== null) {
    throw new AppError('FORBIDDEN', `The key of ${email} was revoked by ${row.revokedBy} (entry ${row.revokedSeq}: ${row.revokedReason}); it signs nothing any more. A second person can enrol a new one.`)
  }
  attempts.refuseWhileLocked(row.keyName)
  try {
    const key = await keys.unlock(row.keyName, passphrase)
    attempts.right(row.keyName)
    return { person: toPerson(row, { keys }), device: keys.device(), signNote: (text, beside = []) => signNote(text, [key, ...beside]), witness: key.witness }
  } catch (error) {
    if (error instanceof AppError && error.code === 'WRONG_PASSPHRASE') {
      attempts.wrong(row.keyName)
      attempts.refuseWhileLocked(row.keyName)
    }
    throw error
  }
}

function knownPerson(index: Index, email: string): PersonRow {
  const row = readPerson(index, email)
  if (row) return row
  const known = readPeople(index).map((one) => one.email)
  throw new AppError('NOT_FOUND', `${email} is not enrolled in this workspace. Enrolled are: ${known.join(', ')}.`)
}

const alreadyEnrolled = (email: string) => new AppError('CONFLICT', `${email} is enrolled already; a lost key is replaced, not enrolled again.`)

function toPerson({ revokedSeq, revokedAt, revokedBy, revokedReason, contactSeq, contactId, ...row }: PersonRow, { keys, ledger }: Omit<ReaderOptions, 'index'>): Person {
  return {
    ...row,
    keyHere: keys.has(row.keyName),
    revoked: revokedSeq === null ? null : { seq: revokedSeq, at: revokedAt ?? '', by: revokedBy ?? '', reason: revokedReason ?? '' },
    contact: contactSeq === null ? null : { seq: contactSeq, details: contactId === null || !ledger ? null : (contact.safeParse(ledger.payload(contactId)).data ?? null) },
  }
}
