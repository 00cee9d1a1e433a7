import type { Verdict } from '../../../shared/contract/evidence.ts'
import type { RequestState } from '../../../shared/review-machine.ts'
import { reviewStates, verdictStates } from '../../../shared/states.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'

export function ReviewStateBadge({ state, large = false }: { state: RequestState | null; large?: boolean }) {
  if (state === null) return <StateBadge large={large} tone="plain">no review yet</StateBadge>
  const { tone, word } = reviewStates[state]
  return <StateBadge large={large} tone={tone}>{word}</StateBadge>
}

export function VerdictBadge({ verdict }: { verdict: Verdict | undefined }) {
  if (verdict === undefined) return <StateBadge tone="plain">no check</StateBadge>
  return <StateBadge tone={verdictStates[verdict].tone}>{verdictStates[verdict].word}</StateBadge>
}
