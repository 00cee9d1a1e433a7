import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaultThresholds } from '../../../shared/contract/evidence.ts'
import { systemActor } from '../../../shared/contract/reviews.ts'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { builtIn } from '../../../electron/domain/policies/service.ts'
import { adoptPolicy } from '../../support/batch-policy.ts'
import { fairnessRun } from '../../support/checks.ts'
import { copyWorld, founder, predictionsFile, quiet, type World } from '../../support/world.ts'
import { approver, compliance, condition, createItemWorld, finding, forge, found, request, risk, sign, validator } from './item-world.ts'

let template: World
let world: World
beforeAll(async () => void (template = await createItemWorld()))
afterAll(() => template.end())
beforeEach(() => void (world = copyWorld(template)))
afterEach(() => world.end())

const room = () => world.workspace

describe('a clock that was set far ahead', () => {
  it('ends no approval and writes nothing until a person says that the date is right', async () => {
    const id = request(world)
    await sign(world, risk, id, { act: 'review' })
    await sign(world, approver, id, { act: 'approve', conditions: [condition()] })
    const machine = { ...world.machine, dateIsRight: false }
    const at = (time: string, confirmed = false) => {
      world.workspace.close()
      world.clock.set(time)
      const opened = openWorkspace(world.dir, { ...machine, dateIsRight: confirmed })
      const told = { doubt: opened.ledger.dateDoubt()?.days ?? null, size: opened.ledger.tip().size }
      return { opened, told, close: () => opened.close() }
    }
    const soon = at('2027-01-04T10:00:00.000Z')
    expect(soon.told.doubt).toBeNull()
    expect(soon.opened.reviews.tick()).toBe(0)
    soon.close()
    const far = at('2037-01-01T10:00:00.000Z')
    expect(far.told.doubt).toBe(3650)
    expect(() => far.opened.reviews.tick()).toThrow('this ledger was last seen here on 2027-01-04, 3650 days before')
    expect(() => far.opened.findings.open(validator, finding())).toThrow('--date-is-right')
    expect(far.opened.ledger.tip().size).toBe(far.told.size)
    far.close()
    const back = at('2027-01-05T10:00:00.000Z')
    expect(back.told).toEqual({ doubt: null, size: far.told.size })
    expect(back.opened.reviews.list({}).map((one) => one.state)).toEqual(['approved_with_conditions'])
    back.close()
    const right = at('2028-01-01T10:00:00.000Z')
    expect(right.told.doubt).toBe(361)
    right.opened.ledger.confirmDate()
    expect(right.opened.reviews.tick()).toBe(1)
    expect(right.opened.reviews.list({}).map((one) => one.state)).toEqual(['expired'])
    right.close()
    world.reopen()
    await world.check()
  })

  it('is asked about once: what was confirmed for one run holds for the next', () => {
    const machine = { ...world.machine, dateIsRight: false }
    world.workspace.close()
    world.clock.set('2028-01-01T10:00:00.000Z')
    openWorkspace(world.dir, { ...machine, dateIsRight: true }).close()
    const next = openWorkspace(world.dir, machine)
    expect(next.ledger.dateDoubt()).toBeNull()
    next.close()
    world.reopen()
  })
})

describe('an artefact on this computer', () => {
  const mismatch = 'artefact_hash_mismatch_in_deployment'

  it('that is another one than was approved suspends by an entry that verification replays; a missing one does not', async () => {
    const file = join(world.stateDir, 'model.bin')
    writeFileSync(file, 'the model')
    await room().catalog.addVersion(founder, { model: 'credit-lr', artefact: file, data: [], parameters: {}, note: '' }, quiet)
    const version = 'credit-lr@3'
    const id = request(world, version)
    await sign(world, risk, id, { act: 'review' })
    await sign(world, approver, id, { act: 'approve' })
    const { artefacts, reviews, ledger } = room()
    const size = () => ledger.tip().size
    expect(() => artefacts.place({ version: 'credit-lr@1', path: file })).toThrow('names no artefact')
    expect(() => artefacts.place({ version, path: world.stateDir })).toThrow('is a folder; the artefact of credit-lr@3 is a file')
    const deployed = join(world.stateDir, 'deployed.bin')
    writeFileSync(deployed, 'the model')
    artefacts.place({ version, path: deployed })
    const before = size()
    expect((await artefacts.look(quiet)).map(({ place, state, review }) => [place, state, review])).toEqual([['registered', 'same', id], ['deployed', 'same', id]])
    expect({ size: size(), due: artefacts.isDue() }).toEqual({ size: before, due: false })

    // The next training writes its file where the last one lay: a reason to look, and no more.
    writeFileSync(file, 'the next model')
    world.clock.advance(24 * 3_600_000)
    expect(artefacts.isDue()).toBe(true)
    await artefacts.look(quiet)
    expect(reviews.get(id).state).toBe('approved')
    expect(reviews.watched()[0]!.triggers).toMatchObject([{ id: 'artefact_mismatch', since: '2026-11-22T10:00:00.000Z' }])
    rmSync(deployed)
    expect((await artefacts.look(quiet)).map(({ state }) => state)).toEqual(['other', 'missing'])
    expect(size()).toBe(before + 1)

    writeFileSync(deployed, 'tampered!')
    await artefacts.look(quiet)
    expect(reviews.get(id)).toMatchObject({ state: 'suspended', moves: expect.arrayContaining([expect.objectContaining({ to: 'suspended', trigger: expect.objectContaining({ id: mismatch, since: '2026-11-22T10:00:00.000Z' }) })]) })
    const { kind, actor, body } = ledger.read(size() - 2)
    expect({ kind, actor, body }).toMatchObject({ kind: 'artefact.observed/v1', actor: systemActor, body: { version, place: 'deployed', name: 'deployed.bin' } })
    expect(JSON.stringify(body)).not.toContain(world.stateDir)
    expect(() => reviews.statement(compliance, { id, act: 'lift', reason: 'x' })).toThrow('deployed.bin, which is deployed, has the SHA-256')
    await artefacts.look(quiet, { again: true })
    expect(size()).toBe(before + 3)

    writeFileSync(deployed, 'the model')
    await artefacts.look(quiet)
    expect(size()).toBe(before + 4)
    expect((await sign(world, approver, id, { act: 'lift', reason: 'The right file is back.' })).state).toBe('approved')
    await world.check()
  })

  it('is not said to be another one by anybody but the program, nor against a digest that no manifest names', async () => {
    const file = join(world.stateDir, 'model.bin')
    writeFileSync(file, 'the model')
    await room().catalog.addVersion(founder, { model: 'credit-lr', artefact: file, data: [], parameters: {}, note: '' }, quiet)
    const look = { version: 'credit-lr@3', place: 'deployed' as const, name: 'x', expected: 'a'.repeat(64), found: 'b'.repeat(64) }
    forge(world, approver, { kind: 'artefact.observed/v1', body: look })
    forge(world, systemActor, { kind: 'artefact.observed/v1', body: look }, { kind: 'artefact.observed/v1', body: { ...look, version: 'credit-lr@1' } }, { kind: 'artefact.observed/v1', body: { ...look, version: 'none@1' } })
    expect((await found(world)).map((one) => one.replace(/^SIGN-OFF-RULE Entry \d+ \(artefact.observed\/v1\): /, ''))).toEqual([
      'approver@example.org wrote it, and only the program looks.',
      'it expects another digest than the manifest of the version names.',
      'the manifest of the version names no artefact.',
      'it speaks of something that is not in the ledger before it.',
    ])
  })
})

describe('a check that failed after the approval', () => {
  it('suspends it when the days that the tier gives are over, by an entry that verification replays; the approver weighs it', async () => {
    const policy = builtIn('two-person')
    await adoptPolicy(room(), [compliance, approver], { ...policy, version: 2, tiers: policy.tiers.map((one) => ({ ...one, grace: { ...one.grace, alert: 5 } })) })
    const id = request(world)
    await sign(world, risk, id, { act: 'review' })
    await sign(world, approver, id, { act: 'approve' })
    const columns = { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['age_group'] }
    const { id: check, verdict } = await room().evidence.run(founder, fairnessRun({ version: 'credit-lr@1', path: predictionsFile, columns, thresholds: defaultThresholds, minimumGroup: 30 }), quiet)
    expect(verdict).toBe('fail')
    world.clock.advance(5 * 24 * 3_600_000 - 1000)
    expect(room().reviews.tick()).toBe(0)
    expect(room().reviews.watched()[0]!.triggers).toMatchObject([{ id: 'fairness_red' }])
    world.clock.advance(1000)
    expect(room().reviews.tick()).toBe(1)
    expect(room().reviews.get(id)).toMatchObject({ state: 'suspended', stateReason: expect.stringContaining(`The fairness check ${check} failed after the approval, and nothing answered it within 5 days`) })
    expect((await sign(world, approver, id, { act: 'lift', reason: 'Decided by hand meanwhile.', conditions: [condition()] })).state).toBe('approved_with_conditions')
    expect(room().reviews.tick()).toBe(0)
    await world.check()
  })
})
