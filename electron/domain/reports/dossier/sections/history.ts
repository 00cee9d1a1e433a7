import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import { decidingReview } from '../../rules.ts'
import type { DossierInput } from '../input.ts'
import { count, dateOf, personName, stateBadge } from '../words.ts'
import { reviewInFull } from './sign-off.ts'

/** Every request for this version; those that do not decide are given in full here, with their signatures. */
export function reviewHistory(paper: Paper, input: DossierInput): void {
  if (input.reviews.length === 0) return paragraph(paper, 'No review of this version was ever requested.')
  table(paper, {
    summary: 'All reviews of this version, oldest first',
    columns: [
      { title: 'Review', share: 13 },
      { title: 'Requested', share: 47 },
      { title: 'Signatures', share: 16, align: 'right' },
      { title: 'State', share: 20 },
      { title: 'Why', share: 50 },
    ],
    rows: input.reviews.map((review): Cell[] => [
      { text: review.id, style: 'strong' },
      { text: `${dateOf(review.requestedAt)} by ${personName(input, review.requestedBy)}`, note: `entry ${count(review.seq)}` },
      count(review.signatures.length),
      { badge: stateBadge(review.state) },
      review.stateReason,
    ]),
  })
  const deciding = decidingReview(input.reviews)
  if (deciding) paragraph(paper, `${deciding.id} is given in full under “Sign-off”.`)
  for (const review of input.reviews.filter(({ id }) => id !== deciding?.id).toReversed()) {
    heading(paper, `${review.id}, ${dateOf(review.requestedAt)}`, { keep: 150, before: 20 })
    reviewInFull(paper, input, review)
  }
}
