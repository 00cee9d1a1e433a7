import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest'
import type { FrameworkAct } from '../../../shared/contract/frameworks.ts'
import { copyWorld, createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from '../../support/world.ts'

const version = 'credit-lr@1'
const compliance = 'carla@example.org'
const bystander = 'sven@example.org'
let template: World
let world: World

beforeAll(async () => {
  template = await createWorld()
  const { catalog } = template.workspace
  const useCase = catalog.addUseCase(founder, { name: 'Credit decisions', purpose: 'Rank applications.', affected: '', tier: 1, tierReasons: 'Credit' })
  const data = await catalog.addSnapshot(founder, { path: predictionsFile, name: 'german-credit', description: '', protected: ['sex'], rights: {} }, quiet)
  catalog.addModel(founder, { name: 'credit-lr', useCase: useCase.id, task: 'classification', description: '' })
  const artefact = join(template.dir, '..', 'model.bin')
  writeFileSync(artefact, 'weights')
  await catalog.addVersion(founder, { model: 'credit-lr', artefact, data: [data.ref], parameters: {}, note: '' }, quiet)
  await template.enrol(compliance, 'compliance_reviewer')
  await template.enrol(bystander, 'software_engineer')
}, 60_000)
beforeEach(() => void (world = copyWorld(template)))
afterEach(() => world.end())
afterAll(() => template.end())

const frameworks = () => world.workspace.frameworks
const find = (framework: string, control: string) => frameworks().controls(version, framework).controls.find(({ id }) => id === control)!
async function sign(act: FrameworkAct, who = compliance) {
  const { sha256, text } = frameworks().statement(who, act)
  return { text, ...(await frameworks().sign(who, { version, sha256, passphrase: passphraseOf(who) })) }
}
const findings = async () => (await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind }) => kind)

it('counts every control of a version once, and names evidence and next steps behind each', () => {
  const { frameworks: statuses, tier } = frameworks().status(version)
  expect([statuses.length, tier]).toEqual([15, 1])
  for (const { id, counts } of statuses) {
    const { controls } = frameworks().controls(version, id)
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0), id).toBe(controls.length)
    // Whatever is not settled says what to do about it.
    expect(controls.filter(({ status, next }) => (next.length === 0) !== ['satisfied', 'not_applicable'].includes(status)), id).toEqual([])
  }
  expect(statuses.find(({ id }) => id === 'nist-ai-600-1')!.counts).toMatchObject({ missing: 0, satisfied: 0 })
  expect(find('ai-verify', 'AIV.5.3')).toMatchObject({ status: 'partial', evidence: [{ kind: 'dataset_fingerprint', id: 'german-credit@1' }, { kind: 'model_artifact', id: version }] })
  expect(find('eu-ai-act', 'EUAIA.ART13.3A').next).toEqual([
    { sentence: 'Write “Instructions for use” under Documents, fill its required fields, and seal it.', command: `countersign document new instructions_for_use --for ${version}` },
  ])
})

it('tells what the program is asked for from what it did, and assumes nothing', async () => {
  expect(find('alcoa-plus', 'ALCOA.AC')).toMatchObject({ status: 'missing', next: [{ command: 'countersign ledger verify' }] })
  await world.workspace.ledger.verify('leaves', quiet)
  expect(find('alcoa-plus', 'ALCOA.AC').status).toBe('satisfied')
  expect(find('alcoa-plus', 'ALCOA.O').status).toBe('satisfied')
  expect(find('alcoa-plus', 'ALCOA.E').status).toBe('missing')
})

it('takes a signed “none in this period” as evidence, from somebody who may say so, about a period that is over', async () => {
  const act = { act: 'nil', version, kind: 'incident', from: '2026-01-01', until: '2026-06-30', reason: 'The incident log of operations is empty.' } as const
  expect(find('eu-ai-act', 'EUAIA.ART73.2').status).toBe('missing')
  expect(() => frameworks().statement(bystander, act)).toThrow(/has one of the roles model owner, .*Sven|has none of them/)
  expect(() => frameworks().statement(compliance, { ...act, kind: 'model_card' })).toThrow(/is no kind of which there can be none/)
  expect(() => frameworks().statement(compliance, { ...act, until: '2027-01-01' })).toThrow(/Nobody can know yet/)
  expect(() => frameworks().statement(compliance, { ...act, from: '2026-07-01' })).toThrow(/begins on/)
  const { text } = await sign(act)
  expect(text).toContain('Evidence-Kind: incident\nEvidence-Title: Incident\nVersion: credit-lr@1')
  expect(find('eu-ai-act', 'EUAIA.ART73.2')).toMatchObject({ status: 'satisfied', evidence: [{ kind: 'incident', title: 'none from 2026-01-01 to 2026-06-30' }] })
  world.clock.advance(600 * 86_400_000)
  expect(find('eu-ai-act', 'EUAIA.ART73.2').status).toBe('missing')
  await world.check()
})

it('is satisfied by the confirmation of somebody who made nothing of the version, until the evidence changes', async () => {
  await sign({ act: 'nil', version, kind: 'feedback_record', from: '2026-01-01', until: '2026-06-30', reason: 'None came in.' })
  const act = { act: 'confirm', version, framework: 'nist-ai-rmf', control: 'RMF.MEASURE-3.3', reason: 'The form is public; I tried it.' } as const
  expect(find(act.framework, act.control)).toMatchObject({ status: 'ready_for_review', next: [{ command: 'countersign framework confirm credit-lr@1 nist-ai-rmf RMF.MEASURE-3.3 --reason "…"' }] })
  expect(() => frameworks().statement(founder, act)).toThrow(/nobody confirms their own work/)
  expect(() => frameworks().statement(bystander, act)).toThrow(/has none of them/)
  expect(() => frameworks().statement(compliance, { ...act, control: 'RMF.MEASURE-9.9' })).toThrow(/is not asked of credit-lr@1/)
  expect(() => frameworks().statement(compliance, { ...act, framework: 'soc-2' })).toThrow(/There is no control set “soc-2”/)
  expect(() => frameworks().statement(compliance, { ...act, control: 'RMF.MAP-2.1' })).toThrow(/RMF.MAP-2.1 is missing, so there is nothing to confirm/)
  const shown = frameworks().statement(compliance, act)
  const { text } = await sign(act)
  expect(text).toContain('Statement: I state that what this control asks for is so, on the evidence counted here.')
  expect(find(act.framework, act.control)).toMatchObject({ status: 'satisfied', confirmed: { by: compliance, reason: act.reason }, void: null })
  await sign({ act: 'nil', version, kind: 'feedback_record', from: '2026-07-01', until: '2026-10-31', reason: 'None came in.' })
  expect(find(act.framework, act.control)).toMatchObject({ status: 'ready_for_review', confirmed: null, void: { by: compliance } })
  await expect(frameworks().sign(compliance, { version, sha256: shown.sha256, passphrase: passphraseOf(compliance) })).rejects.toMatchObject({ code: 'CONFLICT' })
  await world.check()
})

it('sets a control aside by a signed reason, for exactly this version', async () => {
  await sign({ act: 'not-applicable', version, framework: 'eu-ai-act', control: 'EUAIA.ART12.3', reason: 'No biometrics.' })
  expect(find('eu-ai-act', 'EUAIA.ART12.3')).toMatchObject({ status: 'not_applicable', notApplicable: { by: compliance, reason: 'No biometrics.' }, next: [] })
  expect(frameworks().status(version).frameworks[0]!.counts.not_applicable).toBe(1)
  await world.check()
})

it('looks at what the organisation chose, in its roles, and at everything until it chose', () => {
  expect(frameworks().scope()).toMatchObject({ by: null, roles: ['provider', 'deployer'] })
  expect(() => frameworks().setScope(compliance, { frameworks: ['eu'], roles: ['provider'], reason: 'x' })).toThrow(/no control set “eu”/)
  frameworks().setScope(compliance, { frameworks: ['us-mrm', 'eu-ai-act'], roles: ['deployer'], reason: 'We deploy.' })
  expect(frameworks().scope()).toMatchObject({ by: compliance, frameworks: ['eu-ai-act', 'us-mrm'] })
  const inventory = frameworks().inventory()
  expect(inventory.frameworks.map(({ id }) => id)).toEqual(['eu-ai-act', 'us-mrm'])
  expect(inventory.frameworks[0]!.versions).toEqual([{ version, tier: 1, counts: inventory.frameworks[0]!.counts, worst: 'missing' }])
  expect(find('eu-ai-act', 'EUAIA.ART9.1')).toBeUndefined()
})

it('has a finding for a forged one of each kind', async () => {
  await sign({ act: 'nil', version, kind: 'feedback_record', from: '2026-01-01', until: '2026-06-30', reason: 'None came in.' })
  const signed = [
    await sign({ act: 'nil', version, kind: 'incident', from: '2026-01-01', until: '2026-06-30', reason: 'None.' }),
    await sign({ act: 'not-applicable', version, framework: 'eu-ai-act', control: 'EUAIA.ART12.3', reason: 'No biometrics.' }),
    await sign({ act: 'confirm', version, framework: 'nist-ai-rmf', control: 'RMF.MEASURE-3.3', reason: 'Looked.' }),
  ]
  expect(await findings()).toEqual([])
  const { ledger } = world.workspace
  const forge = (seq: number, change: object, actor = compliance) => {
    const { kind, body } = ledger.read(seq)
    ledger.append(actor, () => ({ kind, body: { ...(body as object), ...change } }) as never)
  }
  forge(signed[0]!.seq, { until: '2026-10-31' })
  forge(signed[1]!.seq, { control: 'EUAIA.ART9.1' })
  forge(signed[2]!.seq, { evidenceHash: '0'.repeat(64) })
  expect(await findings()).toEqual(['DECISION-SIGNATURE', 'DECISION-SIGNATURE', 'DECISION-SIGNATURE'])
  forge(signed[1]!.seq, {}, bystander)
  expect((await findings()).slice(3)).toEqual(['DECISION-SIGNATURE', 'CONTROL-RULE'])
})
