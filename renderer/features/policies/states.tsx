import type { Proposal, ProposalState } from '../../../shared/contract/policies.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Tone } from '../../ui/tone.ts'

const states: Record<ProposalState, { tone: Tone; word: string }> = {
  open: { tone: 'caution', word: 'waits for a second person' },
  confirmed: { tone: 'good', word: 'confirmed' },
  withdrawn: { tone: 'plain', word: 'withdrawn' },
  overtaken: { tone: 'void', word: 'overtaken' },
}

export function ProposalBadge({ proposal, large = false }: { proposal: Proposal; large?: boolean }) {
  const { tone, word } = states[proposal.state]
  return (
    <StateBadge tone={tone} large={large}>
      {word}
    </StateBadge>
  )
}

export function ForceBadge({ now, large = false }: { now: boolean; large?: boolean }) {
  return (
    <StateBadge tone={now ? 'good' : 'plain'} large={large}>
      {now ? 'in force' : 'was in force'}
    </StateBadge>
  )
}
