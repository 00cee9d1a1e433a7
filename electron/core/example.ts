import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { defaultThresholds } from '../../shared/contract/evidence.ts'
import type { Work } from '../../shared/contract/handlers.ts'
import type { Role } from '../../shared/contract/identity.ts'
import { projectFile } from '../platform/assets.ts'
import { createWorkspace, type Machine, type Workspace } from './workspace.ts'

export interface ExamplePerson {
  name: string
  email: string
  roles: Role[]
  passphrase: string
}

/** Roles, not people: their addresses end in the domain that RFC 2606 keeps free for examples. */
export const examplePeople: ExamplePerson[] = [
  { name: 'Ana Author', email: 'author@countersign.example', roles: ['data_scientist', 'model_owner'], passphrase: 'example author' },
  { name: 'Rui Reviewer', email: 'reviewer@countersign.example', roles: ['subject_matter_expert', 'risk_sme'], passphrase: 'example reviewer' },
  { name: 'Ada Approver', email: 'approver@countersign.example', roles: ['compliance_reviewer', 'final_approver'], passphrase: 'example approver' },
]

const [author, reviewer, approver] = examplePeople as [ExamplePerson, ExamplePerson, ExamplePerson]
const file = (name: string) => projectFile(`examples/german-credit/${name}`)
const rights = { licence: 'CC BY 4.0', source: 'UCI Statlog (German Credit Data), doi 10.24432/C5NC77', purpose: 'Teaching and testing' }

/** German credit through the same services a person uses, up to a review that waits for its two signatures. */
export async function createExample(dir: string | undefined, machine: Machine, work: Work): Promise<{ dir: string; people: ExamplePerson[] }> {
  const path = dir ?? freeFolder(join(homedir(), 'Countersign', 'german-credit-example'))
  work.progress(0, 6, 'Enrolling three people')
  const workspace = await createWorkspace({ dir: path, name: 'German credit (example)', person: author }, machine)
  try {
    for (const person of [reviewer, approver]) await workspace.identity.enrol(author.email, { ...person, signerPassphrase: author.passphrase })
    await fill(workspace, work)
  } finally {
    workspace.close()
  }
  return { dir: path, people: examplePeople }
}

async function fill({ catalog, evidence, reviews }: Workspace, work: Work): Promise<void> {
  const quiet: Work = { signal: work.signal, progress: () => {} }
  const useCase = catalog.addUseCase(author.email, {
    name: 'Retail credit',
    purpose: 'Rank applications for consumer loans so that a clerk sees the likely good ones first. The clerk decides.',
    affected: 'Applicants for consumer loans.',
    tier: 2,
    tierReasons: 'Economic consequences for people; a person decides; refusals can be appealed.',
  })
  work.progress(1, 6, 'Recording the data')
  const training = await catalog.addSnapshot(
    author.email,
    { path: file('german-credit.csv'), name: 'german-credit', description: 'The 1,000 applications of the Statlog set.', protected: [], rights },
    quiet,
  )
  work.progress(2, 6, 'Recording the predictions')
  const predictions = await catalog.addSnapshot(
    author.email,
    { path: file('german-lr-predictions.csv'), name: 'german-predictions', description: 'Out-of-fold scores and decisions for the same applications.', protected: ['sex', 'age_group', 'foreign_worker'], rights },
    quiet,
  )
  work.progress(3, 6, 'Describing the version')
  catalog.addModel(author.email, { name: 'credit-lr', useCase: useCase.id, task: 'classification', description: 'Logistic regression on the Statlog attributes.' })
  const version = await catalog.addVersion(
    author.email,
    {
      model: 'credit-lr',
      data: [training.ref, predictions.ref],
      parameters: { algorithm: 'logistic regression', folds: '10', threshold: '0.5' },
      note: 'Out-of-fold predictions of the first model.',
    },
    quiet,
  )
  work.progress(4, 6, 'Running the fairness check')
  await evidence.run(
    author.email,
    {
      check: 'fairness',
      version: version.ref,
      inputs: { data: file('german-lr-predictions.csv') },
      settings: {
        columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex', 'age_group'] },
        thresholds: defaultThresholds,
        minimumGroup: 30,
      },
    },
    quiet,
  )
  work.progress(5, 6, 'Requesting the review')
  reviews.request(author.email, { version: version.ref, message: 'Please look at the difference between age groups before you sign.' })
  work.progress(6, 6, 'Done')
}

/** The first of `path`, `path-2`, `path-3` … that is not there yet. */
function freeFolder(path: string): string {
  let folder = path
  for (let number = 2; existsSync(folder); number += 1) folder = `${path}-${number}`
  return folder
}
