import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Review, StatementInput } from '../../../shared/contract/reviews.ts'
import { judgeDemand } from '../../../shared/demands.ts'
import { addTieredVersion, sealFilled, signers } from '../../support/tiered-version.ts'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

let world: World
const folder = mkdtempSync(join(tmpdir(), 'stories-'))
beforeAll(async () => {
  world = await createWorld('tiered')
  for (const [email, role] of Object.entries(signers)) await world.enrol(email, role)
})
afterAll(() => {
  world.end()
  rmSync(folder, { recursive: true, force: true })
})

async function sign(email: string, id: string, terms: StatementInput): Promise<Review> {
  const { reviews } = world.workspace
  const { sha256 } = reviews.statement(email, { id, ...terms })
  return reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

describe('a version of the lowest tier', () => {
  it('is approved by the signature of its owner, once everything that the tier demands is there', async () => {
    const version = await addTieredVersion(world.workspace, founder, 4, folder)
    const { id, state, gaps } = world.workspace.reviews.request(founder, { version, message: '' })
    expect({ state, gaps }).toEqual({ state: 'draft', gaps: [] })
    expect(() => world.workspace.reviews.statement(founder, { id, act: 'submit', conflict: 'none' })).toThrow(/asks for model owner/)
    for (const email of ['owner@example.org', founder]) expect(world.workspace.reviews.waitingFor(email).map((one) => one.id)).toEqual([id])
    expect(world.workspace.reviews.waitingFor('risk@example.org')).toEqual([])
    expect(() => world.workspace.reviews.statement('owner@example.org', { id, act: 'submit' })).toThrow(/Say whether anything could sway you/)
    const approved = await sign('owner@example.org', id, { act: 'submit', conflict: 'none' })
    expect(approved).toMatchObject({ state: 'approved', expiresAt: '2029-11-20T10:00:00.000Z' })
    expect(approved.moves.map(({ to, by }) => `${to} by ${by}`)).toEqual(['submitted by person', 'in_review by system', 'pending_decision by system', 'approved by system'])
    await world.check()
  })
})

describe('a version of the highest tier', () => {
  it('is approved by eight people with eight roles, in their order, and by nobody fewer', async () => {
    const { reviews } = world.workspace
    const version = await addTieredVersion(world.workspace, founder, 1, folder)
    const plan = world.workspace.documents.list({ kind: 'monitoring_plan' }).find(({ subject }) => subject.ref === version || subject.ref === 'credit-1')!
    world.workspace.documents.withdraw(founder, plan.id, 'It is being written anew.')
    await waivePlan(version, '2026-11-25')
    const { id, gaps } = reviews.request(founder, { version, message: 'Please validate.' })
    expect(gaps.map(({ kind, why }) => `${kind}: ${why}`)).toEqual([])
    expect((await sign('owner@example.org', id, { act: 'submit', conflict: 'none' })).state).toBe('in_validation')
    expect(() => reviews.statement('risk@example.org', { id, act: 'review' })).toThrow('is in validation; to sign the review, it has to be in review')
    const validator = 'validator@example.org'
    expect(() => reviews.statement(validator, { id, act: 'validate', conclusion: 'fit' })).toThrow(/“Independent validation report”/)
    const about = { type: 'version' as const, ref: version }
    for (const kind of ['validation_report', 'independence_declaration']) sealFilled(world.workspace, validator, kind, { version: about, model: about, use_case: about, snapshot: about, workspace: about }, 1)
    expect(() => reviews.statement(validator, { id, act: 'validate', conclusion: 'fit' })).toThrow(/Nothing was challenged yet about: purpose, data, method, outcome, use/)
    challengeAll(id)
    const report = () => judgeDemand({ kind: 'validation_report', is: ['signed', 'independent'], maxAgeDays: null }, world.workspace.holdings.recordsOf(version), world.workspace.holdings.gather(world.workspace.holdings.about(version)).context)
    expect(report()).toMatchObject({ status: 'missing', lacking: ['signed'] })
    const written = world.workspace.documents.list({}).filter(({ kind }) => kind === 'validation_report' || kind === 'independence_declaration').toReversed()
    const { text } = reviews.statement(validator, { id, act: 'validate', conclusion: 'fit' })
    for (const [at, one] of written.entries()) expect(text).toContain(`\nEvidence-${'AB'[at]}: ${one.id} sha256:${one.sha256} (${one.kind})\n`)
    expect((await sign(validator, id, { act: 'validate', conclusion: 'fit' })).state).toBe('in_review')
    expect(report()).toMatchObject({ status: 'met', record: written[0]!.id })
    for (const who of ['expert', 'risk', 'counsel', 'engineer']) await sign(`${who}@example.org`, id, { act: 'review' })
    expect(reviews.get(id).state).toBe('pending_decision')
    expect(() => reviews.statement('compliance@example.org', { id, act: 'approve' })).toThrow('A challenge was disagreed about')
    const [disagreed] = world.workspace.challenges.list({ state: 'escalated' })
    expect(() => world.workspace.challenges.decide('risk@example.org', { id: disagreed!.id, text: 'x' })).toThrow('is decided by: compliance reviewer, final approver')
    expect(world.workspace.challenges.decide('approver@example.org', { id: disagreed!.id, text: 'The answer stands.' }).state).toBe('closed')
    world.clock.advance(5 * 86_400_000)
    expect(() => reviews.statement('compliance@example.org', { id, act: 'approve' })).toThrow(/was there at the submission and is not any more: .*Monitoring plan/i)
    expect(reviews.get(id).blocked).toEqual([expect.stringContaining('or have it waived')])
    await waivePlan(version, '2026-12-31')
    const { uses, seal, tests } = world.workspace.testSets.uses('predictions-1@1')
    expect(uses.flatMap(({ number, what, by, check }) => (number === null ? [] : [[number, what, by, check?.verdict]]))).toEqual(['quality', 'fairness', 'performance'].map((kind, at) => [at + 1, `${kind} check of ${version}`, founder, 'pass']))
    expect([seal?.custodian, tests]).toEqual([validator, [{ version, opened: [] }]])
    const custody = () => world.workspace.holdings.recordsOf(version).flatMap(({ id, kind, sealed, missingFields }) => (id === seal?.id ? [[kind, sealed, missingFields]] : []))
    expect(custody()).toEqual([['split_record', true, ['partitions', 'overlap_check']], ['data_access_log', null, []]])
    // Found out before the decision: somebody trained on the test set. The open run is enough, whatever becomes of it.
    const { experiments } = world.workspace
    const { sha256, text: approval } = reviews.statement('compliance@example.org', { id, act: 'approve' })
    const run = experiments.start({ person: 'engineer@example.org', source: 'app', client: null }, { experiment: '0', name: 'all data' })
    experiments.addSnapshot(run.id, 'predictions-1@1', 'train')
    expect(world.workspace.testSets.uses('predictions-1@1')).toMatchObject({ counted: 4, tests: [{ version, opened: [expect.stringContaining('predictions-1@1 was used as training data')] }] })
    expect(custody()[0]).toEqual(['split_record', false, ['partitions', 'overlap_check']])
    expect(() => reviews.statement('compliance@example.org', { id, act: 'approve' })).toThrow(/is not independent: predictions-1@1 was used as training data/)
    await expect(reviews.sign('compliance@example.org', { id, sha256, passphrase: passphraseOf('compliance@example.org') }), 'the text was shown before').rejects.toThrow(/was used as training data/)
    expect(await forceDecision('compliance@example.org', id, approval)).toEqual([expect.stringContaining('predictions-1@1 was used as training data')])
    await waive({ version, type: 'policy_deviation', deviation: { of: 'control', control: 'test_set_independence' }, until: '2026-12-31' })
    expect((await sign('compliance@example.org', id, { act: 'approve' })).state).toBe('pending_decision')
    const approved = await sign('approver@example.org', id, { act: 'approve' })
    expect(approved).toMatchObject({ state: 'approved', expiresAt: '2027-11-26T10:00:00.000Z' })
    expect(new Set(approved.signatures.map(({ email }) => email)).size).toBe(8)
    await world.check()
  })
})

/** Lets the version do without its monitoring plan until then. */
const waivePlan = (version: string, until: string) => waive({ version, type: 'missing_evidence', deviation: { of: 'evidence', kind: 'monitoring_plan', is: null }, until })

async function waive(terms: Pick<Parameters<World['workspace']['waivers']['propose']>[1], 'version' | 'type' | 'deviation' | 'until'>): Promise<void> {
  const { waivers } = world.workspace
  const { id } = waivers.propose('owner@example.org', { ...terms, reason: 'It was agreed.', owner: 'owner@example.org' })
  const { sha256 } = waivers.statement('approver@example.org', { id })
  await waivers.grant('approver@example.org', { id, sha256, passphrase: passphraseOf('approver@example.org') })
}

/** What verification finds where a program without our rules writes the signed decision into a copy of the workspace. */
async function forceDecision(email: string, review: string, text: string): Promise<string[]> {
  const [dir, stateDir] = [join(folder, 'forced'), join(folder, 'forced-state')]
  cpSync(world.dir, dir, { recursive: true })
  cpSync(world.stateDir, stateDir, { recursive: true })
  const forced = openWorkspace(dir, { ...world.machine, stateDir })
  try {
    const signer = await forced.identity.unlock(email, passphraseOf(email))
    forced.ledger.append(email, () => ({ kind: 'decision/v1', body: { review, note: signer.signNote(text) } }))
    return (await forced.ledger.verify('full', quiet)).findings.map(({ detail }) => detail)
  } finally {
    forced.close()
  }
}

/** A challenge in each area, answered by the owner and closed by whoever raised it; one of them in disagreement. */
function challengeAll(review: string): void {
  const { challenges, reviews } = world.workspace
  const validator = 'validator@example.org'
  expect(() => challenges.raise('risk@example.org', { review, area: 'data', text: 'x' })).toThrow('raised by a validator')
  const areas = ['purpose', 'data', 'method', 'outcome', 'use'] as const
  const raised = areas.map((area) => {
    const { id } = challenges.raise(validator, { review, area, text: `Why is the ${area} right?` })
    expect(() => challenges.close(validator, { id, disposition: 'answered_to_satisfaction', text: 'x' })).toThrow('has no answer yet')
    expect(() => challenges.answer(validator, { id, text: 'x' })).toThrow('answered by the owner of the model')
    challenges.answer('owner@example.org', { id, text: `The ${area} was agreed beforehand.` })
    return id
  })
  expect(() => reviews.statement(validator, { id: review, act: 'validate', conclusion: 'fit' })).toThrow(`5 challenges still open: ${raised.join(', ')}`)
  expect(() => challenges.close('owner@example.org', { id: raised[0]!, disposition: 'withdrawn', text: 'x' })).toThrow(`Only ${validator}, who raised it`)
  const states = raised.map((id, at) => challenges.close(validator, { id, disposition: at === 2 ? 'disagreed_and_escalated' : 'answered_to_satisfaction', text: 'Heard.' }).state)
  expect(states).toEqual(['closed', 'closed', 'escalated', 'closed', 'closed'])
}
