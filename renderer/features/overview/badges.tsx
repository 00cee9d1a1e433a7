import type { Verdict } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import type { Tier } from '../../../shared/contract/tier.ts'
import { reviewStates, verdictsByConcern, verdictStates } from '../../../shared/states.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { useTierMark } from '../../api/tier-mark.ts'
import { MarkedText } from '../../ui/MarkedText.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './overview.module.css'

export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => (
  <StateBadge tone={verdictStates[verdict].tone}>{verdictStates[verdict].word}</StateBadge>
)

export const ReviewBadge = ({ state }: { state: Review['state'] }) => <StateBadge tone={reviewStates[state].tone}>{reviewStates[state].word}</StateBadge>

/** Verdicts counted, the worrying ones first: `✕ 1 fail  ✓ 4 pass`. */
export function VerdictCounts({ verdicts }: { verdicts: readonly Verdict[] }) {
  if (verdicts.length === 0) return <span className={classes.dim}>no evidence</span>
  const kinds = verdictsByConcern.filter((verdict) => verdicts.includes(verdict))
  if (kinds.length === 1 && kinds[0] === 'pass') return <StateBadge tone="good">all pass</StateBadge>
  return (
    <span className={classes.badges}>
      {kinds.map((kind) => (
        <StateBadge key={kind} tone={verdictStates[kind].tone}>
          {verdicts.filter((verdict) => verdict === kind).length} {verdictStates[kind].word}
        </StateBadge>
      ))}
    </span>
  )
}

/** A tier by number and word, marked with what it rests on where that has to be known. */
export const TierCell = ({ tier, useCase }: { tier: Tier; useCase: string }) => <MarkedText text={tierWords(tier)} mark={useTierMark(useCase)} />
