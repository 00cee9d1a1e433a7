import type { Review } from '../../../../../shared/contract/reviews.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import { callout } from '../../layout/callout.ts'
import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { paragraph } from '../../layout/text.ts'
import { decidingReview } from '../../rules.ts'
import type { DossierInput } from '../input.ts'
import { count, personName, plural, stateBadge, timeOf } from '../words.ts'
import { conditions, gaps, places } from './places.ts'
import { moves, signatures, statements } from './signatures.ts'

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
  callout(paper, [review.stateReason, ...review.blocked], { title: `${review.id} is ${word}`, tone })
  facts(paper, reviewFacts(input, review))
  if (review.message !== '') {
    heading(paper, 'Message of the request', { level: 4, keep: 30 })
    paragraph(paper, review.message)
  }
  places(paper, input, review)
  gaps(paper, review)
  conditions(paper, review)
  signatures(paper, input, review)
  moves(paper, input, review)
  statements(paper, review)
}

function reviewFacts(input: DossierInput, review: Review) {
  return [
    { label: 'Requested', value: `${timeOf(review.requestedAt)} by ${personName(input, review.requestedBy)}`, note: `Entry ${count(review.seq)}; revision ${review.revision}` },
    { label: 'Answers for the model', value: personName(input, review.owner) },
    { label: 'Policy', value: `${review.policy.title}, version ${review.policy.version} (${review.policy.id})`, note: `SHA-256 ${review.policy.sha256}` },
    { label: 'Manifest', value: review.manifestHash, style: 'mono' as const },
    { label: 'Evidence set', value: review.evidenceHash, style: 'mono' as const, note: evidenceNote(review) },
    { label: 'Authors, who may not sign', value: review.authors.map((email) => personName(input, email)).join(', ') || 'none named' },
  ]
}

/** One document or check may be evidence of several kinds. */
function evidenceNote({ evidence }: Review): string {
  if (evidence.length === 0) return 'No evidence'
  const ids = [...new Set(evidence.map(({ id }) => id))]
  const items = ids.map((id) => {
    const kinds = evidence.filter((item) => item.id === id)
    const verdict = kinds.find((item) => item.verdict !== null)?.verdict
    return `${id} ${kinds.map(({ kind }) => toWords(kind)).join(' and ')}${verdict ? ` (${toWords(verdict)})` : ''}`
  })
  return `${plural(ids.length, 'item')}: ${items.join(', ')}`
}
