import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { role, type Person } from '../../../shared/contract/identity.ts'
import type { Meaning } from '../../../shared/contract/policies.ts'
import type { Review, Signature } from '../../../shared/contract/reviews.ts'
import { isLive } from '../../../shared/review-machine.ts'
import { toWords } from '../../../shared/id-words.ts'
import type { Index } from '../../platform/sqlite.ts'
import { NoteError, openNote, parseVkey } from '../../tlog/note.ts'
import { toRecord, type EvidenceAbout, type SignOff } from '../evidence/service.ts'
import { readConditions } from './conditions/store.ts'
import { dayOf } from './days.ts'
import { toDelegationState } from './delegations/rules.ts'
import { readDelegations, type DelegationRow } from './delegations/store.ts'
import type { ReviewReaders } from './readers.ts'
import { readDecisions } from './store.ts'
import { digestOf } from './records.ts'
import { parseDecision } from './statement.ts'
import { toValidationSignatures } from './validation-evidence.ts'

export interface SignOffFacts {
  index: Index
  reviews: Pick<ReviewReaders, 'list'>
  people: () => Person[]
  now: () => Date
}

/** Approvals, signatures and delegations as evidence, and by whom other evidence was signed: whoever signs a request signs each item that it froze. */
export function createSignOffRecords({ index, reviews, people, now }: SignOffFacts): (about: EvidenceAbout) => SignOff {
  return ({ version }) => {
    // What nobody signed says nothing, unless the program approved it on the lowest tier.
    const all = reviews.list({ version: version.ref }, { of: ({ seq, state }) => isLive(state) || readDecisions(index, seq).length > 0 })
    const known = people()
    return {
      records: [
        ...all.flatMap((review) => (isLive(review.state) ? [ofApproval(review, toUnmet(index, review), known)] : [])),
        ...all.flatMap((review) => counting(review).map((one) => ofSignature(review, one, known))),
        ...readDelegations(index).flatMap((one) => ofDelegation(one, known, now().toISOString())),
      ],
      signatures: toSignatures(all),
    }
  }
}

const counting = ({ signatures }: Review): Signature[] => signatures.filter(({ counts }) => counts)

const toUnmet = (index: Index, { seq }: Review): string[] => readConditions(index, seq).flatMap((one) => (one.state === 'accepted' ? [] : [`K-${one.seq}`]))

function ofApproval(review: Review, conditions: string[], people: readonly Person[]): EvidenceRecord {
  const { id, version, manifestHash, evidenceHash, expiresAt, moves } = review
  const given = counting(review).filter(({ decision }) => decision === 'APPROVE')
  // On the lowest tier nobody signs: the move of the program is the decision.
  const { seq, at } = given.at(-1) ?? moves.findLast(({ to }) => isLive(to)) ?? { seq: review.seq, at: review.requestedAt }
  const statements = given.map(({ note }) => parseDecision(note))
  const lacks = (...lines: string[]) => !statements.some((one) => lines.some((line) => one.get(line)))
  return toRecord({
    kind: 'approval',
    id,
    title: `Approval of ${version}${expiresAt === null ? '' : ` until ${dayOf(expiresAt)}`}`,
    subject: { type: 'version', ref: version },
    seq,
    at,
    authors: [...new Set(given.map(({ email }) => email))],
    sha256: digestOf({ review: id, manifestHash, evidenceHash, notes: given.map(({ note }) => note) }),
    boundTo: manifestHash,
    missingFields: [...(lacks('Statement') ? ['statement'] : []), ...(lacks('Scope', 'Use-Case') ? ['scope'] : []), ...(expiresAt === null ? ['expires_on'] : [])],
    signatures: given.flatMap(toSigned),
    verified: given.length === 0 ? null : everyOf(given.map((one) => isVerified(one, people))),
    retained: true,
    ...(conditions.length === 0 ? {} : { conditions }),
  })
}

function ofSignature({ id, version, manifestHash }: Review, signature: Signature, people: readonly Person[]): EvidenceRecord {
  const { seq, at, email, name, role: as, meaning, fingerprint, note, signedIn = null } = signature
  return toRecord({
    kind: 'signature',
    id: `${id}, entry ${seq}`,
    title: `${meaning} by ${name} as ${toWords(as)}`,
    subject: { type: 'version', ref: version },
    seq,
    at,
    authors: [email],
    sha256: digestOf(note),
    boundTo: manifestHash,
    // This program asks for a passphrase; how another workspace made sure is not known here.
    missingFields: [...(parseDecision(note).get('Statement') ? [] : ['statement']), ...(as === '' ? ['role'] : []), ...(fingerprint === '' ? ['key_fingerprint'] : []), ...(signedIn === null ? [] : ['auth_method'])],
    signatures: toSigned(signature),
    verified: isVerified(signature, people),
    retained: true,
  })
}

function toSigned({ email, role: name, meaning, seq }: Signature): EvidenceRecord['signatures'] {
  const as = role.safeParse(name).data
  return as ? [{ email, role: as, meaning, seq }] : []
}

/** Whether the note carries a signature by the key that the person has now; null where they have another one since. */
function isVerified({ email, fingerprint, note }: Signature, people: readonly Person[]): boolean | null {
  const signer = people.find((one) => one.email === email)
  if (signer?.fingerprint !== fingerprint) return null
  try {
    return openNote(note, [parseVkey(signer.vkey)]).verified.length > 0
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}

const everyOf = (all: readonly (boolean | null)[]): boolean | null => (all.includes(false) ? false : all.includes(null) ? null : true)

/** Meanings that endorse what was frozen; its owner's word on the submission is no second pair of eyes. */
const endorsing: readonly Meaning[] = ['review', 'validation', 'verification', 'approval']

/** Who signed which bytes, by the name and digest of the evidence. What was decided against is endorsed by nobody. */
function toSignatures(reviews: readonly Review[]): SignOff['signatures'] {
  const stands = reviews.filter(({ state }) => state !== 'rejected' && state !== 'revoked')
  const given = stands.flatMap((review) => {
    const signed = counting(review).filter(({ meaning }) => endorsing.includes(meaning)).flatMap(toSigned)
    const validated = [...toValidationSignatures(counting(review))].flatMap(([item, all]) => all.map((one) => ({ item, one })))
    return [...validated, ...review.evidence.flatMap(({ id, sha256 }) => signed.map((one) => ({ item: `${id} ${sha256}`, one })))]
  })
  return new Map([...Map.groupBy(given, ({ item }) => item)].map(([item, all]) => [item, [...new Set(all.map(({ one }) => one))]]))
}

function ofDelegation(row: DelegationRow, people: readonly Person[], now: string): EvidenceRecord[] {
  const holder = (email: string) => people.find((one) => one.email === email && one.revoked === null) ?? null
  const [from, to] = [holder(row.from), holder(row.to)]
  if (from === null || to === null || toDelegationState(row, from, to, now) !== 'live') return []
  const { seq, at, meanings, until, note } = row
  const title = `${to.name} signs ${meanings.join(' and ')} for ${from.name} until ${until}`
  return [toRecord({ kind: 'delegation', id: `G-${seq}`, title, subject: { type: 'workspace', ref: 'workspace' }, seq, at, authors: [row.from, row.to], sha256: digestOf(note), signatures: from.roles.slice(0, 1).map((as) => ({ email: row.from, role: as, meaning: 'responsibility', seq })), retained: true })]
}
