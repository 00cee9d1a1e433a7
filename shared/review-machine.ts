import type { Meaning } from './contract/policies.ts'

/** What a request can be. `terminal`: nothing follows; a new request may be opened. */
export const requestStates = {
  draft: { terminal: false, meaning: 'Evidence is collected; nothing is frozen.' },
  submitted: { terminal: false, meaning: 'Manifest, evidence and policy version are frozen as a revision.' },
  incomplete: { terminal: false, meaning: 'Evidence that the policy demands is missing; the list says which.' },
  in_validation: { terminal: false, meaning: 'An independent validator works; challenges and findings are open.' },
  in_review: { terminal: false, meaning: 'Reviewers sign, or ask for changes.' },
  changes_requested: { terminal: false, meaning: 'Returned with reasons; signatures stay visible and count no more.' },
  pending_decision: { terminal: false, meaning: 'All reviews are in; the decision is due.' },
  approved: { terminal: false, meaning: 'Valid for its scope until it expires.' },
  approved_with_conditions: { terminal: false, meaning: 'Valid as long as its conditions are kept.' },
  rejected: { terminal: true, meaning: 'Decided against, with reasons.' },
  withdrawn: { terminal: true, meaning: 'Taken back by its owner, with a reason.' },
  suspended: { terminal: false, meaning: 'Use must stop or fall back until it is lifted.' },
  expired: { terminal: true, meaning: 'Its validity ended without renewal.' },
  revoked: { terminal: true, meaning: 'The approval was taken back for cause.' },
  superseded: { terminal: true, meaning: 'A newer version was approved for the same use.' },
  retired: { terminal: true, meaning: 'The model or its use ended in good order.' },
} as const satisfies Record<string, { terminal: boolean; meaning: string }>
export type RequestState = keyof typeof requestStates

/** Who may bring a transition about. `reviewer`, `validator` and `approver` are those whose signature the tier asks for with that meaning. */
export type Party = 'owner' | 'validator' | 'reviewer' | 'approver' | 'compliance' | 'system'

export type Guard =
  | 'authorship_recorded' | 'conflict_declared' | 'required_evidence_missing' | 'required_evidence_present' | 'tier_needs_validation' | 'tier_skips_validation'
  | 'reason_given' | 'validation_report_complete' | 'challenges_disposed' | 'all_required_reviews_signed' | 'no_open_critical_finding' | 'no_open_high_finding'
  | 'required_signers_met' | 'separation_ok' | 'bundle_unchanged' | 'evidence_still_met' | 'conditions_complete' | 'needed_for_resubmission_given' | 'all_conditions_met'
  | 'cause_resolved' | 'cause_mitigated' | 'second_person' | 'expiry_passed' | 'newer_approval_same_use' | 'disagreements_decided' | 'decommission_record_complete' | 'use_allowed'

export interface Transition {
  readonly from: RequestState
  readonly to: RequestState
  readonly by: readonly Party[]
  readonly guards: readonly Guard[]
  /** The meaning of the signature that makes it; null where an entry without a signature does. */
  readonly sign: Meaning | null
}

const live = ['approved', 'approved_with_conditions'] as const
const each = <S extends RequestState>(states: readonly S[], to: RequestState, rest: Omit<Transition, 'from' | 'to'>): Transition[] => states.map((from) => ({ from, to, ...rest }))

/**
 * All that can happen to a request, and nothing else. Guards are functions in electron/domain/reviews/guards.ts. Where a policy asks for no
 * approval signature (the lowest tier), the program makes the decision transition once everything else is met; `sign` then falls away.
 */
export const transitions: readonly Transition[] = [
  { from: 'draft', to: 'submitted', by: ['owner'], guards: ['authorship_recorded', 'conflict_declared', 'use_allowed'], sign: 'responsibility' },
  { from: 'submitted', to: 'incomplete', by: ['system'], guards: ['required_evidence_missing'], sign: null },
  { from: 'incomplete', to: 'draft', by: ['owner'], guards: [], sign: null },
  { from: 'submitted', to: 'in_validation', by: ['system'], guards: ['required_evidence_present', 'tier_needs_validation'], sign: null },
  { from: 'submitted', to: 'in_review', by: ['system'], guards: ['required_evidence_present', 'tier_skips_validation'], sign: null },
  { from: 'in_validation', to: 'changes_requested', by: ['validator'], guards: ['reason_given'], sign: null },
  { from: 'in_validation', to: 'in_review', by: ['validator'], guards: ['validation_report_complete', 'challenges_disposed', 'separation_ok'], sign: 'validation' },
  { from: 'in_review', to: 'changes_requested', by: ['reviewer', 'compliance'], guards: ['reason_given'], sign: null },
  { from: 'in_review', to: 'pending_decision', by: ['system'], guards: ['all_required_reviews_signed', 'no_open_critical_finding'], sign: null },
  { from: 'changes_requested', to: 'draft', by: ['owner'], guards: [], sign: null },
  { from: 'pending_decision', to: 'approved', by: ['approver', 'system'], guards: ['required_signers_met', 'separation_ok', 'disagreements_decided', 'no_open_critical_finding', 'no_open_high_finding', 'bundle_unchanged', 'evidence_still_met', 'use_allowed'], sign: 'approval' },
  { from: 'pending_decision', to: 'approved_with_conditions', by: ['approver'], guards: ['required_signers_met', 'separation_ok', 'disagreements_decided', 'no_open_critical_finding', 'conditions_complete', 'bundle_unchanged', 'evidence_still_met', 'use_allowed'], sign: 'approval' },
  { from: 'pending_decision', to: 'rejected', by: ['approver'], guards: ['reason_given', 'needed_for_resubmission_given'], sign: 'rejection' },
  { from: 'pending_decision', to: 'changes_requested', by: ['approver'], guards: ['reason_given'], sign: null },
  ...each(['draft', 'submitted', 'in_validation', 'in_review'], 'withdrawn', { by: ['owner'], guards: ['reason_given'], sign: null }),
  { from: 'approved_with_conditions', to: 'approved', by: ['compliance'], guards: ['all_conditions_met'], sign: 'review' },
  ...each(live, 'suspended', { by: ['system', 'compliance', 'owner'], guards: ['reason_given'], sign: null }),
  { from: 'suspended', to: 'approved', by: ['approver'], guards: ['cause_resolved', 'second_person'], sign: 'approval' },
  { from: 'suspended', to: 'approved_with_conditions', by: ['approver'], guards: ['cause_mitigated', 'conditions_complete', 'second_person'], sign: 'approval' },
  ...each(['suspended', ...live], 'revoked', { by: ['approver'], guards: ['reason_given'], sign: 'revocation' }),
  ...each([...live, 'suspended'], 'expired', { by: ['system'], guards: ['expiry_passed'], sign: null }),
  ...each(live, 'superseded', { by: ['system'], guards: ['newer_approval_same_use'], sign: null }),
  ...each(live, 'retired', { by: ['owner'], guards: ['decommission_record_complete'], sign: 'responsibility' }),
]

export const findTransition = (from: RequestState, to: RequestState): Transition | undefined => transitions.find((one) => one.from === from && one.to === to)
export const isLive = (state: RequestState): boolean => state === 'approved' || state === 'approved_with_conditions'
/** Between opening and decision: what a queue shows. */
export const isOpen = (state: RequestState): boolean => !requestStates[state].terminal && !isLive(state) && state !== 'suspended'
