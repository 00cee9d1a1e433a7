import type { Review, Slot } from '../../../../../shared/contract/reviews.ts'
import { isOpen } from '../../../../../shared/review-machine.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import { parseDecision } from '../../../reviews/service.ts'
import type { Badge } from '../../layout/badge.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import type { DossierInput } from '../input.ts'
import { personName, rolesText } from '../words.ts'

/** What the policy asks for on this tier: every place, also those nobody has filled. */
export function places(paper: Paper, input: DossierInput, review: Review): void {
  heading(paper, 'What the policy asks for')
  table(paper, {
    summary: `Signatures that the policy asks for on tier ${review.tier} and who gave them`,
    columns: [
      { title: 'Meaning', share: 20 },
      { title: 'By', share: 40 },
      { title: 'Signed by', share: 40 },
      { title: 'State', share: 20 },
    ],
    rows: review.slots.map((slot): Cell[] => [
      { text: slot.meaning, style: 'strong', ...(slot.scope !== null && { note: slot.scope }) },
      `${slot.min === 1 ? 'one person' : `${slot.min} people`}, ${rolesText(slot.roles)}${slot.independent ? ', not an author' : ''}`,
      slot.signedBy.length === 0 ? 'nobody' : slot.signedBy.map((email) => personName(input, email)).join(', '),
      { badge: placeBadge(review, slot) },
    ]),
  })
}

function placeBadge(review: Review, { signedBy, state, min }: Slot): Badge {
  const lapsed = signedBy.some((email) => review.signatures.some((one) => one.email === email && one.revision === review.revision && !one.counts))
  if (lapsed) return { word: 'void', symbol: 'slash', tone: 'neutral' }
  if (state === 'signed') return { word: 'done', symbol: 'check', tone: 'good' }
  if (!isOpen(review.state)) return { word: 'not signed', symbol: 'bar', tone: 'neutral' }
  const part = signedBy.length > 0 ? `${signedBy.length} of ${min}` : 'open'
  return state === 'open' ? { word: part, symbol: 'ring', tone: 'caution' } : { word: 'open, not yet', symbol: 'ring', tone: 'neutral' }
}

/** Demands of the policy on the evidence that are not met. */
export function gaps(paper: Paper, review: Review): void {
  if (review.gaps.length === 0) return
  heading(paper, 'Evidence that the policy asks for and that is not there', { keep: 60 })
  table(paper, {
    summary: 'Demands of the policy that the evidence does not meet',
    columns: [
      { title: 'Kind', share: 28 },
      { title: 'Status', share: 16 },
      { title: 'Why', share: 44 },
      { title: 'What to do', share: 40 },
    ],
    rows: review.gaps.map(({ kind, status, why, next }): Cell[] => [{ text: toWords(kind), style: 'strong' }, { badge: gapBadges[status] }, why, next]),
  })
}

const gapBadges: Record<Review['gaps'][number]['status'], Badge> = {
  missing: { word: 'missing', symbol: 'ring', tone: 'caution' },
  stale: { word: 'too old', symbol: 'triangle', tone: 'caution' },
  failed: { word: 'failed', symbol: 'cross', tone: 'bad' },
}

/** Read from the signed texts: an approval holds under the terms that its signer had on the screen. */
export function conditions(paper: Paper, review: Review): void {
  const agreed = review.signatures.flatMap(({ note, name, counts }) =>
    [...parseDecision(note)].flatMap(([key, text]) => (counts && key.startsWith('Condition-') ? [{ letter: key.slice('Condition-'.length), text, name }] : [])),
  )
  if (agreed.length === 0) return
  heading(paper, 'Conditions that the approval rests on', { keep: 60 })
  table(paper, {
    summary: 'Conditions, as they were signed',
    columns: [{ title: 'No.', share: 8 }, { title: 'Condition', share: 86 }, { title: 'Signed by', share: 26 }],
    rows: agreed.map(({ letter, text, name }): Cell[] => [{ text: letter, style: 'strong' }, text, name]),
  })
}
