import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BatchPlace, BatchTerms } from '../../../shared/contract/reviews.ts'
import type { Tier } from '../../../shared/contract/tier.ts'
import { whyNotInBatch } from '../../../shared/batch-signing.ts'
import type { EntryDraft, StoredEntry } from '../../../electron/domain/ledger/service.ts'
import { builtIn } from '../../../electron/domain/policies/service.ts'
import { findTornBatch } from '../../../electron/domain/reviews/batch-rules.ts'
import { adoptBatchPolicy } from '../../support/batch-policy.ts'
import { copyWorld, createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

const reviewer = 'reviewer@example.org'
const approver = 'approver@example.org'
let template: World
let world: World
/** Three requests on tier 3, one on tier 1. */
let [a, b, c, high] = ['', '', '', '']

beforeAll(async () => {
  template = await createWorld()
  await template.enrol(reviewer, 'risk_sme', 'compliance_reviewer')
  await template.enrol(approver, 'final_approver')
  await adoptBatchPolicy(template.workspace, [reviewer, approver], 3)
  const open = async (name: string, tier: Tier) => {
    const { catalog, reviews } = template.workspace
    const { id } = catalog.addUseCase(founder, { name: `Use of ${name}`, purpose: 'Rank.', affected: '', tier, tierReasons: '' })
    catalog.addModel(founder, { name, useCase: id, task: 'classification', description: '' })
    const { ref } = await catalog.addVersion(founder, { model: name, data: [], parameters: { C: '1' }, note: '' }, quiet)
    return reviews.request(founder, { version: ref, message: '' }).id
  }
  a = await open('one', 3)
  b = await open('two', 3)
  c = await open('three', 2)
  high = await open('four', 1)
  world = copyWorld(template)
})
afterAll(() => {
  template.end()
  world.end()
})

const size = () => world.workspace.ledger.tip().size
const show = (email: string, ids: string[], terms: BatchTerms = { act: 'review' }) => world.workspace.reviews.batchStatements(email, { ids, ...terms })
const toItems = (shown: ReturnType<typeof show>) => shown.map(({ id, shown: text }) => ({ id, sha256: text!.sha256 }))
const sign = (email: string, items: { id: string; sha256: string }[]) => world.workspace.reviews.signBatch(email, { items, passphrase: passphraseOf(email) })

describe('several requests are signed in one act', () => {
  it('only where the policy lets their tier, and never more than it says; each refusal is told for the request that it is about', () => {
    expect(show(reviewer, [a, high]).map(({ id, shown, why }) => [id, shown !== null, why])).toEqual([[a, true, null], [high, false, 'The policy two-person 2 lets nothing of tier 1 be signed in a batch; sign it by itself.']])
    expect(show(reviewer, [a, b, c, high])[0]!.why).toBe('The policy two-person 2 lets at most 3 be signed in one act, and these are 4.')
    expect(show(founder, [a, b])[1]!.why).toMatch(/nobody signs off their own work/)
    expect(show(approver, [a, b], { act: 'approve' })[0]!.why).toMatch(/The review signatures come first/)
    expect(() => show(reviewer, [a, a])).toThrow(`${a} is named twice`)
  })

  it('all or none: one text that was not shown, or one request that changed meanwhile, and nothing is written', async () => {
    const before = size()
    const shown = toItems(show(reviewer, [a, b, c]))
    await expect(sign(reviewer, [shown[0]!, { ...shown[1]!, sha256: 'f'.repeat(64) }])).rejects.toThrow(`${b}: The text on the screen is not one that was handed out`)
    await expect(sign(reviewer, [shown[0]!, { ...shown[1]!, id: c }])).rejects.toThrow(`${c}: The text on the screen`)
    await expect(sign(approver, shown)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(world.workspace.reviews.signBatch(reviewer, { items: shown, passphrase: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(size()).toBe(before)
    const other = copyWorld(world)
    try {
      const { reviews, ledger } = other.workspace
      const texts = toItems(reviews.batchStatements(reviewer, { ids: [a, b], act: 'review' }))
      reviews.withdraw(founder, { id: b, reason: 'Not yet.' })
      const now = ledger.tip().size
      await expect(reviews.signBatch(reviewer, { items: texts, passphrase: passphraseOf(reviewer) })).rejects.toThrow(`${b}: ${b} is withdrawn; to sign the review, it has to be in review. Nothing was signed.`)
      expect(ledger.tip().size).toBe(now)
    } finally {
      other.end()
    }
  })

  it('each signature is the text that was shown, an entry of its own with its transition, and says of how many it was', async () => {
    const before = size()
    const shown = show(reviewer, [a, b, c])
    const signed = await sign(reviewer, toItems(shown))
    expect(signed.map(({ id, state }) => `${id} ${state}`)).toEqual([a, b, c].map((id) => `${id} pending_decision`))
    const entries = [...world.workspace.ledger.entries(before, size())]
    expect(entries.map(({ kind }) => kind)).toEqual([1, 2, 3].flatMap(() => ['decision/v1', 'review.moved/v1']))
    expect(entries.flatMap(({ body }) => body['batch'] ?? [])).toEqual([1, 2, 3].map((number) => ({ number, of: 3 })))
    for (const [at, { signatures: [one] }] of signed.entries()) {
      expect(one).toMatchObject({ email: reviewer, batch: 3, counts: true })
      expect(one!.note.startsWith(`${shown[at]!.shown!.text}\n`)).toBe(true)
    }
    const approved = await sign(approver, toItems(show(approver, [a, b], { act: 'approve' })))
    expect(approved.map(({ state, expiresAt }) => `${state} ${expiresAt}`)).toEqual(Array(2).fill('approved 2027-11-21T10:00:00.000Z'))
    await world.check()
  })

  it('two versions of one model for one use are decided one by one', async () => {
    const { catalog, reviews } = world.workspace
    const ids: string[] = []
    for (const note of ['first', 'second']) {
      const { ref } = await catalog.addVersion(founder, { model: 'two', data: [], parameters: { C: note }, note }, quiet)
      ids.push(reviews.request(founder, { version: ref, message: '' }).id)
    }
    expect(show(reviewer, ids).map(({ why }) => why)).toEqual([null, `${ids[0]} is about two@2, for the same use; what is decided on one bears on the other. Sign them one by one.`])
  })
})

describe('a full verification holds a batch against the policy', () => {
  it('and names each signature of one that the policy does not let, or that is not whole', async () => {
    const { reviews, identity, ledger } = template.workspace
    const texts = [a, high, b, c].map((id) => reviews.statement(reviewer, { id, act: 'review' }).text)
    const signer = await identity.unlock(reviewer, passphraseOf(reviewer))
    const signed = (review: string, at: number, batch: BatchPlace): EntryDraft[] => [
      { kind: 'decision/v1', body: { review, note: signer.signNote(texts[at]!), batch } },
      { kind: 'review.moved/v1', body: { review, revision: 1, from: 'in_review', to: 'pending_decision', by: 'system', reason: '' } },
    ]
    ledger.append(reviewer, () => [...signed(a, 0, { number: 1, of: 2 }), ...signed(high, 1, { number: 2, of: 2 }), ...signed(b, 2, { number: 1, of: 4 }), ...signed(c, 3, { number: 2, of: 3 })])
    const told = (await ledger.verify('full', quiet)).findings.map(({ kind, detail }) => `${kind} ${detail.replace(/^Entry \d+ /, '')}`)
    expect(told).toEqual([
      'SIGN-OFF-RULE (decision/v1): The policy two-person 2 lets nothing of tier 1 be signed in a batch; sign it by itself.',
      'SIGN-OFF-RULE (decision/v1): The policy two-person 2 lets at most 3 be signed in one act, and these are 4.',
      'SIGN-OFF-RULE (decision/v1): it says that it is number 2 of 3 in a batch, and number 1 does not stand before it.',
    ])
  })

  it('of which nothing is missing, at one time and by one hand', () => {
    const entry = (number: number, of: number, changes: Partial<StoredEntry> = {}): StoredEntry => ({ seq: number, at: 'now', actor: 'a', kind: 'decision/v1', body: { review: 'R-1', note: '', batch: { number, of } }, ...changes }) as StoredEntry
    const [one, two, three] = [entry(1, 3), entry(2, 3), entry(3, 3)]
    expect([findTornBatch(one, null, [two, three]), findTornBatch(two, one, [three]), findTornBatch(three, two, [])]).toEqual([null, null, null])
    expect(findTornBatch(two, one, [])).toBe('it says that it is number 2 of 3 in a batch, and number 3 does not follow.')
    for (const other of [entry(2, 3, { at: 'later' }), entry(2, 3, { actor: 'b' }), entry(2, 2), entry(3, 3), entry(2, 3, { body: { review: 'R-1', note: '' } })]) expect(findTornBatch(one, null, [other])).toContain('number 2 does not follow')
    expect(findTornBatch(entry(4, 3), three, [])).toBe('it says that it is number 4 of 3 in a batch.')
  })

  it('and no policy lets an approval in tier 1 be one of several', () => {
    const lax = { ...builtIn('tiered'), tiers: builtIn('tiered').tiers.map((one) => ({ ...one, batch: true })) }
    expect(whyNotInBatch(lax, { tier: 1, act: 'approve', of: 2 })).toBe('An approval in tier 1 is never signed in a batch; sign it by itself.')
    expect([whyNotInBatch(lax, { tier: 1, act: 'review', of: 2 }), whyNotInBatch(builtIn('tiered'), { tier: 2, act: 'approve', of: 20 })]).toEqual([null, null])
    for (const tier of [1, 2, 3, 4] as const) expect(whyNotInBatch(builtIn('two-person'), { tier, act: 'review', of: 2 })).toContain('lets nothing of tier')
  })
})
