import { custodyEntries, redactionRoles } from '../../../../shared/contract/custody.ts'
import type { Predecessor } from '../../../../shared/contract/custody.ts'
import { identityEntries } from '../../../../shared/contract/identity.ts'
import { ledgerEntries } from '../../../../shared/contract/ledger.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { NoteError, openNote, parseVkey } from '../../../tlog/note.ts'
import { parseStatement } from '../../../tlog/statement.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const custodyKinds: readonly string[] = ['genesis/v1', 'key.revoked/v1', 'log.key.rotated/v1', 'payload.redacted/v1', 'blob.redacted/v1', 'contact.recorded/v1']

export interface CustodyOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'DECISION-SIGNATURE'>
}

type Handlers = Record<string, (entry: Entry) => boolean>

/** Checks what people sign about keys and erasures: each answers false for an entry that has not the form of its kind. */
export function createCustodyHandlers({ keys, checkNote, report }: CustodyOptions): Handlers {
  /** Whose data an entry holds: nobody has their own erased. */
  const subjects = new Map<number, string>()
  const refuse = (seq: number, why: string) => report('DECISION-SIGNATURE', seq, why)
  const checkRedaction = (entry: Entry, body: { entry: number; reason: string; note: string }, what: Record<string, string>) => {
    checkNote(entry, body.note, keys.of(entry.actor), { format: 'redaction', values: { Entry: String(body.entry), ...what, Reason: body.reason } })
    if (!keys.rolesOf(entry.actor).some((role) => redactionRoles.includes(role))) refuse(entry.seq, `Entry ${entry.seq}: ${entry.actor} had data erased without a role that may do it.`)
    if (subjects.get(body.entry) === entry.actor) refuse(entry.seq, `Entry ${entry.seq}: ${entry.actor} had their own data erased.`)
  }
  return {
    'genesis/v1': (entry) => {
      const body = ledgerEntries['genesis/v1'].safeParse(entry.body).data
      const predecessor = body?.predecessor
      const wrong = body && predecessor ? whyNotSucceeding(predecessor, body.vkey, entry.ledger) : null
      if (wrong) refuse(entry.seq, `Entry ${entry.seq} names a ledger that this one follows: ${wrong}.`)
      return true
    },
    'contact.recorded/v1': (entry) => {
      const body = identityEntries['contact.recorded/v1'].safeParse(entry.body).data
      if (body) subjects.set(entry.seq, body.email)
      return body !== undefined
    },
    'key.revoked/v1': (entry) => {
      const body = identityEntries['key.revoked/v1'].safeParse(entry.body).data
      if (!body) return false
      // The key may sign its own end, so it is looked up before it goes.
      checkNote(entry, body.note, keys.of(entry.actor), { format: 'key-revocation', values: { 'Person-ID': body.email, Key: body.key.vkey, Reason: body.reason } })
      keys.revoke(body.email, body.key.vkey, entry.seq)
      return true
    },
    'log.key.rotated/v1': (entry) => {
      const body = custodyEntries['log.key.rotated/v1'].safeParse(entry.body).data
      if (!body) return false
      const values = { 'Previous-Key': body.previous.vkey, Key: body.key.vkey, Reason: body.reason }
      checkNote(entry, body.note, keys.of(entry.actor), { format: 'log-key-rotation', values }, 3)
      return true
    },
    'payload.redacted/v1': (entry) => {
      const body = custodyEntries['payload.redacted/v1'].safeParse(entry.body).data
      if (body) checkRedaction(entry, body, { Payload: body.id })
      return body !== undefined
    },
    'blob.redacted/v1': (entry) => {
      const body = custodyEntries['blob.redacted/v1'].safeParse(entry.body).data
      if (body) checkRedaction(entry, body, { File: `sha256:${body.sha256}` })
      return body !== undefined
    },
  }
}

/** Null where two different people signed that this ledger follows the one named. */
function whyNotSucceeding({ origin, vkey, checkpoint, reason, signers, note }: Predecessor, logVkey: string, ledger: string): string | null {
  try {
    const known = signers.map((signer) => parseVkey(signer.vkey))
    const { text, verified, signatures } = openNote(note, known)
    const statement = parseStatement(text)
    if (verified.length !== 2 || signatures.length !== 2 || signers[0]!.email === signers[1]!.email) return 'two people have to sign that'
    const checkpointText = openNote(checkpoint, [parseVkey(vkey)]).text.split('\n')
    const expected: Record<string, string | undefined> = {
      Predecessor: origin,
      'Predecessor-Key': vkey,
      'Predecessor-Size': checkpointText[1],
      'Predecessor-Root': checkpointText[2],
      Reason: reason,
      'First-Signer-ID': signers[0]!.email,
      'Second-Signer-ID': signers[1]!.email,
      Ledger: ledger,
      Key: logVkey,
    }
    const wrong = Object.keys(expected).find((name) => statement?.values.get(name) !== expected[name])
    if (!statement?.format.endsWith('/succession/v1') || checkpointText[0] !== origin) return 'what was signed is no succession of that ledger'
    return wrong === undefined ? null : `the signed text says ${wrong} "${statement.values.get(wrong) ?? ''}", the entry "${expected[wrong] ?? ''}"`
  } catch (error) {
    if (error instanceof NoteError) return 'the signatures under it do not hold'
    throw error
  }
}
