import type { Meaning } from './contract/policies.ts'
import type { DecisionWord, PlainAct, SignedAct } from './contract/reviews.ts'
import type { RequestState } from './review-machine.ts'

interface Act {
  /** The state that it leads to once everything it needs is there. */
  readonly to: RequestState
  readonly word: DecisionWord
  readonly meaning: Meaning
  /** True where it fills one of the places for signatures of the tier, so that several people may have to do it. */
  readonly fills: boolean
  /** What it is called in a sentence: `may not … now`. */
  readonly verb: string
}

export const signedActs: Readonly<Record<SignedAct, Act>> = {
  submit: { to: 'submitted', word: 'SUBMIT', meaning: 'responsibility', fills: true, verb: 'submit it' },
  validate: { to: 'in_review', word: 'VALIDATE', meaning: 'validation', fills: true, verb: 'sign the validation' },
  review: { to: 'pending_decision', word: 'ENDORSE', meaning: 'review', fills: true, verb: 'sign the review' },
  verify: { to: 'pending_decision', word: 'VERIFY', meaning: 'verification', fills: true, verb: 'sign the verification' },
  approve: { to: 'approved', word: 'APPROVE', meaning: 'approval', fills: true, verb: 'approve it' },
  reject: { to: 'rejected', word: 'DECLINE', meaning: 'rejection', fills: false, verb: 'reject it' },
  settle: { to: 'approved', word: 'SETTLE', meaning: 'review', fills: false, verb: 'sign that all conditions are met' },
  lift: { to: 'approved', word: 'LIFT', meaning: 'approval', fills: false, verb: 'lift the suspension' },
  revoke: { to: 'revoked', word: 'REVOKE', meaning: 'revocation', fills: false, verb: 'revoke the approval' },
  retire: { to: 'retired', word: 'RETIRE', meaning: 'responsibility', fills: false, verb: 'retire it' },
}

export const plainActs: Readonly<Record<PlainAct, { to: RequestState; verb: string }>> = {
  return: { to: 'changes_requested', verb: 'ask for changes' },
  withdraw: { to: 'withdrawn', verb: 'withdraw it' },
  suspend: { to: 'suspended', verb: 'suspend it' },
  revise: { to: 'draft', verb: 'begin a new revision' },
}

/** The states that an act is possible in, in the order of the life of a request. */
export const actStates: Readonly<Record<SignedAct | PlainAct, readonly RequestState[]>> = {
  submit: ['draft'],
  validate: ['in_validation'],
  review: ['in_review'],
  verify: ['in_review'],
  approve: ['pending_decision'],
  reject: ['pending_decision'],
  settle: ['approved_with_conditions'],
  lift: ['suspended'],
  revoke: ['approved', 'approved_with_conditions', 'suspended'],
  retire: ['approved', 'approved_with_conditions'],
  return: ['in_validation', 'in_review', 'pending_decision'],
  withdraw: ['draft', 'submitted', 'in_validation', 'in_review'],
  suspend: ['approved', 'approved_with_conditions'],
  revise: ['changes_requested', 'incomplete'],
}

export const toAct = (word: DecisionWord): SignedAct => (Object.keys(signedActs) as SignedAct[]).find((act) => signedActs[act].word === word)!
export const isSigned = (act: SignedAct | PlainAct): act is SignedAct => Object.hasOwn(signedActs, act)
