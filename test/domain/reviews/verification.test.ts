import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StatementInput } from '../../../shared/contract/reviews.ts'
import type { EntryDraft } from '../../../electron/domain/ledger/service.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

let world: World
const reviewer = 'reviewer@example.org'
const approver = 'approver@example.org'

beforeEach(async () => {
  world = await createWorld()
  await world.enrol(reviewer, 'risk_sme')
  await world.enrol(approver, 'compliance_reviewer')
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  for (const note of ['first', 'second']) await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: { C: note }, note }, quiet)
})
afterEach(() => world.end())

async function sign(email: string, id: string, terms: StatementInput) {
  const { reviews } = world.workspace
  const { sha256 } = reviews.statement(email, { id, ...terms })
  return reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

const findings = async () => (await world.workspace.ledger.verify('full', quiet)).findings.filter(({ kind }) => kind === 'SIGN-OFF-RULE').map(({ seq, detail }) => ({ seq, detail }))
/** Writes past the rules, with the log key at hand: only the ledger's form is kept. */
const forge = (actor: string, ...drafts: EntryDraft[]) => world.workspace.ledger.append(actor, () => drafts)
const request = (version = 'credit-lr@1') => world.workspace.reviews.request(founder, { version, message: '' }).id

describe('a full verification holds sign-off against its rules', () => {
  it('finds nothing where it went by the rules, through return, revision, approval, succession, suspension and end', async () => {
    const { reviews } = world.workspace
    const first = request()
    reviews.return(reviewer, { id: first, reason: 'Say what the score is used for.' })
    expect(reviews.revise(founder, { id: first, reason: 'Said.' })).toMatchObject({ state: 'in_review', revision: 2 })
    await sign(reviewer, first, { act: 'review' })
    expect(await sign(approver, first, { act: 'approve' })).toMatchObject({ state: 'approved', expiresAt: '2027-11-21T10:00:00.000Z' })
    const second = request('credit-lr@2')
    await sign(reviewer, second, { act: 'review' })
    const conditions = [{ text: 'Watch the age gap', owner: founder, due: '2027-01-31', expects: 'A fairness check', control: null, finding: null }]
    expect((await sign(approver, second, { act: 'approve', conditions })).state).toBe('approved_with_conditions')
    expect(reviews.get(first)).toMatchObject({ state: 'superseded', stateReason: `Superseded: ${second} approved credit-lr@2 for the same use.` })
    reviews.suspend(founder, { id: second, reason: 'The feed is broken.' })
    expect((await sign(approver, second, { act: 'lift', reason: 'The feed is repaired.' })).state).toBe('approved')
    expect((await sign(approver, second, { act: 'revoke', reason: 'Replaced by rules.' })).state).toBe('revoked')
    await world.check()
  })

  it('names a transition that the program makes only after an act', async () => {
    const id = request()
    world.clock.advance(1000)
    forge(founder, { kind: 'review.moved/v1', body: { review: id, revision: 1, from: 'in_review', to: 'pending_decision', by: 'system', reason: '' } })
    expect(await findings()).toEqual([{ seq: expect.any(Number), detail: expect.stringContaining('only after an act of somebody') }])
  })

  it('names an approval without a signature, and one that leads from where the request was not', async () => {
    const id = request()
    forge(founder, { kind: 'review.moved/v1', body: { review: id, revision: 1, from: 'pending_decision', to: 'approved', by: 'person', reason: '', expiresAt: '2030-01-01T00:00:00.000Z' } })
    expect(await findings()).toEqual([{ seq: expect.any(Number), detail: expect.stringContaining(`leads from decision due, and ${id} was in review`) }])
  })

  it('names a signature by an author, although it is a good signature', async () => {
    const id = request()
    const { text } = world.workspace.reviews.statement(reviewer, { id, act: 'review' })
    const signer = await world.workspace.identity.unlock(founder, passphraseOf(founder))
    forge(founder, { kind: 'decision/v1', body: { review: id, note: signer.signNote(text.replace('Signer-ID: reviewer@example.org', `Signer-ID: ${founder}`)) } })
    expect(await findings()).toEqual([{ seq: expect.any(Number), detail: expect.stringContaining('nobody signs off their own work') }])
  })

  it('names a validity longer than the policy gives', async () => {
    const id = request()
    await sign(reviewer, id, { act: 'review' })
    const { text } = world.workspace.reviews.statement(approver, { id, act: 'approve' })
    const signer = await world.workspace.identity.unlock(approver, passphraseOf(approver))
    forge(approver, { kind: 'decision/v1', body: { review: id, note: signer.signNote(text) } }, { kind: 'review.moved/v1', body: { review: id, revision: 1, from: 'pending_decision', to: 'approved', by: 'person', reason: '', expiresAt: '2099-01-01T00:00:00.000Z' } })
    expect(await findings()).toEqual([{ seq: expect.any(Number), detail: expect.stringContaining('until 2027-11-21, and the ledger has decision due → approved until 2099-01-01') }])
  })

  it('names a submission that froze other evidence than the version had', async () => {
    const { manifestHash, policy } = world.workspace.reviews.get(request())
    const opened = world.workspace.ledger.tip().size
    const { title: _title, ...ref } = policy
    forge(
      founder,
      { kind: 'review.opened/v1', body: { version: 'credit-lr@2', useCase: 'U-5', message: '' } },
      { kind: 'review.moved/v1', body: { review: `R-${opened}`, revision: 1, from: 'draft', to: 'submitted', by: 'person', reason: '', bundle: { manifestHash, evidence: [], evidenceHash: 'f'.repeat(64), policy: ref, tier: 2 } } },
    )
    expect(await findings()).toEqual([{ seq: opened + 1, detail: expect.stringContaining('froze something else') }])
  })
})
