import type { Verdict } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { reviewStates, verdictStates } from '../../../shared/states.ts'
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

export function VerdictBadge({ verdict, count }: { verdict: Verdict; count?: number }) {
  const { tone, word } = verdictStates[verdict]
  return <StateBadge tone={tone}>{count === undefined ? word : `${count} ${word}`}</StateBadge>
}

export function EvidenceBadges({ evidence }: Pick<Review, 'evidence'>) {
  if (evidence.length === 0) return <StateBadge tone="void">no evidence</StateBadge>
  return (
    <span className={classes.badges}>
      {countVerdicts(evidence).map(({ verdict, count }) => (
        <VerdictBadge key={verdict} verdict={verdict} count={count} />
      ))}
    </span>
  )
}
