import { afterEach, beforeEach, expect, test } from 'vitest'
import { answers as toAnswers } from '../../support/tiering.ts'
import { toDeviceMark } from '../../../shared/signature-marks.ts'
import { passphraseOf, type World } from '../../support/world.ts'
import { approver, author, createPair, enrolFrom, receive, reviewer, send, signForeign, type Pair } from './workspaces.ts'

let pair: Pair
const assess = ({ workspace: { catalog, testSets } }: World) => {
  catalog.recordAssessment(author, { ...toAnswers({}, { eu: { annexIII: ['III.5(b)'] } }), useCase: catalog.useCases()[0]!.id })
  testSets.seal(author, { snapshot: 'credit-lr-data@1', purpose: 'The first approval', users: [], model: null, split: { method: null, seed: null, parts: null } })
}
beforeEach(async () => (pair = await createPair(assess)))
afterEach(() => pair.end())

test('a request goes out, is signed by two people in another workspace, and their answers approve it', async () => {
  const { asking, signing, review, path } = pair
  const request = send(asking, review, path('request.countersign'))
  expect(signing.workspace.interop.inspect(request)).toMatchObject({
    bundle: 'request',
    ledger: { origin: asking.workspace.ledger.origin, name: 'Retail credit' },
    request: { id: review, version: 'credit-lr@1', state: 'in_review', message: 'Please look at the groups.' },
    parties: [
      { kind: 'ledger', state: 'new' },
      { kind: 'person', id: author, state: 'new' },
    ],
    refusal: null,
    importedAs: null,
  })
  const before = signing.workspace.ledger.tip().size
  const id = await receive(signing, request)
  expect(id).toBe(`F-${before}`)
  expect(signing.workspace.ledger.tip().size).toBe(before + 1)
  expect(signing.workspace.ledger.read(before).kind).toBe('import/v1')
  await pair.check()
  expect(asking.workspace.testSets.uses('credit-lr-data@1').uses.map(({ how, number }) => [how, number]), 'what went out speaks of the test set and holds no row of it').toEqual([['version', null], ['check', 1], ['bundle', null]])

  const detail = signing.workspace.interop.request(id, reviewer)
  expect(detail.versionDetail.manifest).toEqual(asking.workspace.catalog.version('credit-lr@1').manifest)
  expect(detail.checks.map(({ result }) => result)).toEqual(detail.checks.map((check) => asking.workspace.evidence.check(check.id).result))
  expect(detail.versionDetail.useCase).toMatchObject({ tier: 1, registeredTier: 2, assessed: { eu: 'high_risk' } })
  expect(detail.request).toEqual(asking.workspace.reviews.get(review))
  expect(detail.permissions).toEqual([
    { act: 'review', meaning: 'review', allowed: true, why: 'You may sign now.' },
    { act: 'approve', meaning: 'approval', allowed: false, why: expect.stringContaining('The review signatures come first') as string },
    { act: 'reject', meaning: 'rejection', allowed: false, why: expect.stringContaining('Whoever does not endorse it signs nothing here: tell Retail credit what to change') as string },
  ])
  expect(() => signing.workspace.interop.statement(approver, { id, act: 'approve' })).toThrow(/The review signatures come first/)
  await signForeign(signing, id, reviewer, 'review')
  // What was signed here already counts for what can be signed next.
  expect(signing.workspace.interop.request(id, reviewer).permissions.find(({ act }) => act === 'approve')?.why).toContain('You have signed this request already')
  await signForeign(signing, id, approver, 'approve')
  expect(signing.workspace.interop.requests()[0]?.answers.map(({ email, decision, cosigned }) => [email, decision, cosigned])).toEqual([
    [reviewer, 'ENDORSE', true],
    [approver, 'APPROVE', true],
  ])
  const answers = [send(signing, id, path('review.countersign'), reviewer), send(signing, id, path('approval.countersign'), approver)]
  await pair.check()

  for (const email of [reviewer, approver]) await enrolFrom(asking, signing, email)
  const size = asking.workspace.ledger.tip().size
  expect(asking.workspace.interop.inspect(answers[1]!).refusal?.sentence).toContain('The review signatures come first')
  for (const answer of answers) expect(await receive(asking, answer)).toBe(review)
  // Each signature by one entry, and in the same transaction the transition that it completes.
  const written = [0, 1, 2, 3].map((at) => asking.workspace.ledger.read(size + at))
  expect(written.map(({ kind, body }) => [kind, body['to']])).toEqual([
    ['import/v1', undefined],
    ['review.moved/v1', 'pending_decision'],
    ['import/v1', undefined],
    ['review.moved/v1', 'approved'],
  ])
  expect(asking.workspace.ledger.tip().size).toBe(size + 4)
  const decided = asking.workspace.reviews.get(review)
  expect(decided).toMatchObject({ state: 'approved', slots: [{ signedBy: [reviewer] }, { signedBy: [approver] }] })
  expect(decided.signatures.map(({ email, seq, signedIn, counts }) => ({ email, seq, signedIn, counts }))).toEqual([
    { email: reviewer, seq: size, signedIn: signing.workspace.ledger.origin, counts: true },
    { email: approver, seq: size + 2, signedIn: signing.workspace.ledger.origin, counts: true },
  ])
  // Each carries the device of the workspace where it was signed: both were signed on one, and that is marked.
  const { device } = await signing.workspace.identity.unlock(reviewer, passphraseOf(reviewer))
  expect(decided.signatures.map((one) => one.device)).toEqual([device, device])
  expect(decided.signatures.map((one) => toDeviceMark(one, decided.signatures))).toEqual([`same device as Person approver (entry ${size + 2})`, `same device as Person reviewer (entry ${size})`])
  expect(asking.workspace.identity.person(reviewer)).toMatchObject({ keyHere: false, signatures: 1 })
  const { ours } = asking.workspace.witnessing.list()
  expect(ours).toMatchObject([
    { name: approver, seq: size + 2, own: false, cosignedAt: expect.stringMatching(/^2026-11-21T10:/) as string },
    { name: reviewer, seq: size, own: false },
  ])
  expect(ours[0]!.size).toBe(signing.workspace.witnessing.list().others[0]!.size)
  await pair.check()
  asking.reopen()
  signing.reopen()
  await pair.check()
})
