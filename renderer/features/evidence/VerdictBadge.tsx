import type { Verdict } from '../../../shared/contract/evidence.ts'
import { verdictStates } from '../../../shared/states.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'

export function VerdictBadge({ verdict, large = false, count }: { verdict: Verdict; large?: boolean; count?: number }) {
  const { tone, word } = verdictStates[verdict]
  return (
    <StateBadge tone={tone} large={large}>
      {count === undefined ? word : `${count} ${word}`}
    </StateBadge>
  )
}
