import { afterAll, beforeAll, expect, test } from 'vitest'
import { rotateLogKey } from '../../../electron/core/custody.ts'
import { cosignFile } from '../../../electron/core/ledger-files.ts'
import type { Body } from '../../../electron/domain/ledger/folds.ts'
import { copyWorld, createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'
import { loadFiles, packSigned, refusalOf, stateOf, textIn } from './forge.ts'
import { approver, author, createPair, enrolFrom, receive, requestReview, reviewer, sealCard, send, signForeign, type Pair } from './workspaces.ts'

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

test('an answer by a revoked key, or by another than the enrolled one, counts once a second person has enrolled the new key', async () => {
  const { asking, signing, path } = pair
  const email = 'second@example.org'
  await signing.enrol(email, 'risk_sme')
  await enrolFrom(asking, signing, email)
  const other = await requestReview(asking, 'replaced-lr')
  const foreign = await receive(signing, send(asking, other, path('replaced.countersign')))
  await signing.workspace.identity.replaceKey(founder, { email, reason: 'Lost.', passphrase: passphraseOf(email), signerPassphrase: passphraseOf(founder) })
  await signForeign(signing, foreign, email, 'review')
  const signed = send(signing, foreign, path('replaced-answer.countersign'), email)
  const { vkey } = signing.workspace.identity.person(email)
  expect(await refusalOf(asking, signed)).toContain(`countersign person replace-key ${email} --reason WHY --vkey ${vkey}`)
  const { identity } = asking.workspace
  await identity.revokeKey(founder, { email, reason: 'The laptop was stolen', passphrase: passphraseOf(founder) })
  expect(await refusalOf(asking, signed)).toMatch(/The key of second@example.org was revoked here \(entry \d+: The laptop was stolen\)/)
  const input = { email, reason: 'Made anew on the other computer.', vkey, signerPassphrase: passphraseOf(founder) }
  await expect(identity.replaceKeyBy(email, input)).rejects.toThrow(/Nobody replaces their own key/)
  await expect(identity.replaceKeyBy(founder, { ...input, vkey: identity.person(email).vkey })).rejects.toThrow(/has used this key already/)
  await expect(identity.replaceKeyBy(founder, { ...input, vkey: identity.person(founder).vkey })).rejects.toThrow(/is not one of second@example.org/)
  const entries = asking.workspace.ledger.tip().size
  expect(await identity.replaceKeyBy(founder, input)).toMatchObject({ vkey, keyName: `${email}#2`, replacedKeys: 1, keyHere: false, revoked: null })
  expect(asking.workspace.ledger.tip().size).toBe(entries + 1)
  expect(await receive(asking, signed)).toBe(other)
  signing.clock.advance(1_000)
  expect(await refusalOf(asking, send(signing, foreign, path('replaced-answer-2.countersign'), email))).toMatch(/second@example.org has signed R-\d+ already, and a signature counts once/)
})

test('an answer of somebody who saw another history of the ledger that asks is refused with both notes', async () => {
  const other = await requestReview(pair.asking, 'forked-lr')
  // Whoever has the folder and the log key can go on with it in two ways.
  const [asking, fork, signing] = [copyWorld(pair.asking), copyWorld(pair.asking), copyWorld(pair.signing)]
  const grow = ({ workspace }: World, times: number) => {
    for (let i = 0; i < times; i++) workspace.catalog.addUseCase(author, { name: `Use case ${times}.${i}`, purpose: 'p', affected: '', tier: 3, tierReasons: '' })
  }
  grow(fork, 1)
  const foreign = await receive(signing, send(fork, other, pair.path('forked.countersign')))
  await signForeign(signing, foreign, reviewer, 'review')
  grow(asking, 3)
  const forked = send(signing, foreign, pair.path('forked-answer.countersign'))
  const view = asking.workspace.interop.inspect(forked)
  expect(view.refusal?.sentence).toMatch(/^Rui has seen another history of this ledger\./)
  expect(view.fork!.brought).toContain(textIn(loadFiles(pair.path('forked.countersign')), 'checkpoint').trimEnd())
  expect(view.fork!.seen).toBe(asking.workspace.ledger.checkpointAt(Number(view.fork!.brought.split('\n')[1])))
  const refused = await refusalOf(asking, forked)
  for (const note of Object.values(view.fork!)) expect(refused).toContain(note)
  for (const world of [asking, fork, signing]) world.end()
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
  const [maker, engineer] = ['maker@example.org', 'engineer@example.org']
  await signing.enrol(engineer, 'data_engineer')
  for (const world of [asking, signing]) await world.enrol(maker, 'risk_sme')
  const other = await requestReview(asking, 'roles-lr', (version) => sealCard(asking, maker, version))
  const foreign = await receive(signing, send(asking, other, path('roles.countersign')))
  expect(() => signing.workspace.interop.statement(maker, { id: foreign, act: 'review' })).toThrow(/nobody signs off their own work/)
  expect(() => signing.workspace.interop.statement(engineer, { id: foreign, act: 'review' })).toThrow(/Your role does not sign a review/)
  expect(() => signing.workspace.interop.statement(author, { id: foreign, act: 'review' })).toThrow(/nobody signs off their own work/)
  const email = 'validator@example.org'
  await signing.enrol(email, 'validator')
  await signForeign(signing, foreign, email, 'review')
  const { name, vkey } = signing.workspace.identity.person(email)
  await asking.workspace.identity.enrolKey(founder, { name, email, roles: ['risk_sme'], vkey, signerPassphrase: passphraseOf(founder) })
  expect(await refusalOf(asking, send(signing, foreign, path('roles-answer.countersign'), email))).toMatch(/signed as validator, and does not have that role in this workspace/)
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

test('an older bundle comes in after a newer one that proves to continue it, and the newest stays what counts', async () => {
  const { asking, signing, path } = pair
  const [first, second] = [await requestReview(asking, 'old-lr'), await requestReview(asking, 'older-lr')]
  const old = send(asking, first, path('old.countersign'))
  const rotated = send(asking, second, path('before-rotation.countersign'))
  await rotateLogKey(asking.workspace, founder, { reason: 'Yearly.', passphrase: passphraseOf(founder) })
  const newer = send(asking, first, path('new.countersign'))
  await receive(signing, newer)
  const { ledger, interop } = signing.workspace
  const newest = ledger.read(ledger.tip().size - 1)
  for (const bundle of [old, rotated]) {
    expect(interop.inspect(bundle)).toMatchObject({ refusal: null, parties: [{ kind: 'ledger', state: 'known' }, { kind: 'person', state: 'known' }] })
    await interop.import(founder, { path: bundle, confirmed: [] }, quiet)
    const { body } = ledger.read(ledger.tip().size - 1)
    expect(body).toMatchObject({ before: { seq: newest.seq, size: newest.body['size'] }, handover: [{ seq: expect.any(Number) as number }] })
    expect((body as Body<'import/v1'>).size).toBeLessThan(newest.body['size'] as number)
  }
  expect(signing.workspace.witnessing.list().others.find(({ origin }) => origin === asking.workspace.ledger.origin)?.size).toBe(newest.body['size'])
  const next = send(asking, second, path('after.countersign'))
  await receive(signing, next)
  expect(ledger.read(ledger.tip().size - 1).body).toMatchObject({ before: { seq: newest.seq } })
  await pair.check()
  // With the log key somebody could write that an older tree was continued: the proof and the hand-over are looked at again.
  const late = ledger.read(newest.seq + 1).body
  const forged = copyWorld(signing)
  for (const change of [{ proof: [] }, { handover: [] }, { before: { ...(late['before'] as object), root: late['root'] } }]) forged.workspace.ledger.append(founder, () => ({ kind: 'import/v1', body: { ...late, ...change } }))
  expect((await forged.workspace.ledger.verify('leaves', quiet)).findings.map(({ kind }) => kind)).toEqual(['WITNESS-INCONSISTENT', 'WITNESS-INCONSISTENT', 'WITNESS-INCONSISTENT'])
  forged.end()
})

test('an older bundle of which nothing is proved is refused, and one that a newer one contradicts is a fork', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'unproved-lr')
  const old = send(asking, other, path('unproved-old.countersign'))
  const { size } = signing.workspace.interop.inspect(old).ledger
  const files = loadFiles(send(asking, other, path('unproved-new.countersign')))
  const proof = `consistency/${size}.add-checkpoint`
  const unproved = new Map([...files].filter(([name]) => name !== proof))
  await receive(signing, packSigned(path('without.countersign'), asking, unproved))
  expect(await refusalOf(signing, old)).toMatch(/older than what is known: it speaks of \d+ entries, and entry \d+ saw \d+ .* Ask for a new bundle/)
  const lines = textIn(files, proof).split('\n')
  lines[1] = Buffer.alloc(32, 1).toString('base64')
  const contradicting = packSigned(path('contradicting.countersign'), asking, new Map(files).set(proof, Buffer.from(lines.join('\n'))))
  await receive(signing, contradicting)
  const refused = await refusalOf(signing, old)
  expect(refused).toMatch(/History forked: entry \d+ saw \d+ entries of .*, and the bundle shows \d+, which they do not continue/)
  for (const file of [old, contradicting]) expect(refused).toContain(textIn(loadFiles(file), 'checkpoint'))
})

test('a bundle that does not prove what was seen asks for the proof', async () => {
  const { asking, signing, path } = pair
  const other = await requestReview(asking, 'proof-lr')
  await receive(signing, send(asking, other, path('seen.countersign')))
  const { size } = signing.workspace.interop.inspect(path('seen.countersign')).ledger
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
  const request = { path: bundle, logKey: null, passphrase: passphraseOf(founder), out: null }
  expect(await cosignFile(signing.workspace, founder, request)).toMatchObject({ outcome: 'cosigned', firstContact: false, logKey: { vkey: asking.workspace.ledger.logVkey } })
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
  // The last entry is the transition that the signature brought about.
  const newest = ledger.read(ledger.tip().size - 2)
  const body = newest.body as Extract<Body<'import/v1'>, { answer: unknown }>
  // What somebody with the log key could write: the same note for another review, and another note under a good name.
  ledger.append(founder, () => ({ kind: 'import/v1', body: { ...body, answer: { ...body.answer, review: 'R-1' } } }))
  ledger.append(founder, () => ({ kind: 'import/v1', body: { ...body, answer: { ...body.answer, note: body.answer.note.replace('Decision: ENDORSE', 'Decision: APPROVE') } } }))
  const [cosigned, own] = [body.answer.cosigned!, (await asking.workspace.identity.unlock(founder, passphraseOf(founder))).witness.vkey]
  ledger.append(founder, () => ({ kind: 'import/v1', body: { ...body, answer: { ...body.answer, cosigned: { ...cosigned, witness: own } } } }))
  const { verdict, findings } = await ledger.verify('full', quiet)
  expect(verdict).toBe('broken')
  expect(findings.filter(({ kind }) => kind === 'WITNESS-SIGNATURE').map(({ seq }) => seq)).toEqual([newest.seq + 4])
  expect(findings.filter(({ kind }) => kind === 'DECISION-SIGNATURE').map(({ seq }) => seq)).toEqual([newest.seq + 2, newest.seq + 3])
  expect(asking.workspace.witnessing.list().ours.map(({ vkey }) => vkey)).not.toContain(own)
})
