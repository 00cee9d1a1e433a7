import { expect, it } from 'vitest'
import { transitions, type Guard, type Transition } from '../../../shared/review-machine.ts'
import { plainAct, signedAct } from '../../../shared/contract/reviews.ts'
import { actStates } from '../../../shared/review-acts.ts'
import type { ReviewFacts, Terms } from '../../../electron/domain/reviews/facts.ts'
import { guards } from '../../../electron/domain/reviews/guards.ts'
import { findBlocks, toTarget, whyNot } from '../../../electron/domain/reviews/rules.ts'
import { toDecisionText } from '../../../electron/domain/reviews/statement.ts'
import { createSignOffCheck } from '../../../electron/domain/reviews/verification.ts'
import { createSigner, signNote } from '../../../electron/tlog/note.ts'
import { act, movesOf, runProgram } from './acting.ts'
import { cast, condition, factsIn, fill, fullTerms, gap, now, toRow, type Asked } from './facts.ts'

interface Situation {
  facts: ReviewFacts
  terms: Terms
}

const tier1: Asked = { policy: 'tiered', tier: 1 }
const items = (changes: Partial<ReviewFacts['items']>) => ({ facts }: Situation) => ({ facts: { ...facts, items: { ...facts.items, ...changes } } })
const facts = (change: (facts: ReviewFacts) => Partial<ReviewFacts>) => (given: Situation) => ({ facts: { ...given.facts, ...change(given.facts) } })
const terms = (changes: Terms) => (given: Situation) => ({ terms: { ...given.terms, ...changes } })
const without = (...meanings: string[]) => facts(({ decisions }) => ({ decisions: decisions.filter(({ meaning }) => !meanings.includes(meaning)) }))
const signers = (has: boolean) => facts(({ demands }) => ({ demands: has ? factsIn('submitted', tier1).demands : { ...demands, signers: demands.signers.filter(({ meaning }) => meaning !== 'validation') } }))
/** Told from signatures that are there only later than its first transition. */
const afterwards: readonly Guard[] = ['all_required_reviews_signed', 'required_signers_met', 'separation_ok']

/** For every guard: what makes it fail, and what is said then. */
const breaks: Record<Guard, { by: (given: Situation) => Partial<Situation>; says: RegExp }> = {
  authorship_recorded: { by: facts(() => ({ authors: [] })), says: /Nobody is recorded as author/ },
  conflict_declared: { by: terms({ conflict: undefined }), says: /“none” is an answer/ },
  use_allowed: { by: facts(() => ({ prohibited: 'It is not allowed.' })), says: /not allowed/ },
  required_evidence_missing: { by: facts(() => ({ gaps: [] })), says: /All evidence that the policy demands is there/ },
  required_evidence_present: { by: facts(() => ({ gaps: [gap] })), says: /evidence that is missing: No model card is there/ },
  tier_needs_validation: { by: signers(false), says: /asks for no validation/ },
  tier_skips_validation: { by: signers(true), says: /asks for a validation first/ },
  reason_given: { by: terms({ reason: undefined }), says: /needs a reason/ },
  validation_report_complete: { by: facts(() => ({ validationGaps: [{ ...gap, kind: 'validation_report', why: 'No report.', unsigned: null }] })), says: /No report/ },
  challenges_disposed: { by: items({ challenges: ['Q-1'] }), says: /1 challenge still open: Q-1/ },
  disagreements_decided: { by: items({ escalated: ['H-1'] }), says: /disagreed about: H-1/ },
  all_required_reviews_signed: { by: without('review'), says: /Missing: review signature/ },
  no_open_critical_finding: { by: items({ critical: ['F-1'] }), says: /critical finding is open: F-1/ },
  no_open_high_finding: { by: items({ high: ['F-2'] }), says: /severity high is open: F-2/ },
  required_signers_met: { by: without('responsibility'), says: /Missing: responsibility signature/ },
  separation_ok: { by: facts(({ authors }) => ({ authors: [...authors, 'subject_matter_expert-a@x', 'validator-a@x', 'validator-b@x'] })), says: /is an author of this version/ },
  bundle_unchanged: { by: facts(() => ({ changed: 'C-9 was added.' })), says: /C-9 was added/ },
  evidence_still_met: { by: facts(() => ({ gaps: [gap] })), says: /was there at the submission and is not any more: No model card is there/ },
  conditions_complete: { by: terms({ conditions: [{ ...condition, due: '2026-11-22' }] }), says: /is due on 2026-11-22, which is not in the future/ },
  needed_for_resubmission_given: { by: terms({ needed: undefined }), says: /what a new submission would need/ },
  all_conditions_met: { by: items({ conditions: ['A'] }), says: /1 condition not met yet: A/ },
  cause_resolved: { by: items({ causes: ['The feed is broken.'] }), says: /is not resolved: The feed is broken/ },
  cause_mitigated: { by: terms({ reason: undefined }), says: /how the cause is kept in check/ },
  second_person: {
    by: facts(({ review }) => ({ lastMove: { seq: review.movedSeq, review: 12, revision: 1, at: '', actor: 'compliance_reviewer-a@x', from: 'approved', to: 'suspended', by: 'person', reason: '', trigger: null } })),
    says: /somebody else lifts it/,
  },
  expiry_passed: { by: facts(({ review }) => ({ review: { ...review, expiresAt: null } })), says: /has not ended/ },
  newer_approval_same_use: { by: facts(() => ({ newer: null })), says: /No newer version is approved/ },
  decommission_record_complete: { by: facts(() => ({ notDecommissioned: 'The record of the end is missing.' })), says: /record of the end is missing/ },
}

/** Facts for which every guard of the transition holds. */
function ready({ from, to, guards: asked }: Transition): Situation {
  const base = factsIn(from, tier1)
  const { demands, review } = base
  const skips = asked.includes('tier_skips_validation') || (from === 'in_review' && to === 'pending_decision')
  return {
    facts: {
      ...base,
      ...(skips && asked.includes('tier_skips_validation') && { demands: { ...demands, signers: demands.signers.filter(({ meaning }) => meaning !== 'validation') } }),
      ...(to === 'incomplete' && { gaps: [gap] }),
      ...(to === 'superseded' && { newer: 'R-30' }),
      ...(to === 'expired' && { review: { ...review, expiresAt: '2026-11-21T00:00:00.000Z' } }),
    },
    terms: { ...fullTerms, ...(to === 'approved_with_conditions' && { conditions: [condition] }) },
  }
}

/** Lets everybody try everything that could make the transition, as the last of those who are asked or `alone`; true where somebody or the program makes it. */
function isMade({ from, to }: Transition, { facts: given, terms: said }: Situation, alone = false): boolean {
  const own = runProgram(given)
  if ('drafts' in own && movesOf(own.drafts).some((one) => one.from === from && one.to === to)) return true
  const acts = [...signedAct.options, ...plainAct.options].filter((name) => actStates[name].includes(from) && (toTarget(name, said) === to || name === 'review'))
  return acts.some((name) =>
    cast.some((person) => {
      const others = !alone && (name === 'review' || name === 'approve') ? fill(given, name).filter(({ email }) => email !== person.email) : []
      const outcome = act({ ...given, decisions: [...given.decisions, ...others] }, name, person, said)
      return 'drafts' in outcome && movesOf(outcome.drafts).some((one) => one.from === from && one.to === to)
    }),
  )
}

const pairs = transitions.flatMap((transition) => transition.guards.map((guard) => ({ transition, guard, what: `${transition.from} → ${transition.to}` })))

it.each(Object.keys(guards) as Guard[])('%s says in a sentence why it does not hold', (name) => {
  const transition = transitions.find((one) => one.guards.includes(name))!
  const good = ready(transition)
  const given = afterwards.includes(name) ? { ...good, facts: factsIn('approved', tier1) } : good
  const person = { email: 'compliance_reviewer-a@x', roles: [] }
  expect(guards[name]({ ...given, person })).toBeNull()
  const broken = { ...given, ...breaks[name].by(given) }
  expect(guards[name]({ ...broken, person })).toMatch(breaks[name].says)
  expect(guards[name]({ ...broken, person })).toMatch(/[.?!]$/)
})

it.each(pairs)('$what is made where everything is met, and not where $guard does not hold', ({ transition, guard }) => {
  const given = ready(transition)
  // Whoever may lift is one of two; the one who suspended may not, so only they are asked here.
  const only = guard === 'second_person'
  expect(isMade(transition, given)).toBe(true)
  const broken = { ...given, ...breaks[guard].by(given) }
  const made = only ? 'drafts' in act(broken.facts, 'lift', cast.find(({ email }) => email === 'compliance_reviewer-a@x')!, broken.terms) : isMade(transition, broken, guard === 'all_required_reviews_signed')
  expect(made).toBe(false)
})

it('a condition covers a high finding only with a compensating control, and an approval needs one for each', () => {
  const given = ready(transitions.find(({ to }) => to === 'approved_with_conditions')!)
  const high = { ...given.facts, items: { ...given.facts.items, high: ['F-2'] } }
  const why = (conditions: Terms['conditions']) => guards.conditions_complete({ facts: high, person: null, terms: { conditions } })
  expect(why([condition])).toMatch(/compensating control: F-2/)
  expect(why([{ ...condition, finding: 'F-2', control: null }])).toMatch(/compensating control: F-2/)
  expect(why([{ ...condition, finding: 'F-2' }])).toBeNull()
  expect(why([])).toMatch(/Name at least one condition/)
})

it('a second signature by one person, and the owner as the only approver, do not pass', () => {
  const given = factsIn('pending_decision', tier1)
  const twice = [...given.decisions, toRow(given, 'approve', 'risk_sme-a@x', { slot: 7 })]
  expect(guards.separation_ok({ facts: { ...given, decisions: twice }, person: null, terms: {} })).toMatch(/signed twice/)
  const byOwner = [toRow(given, 'approve', given.owner, { slot: 6 })]
  expect(guards.separation_ok({ facts: { ...given, decisions: byOwner }, person: null, terms: {} })).toMatch(/owner of the model gave the only approval/)
})

it('the signature on the validation is the one that its report waits for; a declaration is signed only by whoever made it', () => {
  const [first, second] = [cast.find(({ email }) => email === 'validator-a@x')!, cast.find(({ email }) => email === 'validator-b@x')!]
  const unsigned = (kind: string, id: string) => ({ ...gap, kind, why: `${id} is not signed.`, unsigned: id })
  const brought = [{ kind: 'validation_report', id: 'N-1', sha256: 'a'.repeat(64), authors: ['validator-b@x'] }, { kind: 'independence_declaration', id: 'N-2', sha256: 'b'.repeat(64), authors: ['validator-a@x'] }]
  const given = factsIn('in_validation', tier1, { brought, validationGaps: [unsigned('validation_report', 'N-1'), unsigned('independence_declaration', 'N-2')] })
  expect(whyNot(given, 'validate', first)).toBeNull()
  expect(whyNot(given, 'validate', second)).toBe('N-2 is not signed.')
  expect(whyNot({ ...given, validationGaps: [{ ...gap, why: 'No report.', unsigned: null }] }, 'validate', first)).toBe('No report.')
  expect(findBlocks(given)).toEqual([])
  // Once validated, what was signed has to be what there is.
  expect(findBlocks({ ...factsIn('pending_decision', tier1), validationGaps: given.validationGaps })).toEqual([expect.stringContaining('N-1 is not signed. N-2 is not signed.')])
})

it('whoever is accountable signs the submission: the owner of the model or whoever asked, and no owner of another model', () => {
  const given = factsIn('draft', tier1)
  const other = { email: 'other@x', roles: ['model_owner' as const] }
  expect(whyNot(given, 'submit', cast[0]!)).toBeNull()
  expect(whyNot(given, 'submit', other)).toBe('Only the owner of the model, owner@x, or whoever made the request may submit it, or somebody who stands in for them by delegation.')
  expect(whyNot({ ...given, review: { ...given.review, requestedBy: other.email } }, 'submit', other)).toBeNull()
  const delegation = { delegation: 'G-1', email: 'owner@x', name: 'Owner', roles: ['model_owner' as const], meanings: ['responsibility' as const], model: null, until: '2027-01-01' }
  expect(whyNot(given, 'submit', { ...other, standsFor: [delegation] }, { ...fullTerms, onBehalfOf: 'owner@x' })).toBeNull()
})

it('an approval is held against its evidence again by verification', () => {
  const given = factsIn('pending_decision', tier1)
  const person = cast.find(({ email }) => email === 'final_approver-a@x')!
  const text = toDecisionText({ facts: given, useCaseName: 'Credit', terms: { act: 'approve' }, slot: 7, standsFor: null, validUntil: null, signs: [], signer: { name: 'F', email: person.email, role: 'final_approver', fingerprint: 'f00d' }, signedAt: given.now, offsetMinutes: 0, ledger: { origin: 'x', size: 1, root: Buffer.alloc(32) } })
  const entry = { v: 1 as const, seq: 40, at: now, actor: person.email, kind: 'decision/v1', ledger: 'x', leaf: '', body: { review: 'R-12', note: signNote(text, [createSigner(person.email, Buffer.alloc(32, 1))]) } }
  const found = (facts: ReviewFacts) => createSignOffCheck({ facts: () => facts, person: () => person })(entry, []).map(({ detail }) => detail)
  expect(found(given)).toEqual([])
  expect(found({ ...given, gaps: [gap] })).toEqual([expect.stringContaining('was there at the submission and is not any more: No model card is there.')])
})
