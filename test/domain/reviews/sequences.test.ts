import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Role } from '../../../shared/contract/identity.ts'
import { plainAct, signedAct, type PlainAct, type SignedAct } from '../../../shared/contract/reviews.ts'
import { findTransition, isLive } from '../../../shared/review-machine.ts'
import { current, type Candidate, type ReviewFacts } from '../../../electron/domain/reviews/facts.ts'
import { act, movesOf, submitUnsigned } from './acting.ts'
import { author, condition, factsIn, fullTerms, owner, type Asked } from './facts.ts'

const roles: Role[] = ['model_owner', 'validator', 'subject_matter_expert', 'risk_sme', 'legal_counsel', 'software_engineer', 'compliance_reviewer', 'final_approver', 'data_scientist']
const asked: Asked[] = [{ policy: 'two-person', tier: 2 }, { policy: 'tiered', tier: 1 }, { policy: 'tiered', tier: 2 }, { policy: 'tiered', tier: 3 }]

interface Step {
  who: number
  name: SignedAct | PlainAct
  conditional: boolean
}

const step = (people: number): fc.Arbitrary<Step> => fc.record({ who: fc.nat(people - 1), name: fc.constantFrom(...signedAct.options, ...plainAct.options), conditional: fc.boolean() })
/** So many people, each with any roles; the first may be the owner, some may be authors. */
const people = (count: number): fc.Arbitrary<{ cast: Candidate[]; authors: string[] }> =>
  fc.record({
    cast: fc.array(fc.subarray(roles, { minLength: 1 }), { minLength: count, maxLength: count }).map((all) => all.map((has, at): Candidate => ({ email: at === 0 ? owner.email : `person-${at}@x`, roles: has }))),
    authors: fc.subarray(['person-1@x', 'person-2@x', 'person-3@x']).map((some) => [author.email, ...some]),
  })

/** Every state that the acts lead through, refused ones left out; a request is opened first as the service opens it. */
function run(about: Asked, { cast, authors }: { cast: Candidate[]; authors: string[] }, steps: readonly Step[]): ReviewFacts[] {
  let facts = factsIn('draft', about, { authors })
  if (about.policy === 'two-person') facts = submitUnsigned(facts).facts
  const states = [facts]
  for (const { who, name, conditional } of steps) {
    const outcome = act(facts, name, cast[who]!, conditional ? { ...fullTerms, conditions: [condition] } : fullTerms)
    if ('why' in outcome) continue
    for (const { from, to } of movesOf(outcome.drafts)) expect(findTransition(from, to), `${from} → ${to}`).toBeDefined()
    facts = outcome.facts
    if (facts.review.state === 'draft' && about.policy === 'two-person') facts = submitUnsigned(facts).facts
    states.push(facts)
  }
  return states
}

const demanded = (about: Asked) => factsIn('draft', about).demands.signers.reduce((sum, { min }) => sum + min, 0)

it.each(asked)('no sequence of acts by fewer people than $policy asks for in tier $tier ever reaches an approval', (about) => {
  const fewer = demanded(about) - 1
  const runs = fc.integer({ min: 1, max: fewer }).chain((count) => fc.tuple(people(count), fc.array(step(count), { maxLength: 60 })))
  fc.assert(
    fc.property(runs, ([some, steps]) => {
      for (const { review } of run(about, some, steps)) expect(isLive(review.state) || review.state === 'suspended').toBe(false)
    }),
    { numRuns: 150 },
  )
})

/** Everybody has a role that a place asks for, and acts in the order of the places, with anything in between. */
const eager = (about: Asked) => {
  const { signers } = factsIn('draft', about).demands
  const names = { responsibility: 'submit', validation: 'validate', review: 'review', verification: 'verify', approval: 'approve' } as const
  const cast = signers.map(({ roles: [role] }, at): Candidate => ({ email: at === 0 && about.policy === 'tiered' ? owner.email : `person-${at}@x`, roles: [role!] }))
  // With two places that the same roles fill, the second wants a role of the approval.
  const able = about.policy === 'two-person' ? cast.map((one): Candidate => ({ ...one, roles: ['compliance_reviewer'] })) : cast
  const due = signers.map(({ meaning }, who): Step => ({ who, name: names[meaning], conditional: false }))
  const noise = fc.array(step(able.length), { maxLength: 4 })
  return fc.tuple(fc.array(noise, { minLength: due.length, maxLength: due.length }), fc.subarray(able.map(({ email }) => email), { maxLength: 1 })).map(([between, authors]) => ({
    some: { cast: able, authors: [author.email, ...authors] },
    steps: due.flatMap((one, at) => [...between[at]!, one]),
  }))
}

it.each(asked)('whoever approves under $policy in tier $tier made nothing of it, and every approval rests on as many people as are asked for', (about) => {
  let approvals = 0
  fc.assert(
    fc.property(eager(about), ({ some, steps }) => {
      for (const facts of run(about, some, steps)) {
        const approvers = facts.decisions.filter(({ decision }) => decision === 'APPROVE')
        expect(approvers.filter(({ email }) => some.authors.includes(email))).toEqual([])
        if (!isLive(facts.review.state)) continue
        approvals += 1
        expect(new Set(current(facts).filter(({ slot }) => slot !== null).map(({ email }) => email)).size).toBeGreaterThanOrEqual(demanded(about))
      }
    }),
    { numRuns: 150, seed: 5 },
  )
  // The property says something only where some of the sequences get there.
  expect(approvals).toBeGreaterThan(0)
})
