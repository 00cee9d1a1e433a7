import type { Role } from '../../../shared/contract/identity.ts'
import type { Review, StatementInput } from '../../../shared/contract/reviews.ts'
import type { EntryDraft } from '../../../electron/domain/ledger/service.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

export const owner = 'owner@example.org'
export const validator = 'validator@example.org'
export const risk = 'risk@example.org'
export const compliance = 'compliance@example.org'
export const approver = 'approver@example.org'
export const deputy = 'deputy@example.org'

const people: Record<string, Role> = { [owner]: 'model_owner', [validator]: 'validator', [risk]: 'risk_sme', [compliance]: 'compliance_reviewer', [approver]: 'final_approver', [deputy]: 'data_engineer' }

/** A workspace under the policy of two people, with two versions of one model and somebody in every role. */
export async function createItemWorld(): Promise<World> {
  const world = await createWorld()
  for (const [email, role] of Object.entries(people)) await world.enrol(email, role)
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '', owner })
  for (const note of ['first', 'second']) await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: { C: note }, note }, quiet)
  return world
}

export const request = ({ workspace }: World, version = 'credit-lr@1'): string => workspace.reviews.request(founder, { version, message: '' }).id

export async function sign({ workspace: { reviews } }: World, email: string, id: string, terms: StatementInput): Promise<Review> {
  const { sha256 } = reviews.statement(email, { id, ...terms })
  return reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

export async function grant({ workspace: { waivers } }: World, email: string, id: string) {
  const { sha256 } = waivers.statement(email, { id })
  return waivers.grant(email, { id, sha256, passphrase: passphraseOf(email) })
}

export const finding = (changes: object = {}) => ({ version: 'credit-lr@1', about: { type: 'version' as const }, severity: 'high' as const, title: 'Age gap', text: 'Unexplained.', ...changes })
export const condition = (changes: object = {}) => ({ text: 'Explain the gap', owner, due: '2027-02-01', expects: 'A second check', control: null, finding: null, ...changes })
export const waiver = (changes: object = {}) => ({ version: 'credit-lr@1', type: 'policy_deviation' as const, deviation: { of: 'control' as const, control: 'change_freeze' }, reason: 'The freeze ends later.', owner, until: '2027-01-31', ...changes })

/** Writes past the rules, with the log key at hand. */
export const forge = ({ workspace }: World, actor: string, ...drafts: EntryDraft[]) => workspace.ledger.append(actor, () => drafts)

export async function found({ workspace }: World): Promise<string[]> {
  const { findings } = await workspace.ledger.verify('full', quiet)
  return findings.map(({ kind, detail }) => `${kind} ${detail}`)
}
