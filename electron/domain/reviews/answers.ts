import { roleTitles, type Person, type Role } from '../../../shared/contract/identity.ts'
import { answerableAct, decisionWord } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseNote } from '../../tlog/note.ts'
import { parseStatement } from '../../tlog/statement.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { toAct } from '../../../shared/review-acts.ts'
import { toDecision } from './entries.ts'
import { current } from './facts.ts'
import type { ReviewReaders } from './readers.ts'
import { findPlace, toValidUntil } from './rules.ts'
import type { ReviewsOptions, SuccessorsOf } from './service.ts'
import { consequencesOf, refuseChangedGround, refuseUnfit, toSigned, toTerms } from './signing.ts'
import { agreedConditions, decisionHeader, isSame, toDecisionText, toSignedItems } from './statement.ts'

/** A clock may be wrong by hours; a statement from further in the future would be valid for longer than the policy says. */
const clockToleranceMs = 24 * 3_600_000

export interface Answer {
  id: string
  note: string
  person: Person
  /** The entry that will bring it in. */
  entry: { seq: number; at: string }
}

/**
 * Lets a statement pass that `person` signed in another workspace about a review of this one. By the same rules as a signature
 * given here, on the records as they are now, and only if it is word for word the statement that they would have been shown.
 * Errors: FORBIDDEN and CONFLICT with the reason; whether the signature is theirs is for the caller to check.
 */
export function acceptAnswer(deps: { options: ReviewsOptions; readers: ReviewReaders; successorsOf: SuccessorsOf }, { id, note, person, entry }: Answer): EntryDraft[] {
  const { options, readers, successorsOf } = deps
  const { text } = parseNote(note)
  const facts = readers.facts(id)
  const statement = parseStatement(text)
  if (statement?.format !== decisionHeader) throw refused('its signed text is not a decision')
  const of = (key: string) => statement.values.get(key) ?? ''
  const word = decisionWord.safeParse(of('Decision')).data
  const act = word && toAct(word)
  if (!act || !answerableAct.safeParse(act).success) throw refused(`it decides “${of('Decision')}”, which can not be signed for another workspace`)
  if (of('Revision') !== String(facts.review.revision)) throw refused(`it speaks of revision ${of('Revision')}; ${id} is at revision ${facts.review.revision}`)
  if (current(facts).some(({ email }) => email === person.email)) throw refused(`${person.email} has signed ${id} already, and a signature counts once`)
  const terms = toTerms(note, act)
  refuseUnfit(facts, person, terms)
  const agreed = agreedConditions(facts)
  if (terms.conditions?.some((one) => !agreed.some((other) => isSame(other, one)))) throw refused('it states conditions of its own; they are agreed on where the request is kept')
  refuseOtherRole(of('Signer-Role'), person)
  refuseOtherHistory(options, of)
  const { at, offset } = parseTime(of('Signed-At'))
  if (at.getTime() > options.clock.now().getTime() + clockToleranceMs) throw refused(`it was signed on ${of('Signed-At')}, which is in the future. Have the signer set their clock and sign again`)
  const place = findPlace(facts, act, person)
  const named = toSignedItems(statement.values)
  const expected = toDecisionText({
    facts,
    useCaseName: options.useCase(facts.review.useCase).name,
    terms,
    slot: 'slot' in place ? place.slot : null,
    validUntil: act === 'approve' ? toValidUntil(at, facts) : null,
    // What was brought here since the bundle left could not be signed there.
    signs: toSigned(facts, terms, person.email).filter(({ id, sha256 }) => named.some((one) => one.id === id && one.sha256 === sha256)),
    signer: { name: of('Signer'), email: person.email, role: of('Signer-Role'), fingerprint: person.fingerprint },
    standsFor: null,
    signedAt: at,
    offsetMinutes: offset,
    ledger: { origin: options.ledger.origin, size: Number(of('Ledger-Size')), root: Buffer.from(of('Ledger-Root'), 'base64') },
  })
  if (expected !== text) throw refused(`its text is not the statement about ${id} as it stands here: ${firstDifference(expected, text)}`)
  refuseChangedGround(options, facts, text)
  return consequencesOf(facts, { decision: toDecision(entry.seq, entry.at, person.email, { review: id, note }), terms, successorsOf })
}

function refuseOtherRole(role: string, person: Person): void {
  if (person.roles.includes(role as Role)) return
  throw new AppError('FORBIDDEN', `${person.email} signed as ${roleTitles[role as Role]?.toLowerCase() ?? role}, and does not have that role in this workspace. The signature does not count here.`)
}

/** The signer saw a state of this ledger: another one at that size means that somebody showed them a rewritten history. */
function refuseOtherHistory({ ledger }: ReviewsOptions, of: (key: string) => string): void {
  if (of('Ledger') !== ledger.origin) throw refused(`it speaks of the ledger ${of('Ledger')}; this one is ${ledger.origin}`)
  const size = Number(of('Ledger-Size'))
  if (!/^[1-9]\d{0,15}$/.test(of('Ledger-Size')) || size > ledger.tip().size) throw refused(`its signer saw ${of('Ledger-Size')} entries of this ledger, which has ${ledger.tip().size}: this file of the ledger is older, or entries were removed`)
  const root = ledger.rootAt(size).toString('base64')
  if (root !== of('Ledger-Root')) {
    throw refused(`its signer saw another history: over the first ${size} entries they signed the root ${of('Ledger-Root')}, here it is ${root}. Keep the file: together with this ledger it proves that one of the two was rewritten`)
  }
}

function parseTime(text: string): { at: Date; offset: number } {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) \(([+-])(\d\d):(\d\d)\)$/.exec(text)
  const at = new Date(match?.[1] ?? '')
  if (!match || Number.isNaN(at.getTime())) throw refused(`its time “${text}” is none`)
  return { at, offset: (match[2] === '-' ? -1 : 1) * (Number(match[3]) * 60 + Number(match[4])) }
}

function firstDifference(expected: string, text: string): string {
  const [ours, theirs] = [expected.split('\n'), text.split('\n')]
  const at = ours.findIndex((line, i) => line !== theirs[i])
  return `where it says “${theirs[at] ?? ''}”, this workspace has “${ours[at] ?? ''}”`
}

const refused = (why: string) => new AppError('CONFLICT', `The answer does not count here: ${why}.`)
