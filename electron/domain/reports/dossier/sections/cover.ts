import { isLive } from '../../../../../shared/review-machine.ts'
import { taskTitles } from '../../../../../shared/contract/catalog.ts'
import { callout } from '../../layout/callout.ts'
import { badgeHeight, drawBadge } from '../../layout/badge.ts'
import { contentsHeight, reserveContents, type Contents } from '../../layout/contents.ts'
import { facts } from '../../layout/facts.ts'
import type { Paper } from '../../layout/paper.ts'
import { ink, type, type TextStyle } from '../../layout/style.ts'
import { drawLine, drawText } from '../../layout/text.ts'
import { decidingReview, stateOf } from '../../rules.ts'
import type { DossierInput } from '../input.ts'
import { summaryLines } from '../summary.ts'
import { tierFact, tierWarning } from './risk-tier.ts'
import { count, dateOf, personName, shortOrigin, stateBadge, timeOf } from '../words.ts'

/** What, for what, in which state: readable in half a minute. Returns the contents to fill when pages are known. */
export function cover(paper: Paper, input: DossierInput, chapters: number): Contents {
  const { doc } = paper
  doc.y = 96
  band(paper, input)
  titleLine(paper, 'H1', input.version.ref, type.title)
  paper.gap(2)
  titleLine(paper, 'P', `for ${input.useCase.name}`, type.subtitle)
  paper.gap(15)
  stateLine(paper, input)
  paper.gap(17)
  callout(paper, summaryLines(input))
  tierWarning(paper, input)
  paper.gap(9)
  facts(paper, coverFacts(input))
  paper.gap(8)
  paper.need(contentsHeight(chapters) + 22)
  titleLine(paper, 'H2', 'Contents', type.heading)
  paper.gap(6)
  return reserveContents(paper, chapters)
}

function band(paper: Paper, input: DossierInput): void {
  const { doc } = paper
  const y = doc.y
  paper.artifact(() => doc.rect(paper.left, y - 22, 46, 4).fill(ink.accent))
  const text = input.draft ? 'Model dossier · draft, not recorded' : 'Model dossier'
  paper.tag('P', () => drawLine(paper, text, { font: 'semibold', size: 10, color: ink.accent }, { x: paper.left, y, width: paper.width }))
  doc.y = y + 26
}

function titleLine(paper: Paper, tag: string, text: string, style: TextStyle): void {
  paper.tag(tag, () => drawText(paper, text, style, { x: paper.left, y: paper.doc.y, width: paper.width }))
}

function stateLine(paper: Paper, input: DossierInput): void {
  const { doc } = paper
  const y = doc.y
  const size = 11
  paper.tag('P', () => drawBadge(paper, { ...stateBadge(stateOf(input.reviews)), word: stateHeadline(input) }, { x: paper.left, y, size }))
  doc.y = y + badgeHeight(size)
}

/** `approved until 20 November 2027`, or the word alone. */
export function stateHeadline(input: DossierInput): string {
  const review = decidingReview(input.reviews)
  const { word } = stateBadge(stateOf(input.reviews))
  if (review && isLive(review.state) && review.expiresAt) return `${word} until ${dateOf(review.expiresAt)}`
  if (review?.state === 'expired' && review.expiresAt) return `${word} since ${dateOf(review.expiresAt)}`
  return word
}

function coverFacts(input: DossierInput) {
  const { version, useCase, model, ledger } = input
  return [
    { label: 'Version', value: `${version.ref}, registered ${timeOf(version.at)} by ${personName(input, version.by)}` },
    { label: 'Task', value: taskTitles[model.task] },
    { label: 'Use case', value: `${useCase.id} ${useCase.name}`, note: `Owner ${personName(input, useCase.owner)}` },
    { label: 'Risk tier', ...tierFact(input) },
    { label: 'Manifest', value: version.manifestHash, style: 'mono' as const, note: 'SHA-256 of the manifest: the identity of this version' },
    { label: 'Ledger', value: `${ledger.name}: ${shortOrigin(ledger.origin)}` },
    {
      label: 'As of',
      value: `entry ${count(ledger.asOf.seq)}, ${timeOf(ledger.asOf.at)}`,
      note: `Everything here is what the first ${count(ledger.size)} entries of the ledger say; states are those of that moment.`,
    },
  ]
}
