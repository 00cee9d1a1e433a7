import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { examplePeople, type ExamplePerson } from '../../electron/core/example.ts'
import { createWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { checkRun, defaultThresholds } from '../../shared/contract/evidence.ts'
import type { Work } from '../../shared/contract/handlers.ts'
import type { StatementInput } from '../../shared/contract/reviews.ts'
import { createRandom, writePredictions, type PredictionsOptions } from './predictions.ts'
import { assessUseCase } from './assessed.ts'

const quiet: Work = { signal: new AbortController().signal, progress: () => {} }
const day = 86_400_000

const [author, reviewer, approver] = examplePeople as [ExamplePerson, ExamplePerson, ExamplePerson]
const more: ExamplePerson[] = [
  { name: 'Maximiliane Featherstonehaugh-Vasconcelos', email: 'maximiliane.featherstonehaugh@model-risk.countersign.example', roles: ['model_owner', 'validator', 'data_engineer'], passphrase: 'example four' },
  { name: 'Bo Data', email: 'bo@countersign.example', roles: ['data_scientist', 'software_engineer'], passphrase: 'example five' },
  { name: 'Lea Legal', email: 'legal@countersign.example', roles: ['legal_counsel', 'compliance_reviewer', 'auditor'], passphrase: 'example six' },
]
export const richPeople = { author, reviewer, approver }

const useCases = [
  { name: 'Retail credit, loans up to 10,000 EUR', purpose: 'Rank applications for consumer loans so that a clerk sees the likely good ones first. The clerk decides.', affected: 'Applicants for consumer loans.', tier: 2, tierReasons: 'Economic consequences for people; a person decides; refusals can be appealed.' },
  { name: 'Card fraud', purpose: 'Hold payments that look like fraud until the holder confirms them.', affected: 'Card holders and merchants.', tier: 1, tierReasons: 'Blocks payments without a person in between.' },
  { name: 'Churn and retention of customers in small and medium-sized business banking', purpose: 'Choose whom an adviser calls.', affected: 'Business customers.', tier: 3, tierReasons: 'A call that is not made harms little.' },
] as const

const models = [
  ['credit-lr', 0, 'classification', 7],
  ['fraud-iso', 1, 'anomaly_detection', 6],
  ['churn-gbm', 2, 'classification', 5],
  ['limit-reg', 0, 'regression', 2],
  ['retention-offer-ranking-for-small-and-medium-business', 2, 'ranking', 4],
  ['merchant-names', 1, 'extraction', 3],
  ['complaint-answers', 2, 'question_answering', 3],
  ['early-warning', 0, 'classification', 0],
] as const

/**
 * A workspace as it stands after a year of use: every state of a review, every verdict, long names, many versions. Everything goes
 * through the services that a person uses, under a clock that is moved on between acts and ends a few minutes before now.
 */
export async function createRichWorkspace(root: string, now: Date): Promise<{ dir: string; stateDir: string }> {
  const clock = { at: now.getTime() - 400 * day, now: () => new Date(clock.at), offsetMinutes: () => 60 }
  const machine: Machine = { clock, stateDir: join(root, 'state'), programs: nodePrograms, version: '0.1.0', dateIsRight: true }
  const dir = join(root, 'retail-bank')
  mkdirSync(root, { recursive: true })
  const workspace = await createWorkspace({ dir, name: 'Models of the retail bank', person: author }, machine)
  try {
    const quarters = [1, 2, 3].map((quarter) => writeFiles(join(root, 'data', `quarter-${quarter}`), quarter))
    const files = quarters.at(-1)!
    for (const person of [reviewer, approver, ...more]) await workspace.identity.enrol(author.email, { ...person, signerPassphrase: author.passphrase })
    await fillCatalog(workspace, quarters)
    await assessUseCase(workspace, workspace.catalog.useCases()[0]!.id, author, more[2]!)
    await decideOldest(workspace, clock, files)
    const refs = workspace.catalog.models().flatMap((model) => model.versions.map(({ ref }) => ref))
    await runChecks(workspace, refs, files, clock)
    await explain(workspace)
    await watchDrift(workspace)
    await watchPerformance(workspace)
    await profileData(workspace)
    await requestReviews(workspace, clock, files)
    clock.at = now.getTime() - 20 * 60_000
    await workspace.reports.exportDossier(author.email, { version: 'credit-lr@2', out: join(root, 'credit-lr-2.pdf') }, quiet)
    clock.at += 5 * 60_000
    workspace.catalog.addUseCase(author.email, { ...useCases[2], name: 'Collections' })
  } finally {
    workspace.close()
  }
  return { dir, stateDir: machine.stateDir }
}

function writeFiles(dir: string, quarter: number): string[] {
  mkdirSync(dir, { recursive: true })
  const sex = (gap: number) => [['female', 0.4, 0.6], ['male', 0.58, 0.6 + gap], ['not stated', 0.02, 0.6]] as const
  const region = [['Lisboa', 0.3, 0.6], ['Norte', 0.3, 0.62], ['Região Autónoma dos Açores e arquipélagos vizinhos', 0.2, 0.58], ['Alentejo', 0.15, 0.6], ['Madeira', 0.05, 0.61]] as const
  const sets: readonly Omit<PredictionsOptions, 'seed'>[] = [
    { rows: 4000, groups: { sex: sex(0.02), region } },
    { rows: 2500, groups: { sex: sex(0.25) } },
    { rows: 400, groups: { sex: sex(0.1), region } },
    { rows: 60, groups: { sex: sex(0), region } },
  ]
  return sets.map((set, index) => {
    const path = join(dir, `predictions-${index + 1}-${set.rows}-applications.csv`)
    writePredictions(path, { seed: 10 * quarter + index, ...set })
    return path
  })
}

async function fillCatalog({ catalog }: Workspace, quarters: readonly (readonly string[])[]): Promise<void> {
  const ids = useCases.map((useCase, index) => catalog.addUseCase(author.email, { ...useCase, owner: [author, more[0]!, more[1]!][index]!.email }).id)
  const refs: string[] = []
  for (const files of quarters) {
    for (const [index, path] of files.entries()) {
      const name = ['applications', 'card-payments', 'small-business-customers-with-a-long-name', 'tiny'][index]!
      const { ref } = await catalog.addSnapshot(
        author.email,
        { path, name, description: 'Scores and decisions of the last quarter.', protected: index === 1 ? [] : ['sex', 'region'], rights: { licence: 'internal', source: 'core banking', purpose: 'model validation' } },
        quiet,
      )
      refs.push(ref)
    }
  }
  for (const [name, useCase, task, versions] of models) {
    catalog.addModel(author.email, { name, useCase: ids[useCase]!, task, description: `${task} for ${useCases[useCase].name}.` })
    for (let number = 1; number <= versions; number += 1) {
      const parameters = { algorithm: 'gradient boosting', learning_rate: '0.05', trees: String(100 * number), seed: '20260101' }
      await catalog.addVersion(number % 2 ? author.email : more[1]!.email, { model: name, data: refs.slice(0, number), parameters, note: `Trained on quarter ${number}; features unchanged.` }, quiet)
    }
  }
}

const check = (workspace: Workspace, version: string, path: string, groups: string[]) =>
  workspace.evidence.run(
    author.email,
    {
      check: 'fairness',
      version,
      inputs: { data: path },
      settings: { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups }, thresholds: defaultThresholds, minimumGroup: 30 },
    },
    quiet,
  )

/** Approved more than a year ago, so expired by now. */
async function decideOldest(workspace: Workspace, clock: { at: number }, files: readonly string[]): Promise<void> {
  await check(workspace, 'credit-lr@1', files[0]!, ['sex'])
  await approve(workspace, 'credit-lr@1', 2)
  clock.at += 60 * day
}

async function runChecks(workspace: Workspace, refs: readonly string[], files: readonly string[], clock: { at: number }): Promise<void> {
  const random = createRandom(7)
  for (let count = 0; count < 39; count += 1) {
    const index = Math.floor(random() * files.length)
    await check(workspace, refs[Math.floor(random() * refs.length)]!, files[index]!, index === 1 || count % 3 === 0 ? ['sex'] : ['sex', 'region'])
    clock.at += 6 * day
  }
}

/** A model that is asked itself. */
const explain = ({ evidence }: Workspace) =>
  evidence.run(
    author.email,
    checkRun.parse({
      check: 'explanation',
      version: 'credit-lr@2',
      inputs: { data: projectFile('test/fixtures/onnx/credit.csv'), model: projectFile('test/fixtures/onnx/columns.onnx') },
      settings: { source: 'permutation', task: 'classification', label: 'label', positive: '1', features: ['age', 'credit_amount', 'month', 'purpose', 'status'], stored: { score: 'score', decision: 'prediction' } },
    }),
    quiet,
  )

/** Production by the month against what the model was made with. */
const watchDrift = ({ evidence }: Workspace) =>
  evidence.run(
    author.email,
    checkRun.parse({
      check: 'drift',
      version: 'credit-lr@2',
      inputs: { data: projectFile('test/fixtures/data/california-housing-production.csv'), reference: projectFile('test/fixtures/data/california-housing-reference.csv') },
      settings: { windows: { by: 'time', column: 'timestamp', unit: 'month' }, except: ['id'], label: 'clf_target', prediction: 'y_pred_proba' },
    }),
    quiet,
  )

/** A year of production against a reference, with segments and a challenger. */
const watchPerformance = ({ evidence }: Workspace) =>
  evidence.run(
    author.email,
    checkRun.parse({
      check: 'performance',
      version: 'credit-lr@2',
      inputs: { data: projectFile('test/fixtures/data/california-housing-production.csv'), reference: projectFile('test/fixtures/data/california-housing-reference.csv') },
      settings: {
        task: 'binary',
        label: 'clf_target',
        positive: '1',
        model: { prediction: 'y_pred', score: 'y_pred_proba', cutoff: null },
        challenger: { prediction: null, score: 'MedInc', cutoff: 4 },
        time: 'timestamp',
        windows: { by: 'period', period: 'month' },
        segments: [{ column: 'HouseAge', bands: 4 }, { column: 'MedInc', bands: 4 }],
        thresholds: { accuracy: { min: 0.7, source: 'model plan, section 4' }, auc_roc: { min: 0.8, warn: { min: 0.9 }, source: 'model plan, section 4' } },
      },
    }),
    quiet,
  )

const profileData = ({ evidence }: Workspace) =>
  evidence.run(
    author.email,
    checkRun.parse({
      check: 'quality',
      version: 'credit-lr@2',
      inputs: { data: projectFile('examples/german-credit/german-credit.csv'), reference: projectFile('examples/german-credit/german-lr-predictions.csv') },
      settings: { label: 'credit', rules: [{ kind: 'range', column: 'age', min: 18, max: 70 }, { kind: 'not_null', column: 'purpose' }] },
    }),
    quiet,
  )

/** `signatures`: how many of the two are given; the state of the rest is made by an act after the request. */
async function approve({ reviews }: Workspace, version: string, signatures: number): Promise<string> {
  const { id } = reviews.request(author.email, { version, message: 'Please look at the difference between regions before you sign.' })
  const signers = [[reviewer, 'review'], [approver, 'approve']] as const
  for (const [person, act] of signers.slice(0, signatures)) await decide(reviews, id, person, { act })
  return id
}

async function decide(reviews: Workspace['reviews'], id: string, person: ExamplePerson, terms: StatementInput): Promise<void> {
  const { sha256 } = reviews.statement(person.email, { id, ...terms })
  await reviews.sign(person.email, { id, sha256, passphrase: person.passphrase })
}

async function requestReviews(workspace: Workspace, clock: { at: number }, files: readonly string[]): Promise<void> {
  for (const version of ['credit-lr@2', 'churn-gbm@1', 'fraud-iso@2', 'limit-reg@1']) {
    await check(workspace, version, files[0]!, ['sex'])
    await approve(workspace, version, 2)
    clock.at += 8 * day
  }
  await decideOtherwise(workspace, clock, files)
  clock.at += 3 * day
  const long = 'retention-offer-ranking-for-small-and-medium-business@2'
  for (const [version, signatures] of [['credit-lr@5', 0], ['fraud-iso@5', 1], ['churn-gbm@4', 0], [long, 0]] as const) {
    await check(workspace, version, files[version === long ? 3 : 0]!, ['sex', 'region'])
    await approve(workspace, version, signatures)
    clock.at += day
  }
}

/** Rejected, withdrawn, returned and submitted again, with conditions, suspended, revoked, and changed after the submission. */
async function decideOtherwise(workspace: Workspace, clock: { at: number }, files: readonly string[]): Promise<void> {
  const { reviews } = workspace
  const rejected = await approve(workspace, 'credit-lr@3', 1)
  await decide(reviews, rejected, approver, {
    act: 'reject',
    reasonCodes: ['segment_below_threshold', 'documentation_gap'],
    reason: 'The gap between regions has no explanation, and the file stops in March.',
    needed: 'Predictions until December, and the reasons for the gap in the model card.',
  })
  reviews.withdraw(author.email, { id: await approve(workspace, 'fraud-iso@3', 0), reason: 'The wrong version was asked for.' })
  const due = new Date(clock.at + 60 * day).toISOString().slice(0, 10)
  const terms = { owner: author.email, due, expects: 'a performance check by region', control: 'A clerk looks at every refusal from the islands.', finding: null }
  const conditional = await approve(workspace, 'merchant-names@1', 1)
  await decide(reviews, conditional, approver, { act: 'approve', scope: 'Portuguese merchants', conditions: [{ text: 'Repeat the check with a full year of the islands.', ...terms }] })
  const suspended = await approve(workspace, 'complaint-answers@1', 2)
  clock.at += day
  reviews.suspend(approver.email, { id: suspended, reason: 'Answers quote a tariff that ended in June.' })
  const revoked = await approve(workspace, 'complaint-answers@2', 2)
  clock.at += day
  await decide(reviews, revoked, approver, { act: 'revoke', reason: 'The file of complaints held names of clerks.' })
  const returned = await approve(workspace, 'churn-gbm@3', 1)
  reviews.return(approver.email, { id: returned, reason: 'Say how many advisers the list was tried with.' })
  clock.at += day
  reviews.revise(author.email, { id: returned, reason: 'The pilot is described in the model card.' })
  reviews.return(reviewer.email, { id: await approve(workspace, 'merchant-names@2', 0), reason: 'The test set and the training set share merchants.' })
  await approve(workspace, 'churn-gbm@2', 1)
  await check(workspace, 'churn-gbm@2', files[1]!, ['sex'])
}

/** Under the tiered policy a request of tier 2 stays a draft until its owner signs, and says what is missing. */
export async function createTieredWorkspace(root: string, machine: Machine): Promise<void> {
  const workspace = await createWorkspace({ dir: join(root, 'tiered'), name: 'Tiered', person: author, policy: 'tiered' }, machine)
  try {
    for (const person of [reviewer, approver, more[0]!]) await workspace.identity.enrol(author.email, { ...person, signerPassphrase: author.passphrase })
    const { id } = workspace.catalog.addUseCase(author.email, { ...useCases[0] })
    workspace.catalog.addModel(author.email, { name: 'credit-lr', useCase: id, task: 'classification', description: 'Ranks applications.' })
    for (const number of [1, 2]) await workspace.catalog.addVersion(author.email, { model: 'credit-lr', data: [], parameters: { C: String(number) }, note: '' }, quiet)
    const files = writeFiles(join(root, 'data'), 1)
    await check(workspace, 'credit-lr@1', files[0]!, ['sex'])
    for (const version of ['credit-lr@1', 'credit-lr@2']) workspace.reviews.request(author.email, { version, message: 'First submission.' })
    await decide(workspace.reviews, workspace.reviews.list({ version: 'credit-lr@2' })[0]!.id, author, { act: 'submit', conflict: 'none' })
  } finally {
    workspace.close()
  }
}
