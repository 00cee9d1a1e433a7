import type { Review, Signature } from '../../../../../shared/contract/reviews.ts'
import type { Badge } from '../../layout/badge.ts'
import { callout } from '../../layout/callout.ts'
import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { type } from '../../layout/style.ts'
import { paragraph } from '../../layout/text.ts'
import { verbatim, verbatimHeight } from '../../layout/verbatim.ts'
import { decidingReview } from '../../rules.ts'
import type { DossierInput } from '../input.ts'
import { count, personName, plural, roleTitle, rolesText, signersOffset, stateBadge, timeOf } from '../words.ts'

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
  signatures(paper, review)
  statements(paper, review)
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
      signedBy === null ? 'nobody' : personName(input, signedBy),
      { badge: placeBadge(review, signedBy) },
    ]),
  })
}

function placeBadge(review: Review, signedBy: string | null): Badge {
  if (signedBy === null) return review.state === 'open' ? { word: 'open', symbol: 'ring', tone: 'caution' } : { word: 'not signed', symbol: 'bar', tone: 'neutral' }
  const lapsed = review.state === 'void' || review.state === 'withdrawn'
  return lapsed ? { word: 'signed, void', symbol: 'slash', tone: 'neutral' } : { word: 'signed', symbol: 'check', tone: 'good' }
}

const decisionBadges: Record<Signature['decision'], Badge> = {
  APPROVE: { word: 'approved', symbol: 'check', tone: 'good' },
  ENDORSE: { word: 'endorsed', symbol: 'check', tone: 'good' },
  DECLINE: { word: 'declined', symbol: 'cross', tone: 'bad' },
}

/** 21 CFR 11.50: printed name, time and meaning stand with every signature, in print as on the screen. */
function signatures(paper: Paper, review: Review): void {
  if (review.signatures.length === 0) return
  heading(paper, 'Signatures', { keep: 100 })
  const lapsed = review.signatures.filter(({ counts }) => !counts).length
  if (lapsed > 0) paragraph(paper, `${plural(lapsed, 'signature')} below no longer ${lapsed === 1 ? 'counts' : 'count'}: the review is ${review.state}. The record keeps every one.`, type.strong, 4)
  table(paper, {
    summary: 'Signatures: printed name and role, decision and meaning, time, reason and key fingerprint',
    columns: [
      { title: 'Who', share: 33 },
      { title: 'Decision, meaning', share: 21 },
      { title: 'Signed', share: 30 },
      { title: 'Reason', share: 35 },
    ],
    rows: review.signatures.map((one): Cell[] => [
      { text: one.name, style: 'strong', note: `${roleTitle(one.role)}\n${one.email}\nKey ${one.fingerprint.slice(0, 19)}\n${one.fingerprint.slice(20)}` },
      { badge: one.counts ? decisionBadges[one.decision] : { word: `${decisionBadges[one.decision].word}, void`, symbol: 'slash', tone: 'neutral' }, text: one.meaning },
      { text: timeOf(one.at), note: `${signersOffset(one)}\nentry ${count(one.seq)}` },
      one.reason === '' ? { text: 'none given', style: 'muted' } : one.reason,
    ]),
  })
}

function statements(paper: Paper, review: Review): void {
  for (const { name, seq, note } of review.signatures) {
    heading(paper, `What ${name} signed (entry ${count(seq)}), word for word`, { level: 4, keep: verbatimHeight(paper, note), before: 12 })
    verbatim(paper, note)
  }
}
