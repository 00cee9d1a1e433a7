import { describe, expect, it } from 'vitest'
import { assess, toAssessmentInput, toAssessed } from '../../shared/assessing.ts'
import type { AssessmentInput } from '../../shared/contract/assessment.ts'
import { toEuLine } from '../../shared/tiering-words.ts'
import { parseEuLookups } from '../../electron/platform/eu-ai-act.ts'
import { answers, questions, sentencesOf } from '../support/tiering.ts'

const classOf = (eu: Partial<AssessmentInput['eu']>) => assess(answers({}, { eu }), questions).euClass!
const outcomeOf = (eu: Partial<AssessmentInput['eu']>) => assess(answers({}, { eu }), questions).outcome!
const exemption = { ref: '6(3)(a)', reason: 'It only sorts the files by date.' }

describe('the class under the EU AI Act', () => {
  it.each([
    ['minimal', {}, null],
    ['outside', { scope: 'outside' }, null],
    ['transparency', { transparency: ['50(1)'] }, '2026-08-02'],
    ['high_risk', { annexIII: ['III.5(b)'] }, '2027-12-02'],
    ['high_risk', { annexI: ['I.A.11'] }, '2028-08-02'],
    ['high_risk', { annexI: ['I.A.11'], annexIII: ['III.5(b)'] }, '2027-12-02'],
    ['high_risk', { annexI: ['I.A.11'], annexIII: ['III.5(b)'], exemption }, '2028-08-02'],
    ['exempt', { annexIII: ['III.4(a)'], exemption }, '2027-12-02'],
    ['prohibited', { prohibited: ['5(1)(c)'], annexIII: ['III.5(b)'] }, '2025-02-02'],
    ['prohibited', { prohibited: ['5(1)(ba)'] }, '2026-12-02'],
  ] as const)('is %s for %j, from %s on', (name, eu, appliesFrom) => {
    expect(classOf(eu as never)).toMatchObject({ name, appliesFrom })
  })

  it('has the text and the date of each point, and the edition of the lookups', () => {
    const found = classOf({ annexIII: ['III.5(b)'], transparency: ['50(1)'] })
    expect(found.points).toEqual([{ ref: 'III.5(b)', text: 'Creditworthiness of persons; detection of fraud does not count', appliesFrom: '2027-12-02' }])
    expect(found.transparency).toMatchObject([{ ref: '50(1)', appliesFrom: '2026-08-02' }])
    expect(found.lookups).toEqual({ version: questions.eu.version, asOf: questions.eu.asOf, sha256: questions.eu.sha256 })
    expect(toEuLine(found)).toBe('high-risk: Annex III.5(b), beside it Art. 50(1), as deployer')
  })

  it('is high-risk for a listed use that profiles people, whatever condition is claimed', () => {
    expect(classOf({ annexIII: ['III.5(b)'], profiling: true, exemption })).toMatchObject({ name: 'high_risk', exemption: null })
    expect(sentencesOf(answers({}, { eu: { annexIII: ['III.5(b)'], profiling: true, exemption } }))).toEqual(['A listed use that profiles natural persons is always high-risk: Art. 6(3) can not be relied on.'])
  })

  it('needs written reasons where Art. 6(3) is relied on, and a listed use', () => {
    expect(sentencesOf(answers({}, { eu: { annexIII: ['III.4(a)'], exemption: { ref: '6(3)(a)', reason: '' } } }))).toEqual([expect.stringContaining('Art. 6(4) asks for written reasons')])
    expect(sentencesOf(answers({}, { eu: { exemption } }))).toEqual([expect.stringContaining('for uses that Annex III lists')])
    expect(classOf({ annexIII: ['III.4(a)'], exemption })).toMatchObject({ exemption: { ref: '6(3)(a)', reason: exemption.reason } })
  })
})

describe('the tier', () => {
  it('is 1 for a listed use and for a product of Annex I, also where Art. 6(3) is relied on', () => {
    for (const eu of [{ annexIII: ['III.5(b)'] }, { annexI: ['I.A.11'] }, { annexIII: ['III.4(a)'], exemption }]) expect(outcomeOf(eu).tier).toBe(1)
    expect(outcomeOf({ transparency: ['50(1)'], profiling: true }).tier).toBe(4)
    expect(outcomeOf({ annexIII: ['III.5(b)'], profiling: true }).forced.map(({ id }) => id)).toEqual(['eu_annex_iii_use', 'profiling_of_natural_persons_in_listed_area'])
  })
  it('is none for a prohibited practice', () => expect(outcomeOf({ prohibited: ['5(1)(c)'] }).tier).toBeNull())
})

describe('answers', () => {
  it('say everything that is missing', () => {
    const none = answers({}, { answers: { exposure: { level: 2, reason: '' } }, eu: { scope: null, roles: [], reason: '' } })
    expect(assess(none, questions)).toMatchObject({ outcome: null, euClass: null })
    expect(sentencesOf(none)).toEqual([
      'Give the reason for the answer on exposure.',
      'Answer the question on purpose: What is its output used for?',
      ...Array.from({ length: 5 }, () => expect.stringMatching(/^Answer the question on /)),
      'Say whether the EU AI Act reaches this use.',
    ])
    expect(sentencesOf(answers({}, { eu: { roles: [], reason: '' } }))).toEqual([expect.stringContaining('in which role'), 'Give the reason for the answers about the EU AI Act.'])
    expect(sentencesOf(answers({}, { eu: { scope: 'outside', annexIII: ['III.5(b)'] } }))).toEqual([expect.stringContaining('outside the EU AI Act has no points')])
  })

  it('name facts and points that there are', () => {
    expect(sentencesOf(answers({}, { facts: ['moon_phase'] }))).toEqual([expect.stringContaining('The policy knows no fact “moon_phase”. It knows: employment_decision_tool')])
    expect(sentencesOf(answers({}, { facts: ['eu_annex_iii_use'] }))).toEqual(['“eu_annex_iii_use” follows from the answers about the EU AI Act: give the point there.'])
    expect(sentencesOf(answers({}, { eu: { annexIII: ['III.9'] } }))).toEqual([expect.stringContaining('The EU AI Act has no “III.9” here. There are: III.1(a)')])
  })

  it('begin the next assessment as they were given', () => {
    const input = answers({ exposure: 2 }, { facts: ['continuous_learning'], eu: { annexIII: ['III.4(a)'], exemption } })
    expect(toAssessmentInput(toAssessed(input, { id: 'tiered', version: 1, sha256: '0'.repeat(64) }, questions)!)).toEqual(input)
  })
})

describe('the lookups', () => {
  it('have the points of Annex III, the practices of Art. 5 and a source', () => {
    const { eu } = questions
    expect(eu.annexIII.map(({ point }) => point)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(eu.annexIII.flatMap(({ items }) => items)).toHaveLength(25)
    expect(eu.prohibited).toHaveLength(10)
    expect(eu.annexI).toHaveLength(20)
    expect(eu.source).toContain('2024/1689')
    const refs = [...eu.prohibited, ...eu.annexI, ...eu.annexIII.flatMap(({ items }) => items), ...eu.exemptions, ...eu.transparency].map(({ ref }) => ref)
    expect(new Set(refs).size).toBe(refs.length)
  })
  it('are refused where a point follows a date that is not there', () => {
    const text = "schema: countersign/eu-ai-act-lookups/1\nversion: 1\nas_of: '2026-11-21'\nsource: s\nsource_quality: q\ndates: []\nprohibited: [{ref: '5', text: t, date: never}]\nannex_iii: []\nannex_i: []\nexemptions: []\ntransparency: []\n"
    expect(() => parseEuLookups(text)).toThrow('no date never')
  })
})
