import { systemActor, type Move, type Review, type Signature } from '../../../../../shared/contract/reviews.ts'
import { sameDeviceAs, toSignatureMarks } from '../../../../../shared/signature-marks.ts'
import { reviewStates } from '../../../../../shared/states.ts'
import type { Badge } from '../../layout/badge.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { type } from '../../layout/style.ts'
import { paragraph } from '../../layout/text.ts'
import { verbatim, verbatimHeight } from '../../layout/verbatim.ts'
import type { DossierInput } from '../input.ts'
import { count, nameOf, personName, plural, roleTitle, signersOffset, stateBadge, timeOf } from '../words.ts'

const decisionBadges: Record<Signature['decision'], Badge> = {
  SUBMIT: { word: 'submitted', symbol: 'check', tone: 'neutral' },
  VALIDATE: { word: 'validated', symbol: 'check', tone: 'good' },
  ENDORSE: { word: 'endorsed', symbol: 'check', tone: 'good' },
  VERIFY: { word: 'verified', symbol: 'check', tone: 'good' },
  APPROVE: { word: 'approved', symbol: 'check', tone: 'good' },
  DECLINE: { word: 'rejected', symbol: 'cross', tone: 'bad' },
  SETTLE: { word: 'conditions met', symbol: 'check', tone: 'good' },
  LIFT: { word: 'lifted', symbol: 'check', tone: 'good' },
  REVOKE: { word: 'revoked', symbol: 'cross', tone: 'bad' },
  RETIRE: { word: 'retired', symbol: 'bar', tone: 'neutral' },
}

/** 21 CFR 11.50: printed name, time and meaning stand with every signature, in print as on the screen. */
export function signatures(paper: Paper, input: DossierInput, review: Review): void {
  if (review.signatures.length === 0) return
  const shared = review.signatures.filter((one) => sameDeviceAs(one, review.signatures).length > 0)
  // With what is said above the table, so that no heading stands alone at the foot of a page.
  heading(paper, 'Signatures', { keep: shared.length > 0 ? 150 : 100 })
  const lapsed = review.signatures.filter(({ counts }) => !counts).length
  if (lapsed > 0) paragraph(paper, `${plural(lapsed, 'signature')} below no longer ${lapsed === 1 ? 'counts' : 'count'}. The record keeps every one.`, type.strong, 4)
  if (shared.length > 0) paragraph(paper, `Made on the same device as another person’s: ${shared.map(({ name, seq }) => `${name} (entry ${count(seq)})`).join(', ')}. That breaks no rule; whether each signed by themselves is for the reader to ask.`, type.strong, 4)
  const revisions = [...new Set(review.signatures.map(({ revision }) => revision))].toSorted((a, b) => b - a)
  for (const revision of revisions) {
    if (revisions.length > 1 || revision !== review.revision) heading(paper, revision === review.revision ? `Revision ${revision}, the current one` : `Revision ${revision}, void`, { level: 4, keep: 100 })
    signatureTable(paper, input, review.signatures, revision)
  }
}

function signatureTable(paper: Paper, input: DossierInput, signed: readonly Signature[], revision: number): void {
  table(paper, {
    summary: `Signatures on revision ${revision}: printed name and role, decision and meaning, time, device, reason and key fingerprint`,
    columns: [
      { title: 'Who', share: 33 },
      { title: 'Decision, meaning', share: 21 },
      { title: 'Signed', share: 30 },
      { title: 'Reason', share: 35 },
    ],
    rows: signed.filter((one) => one.revision === revision).map((one) => signatureRow(input, one, signed)),
  })
}

/** One that counts no more is grey and says so. */
function signatureRow(input: DossierInput, one: Signature, all: readonly Signature[]): Cell[] {
  const muted = one.counts ? {} : { style: 'muted' as const }
  const behalf = one.onBehalfOf === null ? '' : `\non behalf of ${personName(input, one.onBehalfOf)}`
  const badge = decisionBadges[one.decision]
  const marks = [...(one.device === null ? [] : [`device ${one.device.slice(0, 8)}…`]), ...toSignatureMarks(one, all)]
  return [
    { text: one.name, style: one.counts ? 'strong' : 'muted', note: `${roleTitle(one.role)}${behalf}\n${one.email}\nKey ${one.fingerprint.slice(0, 19)}\n${one.fingerprint.slice(20)}` },
    { badge: one.counts ? badge : { word: `${badge.word}, void`, symbol: 'slash', tone: 'neutral' }, text: one.meaning, ...muted },
    { text: timeOf(one.at), note: `${signersOffset(one)}\nentry ${count(one.seq)}${one.signedIn ? `\nin ${one.signedIn}` : ''}\n${marks.join('\n')}`, ...muted },
    one.reason === '' ? { text: 'none given', style: 'muted' } : { text: one.reason, ...muted },
  ]
}

/** The way of the request through its states: one entry each. */
export function moves(paper: Paper, input: DossierInput, review: Review): void {
  if (review.moves.length === 0) return
  heading(paper, 'How it came here', { keep: 80 })
  table(paper, {
    summary: 'Every change of state of the request, oldest first',
    columns: [
      { title: 'When', share: 30 },
      { title: 'By', share: 34 },
      { title: 'From', share: 20 },
      { title: 'To', share: 24 },
      { title: 'Reason', share: 32 },
    ],
    rows: review.moves.map((one): Cell[] => [
      { text: timeOf(one.at), note: `entry ${count(one.seq)}, revision ${one.revision}` },
      mover(input, one),
      reviewStates[one.from].word,
      { badge: stateBadge(one.to) },
      one.reason || one.trigger?.detail ? one.reason || one.trigger!.detail : { text: 'none needed', style: 'muted' },
    ]),
  })
}

function mover(input: DossierInput, { by, actor }: Move): string | { text: string; note: string } {
  if (by === 'person') return { text: nameOf(input, actor), note: actor }
  return actor === systemActor ? 'the program' : { text: 'the program', note: `with the act of ${personName(input, actor)}` }
}

export function statements(paper: Paper, review: Review): void {
  for (const { name, seq, note, counts } of review.signatures) {
    heading(paper, `What ${name} signed (entry ${count(seq)}${counts ? '' : ', void'}), word for word`, { level: 4, keep: verbatimHeight(paper, note), before: 12 })
    verbatim(paper, note)
  }
}
