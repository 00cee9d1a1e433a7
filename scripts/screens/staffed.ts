import { join } from 'node:path'
import { examplePeople, type ExamplePerson } from '../../electron/core/example.ts'
import { createWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import type { Role } from '../../shared/contract/identity.ts'
import type { StatementInput } from '../../shared/contract/reviews.ts'
import { addTieredVersion, sealFilled, signers } from '../../test/support/tiered-version.ts'

const author = examplePeople[0]!
const names = ['Otto Owner', 'Vera Validator', 'Edda Expert', 'Rosa Risk', 'Carl Counsel', 'Enno Engineer', 'Cleo Compliance', 'Finn Approver']
const staff: ExamplePerson[] = Object.entries(signers).map(([email, role], at) => ({ name: names[at]!, email, roles: [role] satisfies Role[], passphrase: author.passphrase }))
const as = (role: Role) => staff.find(({ roles }) => roles.includes(role))!

/** Under the tiered policy with everybody whom the highest tier asks for: findings, conditions, waivers, challenges, comments, documents in versions, a proposed policy and attestations. */
export async function createStaffedWorkspace(root: string, machine: Machine): Promise<void> {
  const workspace = await createWorkspace({ dir: join(root, 'staffed'), name: 'Retail credit', person: author, policy: 'tiered' }, machine)
  try {
    for (const person of staff) await workspace.identity.enrol(author.email, { ...person, signerPassphrase: author.passphrase })
    for (const tier of [4, 1, 2] as const) await addTieredVersion(workspace, author.email, tier, root)
    await decideLowest(workspace)
    await fillHighest(workspace)
    writeDocuments(workspace)
    await proposePolicy(workspace)
    await attest(workspace)
    await delegate(workspace)
  } finally {
    workspace.close()
  }
}

async function sign({ reviews }: Workspace, id: string, { email, passphrase }: ExamplePerson, terms: StatementInput): Promise<void> {
  await reviews.sign(email, { id, sha256: reviews.statement(email, { id, ...terms }).sha256, passphrase })
}

async function decideLowest(workspace: Workspace): Promise<void> {
  const { id } = workspace.reviews.request(author.email, { version: 'credit-4@1', message: '' })
  await sign(workspace, id, as('model_owner'), { act: 'submit', conflict: 'None' })
}

/** In validation, with something of every kind around it. */
async function fillHighest(workspace: Workspace): Promise<void> {
  const { findings, waivers, challenges, comments, reviews } = workspace
  const [owner, validator] = [as('model_owner'), as('validator')]
  const { id } = reviews.request(author.email, { version: 'credit-1@1', message: 'Please validate; the report of last year is attached to the use case.' })
  await sign(workspace, id, owner, { act: 'submit', conflict: 'None' })
  for (const [severity, title, text] of [
    ['high', 'The selection rate of applicants under 25 is lower by a fifth', 'In every quarter; the gap grows with the amount asked for.'],
    ['medium', 'Calibration drifts above 0.8', 'Forty cases a month.'],
    ['low', 'The data sheet names a contact that has left', 'See its section 7.'],
  ] as const) {
    findings.open(validator.email, { version: 'credit-1@1', about: { type: 'version' }, review: id, severity, title, text, owner: owner.email })
  }
  const [, , low] = findings.list({}).toSorted((a, b) => a.seq - b.seq)
  findings.remediate(owner.email, { id: low!.id, evidence: { id: workspace.evidence.checks({}).find(({ version }) => version === 'credit-1@1')!.id }, note: 'Named anew, and the data were looked at again.' })
  const waiver = waivers.propose(owner.email, { version: 'credit-1@1', type: 'missing_evidence', deviation: { of: 'evidence', kind: 'datasheet', is: null }, reason: 'The supplier sends it in January.', control: 'A clerk reads every refusal.', owner: owner.email, until: inDays(30) })
  const grantor = as('final_approver')
  await waivers.grant(grantor.email, { id: waiver.id, sha256: waivers.statement(grantor.email, { id: waiver.id }).sha256, passphrase: grantor.passphrase })
  const first = challenges.raise(validator.email, { review: id, area: 'data', text: 'Why are the refused applicants of 2024 left out of the training set?' })
  challenges.answer(owner.email, { id: first.id, text: 'Their outcome is not known; reject inference was tried and changed nothing.' })
  challenges.raise(validator.email, { review: id, area: 'method', text: 'A scorecard is within 0.01 of it. What does the gradient boosting give that a person can not read?' })
  const comment = comments.add(as('compliance_reviewer').email, { about: { type: 'review', review: id }, text: 'The use-case record says 10,000 EUR, the model card 15,000 EUR. Which one is it?' })
  comments.reply(owner.email, { id: comment.id, text: '10,000 EUR. The card will say so in its next version.' })
  comments.add(as('subject_matter_expert').email, { about: { type: 'review', review: id }, text: 'Clerks ask for the three main reasons next to each score.' })
}

function writeDocuments(workspace: Workspace): void {
  const { comments, documents } = workspace
  const card = documents.list({}).find(({ kind }) => kind === 'model_card')!
  const next = documents.drafts.begin(author.email, { document: card.id })
  documents.drafts.save(author.email, { id: next.id, revision: next.revision, content: { ...next.content, title: 'Credit scoring, second edition', text: `${next.content.text}\n\n## Limits of use\n\nLoans up to 10,000 EUR. Nobody under 18.\n` } })
  const sealed = documents.seal(author.email, next.id)
  comments.add(as('compliance_reviewer').email, { about: { type: 'document', document: sealed.id, number: 1 }, text: 'Who says so to the clerks?' })
  comments.add(as('subject_matter_expert').email, { about: { type: 'document', document: sealed.id, number: 2 }, text: '10,000 EUR is what the policy of the bank says too.' })
  documents.drafts.begin(author.email, { kind: 'datasheet', subject: { type: 'snapshot', ref: 'predictions-1@1' } })
  sealFilled(workspace, as('validator').email, 'independence_declaration', { version: { type: 'version', ref: 'credit-1@1' }, model: { type: 'model', ref: 'credit-1' }, use_case: { type: 'version', ref: 'credit-1@1' }, snapshot: { type: 'version', ref: 'credit-1@1' }, workspace: { type: 'version', ref: 'credit-1@1' } }, 1)
}

async function proposePolicy({ policies }: Workspace): Promise<void> {
  const { policy } = policies.current()
  const proposer = as('compliance_reviewer')
  const stricter = structuredClone(policy)
  stricter.version += 1
  stricter.tiers.find(({ tier }) => tier === 2)!.validDays = 180
  const { sha256 } = policies.proposeStatement(proposer.email, { policy: stricter, reason: 'Half a year is enough for a model that decides about people.' })
  await policies.propose(proposer.email, { sha256, passphrase: proposer.passphrase })
}

async function attest({ inventory, catalog }: Workspace): Promise<void> {
  const reviewer = as('compliance_reviewer')
  for (const period of [{ from: '2026-01-01', to: '2026-06-30' }, { from: '2026-07-01', to: '2026-10-31' }]) {
    const { sha256 } = inventory.attestStatement(reviewer.email, { period })
    await inventory.attest(reviewer.email, { sha256, passphrase: reviewer.passphrase })
    const useCase = catalog.useCases()[0]!.id
    if (period.from < '2026-06') catalog.addModel(author.email, { name: 'churn-gbm', useCase, task: 'classification', description: 'Who is likely to leave.' })
  }
}

async function delegate({ delegations }: Workspace): Promise<void> {
  const [from, to] = [as('risk_sme'), as('subject_matter_expert')]
  const { sha256 } = delegations.statement(from.email, { to: to.email, meanings: ['review'], until: inDays(14), reason: 'On leave.' })
  delegations.accept(to.email, { id: (await delegations.grant(from.email, { sha256, passphrase: from.passphrase })).id })
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
