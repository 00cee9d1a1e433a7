import type { Disposition } from '../../../../shared/contract/challenges.ts'
import { roleTitles, type Role } from '../../../../shared/contract/identity.ts'
import { isOpen, type RequestState } from '../../../../shared/review-machine.ts'
import type { Candidate } from '../facts.ts'
import type { ChallengeRow } from './store.ts'

/** What judging a challenge takes from its review. */
export interface ChallengeGround {
  state: RequestState
  authors: readonly string[]
  /** Who answers for the model. */
  owner: string
  /** True where the challenger signs nothing any more. */
  challengerGone: boolean
  /** Roles that give the approval signature. */
  approvers: readonly Role[]
}

const over = ({ state }: Pick<ChallengeGround, 'state'>): string | null => (isOpen(state) ? null : 'The request is decided; what was challenged stays as it is.')

export function whyNotRaise(ground: Pick<ChallengeGround, 'state' | 'authors'>, { email, roles }: Candidate): string | null {
  if (over(ground)) return over(ground)
  if (ground.state === 'draft') return 'Nothing is submitted yet, so there is nothing to challenge. Write a comment instead.'
  if (!roles.includes('validator')) return 'Challenges are raised by a validator. Write a comment, or open a finding.'
  return ground.authors.includes(email) ? 'You are an author of this version or of its evidence; others challenge it.' : null
}

export function whyNotAnswer(challenge: ChallengeRow, ground: ChallengeGround, { email }: Candidate): string | null {
  if (over(ground)) return over(ground)
  if (challenge.state === 'closed' || challenge.state === 'escalated') return `H-${challenge.seq} is ${challenge.state} already.`
  return email === ground.owner ? null : `H-${challenge.seq} is answered by the owner of the model, ${ground.owner}.`
}

/** Only whoever raised it; another validator where their key is revoked. */
export function whyNotClose(challenge: ChallengeRow, ground: ChallengeGround, { email, roles }: Candidate, disposition?: Disposition): string | null {
  if (challenge.state === 'closed' || challenge.state === 'escalated') return `H-${challenge.seq} is ${challenge.state} already.`
  if (over(ground)) return over(ground)
  const successor = ground.challengerGone && roles.includes('validator') && !ground.authors.includes(email)
  if (email !== challenge.by && !successor) return `Only ${challenge.by}, who raised it, closes H-${challenge.seq}${ground.challengerGone ? '; since their key is revoked, another validator may' : ''}.`
  if (disposition === undefined || disposition === 'withdrawn') return null
  return challenge.answers.length === 0 ? `H-${challenge.seq} has no answer yet; before that it can only be withdrawn.` : null
}

export function whyNotDecide(challenge: ChallengeRow, ground: ChallengeGround, { email, roles }: Candidate): string | null {
  if (challenge.state !== 'escalated') return `Nothing is disagreed about in H-${challenge.seq}.`
  if (over(ground)) return over(ground)
  if (!roles.some((role) => ground.approvers.includes(role))) return `What is disagreed about is decided by: ${ground.approvers.map((role) => roleTitles[role].toLowerCase()).join(', ')}.`
  return email === challenge.by || email === ground.owner || ground.authors.includes(email) ? 'You are one side of the disagreement, or an author; somebody else decides it.' : null
}

/** Disposed of for the validation; a disagreement still keeps the approval waiting. */
export const isDisposed = ({ state }: Pick<ChallengeRow, 'state'>): boolean => state === 'closed' || state === 'escalated'
