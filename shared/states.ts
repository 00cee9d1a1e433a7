import type { Verdict } from './contract/evidence.ts'
import type { ReviewState } from './contract/reviews.ts'

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

export const reviewStates: Record<ReviewState, StateWords> = {
  open: { tone: 'caution', word: 'open' },
  approved: { tone: 'good', word: 'approved' },
  declined: { tone: 'bad', word: 'declined' },
  withdrawn: { tone: 'plain', word: 'withdrawn' },
  void: { tone: 'void', word: 'void' },
  expired: { tone: 'caution', word: 'expired' },
}

/** From the one that needs most attention to the one that needs none. */
export const verdictsByConcern: readonly Verdict[] = ['error', 'fail', 'insufficient_data', 'warn', 'not_applicable', 'pass']

/** For sorting: what needs most attention first. */
export const byConcern = (a: { verdict: Verdict }, b: { verdict: Verdict }): number => verdictsByConcern.indexOf(a.verdict) - verdictsByConcern.indexOf(b.verdict)

/** The verdict that stands for several: the most worrying one. Undefined where there is none. */
export const worstVerdict = (verdicts: readonly Verdict[]): Verdict | undefined => verdictsByConcern.find((verdict) => verdicts.includes(verdict))
