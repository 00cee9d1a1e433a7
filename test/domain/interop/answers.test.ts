import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rotateLogKey } from '../../../electron/core/custody.ts'
import type { Body } from '../../../electron/domain/ledger/folds.ts'
import { createWorld, founder, passphraseOf, quiet } from '../../support/world.ts'
import { loadFiles, packSigned, stateOf } from './forge.ts'
import { approver, author, createPair, enrolFrom, receive, requestReview, reviewer, send, signForeign, type Pair } from './workspaces.ts'

let pair: Pair
let id: string
let answer: string
beforeAll(async () => {
  pair = await createPair()
  id = await receive(pair.signing, send(pair.asking, pair.review, pair.path('request.countersign')))
  await signForeign(pair.signing, id, reviewer, 'review')
  answer = send(pair.signing, id, pair.path('answer.countersign'))
})
afterAll(() => pair.end())

/** The sentence by which an import is refused, everybody being trusted unless said; nothing has changed by it. */
async function refusalOf(world: Pair['asking'], path: string, confirmed = world.workspace.interop.inspect(path).parties.map(({ fingerprint }) => fingerprint)): Promise<string> {
  const before = stateOf(world)
  try {
    await world.workspace.interop.import(founder, { path, confirmed }, quiet)
    return 'not refused'
  } catch (error) {
    return isDeepStrictEqual(stateOf(world), before) ? (error as Error).message : 'refused, but something was written'
  }
}

test('a signature of somebody who is not enrolled does not count: the sentence says how to enrol them', async () => {
  const { vkey, fingerprint } = pair.signing.workspace.identity.person(reviewer)
  expect(pair.asking.workspace.interop.inspect(answer).refusal?.sentence).toContain(`--vkey ${vkey}`)
  expect(await refusalOf(pair.asking, answer)).toMatch(new RegExp(`is not enrolled in this workspace. Compare the fingerprint ${fingerprint}`))
})

test('somebody is enrolled under their own key only, and a key serves once', async () => {
  const { identity } = pair.asking.workspace
  const person = { name: 'Rui', roles: ['risk_sme' as const], signerPassphrase: passphraseOf(founder) }
  const key = (email: string) => pair.signing.workspace.identity.person(email).vkey
  await expect(identity.enrolKey(founder, { ...person, email: reviewer, vkey: key(approver) })).rejects.toThrow(/is not one of reviewer@example.org/)
  await expect(identity.enrolKey(founder, { ...person, email: reviewer, vkey: 'reviewer@example.org+00000000+AAAA' })).rejects.toThrow(/not a verifier key/)
  await enrolFrom(pair.asking, pair.signing, approver)
  await expect(enrolFrom(pair.asking, pair.signing, approver)).rejects.toThrow(/enrolled already/)
  await identity.enrolKey(founder, { ...person, email: reviewer, vkey: key(reviewer) })
  await pair.asking.check()
})

test('the log of whoever answers is a first contact too', async () => {
  expect(await refusalOf(pair.asking, answer, [])).toMatch(/First contact: compare these fingerprints.*--trust FINGERPRINT/)
  expect(await refusalOf(pair.asking, answer, ['0000 0000 0000 0000 0000 0000 0000 0000'])).toMatch(/First contact/)
})

test('an import says how far it is, and one that is cancelled writes nothing', async () => {
  const { asking, signing, path } = pair
  const bundle = send(asking, pair.review, path('cancelled.countersign'))
  const before = stateOf(signing)
  for (const steps of [1, 2, 3]) {
    const cancel = new AbortController()
    const said: string[] = []
    const progress = (done: number, total: number | null, note: string) => {
      said.push(`${done}/${total} ${note}`)
      if (said.length === steps) cancel.abort()
    }
    await expect(signing.workspace.interop.import(founder, { path: bundle, confirmed: [] }, { signal: cancel.signal, progress })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(said).toEqual(['0/3 Verifying the bundle', '1/3 Comparing it with what is known', '2/3 Writing the entry'].slice(0, steps))
  }
  expect(stateOf(signing)).toEqual(before)
})

test('an answer belongs to the ledger that asked', async () => {
  const third = await createWorld()
  expect(await refusalOf(third, answer)).toMatch(/answers a request of the ledger countersign\.example\/ledger\/[0-9a-f]+; this one is/)
  third.end()
})

test('a request does not come back into its own workspace, and no file comes twice', async () => {
  expect(await refusalOf(pair.asking, pair.path('request.countersign'))).toMatch(/went out from this very workspace/)
  expect(await refusalOf(pair.signing, pair.path('request.countersign'))).toMatch(new RegExp(`imported before: it is ${id}`))
})

test('roles and separation are those of the workspace that asked', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'roles-lr')
  const foreign = await receive(signing, send(asking, other, path('roles.countersign')))
  expect(() => signing.workspace.interop.statement(author, { id: foreign, meaning: 'review', decision: 'sign' })).toThrow(/nobody signs off their own work/)
  expect(() => signing.workspace.interop.statement(reviewer, { id: foreign, meaning: 'approval', decision: 'sign' })).toThrow(/Your role does not sign/)
  const email = 'validator@example.org'
  await signing.enrol(email, 'validator')
  await signForeign(signing, foreign, email, 'review')
  const { name, vkey } = signing.workspace.identity.person(email)
  await asking.workspace.identity.enrolKey(founder, { name, email, roles: ['risk_sme'], vkey, signerPassphrase: passphraseOf(founder) })
  expect(await refusalOf(asking, send(signing, foreign, path('roles-answer.countersign'), email))).toMatch(/signed as validator, and does not have that role in this workspace/)
})

test('an answer to a request that was withdrawn meanwhile does not count', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'withdrawn-lr')
  const foreign = await receive(signing, send(asking, other, path('withdrawn.countersign')))
  await signForeign(signing, foreign, reviewer, 'review')
  asking.workspace.reviews.withdraw(author, { id: other, reason: 'Asked too early.' })
  expect(await refusalOf(asking, send(signing, foreign, path('withdrawn-answer.countersign')))).toMatch(/The request is withdrawn/)
  expect(() => send(asking, other, path('again.countersign'))).toThrow(/is withdrawn; only an open request/)
})

test('a refusal with its reason counts as well, and a signature counts once', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'declined-lr')
  const foreign = await receive(signing, send(asking, other, path('declined.countersign')))
  const { interop } = signing.workspace
  const { sha256 } = interop.statement(reviewer, { id: foreign, meaning: 'review', decision: 'decline', reason: 'The groups differ.' })
  await expect(interop.sign(reviewer, { id: foreign, sha256, passphrase: 'a wrong one' })).rejects.toThrow(/passphrase/)
  await expect(interop.sign(approver, { id: foreign, sha256, passphrase: passphraseOf(approver) })).rejects.toThrow(/not one that was handed out for you/)
  await interop.sign(reviewer, { id: foreign, sha256, passphrase: passphraseOf(reviewer) })
  expect(() => interop.statement(reviewer, { id: foreign, meaning: 'review', decision: 'sign' })).toThrow(/declined; nothing more/)
  await receive(asking, send(signing, foreign, path('declined-answer.countersign')))
  expect(asking.workspace.reviews.get(other)).toMatchObject({ state: 'declined', stateReason: 'Declined by Person reviewer: The groups differ.' })
  signing.clock.advance(1_000)
  expect(await refusalOf(asking, send(signing, foreign, path('declined-answer-2.countersign')))).toMatch(/The request is declined/)
  await pair.check()
})

test('what is known is not asked again, and a later bundle continues the earlier one', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'later-lr')
  const bundle = send(asking, other, path('later.countersign'))
  const view = signing.workspace.interop.inspect(bundle)
  expect(view.parties.map(({ state }) => state)).toEqual(['known', 'known'])
  await signing.workspace.interop.import(founder, { path: bundle, confirmed: [] }, quiet)
  const [newest] = signing.workspace.interop.requests()
  const { body } = signing.workspace.ledger.read(newest!.seq)
  expect(body).toMatchObject({ confirmed: [], before: { size: expect.any(Number) as number }, origin: asking.workspace.ledger.origin })
  expect((body as Body<'import/v1'>).proof.length).toBeGreaterThan(0)
})

test('an older bundle is refused, and one that does not prove what was seen asks for the proof', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'old-lr')
  const old = send(asking, other, path('old.countersign'))
  const newer = send(asking, other, path('new.countersign'))
  await receive(signing, newer)
  expect(await refusalOf(signing, old)).toMatch(/older than what is known: it speaks of \d+ entries/)
  const { size } = signing.workspace.interop.inspect(newer).ledger
  const next = send(asking, other, path('next.countersign'))
  const files = loadFiles(next)
  files.delete(`consistency/${size}.add-checkpoint`)
  expect(await refusalOf(signing, packSigned(path('unproved.countersign'), asking, files))).toMatch(new RegExp(`Ask for a bundle made with --seen ${size}`))
  asking.workspace.interop.export(founder, { record: other, out: next, seen: [size] })
  expect(await receive(signing, next)).toMatch(/^F-/)
})

test('a log key that was rotated is known by the hand-over, and by nothing else', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'rotated-lr')
  await rotateLogKey(asking.workspace, founder, { reason: 'Yearly.', passphrase: passphraseOf(founder) })
  const bundle = send(asking, other, path('rotated.countersign'))
  expect(signing.workspace.interop.inspect(bundle).parties[0]).toMatchObject({ kind: 'ledger', state: 'known', vkey: asking.workspace.ledger.logVkey })
  await signing.workspace.interop.import(founder, { path: bundle, confirmed: [] }, quiet)
  await pair.check()
})

test('an imported signature that its signer never gave is found by verification', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'forged-lr')
  const foreign = await receive(signing, send(asking, other, path('forged.countersign')))
  await signForeign(signing, foreign, reviewer, 'review')
  await receive(asking, send(signing, foreign, path('forged-answer.countersign')))
  await asking.check()
  const { ledger } = asking.workspace
  const newest = ledger.read(ledger.tip().size - 1)
  const body = newest.body as Extract<Body<'import/v1'>, { answer: unknown }>
  // What somebody with the log key could write: the same note for another review, and another note under a good name.
  ledger.append(founder, () => ({ kind: 'import/v1', body: { ...body, answer: { ...body.answer, review: 'R-1' } } }))
  ledger.append(founder, () => ({ kind: 'import/v1', body: { ...body, answer: { ...body.answer, note: body.answer.note.replace('Decision: ENDORSE', 'Decision: APPROVE') } } }))
  const { verdict, findings } = await ledger.verify('full', quiet)
  expect(verdict).toBe('broken')
  expect(findings.filter(({ kind }) => kind === 'DECISION-SIGNATURE').map(({ seq }) => seq)).toEqual([newest.seq + 1, newest.seq + 2])
})
