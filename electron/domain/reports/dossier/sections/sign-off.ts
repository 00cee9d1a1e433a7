import type { Review, Signature } from '../../../../../shared/contract/reviews.ts'
import type { Badge } from '../../layout/badge.ts'
import { callout } from '../../layout/callout.ts'
import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table } from '../../layout/table.ts'
import { type } from '../../layout/style.ts'
import { paragraph } from '../../layout/text.ts'
import { verbatim } from '../../layout/verbatim.ts'
import { decidingReview } from '../../rules.ts'
import type { DossierInput } from '../input.ts'
import { count, personName, plural, roleTitle, rolesText, signedAt, stateBadge, timeOf } from '../words.ts'

/** The review that decides, with every signature in full. */
export function signOff(paper: Paper, input: DossierInput): void {
  const review = decidingReview(input.reviews)
  if (!review) {
    callout(paper, ['No review of this version was requested. Nobody has signed it.'], { tone: 'neutral' })
    return
  }
  reviewInFull(paper, input, review)
}

export function reviewInFull(paper: Paper, input: DossierInput, review: Review): void {
  const { tone, word } = stateBadge(review.state)
  callout(paper, [review.stateReason], { title: `${review.id} is ${word}`, tone })
  facts(paper, reviewFacts(input, review))
  if (review.message !== '') {
    heading(paper, 'Message of the request', { level: 4, keep: 30 })
    paragraph(paper, review.message)
  }
  requirements(paper, input, review)
  for (const signature of review.signatures) signatureInFull(paper, review, signature)
}

function reviewFacts(input: DossierInput, review: Review) {
  return [
    { label: 'Requested', value: `${timeOf(review.requestedAt)} by ${personName(input, review.requestedBy)}`, note: `Entry ${count(review.seq)}` },
    { label: 'Policy', value: `${review.policy.title}, version ${review.policy.version} (${review.policy.id})`, note: `SHA-256 ${review.policy.sha256}` },
    { label: 'Manifest', value: review.manifestHash, style: 'mono' as const },
    { label: 'Evidence set', value: review.evidenceHash, style: 'mono' as const, note: evidenceNote(review) },
    { label: 'Authors, who may not sign', value: review.authors.map((email) => personName(input, email)).join(', ') || 'none named' },
  ]
}

function evidenceNote({ evidence }: Review): string {
  if (evidence.length === 0) return 'No evidence'
  return `${plural(evidence.length, 'item')}: ${evidence.map(({ check, verdict }) => `${check} (${verdict.replaceAll('_', ' ')})`).join(', ')}`
}

/** What the policy asks for, with the places nobody has filled yet. */
function requirements(paper: Paper, input: DossierInput, review: Review): void {
  heading(paper, 'What the policy asks for')
  table(paper, {
    summary: 'Signatures that the policy asks for and who gave them',
    columns: [
      { title: 'Meaning', share: 18 },
      { title: 'By', share: 40 },
      { title: 'Signed by', share: 42 },
      { title: 'State', share: 20 },
    ],
    rows: review.requirements.map(({ meaning, roles, signedBy }) => [
      { text: meaning, style: 'strong' as const },
      `one person, ${rolesText(roles)}, not an author`,
      signedBy === null ? 'nobody yet' : personName(input, signedBy),
      { badge: placeBadge(review, signedBy) },
    ]),
  })
}

function placeBadge(review: Review, signedBy: string | null): Badge {
  if (review.state === 'void' || review.state === 'withdrawn') return { ...stateBadge(review.state), word: signedBy === null ? 'not signed' : 'void' }
  return signedBy === null ? { word: 'open', symbol: 'ring', tone: 'caution' } : { word: 'signed', symbol: 'check', tone: 'good' }
}

const decisionWords = { APPROVE: 'approved', ENDORSE: 'endorsed', DECLINE: 'declined' } as const

/** 21 CFR 11.50: printed name, time and meaning stand with every signature, in print as on the screen. */
function signatureInFull(paper: Paper, review: Review, signature: Signature): void {
  const { name, decision, meaning } = signature
  const noteLines = signature.note.split('\n').length
  heading(paper, `${name}: ${decisionWords[decision]} (${meaning})`, { keep: 110 + Math.min(noteLines * 14, 330) })
  if (!signature.counts) paragraph(paper, `This signature no longer counts: the review is ${review.state}. It stays in the record.`, type.strong)
  facts(paper, [
    { label: 'Printed name', value: `${name} <${signature.email}>` },
    { label: 'Role', value: roleTitle(signature.role) },
    { label: 'Meaning', value: meaning },
    { label: 'Signed', value: signedAt(signature), note: `Entry ${count(signature.seq)}` },
    { label: 'Reason', value: signature.reason === '' ? 'none given' : signature.reason },
    { label: 'Key fingerprint', value: signature.fingerprint, style: 'mono' },
  ])
  paragraph(paper, 'Signed statement, word for word:', type.label, 3)
  verbatim(paper, signature.note)
}
