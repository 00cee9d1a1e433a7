import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fairnessRun } from '../support/checks.ts'
import { defaultThresholds } from '../../shared/contract/evidence.ts'
import type { SignedAct, StatementInput } from '../../shared/contract/reviews.ts'
import { copyWorld, createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from '../support/world.ts'

let template: World
let world: World
let version: string
beforeAll(async () => {
  template = await createWorld()
  version = await prepare(template)
})
afterAll(() => template.end())
beforeEach(() => {
  world = copyWorld(template)
})
afterEach(() => world.end())

const reviewer = 'reviewer@example.org'
const approver = 'approver@example.org'

const fairness = (version: string) => ({
  version,
  path: predictionsFile,
  columns: { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['sex', 'age_group'] },
  thresholds: defaultThresholds,
  minimumGroup: 30,
})

async function prepare(empty: World): Promise<string> {
  await empty.enrol(reviewer, 'risk_sme')
  await empty.enrol(approver, 'compliance_reviewer')
  const { catalog } = empty.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  const snapshot = await catalog.addSnapshot(founder, { path: predictionsFile, name: 'predictions', description: '', protected: ['sex'], rights: {} }, quiet)
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  const added = await catalog.addVersion(founder, { model: 'credit-lr', data: [snapshot.ref], parameters: { C: '1.0' }, note: '' }, quiet)
  return added.ref
}

async function sign(email: string, id: string, act: SignedAct, terms: Partial<StatementInput> = {}) {
  const { reviews } = world.workspace
  const { sha256 } = reviews.statement(email, { id, act, ...terms })
  return reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

describe('the main job', () => {
  it('goes from a predictions file to an approved version whose ledger is intact', async () => {
    const check = await world.workspace.evidence.run(founder, fairnessRun(fairness(version)), quiet)
    expect(check).toMatchObject({ verdict: 'fail', rowsRead: 1000, rowsUsed: 1000 })
    expect(check.declaredSeq).toBeLessThan(check.seq)
    const review = world.workspace.reviews.request(founder, { version, message: '' })
    expect(review).toMatchObject({ state: 'in_review', authors: [founder], evidence: [{ kind: 'risk_classification' }, { kind: 'fairness_check', id: check.id, verdict: 'fail' }] })
    expect((await sign(reviewer, review.id, 'review')).state).toBe('pending_decision')
    expect(await sign(approver, review.id, 'approve')).toMatchObject({ state: 'approved', expiresAt: '2027-11-21T10:00:00.000Z' })
    await world.check()
    world.reopen()
    const { state, moves } = world.workspace.reviews.get(review.id)
    expect([state, ...moves.map(({ to, by }) => `${to} by ${by}`)]).toEqual(['approved', 'submitted by person', 'in_review by system', 'pending_decision by system', 'approved by person'])
    await world.check()
  })

  it('signs the very text that was shown and nothing else', async () => {
    const { reviews } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    const { text, sha256 } = reviews.statement(reviewer, { id, act: 'review' })
    const passphrase = passphraseOf(reviewer)
    await expect(reviews.sign(reviewer, { id, sha256: 'f'.repeat(64), passphrase })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(reviews.sign(approver, { id, sha256, passphrase: passphraseOf(approver) })).rejects.toMatchObject({ code: 'CONFLICT' })
    const signed = await reviews.sign(reviewer, { id, sha256, passphrase })
    expect(signed.signatures[0]!.note.startsWith(text)).toBe(true)
    await expect(reviews.sign(reviewer, { id, sha256, passphrase })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('lets a statement be signed for ten minutes only', async () => {
    const { reviews } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    const { sha256 } = reviews.statement(reviewer, { id, act: 'review' })
    world.clock.advance(10 * 60_000)
    await expect(reviews.sign(reviewer, { id, sha256, passphrase: passphraseOf(reviewer) })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('refuses authors, and a wrong passphrase writes nothing', async () => {
    const { reviews, ledger } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    expect(() => reviews.statement(founder, { id, act: 'review' })).toThrow(/own work/)
    const { sha256 } = reviews.statement(reviewer, { id, act: 'review' })
    const before = ledger.tip().checkpoint
    await expect(reviews.sign(reviewer, { id, sha256, passphrase: 'wrong passphrase' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(ledger.tip().checkpoint).toBe(before)
  })

  it('treats the person who ran the check as an author of the evidence', async () => {
    await world.workspace.evidence.run(reviewer, fairnessRun(fairness(version)), quiet)
    const { id } = world.workspace.reviews.request(founder, { version, message: '' })
    expect(() => world.workspace.reviews.statement(reviewer, { id, act: 'review' })).toThrow(/own work/)
  })

  it('stops a request visibly when evidence is added, keeps its signatures in sight, and goes on with a new revision', async () => {
    const { reviews, evidence } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    await sign(reviewer, id, 'review')
    const check = await evidence.run(founder, fairnessRun(fairness(version)), quiet)
    expect(reviews.get(id)).toMatchObject({ state: 'pending_decision', blocked: [expect.stringContaining(`${check.id} was added`)], signatures: [{ counts: true, email: reviewer }] })
    expect(() => reviews.statement(approver, { id, act: 'approve' })).toThrow(/was added to the evidence after the submission/)
    expect(reviews.return(approver, { id, reason: 'Submit it with the new check.' })).toMatchObject({ state: 'changes_requested', signatures: [{ counts: false, email: reviewer }] })
    const again = reviews.revise(founder, { id, reason: 'With the new check.' })
    expect(again).toMatchObject({ state: 'in_review', revision: 2, blocked: [], evidence: [{ kind: 'risk_classification' }, { id: check.id }], signatures: [{ counts: false, revision: 1 }] })
    await sign(reviewer, id, 'review')
    expect(await sign(approver, id, 'approve')).toMatchObject({ state: 'approved', signatures: [{ counts: false }, { counts: true }, { counts: true }] })
    await world.check()
  })

  it('refuses to sign when evidence came between reading and signing', async () => {
    const { reviews, evidence, ledger } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    await sign(reviewer, id, 'review')
    const { sha256 } = reviews.statement(approver, { id, act: 'approve' })
    await evidence.run(founder, fairnessRun(fairness(version)), quiet)
    const before = ledger.tip().checkpoint
    await expect(reviews.sign(approver, { id, sha256, passphrase: passphraseOf(approver) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(ledger.tip().checkpoint).toBe(before)
  })

  it('rejects with reasons that everybody sees, and what a new submission would need', async () => {
    const { reviews } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    await sign(reviewer, id, 'review')
    const terms = { reason: 'The age gap is not explained.', needed: 'An explanation.', reasonCodes: ['fairness_below_threshold'] }
    expect(() => reviews.statement(approver, { id, act: 'reject' })).toThrow(/needs a reason/)
    expect(() => reviews.statement(approver, { id, act: 'reject', ...terms, needed: undefined })).toThrow(/what a new submission would need/)
    expect(() => reviews.statement(approver, { id, act: 'reject', ...terms, reasonCodes: ['ugly'] })).toThrow(/no reason “ugly”/)
    expect(await sign(approver, id, 'reject', terms)).toMatchObject({ state: 'rejected', stateReason: 'Rejected: The age gap is not explained.' })
    expect(reviews.request(founder, { version, message: 'again' }).state).toBe('in_review')
    await world.check()
  })

  it('a newer approval for the same use supersedes the older one, in the same transaction', async () => {
    const { catalog, reviews, ledger } = world.workspace
    const first = reviews.request(founder, { version, message: '' }).id
    await sign(reviewer, first, 'review')
    await sign(approver, first, 'approve')
    const newer = await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: { C: '2.0' }, note: '' }, quiet)
    const second = reviews.request(founder, { version: newer.ref, message: '' }).id
    await sign(reviewer, second, 'review')
    const before = ledger.tip().size
    await sign(approver, second, 'approve')
    expect(reviews.get(first)).toMatchObject({ state: 'superseded', stateReason: expect.stringContaining(second) as string })
    // The signature, the approval it completes, and the end of the older one.
    expect(ledger.tip().size).toBe(before + 3)
    await world.check()
  })

  it('goes on through suspension, lifting, conditions that are met, and revocation', async () => {
    const { reviews } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    await sign(reviewer, id, 'review')
    const conditions = [{ text: 'Explain the gap', owner: founder, due: '2027-02-01', expects: 'a second check', control: null, finding: null }]
    const approved = await sign(approver, id, 'approve', { conditions })
    expect(approved).toMatchObject({ state: 'approved_with_conditions' })
    expect(approved.signatures.at(-1)!.note).toContain('\nCondition-A: Explain the gap (by author@example.org, until 2027-02-01; shown by: a second check)\n')
    const [open] = world.workspace.conditions.list({ review: id })
    expect(() => reviews.statement(approver, { id, act: 'settle' })).toThrow(`1 condition not met yet: ${open!.id}`)
    world.workspace.conditions.meet(founder, { id: open!.id, evidence: { id: 'credit-lr' }, note: 'Explained in its description.' })
    world.workspace.conditions.accept(approver, { id: open!.id, note: 'Good.' })
    expect(await sign(approver, id, 'settle')).toMatchObject({ state: 'approved', expiresAt: '2027-11-21T10:00:00.000Z' })
    expect(reviews.suspend(founder, { id, reason: 'Complaints.' })).toMatchObject({ state: 'suspended', stateReason: 'Suspended: Complaints.' })
    expect(await sign(approver, id, 'lift', { reason: 'They were about another model.' })).toMatchObject({ state: 'approved' })
    expect(reviews.suspend(approver, { id, reason: 'More complaints.' })).toMatchObject({ state: 'suspended' })
    expect(() => reviews.statement(approver, { id, act: 'lift', reason: 'Enough.' })).toThrow(/somebody else lifts it/)
    expect(await sign(approver, id, 'revoke', { reason: 'The complaints are right.' })).toMatchObject({ state: 'revoked', expiresAt: null })
    await world.check()
  })

  it('expires after its validity', async () => {
    const { id } = world.workspace.reviews.request(founder, { version, message: '' })
    await sign(reviewer, id, 'review')
    await sign(approver, id, 'approve')
    world.clock.advance(365 * 86_400_000)
    expect(world.workspace.reviews.get(id).state).toBe('expired')
    expect(world.workspace.reviews.request(founder, { version, message: 'again' }).state).toBe('in_review')
  })

  it('makes the same dossier again from the entry it spoke of', async () => {
    await world.workspace.evidence.run(founder, fairnessRun(fairness(version)), quiet)
    const out = mkdtempSync(join(tmpdir(), 'dossier-'))
    const { reports, ledger } = world.workspace
    const first = await reports.exportDossier(founder, { version, out: join(out, 'a.pdf') }, quiet)
    expect(ledger.tip().size).toBe(first.seq + 1)
    const again = await reports.exportDossier(founder, { version, out: join(out, 'b.pdf'), asOf: first.asOfSize - 1 }, quiet)
    expect(again.sha256).toBe(first.sha256)
    const note = reports.readCheckpoint(join(out, 'a.pdf'))
    expect(ledger.checkCheckpoint(note).outcome).toBe('holds')
    await world.check()
    rmSync(out, { recursive: true })
  })
})

describe('people', () => {
  it('replaces a lost key by a second person; the old signature stays valid and the old key signs no more', async () => {
    const { reviews, identity } = world.workspace
    const { id } = reviews.request(founder, { version, message: '' })
    await sign(reviewer, id, 'review')
    await expect(
      identity.replaceKey(reviewer, { email: reviewer, reason: 'lost', passphrase: 'a new passphrase', signerPassphrase: passphraseOf(reviewer) }),
    ).rejects.toThrow(/Nobody replaces their own key/)
    const renewed = await identity.replaceKey(founder, { email: reviewer, reason: 'lost', passphrase: 'a new passphrase', signerPassphrase: passphraseOf(founder) })
    expect(renewed).toMatchObject({ keyName: `${reviewer}#2`, replacedKeys: 1, signatures: 1 })
    await expect(identity.signIn(reviewer, passphraseOf(reviewer))).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await expect(identity.signIn(reviewer, 'a new passphrase')).resolves.toMatchObject({ email: reviewer })
    await world.check()
  })

  it('lets somebody with a plus sign in the address sign', async () => {
    await world.enrol('ana+risk@example.org', 'risk_sme')
    await expect(world.workspace.identity.signIn('ana+risk@example.org', passphraseOf('ana+risk@example.org'))).resolves.toMatchObject({ keyName: 'ana%2Brisk@example.org' })
    await world.check()
  })

  it('locks a key after five wrong passphrases and leaves the ledger as it was', async () => {
    const before = world.workspace.ledger.tip().size
    for (let time = 0; time < 4; time += 1) await expect(world.workspace.identity.signIn(founder, 'wrong one')).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await expect(world.workspace.identity.signIn(founder, 'wrong one')).rejects.toMatchObject({ code: 'LOCKED_OUT' })
    await expect(world.workspace.identity.signIn(founder, passphraseOf(founder))).rejects.toMatchObject({ code: 'LOCKED_OUT' })
    world.clock.advance(15 * 60_000)
    await expect(world.workspace.identity.signIn(founder, passphraseOf(founder))).resolves.toMatchObject({ email: founder })
    expect(world.workspace.ledger.tip().size).toBe(before)
  })

  it('enrols nobody twice and leaves no key behind when enrolment fails', async () => {
    await expect(world.enrol(reviewer, 'risk_sme')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(
      world.workspace.identity.enrol(founder, { name: 'X', email: 'x@example.org', roles: ['auditor'], passphrase: 'long enough', signerPassphrase: 'wrong one' }),
    ).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await expect(world.enrol('x@example.org', 'auditor')).resolves.toBeUndefined()
    await world.check()
  })
})
