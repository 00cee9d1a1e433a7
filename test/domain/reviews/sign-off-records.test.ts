import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clause } from '../../../shared/contract/frameworks.ts'
import { judgeDemand } from '../../../shared/demands.ts'
import { evidencePath } from '../../../renderer/features/frameworks/evidence-path.ts'
import { passphraseOf, type World } from '../../support/world.ts'
import { approver, compliance, condition, createItemWorld, deputy, finding, owner, request, risk, sign, validator } from './item-world.ts'

const version = 'credit-lr@1'
let world: World
/** What each demand and one control came to, at each stage of a sign-off. */
const told: Record<string, Record<string, string>> = {}

const demands = {
  approval: { kind: 'approval', is: ['complete', 'signed', 'bound', 'independent', 'verified'], byRoles: ['final_approver'] },
  'approval by a validator': { kind: 'approval', is: ['signed'], byRoles: ['validator'] },
  signature: { kind: 'signature', is: ['complete', 'bound', 'verified', 'signed'] },
  plan: { kind: 'monitoring_plan', is: ['signed'] },
  'plan from outside': { kind: 'monitoring_plan', is: ['signed', 'independent'], byRoles: ['risk_sme'] },
  finding: { kind: 'finding', is: ['closed', 'not_overdue'] },
  condition: { kind: 'condition', is: ['present', 'not_overdue'] },
  delegation: { kind: 'delegation', is: ['complete', 'signed'] },
} satisfies Record<string, Pick<Clause, 'kind' | 'is' | 'byRoles'>>

const judge = ({ holdings }: World['workspace'], demand: Pick<Clause, 'kind' | 'is' | 'byRoles'>) => judgeDemand({ maxAgeDays: null, ...demand }, holdings.recordsOf(version), holdings.gather(holdings.about(version)).context)

function note(stage: string): void {
  const { frameworks } = world.workspace
  const judged = Object.entries(demands).map(([name, demand]) => {
    const { status, record, conditions } = judge(world.workspace, demand)
    return [name, [status, record ?? '', ...conditions.map((id) => `under ${id}`)].join(' ').trim()]
  })
  const control = frameworks.controls(version, 'osfi-e23').controls.find(({ id }) => id === 'E23.3.4A')!
  told[stage] = { ...Object.fromEntries(judged), control: control.status }
}

const seal = (title: string) => {
  const { documents } = world.workspace
  const existing = documents.list({ kind: 'monitoring_plan' })[0]
  const { id } = documents.drafts.begin(deputy, existing ? { document: existing.id } : { kind: 'monitoring_plan', subject: { type: 'version', ref: version } })
  const draft = documents.drafts.get(deputy, id)
  documents.drafts.save(deputy, { id, revision: draft.revision, content: { ...draft.content, title } })
  return documents.seal(deputy, id).id
}

let names: { review: string; plan: string; finding: string; condition: string; delegation: string }
let evidenceHash: string
beforeAll(async () => {
  world = await createItemWorld()
  const { workspace } = world
  const plan = seal('Plan')
  note('before')
  const review = request(world)
  evidenceHash = workspace.reviews.get(review).evidenceHash
  await sign(world, risk, review, { act: 'review' })
  const open = workspace.findings.open(validator, finding({ severity: 'medium' })).id
  note('reviewed')
  await sign(world, approver, review, { act: 'approve', conditions: [condition()] })
  const [{ id: set } = { id: '' }] = workspace.conditions.list({ review })
  const terms = { to: deputy, meanings: ['approval' as const], until: '2026-12-01', reason: 'Away.' }
  const delegations = workspace.delegations
  const { sha256 } = delegations.statement(approver, terms)
  const delegation = (await delegations.grant(approver, { sha256, passphrase: passphraseOf(approver) })).id
  delegations.accept(deputy, { id: delegation })
  names = { review, plan, finding: open, condition: set, delegation }
  note('approved')
  workspace.conditions.meet(owner, { id: set, evidence: { id: 'credit-lr' }, note: 'Done.' })
  workspace.conditions.accept(compliance, { id: set, note: 'Good.' })
  await sign(world, compliance, review, { act: 'settle' })
  note('settled')
  seal('Another plan')
  note('another plan')
  world.clock.set('2027-12-01T00:00:00.000Z')
  note('over')
}, 60_000)
afterAll(() => world.end())

describe('what a sign-off is evidence for', () => {
  it('follows it from the first signature to its end', () => {
    const { review, plan, finding: open, condition: set, delegation } = names
    const given = told['reviewed']!['signature']!
    expect(given).toMatch(new RegExp(`^met ${review}, entry \\d+$`))
    const bare = { approval: 'missing', 'approval by a validator': 'missing', signature: 'missing', plan: `missing ${plan}`, 'plan from outside': `missing ${plan}`, finding: 'missing', condition: 'missing', delegation: 'missing', control: 'missing' }
    const reviewed = { ...bare, signature: given, plan: `met ${plan}`, 'plan from outside': `met ${plan}`, finding: `met ${open}` }
    const approved = { ...reviewed, approval: `met ${review} under ${set}`, 'approval by a validator': `missing ${review}`, condition: `met ${set} under ${set}`, delegation: `met ${delegation}`, control: 'satisfied_with_conditions' }
    const settled = { ...approved, approval: `met ${review}`, condition: `met ${set}`, control: 'satisfied' }
    const another = { ...settled, plan: `missing ${plan}`, 'plan from outside': `missing ${plan}` }
    const expected = { before: bare, reviewed, approved, settled, 'another plan': another, over: { ...another, approval: 'missing', 'approval by a validator': 'missing', finding: `stale ${open}`, delegation: 'missing', control: 'partial' } }
    // Which of several good signatures is named is of no matter here.
    const plain = (stages: typeof told) => JSON.parse(JSON.stringify(stages).replaceAll(/, entry \d+/g, ', entry')) as unknown
    expect(plain(told)).toEqual(plain(expected))
  })

  it('leaves what was frozen as it was, and verification finds nothing', async () => {
    expect(world.workspace.reviews.get(names.review).evidenceHash).toBe(evidenceHash)
    await world.check()
  })

  it.each([
    ['document', 'N-12', '/documents/N-12'],
    ['approval', 'R-7', '/reviews/R-7'],
    ['signature', 'R-7, entry 9', '/ledger/9'],
    ['finding', 'X-8', '/ledger/8'],
    ['waiver', 'W-3', '/ledger/3'],
    ['condition', 'K-10', '/ledger/10'],
  ])('opens %s %s at %s', (kind, id, path) => expect(evidencePath(kind, id)).toBe(path))
})
