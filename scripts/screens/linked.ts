import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplePeople } from '../../electron/core/example.ts'
import { createWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import { checkRun, defaultThresholds } from '../../shared/contract/evidence.ts'

const [author, reviewer, approver] = examplePeople as [(typeof examplePeople)[0], (typeof examplePeople)[0], (typeof examplePeople)[0]]
const quiet = { signal: new AbortController().signal, progress: () => {} }
const who = { person: author.email, source: 'mlflow', client: 'mlflow-python-client/3.17.2' } as const

/** Runs that an MLflow client logged over the same data, models that it registered, and a version that went from one of them to an approval. */
export async function createLinkedWorkspace(root: string, machine: Machine): Promise<void> {
  const workspace = await createWorkspace({ dir: join(root, 'linked'), name: 'Retail credit', person: author }, machine)
  try {
    for (const person of [reviewer, approver]) await workspace.identity.enrol(author.email, { ...person, signerPassphrase: author.passphrase })
    const snapshots = await registerData(workspace)
    const kept = await tryOut(workspace, snapshots, writeCode(root))
    await register(workspace, kept)
    await signOff(workspace)
  } finally {
    workspace.close()
  }
}

async function registerData({ catalog }: Workspace): Promise<string[]> {
  catalog.addUseCase(author.email, { name: 'Retail credit', purpose: 'Rank applications for consumer loans.', affected: 'Applicants.', tier: 2, tierReasons: 'A person decides.' })
  const add = (name: string, path: string, rights = {}) => catalog.addSnapshot(author.email, { name, path: projectFile(path), description: '', protected: [], rights }, quiet)
  const rights = { source: 'UCI Statlog', licence: 'CC BY 4.0' }
  return [(await add('applications', 'examples/german-credit/german-credit.csv', rights)).ref, (await add('predictions', 'examples/german-credit/german-lr-predictions.csv')).ref]
}

export function writeCode(root: string): { code: string; environment: string } {
  const code = join(root, 'scoring')
  mkdirSync(code, { recursive: true })
  writeFileSync(join(code, 'train.py'), 'print(1)\n')
  const git = (...args: string[]) => execFileSync('git', ['-C', code, '-c', 'user.name=Ana', '-c', 'user.email=ana@example.org', ...args], { stdio: 'ignore' })
  for (const args of [['init', '-q'], ['remote', 'add', 'origin', 'https://example.org/scoring.git'], ['add', '.'], ['commit', '-qm', 'train']]) git(...args)
  const environment = join(root, 'requirements.txt')
  writeFileSync(environment, 'numpy==2.1.0\nscikit-learn==1.6.1\n')
  return { code, environment }
}

/** Forty tries; the one that is kept has a logged model. */
async function tryOut({ experiments }: Workspace, [training = ''] : readonly string[], places: { code: string; environment: string }): Promise<{ run: string; model: string }> {
  const { id: experiment } = experiments.open(author.email, { name: 'Credit scoring', question: 'Does a tree beat the logistic regression?' })
  let kept = { run: '', model: '' }
  for (let at = 1; at <= 40; at++) {
    const { id: run } = experiments.start(who, { experiment, name: `depth ${at}`, parameters: { depth: String(at) } })
    experiments.log(run, { points: [0.7, 0.76, 0.78 - Math.abs(at - 4) / 100].map((value, step) => ({ key: 'auc', step, atMs: Date.now(), value })) })
    experiments.addSnapshot(run, training, 'train')
    if (at === 4) {
      await experiments.describeSurroundings(run, places)
      const named = { name: 'branch-zones', digest: '3f1c22aa', role: 'other', context: 'enrichment', sourceType: 'http', source: 'https://example.org/zones.csv', schema: null, profile: null, snapshot: null, sha256: null } as const
      experiments.addDatasets(run, [named])
      const { id: model } = experiments.models.create({ experiment, name: 'credit-gbm', type: 'sklearn', sourceRun: run, parameters: {}, tags: {} })
      for (const [path, file] of [['model.onnx', 'test/fixtures/onnx/columns.onnx'], ['MLmodel', 'package.json']] as const) await experiments.models.putFile(model, path, projectFile(file))
      kept = { run, model }
    }
    await experiments.finish(author.email, run, { status: at % 7 === 0 ? 'failed' : 'finished' })
  }
  return kept
}

/** Two models of a client's registry: one becomes a model of the catalog with a version, the other waits. */
async function register({ experiments, catalog }: Workspace, { run, model }: { run: string; model: string }): Promise<void> {
  const { registry } = experiments
  const files = experiments.models.files(model)
  for (const name of ['credit-gbm', 'Churn of small businesses']) {
    registry.open(author.email, { name, description: name === 'credit-gbm' ? 'Gradient boosting over applications.' : '', tags: {} })
    registry.register(author.email, { model: name, source: `models:/${model}`, storage: '', run, runLink: '', loggedModel: model, description: '', tags: {}, files })
  }
  await experiments.toVersion(author.email, { registered: { model: 'credit-gbm', version: 1 }, model: 'credit-gbm', newModel: { useCase: 'Retail credit', task: 'classification', description: 'Gradient boosting over applications.' }, note: '' }, quiet)
  registry.register(author.email, { model: 'credit-gbm', source: 's3://models/credit-gbm/2', storage: 's3://models/credit-gbm/2', run: '', runLink: '', loggedModel: '', description: '', tags: {}, files: [] })
  catalog.addModel(author.email, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: 'Logistic regression.' })
}

async function signOff({ evidence, documents, reviews }: Workspace): Promise<void> {
  const version = 'credit-gbm@1'
  const predictions = projectFile('examples/german-credit/german-lr-predictions.csv')
  for (const groups of [['sex'], ['age_group']]) {
    await evidence.run(author.email, checkRun.parse({ check: 'fairness', version, inputs: { data: predictions }, settings: { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups }, thresholds: defaultThresholds, minimumGroup: 30 } }), quiet)
  }
  await evidence.run(author.email, checkRun.parse({ check: 'quality', version, inputs: { data: projectFile('test/fixtures/data/california-housing-reference.csv') }, settings: {} }), quiet)
  const { id: draft, content, revision } = documents.drafts.begin(author.email, { kind: 'model_card', subject: { type: 'version', ref: version } })
  documents.drafts.save(author.email, { id: draft, revision, content: { ...content, title: 'Model card', text: 'What it is for.' } })
  documents.seal(author.email, draft)
  const { id } = reviews.request(author.email, { version, message: '' })
  for (const [person, act] of [[reviewer, 'review'], [approver, 'approve']] as const) {
    await reviews.sign(person.email, { id, sha256: reviews.statement(person.email, { id, act }).sha256, passphrase: person.passphrase })
  }
}
