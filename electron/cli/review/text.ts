import { systemActor, type EvidenceItem, type Review } from '../../../shared/contract/reviews.ts'
import { isOpen } from '../../../shared/review-machine.ts'
import { sameDeviceAs, toSignatureMarks } from '../../../shared/signature-marks.ts'
import { reviewStates } from '../../../shared/states.ts'
import { toFields } from '../output.ts'

/** Places that nobody or too few have signed; none once nothing can be signed any more. */
const missing = ({ slots, state }: Review) =>
  isOpen(state) ? slots.filter((slot) => slot.state !== 'signed').map(({ meaning, roles, min, signedBy, scope }) => ({ meaning, roles, people: min - signedBy.length, scope })) : []

export function toReviewJson(review: Review) {
  const { id, version, tier, state, stateReason, blocked, revision, owner, manifestHash, evidenceHash, evidence, gaps, policy, slots, signatures, moves, waivers, expiresAt } = review
  const signed = signatures.map(({ note: _note, fingerprint: _fingerprint, name: _name, ...one }, at) => ({ ...one, sameDeviceAs: sameDeviceAs(signatures[at]!, signatures).map(({ seq }) => seq) }))
  return { review: id, version, tier, state, stateReason, blocked, revision, owner, manifestHash, evidenceHash, evidence, gaps, policy, slots, signatures: signed, moves, missing: missing(review), waivers, expiresAt }
}

export const toEvidenceLine = ({ id, kind, verdict, sha256 }: EvidenceItem): string => [id, kind, ...(verdict === null ? [] : [verdict]), sha256].join('  ')

export function toReviewText(review: Review): string {
  const head = toFields([
    ['Review', `${review.id}  ${reviewStates[review.state].word}${review.revision > 1 ? `, revision ${review.revision}` : ''}`],
    ['', review.stateReason],
    ['Version', `${review.version}, for ${review.useCase} ${review.useCaseName} (tier ${review.tier})`],
    ['Manifest', review.manifestHash],
    ['Policy', `${review.policy.id} ${review.policy.version}: ${review.policy.title}`],
    ['Requested', `${review.requestedByName} <${review.requestedBy}>, ${review.requestedAt}`],
    ...review.waivers.map(({ id, lets, until, owner }) => ['Waiver', `${id}: ${lets}, until ${until} (${owner})`] as const),
    ...review.evidence.map((item) => ['Evidence', toEvidenceLine(item)] as const),
    ...review.gaps.map(({ kind, status, why, next }) => ['Gap', `${kind}  ${status}: ${why} ${next}`] as const),
    ...review.blocked.map((sentence) => ['In the way', sentence] as const),
    ...review.moves.map(({ at, actor, by, from, to, reason }) => ['Moved', `${at}  ${reviewStates[from].word} → ${reviewStates[to].word}, by ${by === 'person' ? actor : systemActor}${reason === '' ? '' : `: ${reason}`}`] as const),
    ...review.signatures.map((one) => ['Signed', `${one.name} <${one.email}>${one.onBehalfOf === null ? '' : ` for ${one.onBehalfOf}`}: ${one.meaning}, ${one.at}, revision ${one.revision}${one.counts ? '' : ' (counts no more)'}${toSignatureMarks(one, review.signatures).map((mark) => `; ${mark}`).join('')}`] as const),
    ...missing(review).map(({ meaning, roles, people, scope }) => ['Missing', `${people === 1 ? 'a signature' : `${people} signatures`} for ${meaning}${scope === null ? '' : ` (${scope})`} by: ${roles.join(', ')}`] as const),
  ])
  return review.message === '' ? head : `${head}\n\n${review.message}`
}
