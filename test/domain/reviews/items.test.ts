import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../../shared/contract/reviews.ts'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { copyWorld, founder, passphraseOf, type World } from '../../support/world.ts'
import { approver, compliance, condition, createItemWorld, deputy, finding, forge, found, grant, owner, request, risk, sign, validator, waiver } from './item-world.ts'

let template: World
let world: World
beforeAll(async () => void (template = await createItemWorld()))
afterAll(() => template.end())
beforeEach(() => void (world = copyWorld(template)))
afterEach(() => world.end())

const room = () => world.workspace
const state = (id: string) => room().reviews.get(id).state

async function approvedWith(terms: object = condition()): Promise<string> {
  const id = request(world)
  await sign(world, risk, id, { act: 'review' })
  await sign(world, approver, id, { act: 'approve', conditions: [terms as ReturnType<typeof condition>] })
  return id
}

describe('a finding', () => {
  it('goes from opening over remediation and re-test to its end, with every value it had in sight', async () => {
    const { findings } = room()
    expect(() => findings.open(founder, finding())).toThrow('You are an author of this version')
    expect(() => findings.open(deputy, finding())).toThrow('Findings are opened by: validator, auditor')
    expect(() => findings.open(validator, finding({ due: '2028-01-01' }))).toThrow('The policy wants it done by 2027-02-19')
    const { id, due, owner: whose } = findings.open(validator, finding())
    expect({ due, whose }).toEqual({ due: '2027-02-19', whose: owner })
    expect(() => findings.remediate(validator, { id, evidence: { id: 'credit-lr@1' }, note: 'x' })).toThrow(`is remediated by its owner, ${owner}`)
    expect(() => findings.close(validator, { id, route: 'changed', note: 'x' })).toThrow('has no remediation to test yet')
    expect(() => findings.close(validator, { id, route: 'accepted', note: 'x' })).toThrow('can not be closed by accepting it')
    expect(() => findings.remediate(owner, { id, evidence: { id: 'C-99' }, note: 'x' })).toThrow('has no evidence C-99')
    findings.remediate(owner, { id, evidence: { id: 'credit-lr', version: 'credit-lr@2' }, note: 'Trained again.' })
    expect(() => findings.close(risk, { id, route: 'changed', note: 'x' })).toThrow('or by another validator')
    expect(findings.return(validator, { id, note: 'Still there.' })).toMatchObject({ state: 'open', remediation: null })
    findings.remediate(owner, { id, evidence: { id: 'credit-lr', version: 'credit-lr@2' }, note: 'Now it is gone.' })
    expect(findings.rate(risk, { id, to: 'low', reason: 'Few people.' })).toMatchObject({ severity: 'high', proposed: { by: risk, to: 'low' } })
    expect(() => findings.confirmRating(risk, { id, agree: true, reason: 'x' })).toThrow('a second person has to agree')
    expect(() => findings.confirmRating(owner, { id, agree: true, reason: 'x' })).toThrow('not for its owner')
    expect(findings.confirmRating(compliance, { id, agree: true, reason: 'Twelve people.' })).toMatchObject({ severity: 'low', proposed: null, ratings: [{ from: 'high', to: 'low', by: compliance, proposedBy: risk }] })
    expect(findings.close(validator, { id, route: 'changed', note: 'Tested again.' })).toMatchObject({ state: 'closed', closure: { route: 'changed', by: validator } })
    expect(findings.get(id).acts.map(({ what }) => what)).toEqual(['opened', 'remediated', 'returned', 'remediated', 'lower severity proposed', 'severity changed', 'closed'])
    expect(findings.open(validator, finding({ version: 'credit-lr@2', repeats: id, severity: 'observation' }))).toMatchObject({ severity: 'medium', due: '2027-05-20' })
    expect(() => findings.open(validator, finding({ repeats: id }))).toThrow('only a finding on an earlier version')
    await world.check()
  })

  it('blocks every approval when critical, and the plain one when high unless a condition names a control', async () => {
    const { findings, reviews } = room()
    const id = request(world)
    const critical = findings.open(validator, finding({ severity: 'critical' })).id
    expect((await sign(world, risk, id, { act: 'review' })).state).toBe('in_review')
    expect(reviews.get(id).blocked.join()).toContain(`critical finding is open: ${critical}`)
    findings.rate(validator, { id: critical, to: 'high', reason: 'Not that grave.' })
    findings.confirmRating(compliance, { id: critical, agree: true, reason: 'Agreed.' })
    expect(state(id)).toBe('pending_decision')
    expect(reviews.get(id).moves.at(-1)).toMatchObject({ actor: systemActor, to: 'pending_decision' })
    expect(() => reviews.statement(approver, { id, act: 'approve' })).toThrow(`severity high is open: ${critical}`)
    expect(() => reviews.statement(approver, { id, act: 'approve', conditions: [condition()] })).toThrow('compensating control')
    const covered = condition({ finding: critical, control: 'Cases decided by hand' })
    expect((await sign(world, approver, id, { act: 'approve', conditions: [covered] })).state).toBe('approved_with_conditions')
    const [{ id: set } = { id: '' }] = room().conditions.list({ review: id })
    room().conditions.meet(owner, { id: set, evidence: { id: 'credit-lr' }, note: 'Done.' })
    expect(() => room().conditions.accept(compliance, { id: set, note: 'Good.' })).toThrow(`stands for ${critical}, which is still open`)
    findings.open(risk, finding({ severity: 'critical', title: 'Leak' }))
    expect(state(id)).toBe('suspended')
    expect(reviews.get(id).moves.at(-1)).toMatchObject({ to: 'suspended', by: 'system', trigger: { id: 'critical_finding', since: '2026-11-21T10:00:00.000Z' } })
    await world.check()
  })

  it('may be given more time as often as the policy says', () => {
    const { findings } = room()
    const { id } = findings.open(validator, finding())
    expect(() => findings.extend(compliance, { id, due: '2027-03-01', reason: 'x' })).toThrow('is moved by a final approver')
    expect(() => findings.extend(approver, { id, due: '2027-06-01', reason: 'x' })).toThrow('2027-05-20 at most')
    expect(findings.extend(approver, { id, due: '2027-03-01', reason: 'Holidays.' })).toMatchObject({ due: '2027-03-01', extensions: 1 })
    expect(() => findings.extend(approver, { id, due: '2027-04-01', reason: 'x' })).toThrow('moved once already')
    world.clock.set('2027-03-02T00:00:00.000Z')
    expect(findings.list({ state: 'open' })).toMatchObject([{ id, overdue: true }])
    expect(findings.rate(validator, { id, to: 'critical', reason: 'Worse.' })).toMatchObject({ severity: 'critical', due: '2027-03-01' })
  })
})

describe('a condition', () => {
  it('is met by its owner, accepted by a compliance reviewer, and then all are settled by a signature', async () => {
    const id = await approvedWith()
    const { conditions } = room()
    const [{ id: set } = { id: '' }] = conditions.list({ review: id })
    expect(() => conditions.meet(risk, { id: set, evidence: { id: 'credit-lr' }, note: 'x' })).toThrow(`is met by its owner, ${owner}`)
    expect(() => conditions.accept(compliance, { id: set, note: 'x' })).toThrow('has not shown yet')
    conditions.meet(owner, { id: set, evidence: { id: 'credit-lr' }, note: 'Explained.' })
    expect(() => conditions.accept(risk, { id: set, note: 'x' })).toThrow('accepted by a compliance reviewer')
    expect(conditions.return(compliance, { id: set, note: 'Not enough.' }).state).toBe('open')
    expect(() => room().reviews.statement(compliance, { id, act: 'settle' })).toThrow(`1 condition not met yet: ${set}`)
    expect(() => conditions.extend(compliance, { id: set, due: '2028-01-01', reason: 'x' })).toThrow('2027-05-02 at most')
    expect(conditions.extend(compliance, { id: set, due: '2027-03-01', reason: 'Holidays.' })).toMatchObject({ due: '2027-03-01', suspendsOn: '2027-03-16' })
    conditions.meet(owner, { id: set, evidence: { id: 'credit-lr' }, note: 'At length.' })
    expect(conditions.accept(compliance, { id: set, note: 'Good.' }).state).toBe('accepted')
    expect((await sign(world, compliance, id, { act: 'settle' })).state).toBe('approved')
    await world.check()
  })

  it('suspends the approval when its grace is over, once, and says since when; a lifted suspension does not come back for the same reason', async () => {
    const id = await approvedWith()
    const { reviews } = room()
    world.clock.set('2027-02-15T23:59:59.000Z')
    expect(reviews.tick()).toBe(0)
    world.clock.set('2027-03-20T08:00:00.000Z')
    expect(state(id)).toBe('suspended')
    expect(reviews.tick()).toBe(1)
    expect(reviews.tick()).toBe(0)
    expect(reviews.get(id).moves.at(-1)).toMatchObject({ actor: systemActor, at: '2027-03-20T08:00:00.000Z', trigger: { id: 'condition_overdue', since: '2027-02-16T00:00:00.000Z', detail: expect.stringContaining('was due on 2027-02-01') } })
    expect(() => reviews.statement(approver, { id, act: 'lift' })).toThrow('is not resolved')
    expect((await sign(world, approver, id, { act: 'lift', reason: 'Watched daily.', conditions: [condition({ due: '2027-06-01' })] })).state).toBe('approved_with_conditions')
    expect(reviews.tick()).toBe(0)
    world.clock.set('2027-06-16T00:00:00.000Z')
    expect(reviews.tick()).toBe(1)
    await world.check()
  })

  it('is not forgotten by a clock that was turned back', async () => {
    const id = await approvedWith()
    world.clock.set('2027-12-01T00:00:00.000Z')
    expect(room().reviews.tick()).toBe(1)
    expect(state(id)).toBe('expired')
    world.clock.set('2026-11-22T00:00:00.000Z')
    world.reopen()
    expect(room().reviews.tick()).toBe(0)
    expect(state(id)).toBe('expired')
    expect(room().reviews.now().toISOString()).toBe('2027-12-01T00:00:00.000Z')
    await world.check()
  })

  it('suspends once where two programs look at the same time', async () => {
    const id = await approvedWith()
    const other = openWorkspace(world.dir, world.machine)
    try {
      world.clock.set('2027-03-20T08:00:00.000Z')
      expect([room().reviews.tick(), other.reviews.tick()]).toEqual([1, 0])
      expect(other.reviews.get(id).state).toBe('suspended')
      const { id: one } = room().findings.open(validator, finding())
      other.findings.rate(risk, { id: one, to: 'low', reason: 'a' })
      expect(() => room().findings.rate(compliance, { id: one, to: 'low', reason: 'b' })).toThrow('waits for a second person already')
    } finally {
      other.close()
    }
    await world.check()
  })
})

describe('a waiver', () => {
  it('is proposed by one person and granted by the signature of another who may, within what the policy allows', async () => {
    const { waivers, reviews } = room()
    const never = (control: string) => () => waivers.propose(owner, waiver({ deviation: { of: 'control', control } }))
    expect(never('ledger_integrity')).toThrow('“ledger integrity” is never waived')
    expect(never('SOD1')).toThrow('nobody approves what they made')
    expect(never('legal-hard-stop')).toThrow('“legal hard stop” is never waived')
    expect(() => waivers.propose(owner, waiver({ until: '2027-12-31' }))).toThrow('ends on 2027-05-20 at the latest on tier 2')
    expect(() => waivers.propose(owner, waiver({ type: 'threshold_miss', deviation: { of: 'evidence', kind: 'fairness_check', is: 'passed' } }))).toThrow('needs a compensating control')
    expect(() => waivers.propose(owner, waiver({ type: 'deadline_extension' }))).toThrow('extend the condition or the finding')
    expect(() => waivers.propose(owner, waiver({ type: 'missing_evidence', deviation: { of: 'evidence', kind: 'horoscope', is: null } }))).toThrow('no kind of evidence “horoscope”')
    const { id } = waivers.propose(owner, waiver())
    expect(() => waivers.statement(compliance, { id })).toThrow('is granted by a final approver')
    const { text } = waivers.statement(approver, { id })
    expect(text).toContain('countersign.example/waiver/v1\nMeaning: waiver_grant\n')
    expect(text).toContain('\nLets: the control change_freeze is not kept\n')
    expect(await grant(world, approver, id)).toMatchObject({ state: 'live', granted: { by: approver, role: 'final_approver' } })
    expect(reviews.get(request(world)).waivers).toMatchObject([{ id, until: '2027-01-31' }])
    const mine = waivers.propose(approver, waiver())
    expect(() => waivers.statement(approver, { id: mine.id })).toThrow('You proposed')
    expect(waivers.refuse(founderOrOther(), { id: waivers.propose(owner, waiver()).id, reason: 'No.' }).state).toBe('refused')
    expect(waivers.withdraw(approver, { id: mine.id, reason: 'Not needed.' }).state).toBe('withdrawn')
    await world.check()
  })
  const founderOrOther = () => approver

  it('suspends what rests on it when it ended and its grace is over; another one before that keeps it alive', async () => {
    const id = request(world)
    await sign(world, risk, id, { act: 'review' })
    await sign(world, compliance, id, { act: 'approve' })
    await grant(world, approver, room().waivers.propose(owner, waiver()).id)
    world.clock.set('2027-02-03T00:00:00.000Z')
    const next = room().waivers.propose(owner, waiver({ until: '2027-03-31' })).id
    await grant(world, approver, next)
    world.clock.set('2027-02-20T00:00:00.000Z')
    expect(room().reviews.tick()).toBe(0)
    world.clock.set('2027-04-08T00:00:00.000Z')
    expect(room().reviews.tick()).toBe(1)
    expect(room().reviews.get(id).moves.at(-1)!.trigger).toMatchObject({ id: 'waiver_expired', since: '2027-02-08T00:00:00.000Z' })
    await world.check()
  })

  it('is told from a forged one: other words, another hand, the proposer, longer than allowed', async () => {
    const { waivers, identity } = room()
    const { id } = waivers.propose(owner, waiver())
    const { text } = waivers.statement(approver, { id })
    const [right, wrong] = [await identity.unlock(approver, passphraseOf(approver)), await identity.unlock(compliance, passphraseOf(compliance))]
    forge(world, approver, { kind: 'waiver.granted/v1', body: { waiver: id, note: right.signNote(text.replace('Until: 2027-01-31', 'Until: 2029-01-31')) } })
    expect(await found(world)).toEqual([expect.stringMatching(/^DECISION-SIGNATURE .*the entry says Until "2027-01-31", the signed text says "2029-01-31"/)])
    const other = waivers.propose(owner, waiver()).id
    forge(world, compliance, { kind: 'waiver.granted/v1', body: { waiver: other, note: wrong.signNote(text.replace(`Waiver: ${id}`, `Waiver: ${other}`).replace('Signer-ID: approver@', 'Signer-ID: compliance@')) } })
    expect((await found(world)).at(-1)).toMatch(/DECISION-SIGNATURE|SIGN-OFF-RULE/)
  })

  it('lets one named author validate, and nobody approve their own work', () => {
    expect(() => room().waivers.propose(owner, waiver({ type: 'separation_of_duties', deviation: { of: 'separation', rule: 'validator_not_author', person: founder } }))).toThrow('work in pairs or an outside reviewer')
    expect(() => room().waivers.propose(owner, waiver({ type: 'policy_deviation', deviation: { of: 'separation', rule: 'validator_not_author', person: founder } }))).toThrow('waiver of the type separation_of_duties')
  })
})

describe('rules that entries broke', () => {
  it('are found: a finding closed by its owner, a severity lowered by one person, a suspension out of nothing', async () => {
    const { id } = room().findings.open(validator, finding())
    const review = request(world)
    forge(world, owner, { kind: 'finding.closed/v1', body: { finding: id, route: 'changed', note: 'Trust me.', duplicateOf: null } })
    expect(await found(world)).toEqual([expect.stringContaining('is tested and closed by others than its owner')])
    const second = room().findings.open(validator, finding()).id
    forge(world, validator, { kind: 'finding.severity.changed/v1', body: { finding: second, from: 'high', to: 'low', reason: 'x', proposal: null, due: null } })
    expect((await found(world)).at(-1)).toContain('it lowers a severity, and no second person proposed that')
    await sign(world, risk, review, { act: 'review' })
    expect(() => room().conditions.list({ review })).not.toThrow()
  })
})

describe('a delegation', () => {
  async function delegate(from = approver, to = deputy) {
    const { delegations } = room()
    const { sha256 } = delegations.statement(from, { to, meanings: ['approval'], until: '2026-12-31', reason: 'Away.' })
    return delegations.grant(from, { sha256, passphrase: passphraseOf(from) })
  }

  it('counts once it is accepted, is shown as for whom, and carries the bans of both', async () => {
    const { delegations, reviews } = room()
    expect(() => delegations.statement(approver, { to: deputy, meanings: ['approval'], until: '2027-12-31', reason: 'x' })).toThrow('until 2027-02-19 at most')
    expect(() => delegations.statement(owner, { to: deputy, meanings: ['approval'], until: '2026-12-31', reason: 'x' })).toThrow('Your own role signs no approval')
    const { id: given } = await delegate()
    const id = request(world)
    await sign(world, risk, id, { act: 'review' })
    expect(() => reviews.statement(deputy, { id, act: 'approve', onBehalfOf: approver })).toThrow('No delegation lets you')
    expect(() => delegations.accept(risk, { id: given })).toThrow(`accepted by ${deputy}`)
    expect(delegations.accept(deputy, { id: given }).state).toBe('live')
    expect(reviews.standIns(id, deputy)).toMatchObject([{ act: 'approve', onBehalfOf: approver, delegation: given }])
    expect(reviews.waitingFor(deputy).map((one) => one.id)).toEqual([id])
    expect(() => reviews.statement(deputy, { id, act: 'approve' })).toThrow('Your role does not sign')
    const signed = await sign(world, deputy, id, { act: 'approve', onBehalfOf: approver })
    expect(signed).toMatchObject({ state: 'approved', signatures: [{}, { email: deputy, onBehalfOf: approver, role: 'final_approver' }] })
    expect(signed.signatures[1]!.note).toContain(`\nOn-Behalf-Of: Person approver <${approver}>, by delegation ${given}\nSigner: Person deputy\n`)
    await world.check()
  })

  it('lets nobody sign for a person who signed, nor an author for anybody; it ends by revocation, on its day, with the key of either', async () => {
    const { delegations, reviews, identity } = room()
    const mine = await delegate()
    delegations.accept(deputy, { id: mine.id })
    const id = request(world)
    await sign(world, approver, id, { act: 'review' })
    expect(() => reviews.statement(deputy, { id, act: 'approve', onBehalfOf: approver })).toThrow('You or approver@example.org have signed')
    const own = await delegate(compliance, founder)
    delegations.accept(founder, { id: own.id })
    expect(() => reviews.statement(founder, { id, act: 'approve', onBehalfOf: compliance })).toThrow('nobody signs off their own work')
    expect(delegations.end(approver, { id: mine.id, reason: 'Back.' }).state).toBe('revoked')
    expect(reviews.standIns(id, deputy)).toEqual([])
    await identity.revokeKey(founder, { email: compliance, reason: 'Left.', passphrase: passphraseOf(founder) })
    expect(delegations.get(own.id).state).toBe('key_lost')
    world.clock.set('2027-01-01T00:00:00.000Z')
    expect(delegations.get(own.id).state).toBe('over')
    await world.check()
  })
})

describe('comments', () => {
  it('stay with the exact thing that they speak of, are answered and resolved, and never go away', async () => {
    const { comments, reviews } = room()
    const id = request(world)
    await sign(world, risk, id, { act: 'review' })
    const line = `Version: credit-lr@1`
    const on = comments.add(deputy, { about: { type: 'statement', review: id, line }, text: 'Which population?' })
    expect(on).toMatchObject({ about: { revision: 1, line }, current: true, mayResolve: true })
    expect(() => comments.add(deputy, { about: { type: 'statement', review: id, line: 'Version: other@1' }, text: 'x' })).toThrow('No statement signed on revision 1')
    expect(() => comments.add(deputy, { about: { type: 'evidence', review: id, id: 'C-9' }, text: 'x' })).toThrow('has no evidence C-9')
    comments.reply(risk, { id: on.id, text: 'Adults.' })
    reviews.return(approver, { id, reason: 'Say so.' })
    reviews.revise(founder, { id, reason: 'Said.' })
    expect(comments.list({ review: id, open: true }, risk)).toMatchObject([{ id: on.id, current: false, mayResolve: false, replies: [{ name: 'Person risk', text: 'Adults.' }] }])
    expect(() => comments.resolve(risk, { id: on.id, note: 'x' })).toThrow(`resolved by ${deputy}`)
    expect(comments.resolve(owner, { id: on.id, note: 'In the card now.' }).resolved).toMatchObject({ by: owner })
    expect(() => comments.reply(deputy, { id: on.id, text: 'x' })).toThrow('write a new comment')
    expect(comments.list({ review: id, open: false }, null)).toHaveLength(1)
    await world.check()
  })
})
