import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toAssessed } from '../../shared/assessing.ts'
import type { Level } from '../../shared/contract/assessment.ts'
import { tieringDimension, type TieringDimension } from '../../shared/contract/tiering.ts'
import { computeTier, followsFromAnswers, isLower, whyNotOverride } from '../../shared/tiering.ts'
import { changesBetween, toHeadline, toSentences } from '../../shared/tiering-words.ts'
import { answers, levelsOf, questions } from '../support/tiering.ts'

const { tiering } = questions
const dimensions = tieringDimension.options
const tierOf = (levels: Partial<Record<TieringDimension, Level>>, facts: string[] = []) => computeTier(tiering, levelsOf(levels), facts).tier
const ref = { id: 'tiered', version: 1, sha256: '0'.repeat(64) }

describe('the tier by scores', () => {
  it('is that of the rule for every one of the 16,384 combinations', () => {
    const wrong: string[] = []
    for (let code = 0; code < 4 ** dimensions.length; code += 1) {
      const digits = dimensions.map((_, at) => Math.floor(code / 4 ** at) % 4) as Level[]
      const [exposure = 0, purpose = 0, harm = 0, ...others] = digits
      const worst = exposure >= purpose ? (exposure >= harm ? exposure : harm) : purpose >= harm ? purpose : harm
      const score = worst + (others.filter((level) => level === 3).length > 1 ? 1 : 0)
      const expected = ['4', '3', '2', '1', '1'][score]
      const levels = Object.fromEntries(dimensions.map((dimension, at) => [dimension, digits[at]])) as Record<TieringDimension, Level>
      if (String(computeTier(tiering, levels, []).tier) !== expected) wrong.push(`${digits.join('')} is not ${expected}`)
    }
    expect(wrong).toEqual([])
  })

  it.each([
    [{}, 4],
    [{ exposure: 1 }, 3],
    [{ purpose: 2 }, 2],
    [{ harm_to_people: 3 }, 1],
    [{ opacity: 3 }, 4],
    [{ opacity: 3, change_rate: 3 }, 3],
    [{ opacity: 3, change_rate: 3, autonomy: 3, reversibility: 3 }, 3],
    [{ exposure: 2, opacity: 3, change_rate: 2 }, 2],
    [{ exposure: 2, opacity: 3, autonomy: 3 }, 1],
    [{ exposure: 3, opacity: 3, autonomy: 3 }, 1],
  ] as const)('of %j is %i', (levels, tier) => expect(tierOf(levels)).toBe(tier))
})

const level = fc.integer({ min: 0, max: 3 }) as fc.Arbitrary<Level>
const anyLevels = fc.record(Object.fromEntries(dimensions.map((dimension) => [dimension, level])) as Record<TieringDimension, fc.Arbitrary<Level>>)
const anyFacts = fc.subarray(tiering.forced.map(({ id }) => id))

describe('whatever is answered', () => {
  it('a higher score never gives a lower tier', () => {
    fc.assert(
      fc.property(anyLevels, fc.constantFrom(...dimensions), anyFacts, (levels, dimension, facts) => {
        const raised = { ...levels, [dimension]: Math.min(3, levels[dimension] + 1) as Level }
        expect(isLower(tierOf(raised, facts)!, tierOf(levels, facts)!)).toBe(false)
      }),
    )
  })

  it('a fact only raises, to its own tier at least', () => {
    fc.assert(
      fc.property(anyLevels, anyFacts, fc.constantFrom(...tiering.forced), (levels, facts, fact) => {
        const tier = tierOf(levels, [...facts, fact.id])!
        expect(tier).toBeLessThanOrEqual(Math.min(tierOf(levels, facts)!, fact.tier))
      }),
    )
  })

  it('the outcome follows from its own answers, and no longer when anything in it is changed', () => {
    fc.assert(
      fc.property(anyLevels, anyFacts.map((facts) => facts.filter((id) => !id.startsWith('eu_') && !id.startsWith('profiling'))), (levels, facts) => {
        const assessed = toAssessed(answers(levels, { facts }), ref, questions)!
        expect(followsFromAnswers(assessed)).toBe(true)
        const other = ((assessed.outcome.tier! % 4) + 1) as 1
        expect(followsFromAnswers({ ...assessed, outcome: { ...assessed.outcome, tier: other } })).toBe(false)
        expect(followsFromAnswers({ ...assessed, facts: [...assessed.facts, 'one_more'] })).toBe(false)
      }),
    )
  })

  it('facts that the policy does not know change nothing', () => expect(tierOf({}, ['no_such_fact'])).toBe(4))
})

describe('what is not allowed', () => {
  const outcome = computeTier(tiering, levelsOf(), ['prohibited_practice_eu_art5'])
  it('leaves no tier, and nothing can be set in its place', () => {
    expect(outcome.tier).toBeNull()
    expect(whyNotOverride(outcome, 4)).toContain('Article 5')
    expect(toHeadline(outcome)).toMatch(/^No tier because this is not allowed: /)
  })
  it('holds also under a policy that does not name it', () => {
    const silent = { ...tiering, notAllowed: [] }
    expect(computeTier(silent, levelsOf(), [], [{ id: 'prohibited_practice_eu_art5', text: 'prohibited' }])).toMatchObject({ tier: null, notAllowed: [{ text: 'prohibited' }] })
  })
})

describe('another tier than the computed one', () => {
  it('may ask for less or for more, but not for the same', () => {
    const outcome = computeTier(tiering, levelsOf({ exposure: 2 }), [])
    expect(whyNotOverride(outcome, 3)).toBeNull()
    expect(whyNotOverride(outcome, 1)).toBeNull()
    expect(whyNotOverride(outcome, 2)).toContain('computed tier is 2 already')
  })
  it('never goes below what a fact forces', () => {
    const outcome = computeTier(tiering, levelsOf({ exposure: 3 }), ['continuous_learning'])
    expect(whyNotOverride(outcome, 2)).toBeNull()
    expect(whyNotOverride(outcome, 3)).toContain('forces at least tier 2')
  })
})

describe('the explanation', () => {
  it('names the dimension that decided, what was added, and the fact that forced it', () => {
    expect(toHeadline(computeTier(tiering, levelsOf({ harm_to_people: 2 }), []))).toBe('Tier 2 because harm to people scores 2, the highest of exposure, purpose and harm to people.')
    expect(toHeadline(computeTier(tiering, levelsOf({ exposure: 2, purpose: 2, autonomy: 3, opacity: 3 }), []))).toBe('Tier 1 because exposure and purpose score 2, the highest of exposure, purpose and harm to people, and autonomy and opacity score 3, which adds one.')
    expect(toHeadline(computeTier(tiering, levelsOf(), []))).toBe('Tier 4 because exposure, purpose and harm to people score 0.')
    const forced = computeTier(tiering, levelsOf({ exposure: 1 }), ['continuous_learning', 'medical_device_function'])
    expect(toHeadline(forced)).toBe('Tier 1 because a fact forces it: It is a function of a medical device.')
    expect(toSentences(forced)).toEqual([
      'The highest score among exposure, purpose and harm to people is 1 (exposure).',
      'Nothing is added: none of autonomy, reversibility, opacity and rate of change scores 3.',
      'The scores come to 1, which is tier 3.',
      'Forced to at least tier 1: It is a function of a medical device.',
      'Forced to at least tier 2: It keeps learning while it is used.',
      'So the tier is 1.',
    ])
    expect(toSentences(computeTier(tiering, levelsOf({ exposure: 3, opacity: 3 }), ['continuous_learning']))).toEqual([
      'The highest score among exposure, purpose and harm to people is 3 (exposure).',
      'Nothing is added: of autonomy, reversibility, opacity and rate of change only opacity scores 3, and 2 would be needed.',
      'The scores come to 3, which is tier 1.',
      'At least tier 2 in any case: It keeps learning while it is used.',
    ])
  })

  it('says what changed since the assessment before', () => {
    const before = toAssessed(answers({ exposure: 1 }), ref, questions)!
    const after = toAssessed(answers({ exposure: 2 }, { facts: ['continuous_learning'], eu: { annexIII: ['III.5(b)'] } }), { ...ref, version: 2 }, questions)!
    expect(changesBetween(before, { ...after, override: null })).toEqual([
      'Exposure 1 → 2',
      'Holds now: It is used for a purpose listed in Annex III of the EU AI Act',
      'Holds now: It keeps learning while it is used',
      'EU AI Act: minimal, as deployer → high-risk: Annex III.5(b), as deployer',
      'Computed tier 3 → tier 1',
      'Policy tiered 1 → tiered 2',
    ])
    expect(changesBetween(after, { ...after, override: { tier: 2 } })).toEqual(['Set by hand: none → tier 2'])
    expect(changesBetween(after, after)).toEqual([])
  })
})
