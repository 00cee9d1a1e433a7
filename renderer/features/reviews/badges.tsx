import type { Verdict } from '../../../shared/contract/evidence.ts'
import type { Gap, Review } from '../../../shared/contract/reviews.ts'
import type { Tier } from '../../../shared/contract/tier.ts'
import { reviewStates, type StateWords, verdictStates } from '../../../shared/states.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { useTierMark } from '../../api/tier-mark.ts'
import { MarkedText } from '../../ui/MarkedText.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { countVerdicts } from './wording.ts'
import classes from './reviews.module.css'

export function ReviewStateBadge({ state, large = false }: { state: Review['state']; large?: boolean }) {
  const { tone, word } = reviewStates[state]
  return (
    <StateBadge tone={tone} large={large}>
      {word}
    </StateBadge>
  )
}

function VerdictBadge({ verdict, count }: { verdict: Verdict; count?: number }) {
  const { tone, word } = verdictStates[verdict]
  return <StateBadge tone={tone}>{count === undefined ? word : `${count} ${word}`}</StateBadge>
}

/** A document has no verdict: it is there. */
export const ItemBadge = ({ verdict }: { verdict: Verdict | null }) => (verdict === null ? <StateBadge tone="info">there</StateBadge> : <VerdictBadge verdict={verdict} />)

const gapStates: Record<Gap['status'], StateWords> = { missing: { tone: 'void', word: 'missing' }, stale: { tone: 'caution', word: 'too old' }, failed: { tone: 'bad', word: 'failed' } }

export const GapBadge = ({ status }: Pick<Gap, 'status'>) => <StateBadge tone={gapStates[status].tone}>{gapStates[status].word}</StateBadge>

/** Verdicts counted, and how many demands are not met. */
export function EvidenceBadges({ evidence, gaps = [] }: { evidence: Review['evidence']; gaps?: Review['gaps'] }) {
  if (evidence.length === 0 && gaps.length === 0) return <StateBadge tone="void">no evidence</StateBadge>
  return (
    <span className={classes.badges}>
      {gaps.length > 0 && <StateBadge tone="void">{gaps.length} missing</StateBadge>}
      {countVerdicts(evidence).map(({ verdict, count }) => (
        <VerdictBadge key={verdict} verdict={verdict} count={count} />
      ))}
    </span>
  )
}

/** A tier by number and word, marked with what it rests on where that has to be known. */
export const TierCell = ({ tier, useCase }: { tier: Tier; useCase: string }) => <MarkedText text={tierWords(tier)} mark={useTierMark(useCase)} />
