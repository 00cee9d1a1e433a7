import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { copyWorld, createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

const [compliance, owner, expert] = ['compliance@example.org', 'owner@example.org', 'expert@example.org'] as const
const period = { from: '2026-07-01', to: '2026-11-20' }

let template: World
let world: World
beforeAll(async () => {
  template = await createWorld()
  await template.enrol(compliance, 'compliance_reviewer')
  await template.enrol(owner, 'model_owner')
  await template.enrol(expert, 'risk_sme')
  const { catalog } = template.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '', owner })
  catalog.addModel(founder, { name: 'fraud', useCase: 'Retail credit', task: 'classification', description: '' })
})
afterAll(() => template.end())
beforeEach(() => void (world = copyWorld(template)))
afterEach(() => world.end())

const inventory = () => world.workspace.inventory
async function attest(actor: string, over = period) {
  const { sha256 } = inventory().attestStatement(actor, { period: over })
  return inventory().attest(actor, { sha256, passphrase: passphraseOf(actor) })
}

describe('an attestation', () => {
  it('is signed over all models by a compliance reviewer, over their own by an owner, each after the one before', async () => {
    const text = inventory().attestStatement(owner, { period }).text
    expect(text.split('\n').slice(0, 8)).toEqual([
      'countersign.example/attestation/v1',
      expect.stringMatching(/^Statement: I have read this inventory\./),
      'Period: 2026-07-01 to 2026-11-20',
      'Scope: the models that I own',
      'Models: 1',
      expect.stringMatching(/^Inventory: sha256:[0-9a-f]{64}$/),
      'Previous: none',
      'Signer-Role: model_owner',
    ])
    const own = await attest(owner)
    const all = await attest(compliance)
    expect([own, all]).toMatchObject([{ scope: 'own', models: 1, previous: null, by: owner }, { scope: 'all', models: 2, previous: null }])
    world.clock.advance(86_400_000)
    const { catalog } = world.workspace
    await catalog.addVersion(founder, { model: 'fraud', data: [], parameters: {}, note: '' }, quiet)
    catalog.addModel(founder, { name: 'churn', useCase: 'Retail credit', task: 'classification', description: '' })
    const next = await attest(compliance, { from: '2026-11-21', to: '2026-11-22' })
    expect(next).toMatchObject({ previous: all.id, models: 3 })
    expect(inventory().changes({ from: all.id, to: next.id })).toEqual([
      { model: 'churn', what: 'added', changes: [] },
      { model: 'fraud', what: 'changed', changes: [{ title: 'newest', before: 'not recorded', after: 'fraud@1' }, { title: 'evidence missing', before: 'not recorded', after: '0' }] },
    ])
    expect(inventory().changes({ from: next.id, to: all.id })[0]).toEqual({ model: 'churn', what: 'removed', changes: [] })
    await world.check()
    world.reopen()
    expect(inventory().attestations().map(({ id }) => id)).toEqual([next.id, all.id, own.id])
  })

  it('is refused to other roles, for a period that is not over, and for a text that was not shown', async () => {
    expect(() => inventory().attestStatement(expert, { period })).toThrow('You have neither role in this workspace.')
    expect(() => inventory().attestStatement(compliance, { period: { from: '2026-11-01', to: '2026-12-31' } })).toThrow('which is still to come')
    expect(() => inventory().attestStatement(compliance, { period: { from: '2026-11-02', to: '2026-11-01' } })).toThrow('after its end')
    expect(() => inventory().changes({ from: 'A-1', to: 'A-2' })).toThrow('There is no attestation A-1 in this workspace. There is none yet.')
    const { sha256 } = inventory().attestStatement(compliance, { period })
    await expect(inventory().attest(owner, { sha256, passphrase: passphraseOf(owner) })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(inventory().attest(compliance, { sha256, passphrase: 'another' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await attest(compliance)
    await expect(inventory().attest(compliance, { sha256, passphrase: passphraseOf(compliance) })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('verification finds an attestation', () => {
  const found = async () => (await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind, detail }) => `${kind} ${detail}`)
  const forge = (actor: string, body: object) => world.workspace.ledger.append(actor, () => ({ kind: 'inventory.attested/v1', body: body as never }))
  const bodyOf = ({ period: over, scope, models, snapshot, previous, note }: Awaited<ReturnType<typeof attest>>) => ({ period: over, scope, models, snapshot, previous, note })

  it.each([
    ['another number of models', (body: ReturnType<typeof bodyOf>) => ({ ...body, models: 1 }), 'the entry says Models "1", the signed text says "2"'],
    ['another snapshot', (body: ReturnType<typeof bodyOf>) => ({ ...body, snapshot: { ...body.snapshot, sha256: 'a'.repeat(64) } }), 'the entry says Inventory "sha256:aaaa'],
    ['another period', (body: ReturnType<typeof bodyOf>) => ({ ...body, period: { from: '2026-01-01', to: '2026-12-31' } }), 'ATTESTATION-RULE Entry'],
    ['the same text a second time', (body: ReturnType<typeof bodyOf>) => body, 'repeats the signed text of entry'],
    ['no predecessor although there is one', (body: ReturnType<typeof bodyOf>) => body, 'it names no attestation as the one before, which was A-'],
  ])('with %s', async (_what, change, sentence) => {
    forge(compliance, change(bodyOf(await attest(compliance))))
    expect(await found()).toContainEqual(expect.stringContaining(sentence))
  })

  it('by somebody without the role', async () => {
    const { text } = inventory().attestStatement(compliance, { period })
    const made = await attest(compliance)
    const signer = await world.workspace.identity.unlock(expert, passphraseOf(expert))
    forge(expert, { ...bodyOf(made), previous: made.id, note: signer.signNote(text.replaceAll(compliance, expert)) })
    expect(await found()).toContainEqual(expect.stringContaining(`ATTESTATION-RULE Entry ${made.seq + 1}: ${expert} attested to all models without the role for it`))
  })
})
