import { existsSync, readFileSync, statSync } from 'node:fs'
import * as z from 'zod'
import type { identityContract, Contact, Person } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { KeyStore } from '../../platform/keys.ts'
import { writeTextFile } from '../../platform/output-file.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { refuseRevocation } from './rules.ts'
import type { Identity, IdentityOptions } from './service.ts'
import { toRevocationText } from './statements.ts'
import { readPeople, readPerson } from './store.ts'

type Input<K extends 'recordContact' | 'revokeKey' | 'exportKey' | 'importKey'> = z.output<NonNullable<(typeof identityContract)[K]['~orpc']['inputSchema']>>

export interface KeyCustody {
  /** The acting person signs that a key, somebody's or their own, signs nothing any more. CONFLICT: revoked already, or the last one. */
  revokeKey(actor: string, input: Input<'revokeKey'>): Promise<Person>
  /** Writes the acting person's key, still encrypted, into a file for their other computer. */
  exportKey(actor: string, input: Input<'exportKey'>): Promise<{ file: string; fingerprint: string }>
  /** Takes such a file. It must open, and hold the key that is enrolled. CONFLICT where the key is here already. */
  importKey(input: Input<'importKey'>): Promise<Person>
  recordContact(actor: string, input: Input<'recordContact'>): Person
}

const toKeyFile = (key: KeyStore['schema']) => z.strictObject({ schema: z.literal('countersign/person-key/1'), ledger: z.string(), person: z.string(), vkey: z.string(), key })

/** A key file has some 700 bytes; whatever is much larger is something else. */
const maximumBytes = 65_536

export function createKeyCustody(options: IdentityOptions & Pick<Identity, 'unlock' | 'person'>): KeyCustody {
  const { ledger, index, keys, unlock, person } = options
  return {
    async revokeKey(actor, { email, reason, passphrase }) {
      const target = person(email)
      refuseRevocation(readPeople(index), target)
      const signer = await unlock(actor, passphrase)
      ledger.append(actor, (tip, at) => {
        const current = person(email)
        refuseRevocation(readPeople(index), current)
        if (current.vkey !== target.vkey) throw new AppError('CONFLICT', `The key of ${email} was replaced meanwhile; look at the person again.`)
        const note = signer.signNote(toRevocationText(current, reason, { signer: signer.person, signedAt: at, ledger: { origin: ledger.origin, ...tip } }))
        return { kind: 'key.revoked/v1', body: { email, key: { vkey: current.vkey, fingerprint: current.fingerprint }, reason, note } }
      })
      return person(email)
    },
    async exportKey(actor, { file, passphrase }) {
      // A key whose passphrase is forgotten would be of no use there, and nobody else should carry it away.
      const { person: owner } = await unlock(actor, passphrase)
      const content = { schema: 'countersign/person-key/1', ledger: ledger.origin, person: owner.email, vkey: owner.vkey, key: keys.read(owner.keyName) }
      writeTextFile(file, `${JSON.stringify(content, null, 2)}\n`, (before) => before.includes('"countersign/person-key/1"'), 0o600)
      return { file, fingerprint: owner.fingerprint }
    },
    async importKey({ file, passphrase }) {
      const found = loadKeyFile(file, keys.schema)
      if (found.ledger !== ledger.origin) throw new AppError('BAD_INPUT', `${file} holds a key for another ledger (${found.ledger}); this one is ${ledger.origin}. Open that workspace, or ask for the right file.`)
      const row = readPerson(index, found.person)
      if (!row) throw new AppError('NOT_FOUND', `${file} holds a key of ${found.person}, who is not enrolled in this workspace.`)
      if (row.revokedSeq !== null) throw new AppError('FORBIDDEN', `The key of ${row.email} was revoked (entry ${row.revokedSeq}); it signs nothing any more.`)
      if (found.vkey !== row.vkey || found.key.name !== row.keyName) throw notEnrolled(file, row.email)
      if (keys.has(row.keyName)) throw new AppError('CONFLICT', `The key of ${row.email} is on this computer already.`)
      const { vkey } = await keys.open(found.key, passphrase)
      // What the file says of itself is not enough: the private key inside must be the enrolled one.
      if (vkey !== row.vkey) throw notEnrolled(file, row.email)
      keys.store(found.key)
      return person(row.email)
    },
    recordContact(actor, { email, contact }) {
      person(email)
      const [draft] = toContactDrafts({ email, contact })
      if (!draft) throw new AppError('BAD_INPUT', 'Give a telephone number, a department or a note; nothing was written.')
      ledger.append(actor, () => draft)
      return person(email)
    },
  }
}

/** Contact details go beside the entry, under a salted commitment, so that they can be erased later. */
export function toContactDrafts({ email, contact }: { email: string; contact?: Contact | undefined }): EntryDraft[] {
  const details = Object.fromEntries(Object.entries(contact ?? {}).filter(([, value]) => value !== undefined && value !== ''))
  return Object.keys(details).length === 0 ? [] : [{ kind: 'contact.recorded/v1', body: { email }, payloads: [details] }]
}

const notEnrolled = (file: string, email: string) =>
  new AppError('BAD_INPUT', `${file} does not hold the key that is enrolled for ${email}. It may be older than a replacement: export it again where the present key is.`)

function loadKeyFile(file: string, key: KeyStore['schema']): z.infer<ReturnType<typeof toKeyFile>> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new AppError('FILE_UNREADABLE', `${file} is not there. Name the file that "countersign key export" wrote.`)
  if (statSync(file).size > maximumBytes) throw new AppError('BAD_INPUT', `${file} is too large to be a key file. Name the file that "countersign key export" wrote.`)
  try {
    return toKeyFile(key).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new AppError('BAD_INPUT', `${file} is not a key file of Countersign, or it is damaged. Export the key again.`, { cause: error })
  }
}
