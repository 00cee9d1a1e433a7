import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Role } from '../../../shared/contract/identity.ts'
import { batchAct, plainAct, signedAct, type PlainAct, type SignedAct } from '../../../shared/contract/reviews.ts'
import { findTransition, isLive } from '../../../shared/review-machine.ts'
import type { EntryDraft } from '../../../electron/domain/ledger/service.ts'
import { current, type Candidate, type ReviewFacts } from '../../../electron/domain/reviews/facts.ts'
import { act, batch, movesOf, submitUnsigned } from './acting.ts'
import { author, condition, factsIn, fullTerms, owner, type Asked } from './facts.ts'

const roles: Role[] = ['model_owner', 'validator', 'subject_matter_expert', 'risk_sme', 'legal_counsel', 'software_engineer', 'compliance_reviewer', 'final_approver', 'data_scientist']
const asked: Asked[] = [{ policy: 'two-person', tier: 2 }, { policy: 'tiered', tier: 1 }, { policy: 'tiered', tier: 2 }, { policy: 'tiered', tier: 3 }]

interface Step {
  who: number
  name: SignedAct | PlainAct
  conditional: boolean
  /** On the second request; or on both at once, where the act can be signed in a batch. */
  second: boolean
  together: boolean
}

const step = (people: number): fc.Arbitrary<Step> => fc.record({ who: fc.nat(people - 1), name: fc.constantFrom(...signedAct.options, ...plainAct.options), conditional: fc.boolean(), second: fc.boolean(), together: fc.boolean() })
/** So many people, each with any roles; the first may be the owner, some may be authors. */
const people = (count: number): fc.Arbitrary<{ cast: Candidate[]; authors: string[] }> =>
  fc.record({
    cast: fc.array(fc.subarray(roles, { minLength: 1 }), { minLength: count, maxLength: count }).map((all) => all.map((has, at): Candidate => ({ email: at === 0 ? owner.email : `person-${at}@x`, roles: has }))),
    authors: fc.subarray(['person-1@x', 'person-2@x', 'person-3@x']).map((some) => [author.email, ...some]),
  })

interface Way {
  /** Every state that the acts led through, refused ones left out. */
  states: ReviewFacts[]
  /** Acts in a batch that were let through. */
  batches: number
}

/** Two requests, each opened first as the service opens it, and what people do about one of them or both. */
function run(about: Asked, { cast, authors }: { cast: Candidate[]; authors: string[] }, steps: readonly Step[]): Way {
  const opened = (facts: ReviewFacts) => (facts.review.state === 'draft' && about.policy === 'two-person' ? submitUnsigned(facts).facts : facts)
  const first = factsIn('draft', about, { authors })
  const all = [first, { ...first, review: { ...first.review, seq: 13, version: 'churn@1' } }].map(opened)
  const way: Way = { states: [...all], batches: 0 }
  const keep = (at: number, { drafts, facts }: { drafts: EntryDraft[]; facts: ReviewFacts }) => {
    for (const { from, to } of movesOf(drafts)) expect(findTransition(from, to), `${from} → ${to}`).toBeDefined()
    all[at] = opened(facts)
    way.states.push(all[at])
  }
  for (const { who, name, conditional, second, together } of steps) {
    const asBatch = together ? batchAct.safeParse(name).data : undefined
    if (asBatch) {
      const done = batch(all, cast[who]!, { act: asBatch, conflict: 'none' })
      if ('why' in done) continue
      way.batches += 1
      done.outcomes.forEach((outcome, at) => keep(at, outcome))
      continue
    }
    const at = second ? 1 : 0
    const outcome = act(all[at]!, name, cast[who]!, conditional ? { ...fullTerms, conditions: [condition] } : fullTerms)
    if (!('why' in outcome)) keep(at, outcome)
  }
  return way
}

const demanded = (about: Asked) => factsIn('draft', about).demands.signers.reduce((sum, { min }) => sum + min, 0)

it.each(asked)('no sequence of acts by fewer people than $policy asks for in tier $tier ever reaches an approval', (about) => {
  const fewer = demanded(about) - 1
  const runs = fc.integer({ min: 1, max: fewer }).chain((count) => fc.tuple(people(count), fc.array(step(count), { maxLength: 60 })))
  fc.assert(
    fc.property(runs, ([some, steps]) => {
      for (const { review } of run(about, some, steps).states) expect(isLive(review.state) || review.state === 'suspended').toBe(false)
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
  const due = (together: boolean) => signers.map(({ meaning }, who): Step => ({ who, name: names[meaning], conditional: false, second: false, together }))
  const noise = fc.array(step(able.length), { maxLength: 4 })
  return fc.tuple(fc.array(noise, { minLength: signers.length, maxLength: signers.length }), fc.subarray(able.map(({ email }) => email), { maxLength: 1 }), fc.boolean()).map(([between, authors, together]) => ({
    some: { cast: able, authors: [author.email, ...authors] },
    steps: due(together).flatMap((one, at) => [...between[at]!, one]),
  }))
}

it.each(asked)('whoever approves under $policy in tier $tier made nothing of it, and every approval rests on as many people as are asked for', (about) => {
  let [approvals, batches] = [0, 0]
  fc.assert(
    fc.property(eager(about), ({ some, steps }) => {
      const way = run(about, some, steps)
      batches += way.batches
      for (const facts of way.states) {
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
  expect(batches > 0).toBe(factsIn('draft', about).demands.batch)
})
