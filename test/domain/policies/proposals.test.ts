import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import type { Policy } from '../../../shared/contract/policies.ts'
import { inspectAlone } from '../../../electron/core/bundles.ts'
import { builtIn, toPolicyHash } from '../../../electron/domain/policies/service.ts'
import { parseNote } from '../../../electron/tlog/note.ts'
import { copyWorld, createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'
import { requestReview, send } from '../interop/workspaces.ts'

const [first, second, expert] = ['compliance@example.org', 'approver@example.org', 'expert@example.org'] as const

let template: World
let world: World
beforeAll(async () => {
  template = await createWorld()
  await template.enrol(first, 'compliance_reviewer')
  await template.enrol(second, 'final_approver')
  await template.enrol(expert, 'risk_sme')
})
afterAll(() => template.end())
beforeEach(() => void (world = copyWorld(template)))
afterEach(() => world.end())

const policies = () => world.workspace.policies
const stricter = (): Policy => ({ ...builtIn('two-person'), version: 2, tiers: builtIn('two-person').tiers.map((one) => ({ ...one, validDays: 180 })) })

async function propose(policy = stricter(), actor: string = first): Promise<string> {
  const { sha256 } = policies().proposeStatement(actor, { policy, reason: 'Half a year is enough.' })
  return (await policies().propose(actor, { sha256, passphrase: passphraseOf(actor) })).id
}

async function confirm(id: string, actor: string = second) {
  const { sha256 } = policies().confirmStatement(actor, { id })
  return policies().confirm(actor, { id, sha256, passphrase: passphraseOf(actor) })
}

describe('a new policy', () => {
  it('is proposed by one person and in force with the signature of another, both over the exact text', async () => {
    const text = policies().proposeStatement(first, { policy: stricter(), reason: 'Half a year is enough.' }).text
    const [old, next] = [builtIn('two-person'), stricter()].map(toPolicyHash)
    expect(text.split('\n').slice(0, 9)).toEqual([
      'countersign.example/policy/v1',
      'Act: PROPOSE',
      'Statement: I propose that this policy comes into force in place of the one named here.',
      `Policy: two-person 2 sha256:${next}`,
      'Title: Two-person sign-off',
      `Replaces: two-person 1 sha256:${old}`,
      'Reason: Half a year is enough.',
      'Signer-Role: compliance_reviewer',
      'Signer: Person compliance',
    ])
    const id = await propose()
    expect(policies().current().policy.version).toBe(1)
    expect(await confirm(id)).toMatchObject({ id, state: 'confirmed', confirmed: { by: second } })
    expect(policies().current()).toMatchObject({ policy: { version: 2 }, sha256: next, by: second, proposal: id })
    expect(policies().list().map(({ policy }) => policy.version)).toEqual([2, 1])
    expect(parseNote(policies().proposal(id).confirmed!.note).text).toContain(`Act: CONFIRM\n`)
    await world.check()
    world.reopen()
    expect(policies().current().policy.version).toBe(2)
    const file = join(world.stateDir, 'request.countersign')
    send(world, await requestReview(world), file)
    expect(inspectAlone(file, world.machine)).toMatchObject({ refusal: null })
  })

  it('is neither confirmed by its proposer nor signed by somebody without the role', async () => {
    const id = await propose()
    expect(() => policies().confirmStatement(first, { id })).toThrow('You proposed P-')
    expect(() => policies().confirmStatement(expert, { id })).toThrow('You have neither role in this workspace.')
    expect(() => policies().proposeStatement(founder, { policy: stricter(), reason: 'x' })).toThrow('a compliance reviewer or a final approver')
    const { sha256 } = policies().confirmStatement(second, { id })
    await expect(policies().confirm(second, { id, sha256, passphrase: 'another one' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await expect(policies().confirm(first, { id, sha256, passphrase: passphraseOf(first) })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(policies().current().policy.version).toBe(1)
  })

  it('is taken back with a reason, and another one overtakes what was proposed beside it', async () => {
    const [one, two] = [await propose(), await propose(builtIn('tiered'))]
    const three = await propose({ ...stricter(), title: 'Two people' })
    expect(() => policies().withdraw(expert, { id: one, reason: 'no' })).toThrow('Only compliance@example.org')
    expect(policies().withdraw(second, { id: one, reason: 'Too short.' })).toMatchObject({ state: 'withdrawn', withdrawn: { by: second, reason: 'Too short.' } })
    expect(() => policies().confirmStatement(second, { id: one })).toThrow(`${one} is withdrawn already.`)
    await confirm(two)
    expect(policies().current().policy.id).toBe('tiered')
    expect(policies().proposal(three).state).toBe('overtaken')
    expect(() => policies().confirmStatement(second, { id: three })).toThrow('Propose it anew.')
    expect(policies().proposals().map(({ id }) => id)).toEqual([three, two, one])
    await world.check()
  })

  it.each<[string, (policy: Policy) => Policy, RegExp]>([
    ['an approval by an author', (p) => withTier(p, 2, (tier) => ({ ...tier, signers: tier.signers.map((one) => ({ ...one, independent: false })) })), /Tier 2: the approval by compliance reviewer or final approver has to be independent\. That is locked/],
    ['a kind that nobody knows', (p) => withTier(p, 3, (tier) => ({ ...tier, evidence: [{ kind: 'horoscope', is: ['present'], maxAgeDays: null }] })), /“horoscope” is no kind of evidence/],
    ['a number out of turn', (p) => ({ ...p, version: 4 }), /The version is 4 and has to be 2/],
    ['several signed at once in tier 1', (p) => withTier(p, 1, (tier) => ({ ...tier, batch: true })), /can not be signed in one act/],
    ['a waiver of the ledger itself', (p) => ({ ...p, neverWaivable: [] }), /“ledger integrity” has to stay/],
    ['a signature without a sentence', (p) => ({ ...p, statements: {} }), /There is no statement for review/],
    ['a sentence of two lines', (p) => ({ ...p, statements: { ...p.statements, approval: 'I approve.\nNot.' } }), /The text of approval has to be one line/],
    ['no change', () => ({ ...builtIn('two-person'), version: 2 }), /It says the same as two-person 1/],
  ])('with %s is refused with a sentence, before anything is signed', (_what, change, sentence) => {
    const policy = change(stricter())
    expect(() => policies().proposeStatement(first, { policy, reason: 'x' })).toThrow(sentence)
    expect(policies().preview(policy).problems.join(' ')).toMatch(sentence)
  })
})

const withTier = (policy: Policy, number: number, change: (tier: Policy['tiers'][number]) => Policy['tiers'][number]): Policy => ({ ...policy, tiers: policy.tiers.map((one) => (one.tier === number ? change(one) : one)) })

describe('verification finds a policy', () => {
  const found = async () => (await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind, detail }) => `${kind} ${detail}`)
  const append = (actor: string, kind: 'policy.adopted/v1' | 'policy.confirmed/v1' | 'policy.proposed/v1', body: Record<string, unknown>) => world.workspace.ledger.append(actor, () => ({ kind, body }))

  it('that the owner of the log key adopted alone', async () => {
    const policy = { ...stricter(), id: 'mine', version: 1 }
    append(founder, 'policy.adopted/v1', { policy, sha256: toPolicyHash(policy) })
    expect(await found()).toEqual([expect.stringMatching(/^POLICY-RULE Entry \d+: it puts the policy mine 1 into force, and nobody signed for it\.$/)])
  })

  it('that its proposer confirmed, with a signature of their own', async () => {
    const id = await propose()
    const signer = await world.workspace.identity.unlock(first, passphraseOf(first))
    const text = policies().confirmStatement(second, { id }).text
    append(first, 'policy.confirmed/v1', { proposal: id, note: signer.signNote(text.replaceAll(second, first).replace('Signer-Role: final_approver', 'Signer-Role: compliance_reviewer')) })
    expect(await found()).toEqual([expect.stringContaining(`${first} proposed ${id} and confirmed it alone`)])
  })

  it('whose second signature is of another text, of another person or used twice', async () => {
    const [id, other] = [await propose(), await propose(builtIn('tiered'))]
    const signer = await world.workspace.identity.unlock(second, passphraseOf(second))
    const text = policies().confirmStatement(second, { id }).text
    append(second, 'policy.confirmed/v1', { proposal: other, note: signer.signNote(text) })
    expect(await found()).toEqual([expect.stringMatching(/DECISION-SIGNATURE .*the entry says Proposal "P-\d+", the signed text says/)])
    append(first, 'policy.confirmed/v1', { proposal: id, note: signer.signNote(text) })
    expect(await found()).toEqual(expect.arrayContaining([expect.stringContaining(`is not signed by the key of ${first}`), expect.stringContaining('which was no longer in force')]))
  })

  it('that somebody without the role proposed, that has another digest, or that nobody proposed', async () => {
    const signer = await world.workspace.identity.unlock(expert, passphraseOf(expert))
    const shown = policies().proposeStatement(first, { policy: stricter(), reason: 'x' }).text
    const { policy, sha256 } = policies().current()
    const replaces = { id: policy.id, version: policy.version, sha256 }
    const note = signer.signNote(shown.replace(first, expert))
    append(expert, 'policy.proposed/v1', { policy: { ...stricter(), about: 'changed' }, sha256: toPolicyHash(stricter()), replaces, reason: 'x', note })
    append(second, 'policy.confirmed/v1', { proposal: 'P-1', note })
    const all = await found()
    for (const sentence of ['without a role that may do it', 'it names another digest than that of its policy', 'it confirms P-1, which nobody proposed before']) expect(all).toContainEqual(expect.stringContaining(sentence))
  })

  it('that was altered after it was signed', async () => {
    const id = await propose()
    const { note } = policies().proposal(id).proposed
    const { policy, sha256 } = policies().current()
    const [text] = note.split('\n\n')
    append(first, 'policy.proposed/v1', { policy: stricter(), sha256: toPolicyHash(stricter()), replaces: { id: policy.id, version: policy.version, sha256 }, reason: 'Another reason.', note: note.replace(text!, text!.replace('Half a year is enough.', 'Another reason.')) })
    expect(await found()).toEqual([expect.stringContaining(`is not signed by the key of ${first}`)])
  })
})
