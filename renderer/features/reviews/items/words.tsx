import type { ChallengeArea, ChallengeState, Disposition } from '../../../../shared/contract/challenges.ts'
import type { ConditionState } from '../../../../shared/contract/conditions.ts'
import type { DelegationState } from '../../../../shared/contract/delegations.ts'
import type { ClosureRoute, Finding, FindingState } from '../../../../shared/contract/findings.ts'
import type { Severity } from '../../../../shared/contract/policies.ts'
import type { WaiverState } from '../../../../shared/contract/waivers.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import type { Tone } from '../../../ui/tone.ts'

type Words<K extends string> = Readonly<Record<K, { tone: Tone; word: string }>>

export const severityWords: Words<Severity> = {
  critical: { tone: 'bad', word: 'critical' },
  high: { tone: 'bad', word: 'high' },
  medium: { tone: 'caution', word: 'medium' },
  low: { tone: 'info', word: 'low' },
  observation: { tone: 'plain', word: 'observation' },
}

export const findingWords: Words<FindingState> = { open: { tone: 'caution', word: 'open' }, remediated: { tone: 'info', word: 'to be tested' }, closed: { tone: 'good', word: 'closed' } }
export const conditionWords: Words<ConditionState> = { open: { tone: 'caution', word: 'open' }, met: { tone: 'info', word: 'to be accepted' }, accepted: { tone: 'good', word: 'accepted' } }
export const challengeWords: Words<ChallengeState> = { open: { tone: 'caution', word: 'open' }, answered: { tone: 'info', word: 'answered' }, escalated: { tone: 'bad', word: 'to be decided' }, closed: { tone: 'good', word: 'closed' } }
export const waiverWords: Words<WaiverState> = {
  proposed: { tone: 'info', word: 'proposed' },
  live: { tone: 'caution', word: 'in force' },
  expired: { tone: 'bad', word: 'expired' },
  refused: { tone: 'bad', word: 'refused' },
  withdrawn: { tone: 'plain', word: 'withdrawn' },
  ended: { tone: 'plain', word: 'ended' },
}

export const delegationWords: Words<DelegationState> = {
  granted: { tone: 'info', word: 'to be accepted' },
  live: { tone: 'good', word: 'in force' },
  over: { tone: 'plain', word: 'over' },
  revoked: { tone: 'plain', word: 'revoked' },
  declined: { tone: 'plain', word: 'declined' },
  given_back: { tone: 'plain', word: 'given back' },
  key_lost: { tone: 'bad', word: 'key revoked' },
}

export const WordBadge = ({ of, large = false }: { of: { tone: Tone; word: string }; large?: boolean }) => (
  <StateBadge tone={of.tone} large={large}>
    {of.word}
  </StateBadge>
)

export const severityChoices = Object.keys(severityWords).map((value) => ({ value, label: value }))
export const areaChoices = (['purpose', 'data', 'method', 'outcome', 'use'] satisfies ChallengeArea[]).map((value) => ({ value, label: value }))

const routes: Record<ClosureRoute, string> = {
  changed: 'Changed: what was wrong is no longer there',
  mitigated: 'Mitigated: its effect is kept in check',
  explained: 'Explained: it is no weakness after all',
  accepted: 'Accepted: it stays, knowingly',
  duplicate: 'Duplicate of another finding',
}
export const routeChoices = Object.entries(routes).map(([value, label]) => ({ value, label }))

export const dispositionWords: Record<Disposition, string> = {
  accepted_and_changed: 'Accepted, and something was changed',
  accepted_and_documented: 'Accepted, and written down',
  answered_to_satisfaction: 'Answered to my satisfaction',
  disagreed_and_escalated: 'Disagreed: the approver decides',
  withdrawn: 'Withdrawn',
}
export const dispositionChoices = Object.entries(dispositionWords).map(([value, label]) => ({ value, label }))

export function aboutWords({ version, about }: Pick<Finding, 'version' | 'about'>): string {
  if (about.type === 'evidence') return `${about.evidence.id}, evidence of ${version}`
  return about.type === 'manifest' ? `the ${about.part} of ${version}` : version
}
