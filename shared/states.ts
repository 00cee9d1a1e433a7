import type { Verdict } from './contract/evidence.ts'
import type { RequestState } from './review-machine.ts'

/** The word a state is called by everywhere, and how good it is: the tone picks symbol and colour on screens. */
export interface StateWords {
  readonly tone: 'good' | 'caution' | 'bad' | 'void' | 'info' | 'plain'
  readonly word: string
}

export const verdictStates: Record<Verdict, StateWords> = {
  pass: { tone: 'good', word: 'pass' },
  warn: { tone: 'caution', word: 'warn' },
  fail: { tone: 'bad', word: 'fail' },
  insufficient_data: { tone: 'void', word: 'too few' },
  not_applicable: { tone: 'plain', word: 'not applicable' },
  error: { tone: 'bad', word: 'error' },
}

export const reviewStates: Record<RequestState, StateWords> = {
  draft: { tone: 'plain', word: 'draft' },
  submitted: { tone: 'info', word: 'submitted' },
  incomplete: { tone: 'void', word: 'incomplete' },
  in_validation: { tone: 'info', word: 'in validation' },
  in_review: { tone: 'info', word: 'in review' },
  changes_requested: { tone: 'caution', word: 'changes requested' },
  pending_decision: { tone: 'caution', word: 'decision due' },
  approved: { tone: 'good', word: 'approved' },
  approved_with_conditions: { tone: 'caution', word: 'approved with conditions' },
  rejected: { tone: 'bad', word: 'rejected' },
  withdrawn: { tone: 'plain', word: 'withdrawn' },
  suspended: { tone: 'bad', word: 'suspended' },
  expired: { tone: 'caution', word: 'expired' },
  revoked: { tone: 'bad', word: 'revoked' },
  superseded: { tone: 'plain', word: 'superseded' },
  retired: { tone: 'plain', word: 'retired' },
}

/** From the one that needs most attention to the one that needs none. */
export const verdictsByConcern: readonly Verdict[] = ['error', 'fail', 'insufficient_data', 'warn', 'not_applicable', 'pass']

/** For sorting: what needs most attention first. */
export const byConcern = (a: { verdict: Verdict }, b: { verdict: Verdict }): number => verdictsByConcern.indexOf(a.verdict) - verdictsByConcern.indexOf(b.verdict)

/** The verdict that stands for several: the most worrying one. Undefined where there is none. */
export const worstVerdict = (verdicts: readonly Verdict[]): Verdict | undefined => verdictsByConcern.find((verdict) => verdicts.includes(verdict))
