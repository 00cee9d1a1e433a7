import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AssessmentInput } from '../../../shared/contract/assessment.ts'
import { toCanonical } from '../../../electron/tlog/canonical.ts'
import { answers } from '../../support/tiering.ts'
import { copyWorld, createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

const risk = 'risk@example.org'
let template: World
let world: World
let id: string

beforeAll(async () => {
  template = await createWorld()
  await template.enrol(risk, 'risk_sme')
  id = template.workspace.catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications', affected: '', tier: 2, tierReasons: 'Money of people' }).id
})
afterAll(() => template.end())
beforeEach(() => {
  world = copyWorld(template)
})
afterEach(() => world.end())

const catalog = () => world.workspace.catalog
const useCase = () => catalog().useCase(id)
const given = (...parts: Parameters<typeof answers>): AssessmentInput => ({ ...answers(...parts), useCase: id })
const kindsFound = async () => [...new Set((await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind }) => kind))].toSorted()

async function override(input: AssessmentInput, tier: 1 | 2 | 3 | 4, by = risk) {
  const shown = catalog().overrideStatement(by, { ...input, override: { tier, reason: 'Volumes are small' } })
  return { shown, recorded: await catalog().signOverride(by, { useCase: id, sha256: shown.sha256, passphrase: passphraseOf(by) }) }
}

describe('a use case', () => {
  it('has the stated tier until it is assessed, then that of the newest assessment', async () => {
    expect(useCase()).toMatchObject({ tier: 2, registeredTier: 2, assessed: null })
    expect(catalog().riskClassification(id)).toBeNull()
    const first = catalog().recordAssessment(founder, given({ exposure: 1 }))
    expect(first).toMatchObject({ tier: 3, before: { tier: 2, assessed: false }, changes: [], override: null, by: founder })
    expect(useCase()).toMatchObject({ tier: 3, registeredTier: 2, assessed: { computed: 3, overridden: false, loweredFrom: 2, notAllowed: [], eu: 'minimal' } })
    const second = catalog().recordAssessment(founder, given({ exposure: 1 }, { eu: { annexIII: ['III.5(b)'] } }))
    expect(second).toMatchObject({ tier: 1, before: { tier: 3, assessed: true } })
    expect(second.changes).toEqual(['Holds now: It is used for a purpose listed in Annex III of the EU AI Act', 'EU AI Act: minimal, as deployer → high-risk: Annex III.5(b), as deployer', 'Computed tier 3 → tier 1'])
    expect(useCase().assessed).toMatchObject({ loweredFrom: null, eu: 'high_risk' })
    expect(catalog().assessments('Retail credit').map(({ seq }) => seq)).toEqual([second.seq, first.seq])
    await world.check()
  })

  it('keeps the words of the answers with them, and is evidence by the digest of its entry', () => {
    const recorded = catalog().recordAssessment(founder, given({ purpose: 2 }))
    expect(recorded.answers[1]).toEqual({ dimension: 'purpose', level: 2, text: 'One of several inputs to a decision', reason: 'because of purpose' })
    const body = toCanonical(world.workspace.ledger.read(recorded.seq).body)
    const sha256 = createHash('sha256').update(body).digest('hex')
    expect(catalog().riskClassification(id)).toEqual({ seq: recorded.seq, at: recorded.at, by: founder, sha256, missing: [], override: null })
  })

  it('begins its next assessment with the answers of the last one', () => {
    expect(catalog().questionnaire(id)).toMatchObject({ policy: { id: 'two-person', version: 1 }, start: { useCase: id, answers: {}, eu: { scope: null } } })
    const input = given({ opacity: 3 }, { facts: ['continuous_learning'] })
    catalog().recordAssessment(founder, input)
    expect(catalog().questionnaire(id).start).toEqual(input)
    expect(catalog().assess({ ...input, facts: [] })).toMatchObject({ outcome: { tier: 4 }, problems: [], changes: ['Holds no more: It keeps learning while it is used', 'Computed tier 2 → tier 4'] })
    expect(catalog().assessments(id)).toHaveLength(1)
  })

  it('is assessed by complete answers only', () => {
    const before = world.workspace.ledger.tip().size
    expect(() => catalog().recordAssessment(founder, given({}, { answers: {} }))).toThrow(/not complete\. Answer the question on exposure.*Nothing was written/)
    expect(() => catalog().recordAssessment(founder, { ...given(), useCase: 'U-99' })).toThrow('no use case')
    expect(world.workspace.ledger.tip().size).toBe(before)
  })

  it('with a prohibited practice has no tier, is shown as the strictest, and gets no review', async () => {
    const recorded = catalog().recordAssessment(founder, given({}, { eu: { prohibited: ['5(1)(c)'] } }))
    expect(recorded.outcome.tier).toBeNull()
    expect(useCase()).toMatchObject({ tier: 1, assessed: { computed: null, notAllowed: ['It is a practice that Article 5 of the EU AI Act prohibits'], eu: 'prohibited' } })
    await expect(override(given({}, { eu: { prohibited: ['5(1)(c)'] } }), 4)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    catalog().addModel(founder, { name: 'scores', useCase: id, task: 'ranking', description: '' })
    const version = await catalog().addVersion(founder, { model: 'scores', data: [], parameters: {}, note: '' }, quiet)
    expect(() => world.workspace.reviews.request(founder, { version: version.ref, message: '' })).toThrow(/nothing can be approved.*Article 5/)
  })
})

describe('a tier set by hand', () => {
  it('is signed by somebody with a role for it, over the very answers, and stays visible', async () => {
    const { shown, recorded } = await override(given({ exposure: 3 }), 2)
    expect(shown.text).toContain('Computed-Tier: 1\nTier: 2\nEffect: asks for less than the computed tier\n')
    expect(shown.text).toContain('Signer-Role: risk_sme\n')
    expect(recorded).toMatchObject({ tier: 2, outcome: { tier: 1 }, override: { tier: 2, reason: 'Volumes are small', text: shown.text } })
    expect(useCase()).toMatchObject({ tier: 2, assessed: { computed: 1, overridden: true } })
    expect(catalog().riskClassification(id)).toMatchObject({ override: { email: risk, role: 'risk_sme', tier: 2, computed: 1 } })
    await world.check()
    expect(catalog().recordAssessment(founder, given({ exposure: 3 }))).toMatchObject({ tier: 1, changes: ['Set by hand: tier 2 → none'] })
  })

  it('is not for everybody, not below a forced tier, and not without the text', async () => {
    await expect(override(given({ exposure: 3 }), 2, founder)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(override(given({}, { facts: ['medical_device_function'] }), 3)).rejects.toThrow('forces at least tier 1')
    const { sha256 } = catalog().overrideStatement(risk, { ...given({ exposure: 3 }), override: { tier: 2, reason: 'x' } })
    await expect(catalog().signOverride(founder, { useCase: id, sha256, passphrase: passphraseOf(founder) })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(catalog().signOverride(risk, { useCase: id, sha256, passphrase: 'wrong passphrase' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    world.clock.advance(11 * 60_000)
    await expect(catalog().signOverride(risk, { useCase: id, sha256, passphrase: passphraseOf(risk) })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(catalog().assessments(id)).toEqual([])
  })
})

describe('verification finds', () => {
  type Body = Record<string, unknown> & { override: { tier: number; reason: string; note: string }; outcome: Record<string, unknown> }
  const without = (body: Body, member: string) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== member))
  /** Written by the program itself, which somebody runs with the log key. */
  async function forge(change: (body: Body) => Record<string, unknown>, actor = risk) {
    const { recorded } = await override(given({ exposure: 3 }), 2)
    const { body } = world.workspace.ledger.read(recorded.seq) as unknown as { body: Body }
    world.workspace.ledger.append(actor, () => ({ kind: 'use-case.assessed/v1', body: change(structuredClone(body)) }))
    return kindsFound()
  }

  it('a signed text used again', async () => expect(await forge((body) => body)).toEqual(['DECISION-REPLAYED']))
  it('another tier than the signed one', async () => expect(await forge((body) => ({ ...body, override: { ...body.override, tier: 4 } }))).toEqual(['DECISION-SIGNATURE']))
  it('other answers than the signed ones', async () => expect(await forge((body) => ({ ...body, eu: { ...(body['eu'] as object), reason: 'another' } }))).toEqual(['DECISION-SIGNATURE']))
  it('a computed tier that does not follow from the answers', async () =>
    expect(await forge((body) => ({ ...without(body, 'override'), outcome: { ...body.outcome, tier: 4 } }), founder)).toEqual(['TIER-RULE']))
  it('somebody without a role for it', async () => expect(await forge((body) => body, founder)).toEqual(['DECISION-SIGNATURE', 'TIER-RULE']))
  it('a tier below what a fact forces', async () => {
    const forced = given({ exposure: 3 }, { facts: ['medical_device_function'] })
    const { recorded } = await override(given({ exposure: 3 }), 2)
    const { note } = recorded.override!
    const { seq } = catalog().recordAssessment(founder, forced)
    const { body } = world.workspace.ledger.read(seq)
    world.workspace.ledger.append(risk, () => ({ kind: 'use-case.assessed/v1', body: { ...(body as object), override: { tier: 2, reason: 'x', note } } }))
    expect(await kindsFound()).toContain('TIER-RULE')
  })
})
