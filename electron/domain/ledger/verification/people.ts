import type * as z from 'zod'
import { identityEntries } from '../../../../shared/contract/identity.ts'
import { ledgerEntries } from '../../../../shared/contract/ledger.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { reviewEntries } from '../../../../shared/contract/reviews.ts'
import { NoteError, openNote, parseVkey } from '../../../tlog/note.ts'
import type { Verifier } from '../../../tlog/note.ts'
import { parseStatement } from '../../../tlog/statement.ts'
import type { Statement } from '../../../tlog/statement.ts'
import { hashToBase64, leafHash } from '../../../tlog/tree.ts'
import type { Hash } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'
import { attestationKinds, createAttestationHandlers } from './attestations.ts'
import { createCustodyHandlers, custodyKinds } from './custody.ts'
import { createExceptionHandlers, exceptionKinds } from './exceptions.ts'
import { createFrameworkHandlers, frameworkKinds } from './frameworks.ts'
import { createInteropHandlers, interopKinds } from './interop.ts'
import { createKeyring } from './keyring.ts'
import { createPolicyHandlers, policyKinds } from './policies.ts'
import { createTieringHandlers, tieringKinds } from './tiering.ts'

export type PersonFinding = 'DECISION-SIGNATURE' | 'DECISION-REPLAYED' | 'DECISION-HISTORY' | 'DECISION-FUTURE' | 'KEY-REUSED' | 'POLICY-RULE' | 'TIER-RULE' | 'ATTESTATION-RULE' | 'CONTROL-RULE'

export interface PeopleOptions {
  origin: string
  /** Root of the first `size` entries as recomputed; null where it can not be known. */
  rootAt: (size: number) => Hash | null
  report: Report<PersonFinding>
  /** Null where it is no key. */
  parseKey?: (vkey: string) => Verifier | null
}

type Body<K extends keyof typeof identityEntries> = z.output<(typeof identityEntries)[K]>
export type Expected = { format: string; values: Record<string, string> }
/** Checks one note against the signer's key; what the entry claims must stand in the signed text. */
export type CheckNote = (entry: Entry, note: string, signer: Verifier | null, expected: Expected, signatures?: number) => void

/**
 * Follows the people of a ledger and their keys entry by entry. Every signed statement has to be signed by the key that was
 * valid then, be used once, say what its entry says, and name a root that this ledger had: each one witnesses all before it.
 */
export function createPeopleCheck(options: PeopleOptions): (entry: Entry) => void {
  const { report, parseKey = parseKeyOrNull } = options
  const keys = createKeyring(report)
  /** By their hashes: a ledger may hold a million of them. */
  const texts = new Map<string, number>()
  const checkNote: CheckNote = (entry, note, signer, expected, signatures = 1) => {
    const refuse = (why: string) => report('DECISION-SIGNATURE', entry.seq, `Entry ${entry.seq} (${entry.kind}) by ${entry.actor}: ${why}.`)
    const person = expected.values['Signer-ID'] ?? entry.actor
    if (!signer) return refuse(`${person} had no key in this ledger then`)
    const text = openText(note, signer, signatures)
    if (text === null) return refuse(`the statement is not signed by the key of ${person} that was valid then`)
    const statement = parseStatement(text)
    if (!statement) return refuse('the signed text is not a statement, or holds characters that could mislead')
    const wrong = firstDifference(statement, { ...expected, values: { 'Signer-ID': entry.actor, Ledger: options.origin, ...expected.values } })
    if (wrong) return refuse(wrong)
    const mark = leafHash(text)
    const before = texts.get(mark)
    if (before !== undefined) report('DECISION-REPLAYED', entry.seq, `Entry ${entry.seq} repeats the signed text of entry ${before}.`)
    else texts.set(mark, entry.seq)
    // What was signed for another workspace speaks of that one's history.
    if (statement.values.get('Ledger') === options.origin) checkHistory(entry, statement, options)
  }
  const handlers: Record<string, ((entry: Entry) => boolean) | undefined> = {
    ...createModuleHandlers({ keys, checkNote, report }),
    'person.enrolled/v1': (entry) => {
      const body = parse(identityEntries['person.enrolled/v1'], entry)
      if (!body) return false
      const key = parseKey(body.key.vkey)
      const founder = keys.isEmpty() && entry.actor === body.email
      checkNote(entry, body.note, founder ? key : keys.of(entry.actor), toEnrolment(body))
      keys.enrol(body.email, key, entry.seq, body.roles)
      return true
    },
    'key.replaced/v1': (entry) => {
      const body = parse(identityEntries['key.replaced/v1'], entry)
      if (!body) return false
      checkNote(entry, body.note, keys.of(entry.actor), toReplacement(body))
      keys.replace(body.email, body.previous.vkey, parseKey(body.key.vkey), entry.seq)
      return true
    },
    'decision/v1': (entry) => {
      const body = parse(reviewEntries['decision/v1'], entry)
      if (!body) return false
      checkNote(entry, body.note, keys.of(entry.actor), { format: 'decision', values: { Review: body.review } })
      return true
    },
    'witness.cosigned/v1': (entry) => {
      const body = parse(ledgerEntries['witness.cosigned/v1'], entry)
      // A witness from outside has no key in this ledger; its cosignature is checked in witnesses.ts.
      if (body?.note !== undefined) checkNote(entry, body.note, keys.of(entry.actor), { format: 'witness-key', values: { 'Witness-Key': body.witness.vkey } })
      return body !== null
    },
  }
  return (entry) => {
    if (handlers[entry.kind]?.(entry) === false) {
      report('DECISION-SIGNATURE', entry.seq, `Entry ${entry.seq} (${entry.kind}) does not have the form of its kind, so its signature can not be checked.`)
    }
  }
}

type Tools = Parameters<typeof createPolicyHandlers>[0] & Parameters<typeof createFrameworkHandlers>[0] & Parameters<typeof createTieringHandlers>[0] & Parameters<typeof createAttestationHandlers>[0]

function createModuleHandlers(tools: Tools): Record<string, ((entry: Entry) => boolean) | undefined> {
  return {
    ...createAttestationHandlers(tools),
    ...createCustodyHandlers(tools),
    ...createInteropHandlers(tools),
    ...createPolicyHandlers(tools),
    ...createFrameworkHandlers(tools),
    ...createTieringHandlers(tools),
    ...createExceptionHandlers(tools),
  }
}

/** Kinds that this check reads; all others may be left unparsed. */
export const signedKinds: readonly string[] = ['person.enrolled/v1', 'key.replaced/v1', 'decision/v1', 'witness.cosigned/v1', ...attestationKinds, ...custodyKinds, ...interopKinds, ...policyKinds, ...tieringKinds, ...frameworkKinds, ...exceptionKinds]

function parse<S extends z.ZodType>(schema: S, entry: Entry): z.output<S> | null {
  return schema.safeParse(entry.body).data ?? null
}

const toEnrolment = (body: Body<'person.enrolled/v1'>): Expected => ({
  format: 'enrolment',
  values: { Person: body.name, 'Person-ID': body.email, Roles: body.roles.join(', '), Key: body.key.vkey },
})

const toReplacement = (body: Body<'key.replaced/v1'>): Expected => ({
  format: 'key-replacement',
  values: { 'Person-ID': body.email, Key: body.key.vkey, 'Previous-Key': body.previous.vkey, Reason: body.reason },
})

/** The text of a note with exactly so many signatures, one of them by exactly this key. */
function openText(note: string, signer: Verifier, expected: number): string | null {
  try {
    const { text, signatures } = openNote(note, [signer])
    return signatures.length === expected ? text : null
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}

function firstDifference({ format, values }: Statement, expected: Expected): string | null {
  // The kind of statement is signed too: an enrolment must not pass for a decision.
  if (!format.endsWith(`/${expected.format}/v1`)) return `the signed text is "${format}", not a statement of the kind ${expected.format}`
  const key = Object.keys(expected.values).find((name) => values.get(name) !== expected.values[name])
  return key === undefined ? null : `the entry says ${key} "${expected.values[key]}", the signed text says "${values.get(key) ?? ''}"`
}

function checkHistory(entry: Entry, { values }: Statement, { rootAt, report }: PeopleOptions): void {
  const size = Number(values.get('Ledger-Size'))
  if (!/^(0|[1-9]\d{0,15})$/.test(values.get('Ledger-Size') ?? '') || size > entry.seq) {
    report('DECISION-FUTURE', entry.seq, `Entry ${entry.seq}: ${entry.actor} signed over ${values.get('Ledger-Size') ?? 'no'} entries, but only ${entry.seq} stand before it.`)
    return
  }
  const root = rootAt(size)
  if (root !== null && hashToBase64(root) !== values.get('Ledger-Root')) {
    const signed = values.get('Ledger-Root') ?? 'none'
    report('DECISION-HISTORY', entry.seq, `Entry ${entry.seq}: ${entry.actor} signed the root ${signed} over the first ${size} entries; now they give ${hashToBase64(root)}.`)
  }
}

function parseKeyOrNull(vkey: string): Verifier | null {
  try {
    return parseVkey(vkey)
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
