import { describe, expect, it } from 'vitest'
import { plainAct, signedAct, type ConditionTerms, type PlainAct, type SignedAct } from '../../../shared/contract/reviews.ts'
import { findTransition, requestStates, transitions, type RequestState, type Transition } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'
import { actStates, isSigned, plainActs, signedActs } from '../../../shared/review-acts.ts'
import { slotsOf, type ReviewFacts, type Terms } from '../../../electron/domain/reviews/facts.ts'
import { nextOfProgram, whyNot } from '../../../electron/domain/reviews/rules.ts'
import { isClear, toDecisionText } from '../../../electron/domain/reviews/statement.ts'
import { createSigner, signNote } from '../../../electron/tlog/note.ts'
import { act, movesOf, runProgram, submitUnsigned } from './acting.ts'
import { cast, condition, factsIn, fill, fullTerms, gap, toRow, type Asked } from './facts.ts'

const states = Object.keys(requestStates) as RequestState[]
const acts = [...signedAct.options, ...plainAct.options]
const allAsked: Asked[] = ([1, 2, 3, 4] as const).flatMap((tier) => [{ policy: 'two-person', tier }, { policy: 'tiered', tier }] satisfies Asked[])
const seen = new Set<string>()

/** The states in which the table knows the act: told from the table alone, so that it holds the program to account. */
function statesOf(name: SignedAct | PlainAct): RequestState[] {
  const { to } = isSigned(name) ? signedActs[name] : plainActs[name]
  const makes = ({ to: target, sign, by }: Transition) =>
    target === to && (name === 'review' || name === 'verify' ? by.includes('system') : isSigned(name) ? sign === signedActs[name].meaning : sign === null && by.some((party) => party !== 'system'))
  const named = { approve: 'pending_decision', lift: 'suspended' } as const
  return transitions.filter((one) => makes(one) && (!Object.hasOwn(named, name) || one.from === named[name as keyof typeof named])).map(({ from }) => from)
}

/** Facts in which only this act's last signature is missing. */
function almost(state: RequestState, asked: Asked, name: SignedAct | PlainAct): ReviewFacts {
  const facts = factsIn(state, asked)
  if (!isSigned(name) || !signedActs[name].fills) return facts
  const others = (['review', 'verify'] as const).filter((one) => one !== name && signedActs[name].to === 'pending_decision').flatMap((one) => fill(facts, one))
  return { ...facts, decisions: [...facts.decisions, ...others, ...fill(facts, name).slice(1)] }
}

/** Nobody is asked where the tier has no place for it; a tier without validation is never in validation. */
function isAskedFor(facts: ReviewFacts, name: SignedAct | PlainAct): boolean {
  if (facts.review.state === 'in_validation' && name === 'return') return slotsOf(facts, 'validation').length > 0
  return !isSigned(name) || !signedActs[name].fills || slotsOf(facts, signedActs[name].meaning as Parameters<typeof slotsOf>[1]).length > 0
}
const note = (from: RequestState, to: RequestState) => seen.add(`${from} → ${to}`)

it('the table of acts is what the table of transitions says', () => {
  for (const name of acts) expect([name, [...actStates[name]].toSorted()]).toEqual([name, statesOf(name).toSorted()])
})

describe.each(allAsked)('under $policy, tier $tier', (asked) => {
  const pairs = acts.flatMap((name) => states.map((state) => ({ name, state })))

  it('every act is refused to everybody in every state that the table does not name for it', () => {
    let refused = 0
    for (const { name, state } of pairs.filter((pair) => !statesOf(pair.name).includes(pair.state))) {
      for (const person of cast) {
        for (const terms of [undefined, fullTerms, { ...fullTerms, conditions: [condition] }]) {
          expect(whyNot(factsIn(state, asked), name, person, terms), `${name} when ${state} by ${person.email}`).toContain(`R-12 is ${reviewStates[state].word}; to `)
        }
      }
      refused += 1
    }
    expect(refused).toBe(acts.length * states.length - acts.flatMap(statesOf).length)
  })

  it('every act that the table names makes its transition, by somebody and not by an auditor', () => {
    for (const { name, state } of pairs.filter((pair) => statesOf(pair.name).includes(pair.state))) {
      const facts = almost(state, asked, name)
      const auditor = cast.find(({ roles }) => roles.includes('auditor'))!
      expect(act(facts, name, auditor, fullTerms), `${name} when ${state} by an auditor`).toHaveProperty('why')
      const variants: Terms[] = name === 'approve' || name === 'lift' ? [fullTerms, { ...fullTerms, conditions: [condition] }] : [fullTerms]
      for (const terms of variants) {
        const done = cast.map((person) => act(facts, name, person, terms)).filter((one) => 'drafts' in one)
        expect(done.length > 0, `${name} when ${state}`).toBe(isAskedFor(facts, name))
        for (const { drafts } of done) {
          const [first, ...rest] = movesOf(drafts)
          expect([first!.from, first!.to]).toEqual([state, terms.conditions ? 'approved_with_conditions' : isSigned(name) ? signedActs[name].to : plainActs[name].to])
          for (const { from, to } of [first!, ...rest]) {
            expect(findTransition(from, to), `${from} → ${to}`).toBeDefined()
            note(from, to)
          }
        }
      }
    }
  })

  it('the program makes each of its transitions when it is due, and none when nothing is', () => {
    const over = { expiresAt: '2026-11-21T12:00:00.000Z' }
    for (const state of ['approved', 'approved_with_conditions', 'suspended'] as const) {
      const facts = factsIn(state, asked)
      expect(nextOfProgram(facts)).toBeNull()
      const expired = runProgram({ ...facts, review: { ...facts.review, ...over } })
      expect('drafts' in expired && movesOf(expired.drafts)).toMatchObject([{ from: state, to: 'expired', by: 'system' }])
      note(state, 'expired')
      if (state === 'suspended') continue
      const superseded = runProgram({ ...facts, newer: 'R-30' })
      expect('drafts' in superseded && movesOf(superseded.drafts)).toMatchObject([{ from: state, to: 'superseded', by: 'system' }])
      note(state, 'superseded')
    }
    expect(nextOfProgram(factsIn('submitted', asked, { gaps: [gap] }))).toBe('incomplete')
    note('submitted', 'incomplete')
    const draft = factsIn('draft', asked)
    if (slotsOf(draft, 'responsibility').length === 0) for (const { from, to } of movesOf(submitUnsigned(draft).drafts)) note(from, to)
  })
})

it('the runs above made every transition of the table, and no other', () => {
  expect([...seen].toSorted()).toEqual(transitions.map(({ from, to }) => `${from} → ${to}`).toSorted())
})

it('a tier without approval signatures is approved by the program once its owner answers for it, until the end that the policy names', () => {
  const asked = { policy: 'tiered', tier: 4 } as const
  const outcome = act(factsIn('draft', asked), 'submit', cast[0]!, fullTerms)
  expect('drafts' in outcome && outcome.drafts.map(({ body }) => body)).toMatchObject([
    { to: 'submitted', by: 'person' },
    { to: 'in_review', by: 'system' },
    { to: 'pending_decision', by: 'system' },
    { to: 'approved', by: 'system', expiresAt: '2029-11-21T00:00:00.000Z' },
  ])
})

describe('where several approve', () => {
  const asked = { policy: 'tiered', tier: 1 } as const
  const second = cast.find(({ email }) => email === 'final_approver-a@x')!
  /** The first approval, signed under these conditions. */
  function afterFirst(conditions: ConditionTerms[]): ReviewFacts {
    const facts = factsIn('pending_decision', asked)
    const signer = { name: 'A', email: 'compliance_reviewer-a@x', role: 'compliance_reviewer', fingerprint: 'f00d' }
    const text = toDecisionText({ facts, useCaseName: 'Credit', terms: { act: 'approve', conditions }, slot: 6, standsFor: null, validUntil: null, signs: [], signer, signedAt: facts.now, offsetMinutes: 0, ledger: { origin: 'x', size: 1, root: Buffer.alloc(32) } })
    const note = signNote(text, [createSigner(signer.email, Buffer.alloc(32, 1))])
    return { ...facts, decisions: [...facts.decisions, toRow(facts, 'approve', signer.email, { slot: 6, note })] }
  }
  const bodies = (facts: ReviewFacts, terms: Terms) => {
    const outcome = act(facts, 'approve', second, terms)
    return 'drafts' in outcome ? outcome.drafts.map(({ body }) => body) : outcome
  }
  const other: ConditionTerms = { ...condition, text: 'Watch the drift (by month)', control: null, finding: 'F-9' }

  it('the conditions of each of them hold, also where the last names none', () => {
    expect(bodies(afterFirst([condition, other]), fullTerms)).toMatchObject([{ to: 'approved_with_conditions' }, { terms: condition }, { terms: other }])
    expect(bodies(afterFirst([condition]), { ...fullTerms, conditions: [condition, other] })).toMatchObject([{ to: 'approved_with_conditions' }, { terms: condition }, { terms: other }])
    expect(bodies(afterFirst([]), fullTerms)).toMatchObject([{ to: 'approved' }])
  })

  it('a condition that is due by then has to be renewed by a new revision', () => {
    expect(bodies(afterFirst([{ ...condition, due: '2026-11-22' }]), fullTerms)).toMatchObject({ why: expect.stringContaining('not in the future') as string })
  })

  it('words that could be read as other terms are no condition', () => {
    expect([condition, other].map(isClear)).toEqual([true, true])
    expect(isClear({ ...condition, expects: 'a check; for finding F-1' })).toBe(false)
    expect(isClear({ ...condition, expects: 'a check (by x@y, until 2030-01-01; shown by: nothing' })).toBe(false)
  })
})

it('where several approve, the approval ends when the first of them says', () => {
  const asked = { policy: 'tiered', tier: 1 } as const
  const facts = factsIn('pending_decision', asked)
  const first = toRow(facts, 'approve', 'compliance_reviewer-a@x', { slot: 6, validUntil: '2027-01-01T00:00:00.000Z' })
  const outcome = act({ ...facts, decisions: [...facts.decisions, first] }, 'approve', cast.find(({ email }) => email === 'final_approver-a@x')!, fullTerms)
  expect('drafts' in outcome && outcome.drafts[0]!.body).toMatchObject({ to: 'approved', expiresAt: '2027-01-01T00:00:00.000Z' })
})
