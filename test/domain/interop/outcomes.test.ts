import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passphraseOf, quiet } from '../../support/world.ts'
import { bundlePaths } from '../../../electron/tlog/bundle.ts'
import { builtIn } from '../../../electron/domain/policies/service.ts'
import { adoptPolicy } from '../../support/batch-policy.ts'
import { loadFiles, packSigned, proveAgain, refusalOf, type Files } from './forge.ts'
import { approver, author, createPair, enrolFrom, fairnessOf, receive, requestReview, reviewer, sealCard, send, signForeign, type Pair } from './workspaces.ts'

let pair: Pair
beforeAll(async () => {
  pair = await createPair()
  for (const email of [reviewer, approver]) await enrolFrom(pair.asking, pair.signing, email)
})
afterAll(() => pair.end())

test('an answer to a request that is withdrawn meanwhile does not count', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'withdrawn-lr')
  const foreign = await receive(signing, send(asking, other, path('withdrawn.countersign')))
  await signForeign(signing, foreign, reviewer, 'review')
  asking.workspace.reviews.withdraw(author, { id: other, reason: 'Asked too early.' })
  expect(await refusalOf(asking, send(signing, foreign, path('withdrawn-answer.countersign')))).toMatch(/is withdrawn; to sign the review, it has to be in review/)
  expect(() => send(asking, other, path('again.countersign'))).toThrow(/is withdrawn; only an open request that waits for signatures/)
})

test('an approval of evidence that is not what was submitted any more does not count, and such a request does not go out', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'changed-lr')
  const foreign = await receive(signing, send(asking, other, path('changed.countersign')))
  await signForeign(signing, foreign, reviewer, 'review')
  await signForeign(signing, foreign, approver, 'approve')
  await receive(asking, send(signing, foreign, path('changed-review.countersign'), reviewer))
  await asking.workspace.evidence.run(author, fairnessOf('changed-lr@1'), quiet)
  expect(await refusalOf(asking, send(signing, foreign, path('changed-approval.countersign'), approver))).toMatch(/C-\d+ is not the evidence that was submitted any more/)
  expect(() => send(asking, other, path('again.countersign'))).toThrow(/can not be signed by others as it stands. C-\d+ is not the evidence/)
})

test('a signature on a revision that was returned meanwhile does not count, and the new revision is signed anew', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'returned-lr')
  const foreign = await receive(signing, send(asking, other, path('returned.countersign')))
  await signForeign(signing, foreign, reviewer, 'review')
  const late = send(signing, foreign, path('returned-answer.countersign'))
  await asking.enrol('compliance@example.org', 'compliance_reviewer')
  asking.workspace.reviews.return('compliance@example.org', { id: other, reason: 'Say how the groups were chosen.' })
  expect(() => send(asking, other, path('again.countersign'))).toThrow(/is changes requested; only an open request/)
  expect(asking.workspace.reviews.revise(author, { id: other, reason: 'Said now.' })).toMatchObject({ state: 'in_review', revision: 2 })
  expect(await refusalOf(asking, late)).toMatch(/it speaks of revision 1; R-\d+ is at revision 2/)
  const again = await receive(signing, send(asking, other, path('revised.countersign')))
  expect(signing.workspace.interop.request(again, reviewer)).toMatchObject({ revision: 2, answers: [], request: { revision: 2 }, permissions: [{ act: 'review', allowed: true }, {}, {}] })
  await signForeign(signing, again, reviewer, 'review')
  await receive(asking, send(signing, again, path('revised-answer.countersign')))
  expect(asking.workspace.reviews.get(other)).toMatchObject({ state: 'pending_decision', slots: [{ signedBy: [reviewer] }, { signedBy: [] }] })
})

test('documents travel with the request, all their versions and files, and are read elsewhere', async () => {
  const { asking, signing, path } = pair
  const { documents } = asking.workspace
  const note = path('sources.txt')
  writeFileSync(note, 'Where every column comes from.')
  const other = await requestReview(asking, 'documented-lr', (version) => {
    const id = sealCard(asking, author, version, note)
    const next = documents.drafts.begin(author, { document: id })
    documents.drafts.save(author, { id: next.id, revision: next.revision, content: { ...next.content, text: 'Ranks applications for loans.' } })
    documents.seal(author, next.id)
  })
  const foreign = await receive(signing, send(asking, other, path('documented.countersign')))
  const detail = signing.workspace.interop.request(foreign, reviewer)
  expect(detail.documents).toEqual([documents.get(detail.documents[0]!.id)])
  expect(detail.documents[0]).toMatchObject({ number: 2, content: { text: 'Ranks applications for loans.', attachments: [{ name: 'sources.txt' }] } })
  expect(detail.request.evidence.map(({ id }) => id)).toContain(detail.documents[0]!.id)
  await signForeign(signing, foreign, reviewer, 'review')
  await receive(asking, send(signing, foreign, path('documented-answer.countersign')))
  expect(asking.workspace.reviews.get(other).state).toBe('pending_decision')
})

test('a rejection with its reasons counts as well once the decision is due, and a signature counts once', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'rejected-lr')
  const foreign = await receive(signing, send(asking, other, path('rejected.countersign')))
  const { interop } = signing.workspace
  const asked = { id: foreign, act: 'reject' as const, reason: 'The groups differ.', reasonCodes: ['fairness_below_threshold'], needed: 'A smaller gap.' }
  expect(() => interop.statement(approver, asked)).toThrow(/is in review; to reject it, it has to be decision due. Whoever does not endorse it signs nothing here: tell Retail credit what to change/)
  await signForeign(signing, foreign, reviewer, 'review')
  await receive(asking, send(signing, foreign, path('rejected-review.countersign')))
  expect(interop.request(foreign, approver).permissions).toMatchObject([{ act: 'review', allowed: false }, { act: 'approve', allowed: true }, { act: 'reject', allowed: true }])
  expect(() => interop.statement(approver, { ...asked, reasonCodes: [] })).toThrow(/at least one reason code/)
  expect(() => interop.statement(approver, { ...asked, reasonCodes: ['because'] })).toThrow(/The policy knows no reason “because”/)
  const { sha256 } = interop.statement(approver, asked)
  await expect(interop.sign(approver, { id: foreign, sha256, passphrase: 'a wrong one' })).rejects.toThrow(/passphrase/)
  await expect(interop.sign(reviewer, { id: foreign, sha256, passphrase: passphraseOf(reviewer) })).rejects.toThrow(/not one that was handed out for you/)
  await interop.sign(approver, { id: foreign, sha256, passphrase: passphraseOf(approver) })
  expect(() => interop.statement(approver, { id: foreign, act: 'approve' })).toThrow(/is rejected; to approve it/)
  await receive(asking, send(signing, foreign, path('rejected-answer.countersign'), approver))
  expect(asking.workspace.reviews.get(other)).toMatchObject({ state: 'rejected', stateReason: 'Rejected: The groups differ.' })
  expect(asking.workspace.ledger.read(asking.workspace.ledger.tip().size - 1)).toMatchObject({ kind: 'review.moved/v1', body: { to: 'rejected', reasonCodes: ['fairness_below_threshold'], needed: 'A smaller gap.' } })
  signing.clock.advance(1_000)
  expect(await refusalOf(asking, send(signing, foreign, path('rejected-answer-2.countersign'), approver))).toMatch(/has signed R-\d+ already, and a signature counts once/)
  await pair.check()
})

test('a waiver goes with the request that rests on it, and one that its policy does not allow is refused', async () => {
  const { asking, signing, path } = pair
  const { waivers, ledger } = asking.workspace
  const granter = 'granter@example.org'
  const second = 'second@example.org'
  for (const email of [granter, second]) await asking.enrol(email, 'final_approver')
  const plain = builtIn('two-person')
  await adoptPolicy(asking.workspace, [second, granter], { ...plain, version: 2, title: 'Two people, on sealed test sets', tiers: plain.tiers.map((one) => ({ ...one, testSet: { sealed: true, maxUses: null } })) })
  const terms = { type: 'policy_deviation' as const, deviation: { of: 'control' as const, control: 'test_set_sealed' }, reason: 'The first one.', owner: author, until: '2026-12-31' }
  let waiver = ''
  const other = await requestReview(asking, 'waived-lr', async (version) => {
    waiver = waivers.propose(author, { version, ...terms }).id
    const { sha256 } = waivers.statement(granter, { id: waiver })
    await waivers.grant(granter, { id: waiver, sha256, passphrase: passphraseOf(granter) })
  })
  const sent = send(asking, other, path('waived.countersign'))
  expect(signing.workspace.interop.inspect(sent).parties.map(({ id, part }) => [id, part])).toContainEqual([granter, `granted ${waiver}`])
  const foreign = await receive(signing, sent)
  expect(signing.workspace.interop.request(foreign, approver).request).toEqual(asking.workspace.reviews.get(other))
  await signForeign(signing, foreign, reviewer, 'review')
  await signForeign(signing, foreign, approver, 'approve')
  for (const by of [reviewer, approver]) await receive(asking, send(signing, foreign, path(`waived-${by}.countersign`), by))
  expect(asking.workspace.reviews.get(other).state).toBe('approved')

  const files = loadFiles(sent)
  const grant = ledger.read(Number(waiver.slice(2)) + 1)
  expect(grant.kind).toBe('waiver.granted/v1')
  const inspect = (forged: Files) => () => signing.workspace.interop.inspect(packSigned(path('lie.countersign'), asking, forged))
  const without = new Map([...files].filter(([name]) => ![bundlePaths.entry(grant.seq - 1), bundlePaths.proof(grant.seq - 1)].includes(name)))
  expect(inspect(without)).toThrow(/it holds a waiver that its policy does not allow \(entry \d+, waiver\.granted\/v1\): it speaks of something that is not in the ledger before it/)
  const append = (body: object) => ledger.append(author, () => ({ kind: 'waiver.proposed/v1', body: { ...ledger.read(grant.seq - 1).body, ...body } }) as never)[0]!.seq
  expect(inspect(proveAgain(asking, files, [append({ until: '2036-12-31' })]))).toThrow(/waiver\.proposed\/v1\): A waiver of the type policy deviation ends on \S+ at the latest on tier 2; 2036-12-31 is later/)
  expect(inspect(proveAgain(asking, files, [append({ version: 'credit-lr@1' })]))).toThrow(/it holds a waiver for another version than the one of the request/)
})
