import { projectFile } from '../../../electron/platform/assets.ts'
import type { Documents } from '../../../electron/domain/documents/service.ts'
import type { Experiments } from '../../../electron/domain/experiments/service.ts'
import { expect, expectAccessible, goTo, openExample, people, signIn, test } from './served.ts'

/** Where each route of the router leads in the example. */
const addresses: Record<string, string> = {
  '/': '/',
  '/calendar': '/calendar',
  '/models': '/models',
  '/models/$name': '/models/credit-lr',
  '/registry/$name': '/registry/Churn%20of%20customers',
  '/models/$name/$number': '/models/credit-lr/1',
  '/models/$name/$number/history': '/models/credit-lr/1/history',
  '/models/$name/$number/evidence': '/models/credit-lr/1/evidence',
  '/models/$name/$number/review': '/models/credit-lr/1/review',
  '/models/$name/$number/lineage': '/models/credit-lr/1/lineage',
  '/models/$name/$number/frameworks': '/models/credit-lr/1/frameworks',
  '/models/$name/$number/frameworks/$id': '/models/credit-lr/1/frameworks/eu-ai-act-annex-iv',
  '/inventory': '/inventory?group=tier',
  '/inventory/attestations': '/inventory/attestations',
  '/frameworks': '/frameworks',
  '/frameworks/$id': '/frameworks/nyc-ll144',
  '/use-cases': '/use-cases',
  '/use-cases/$id': '/use-cases/U-5',
  '/use-cases/$id/assess': '/use-cases/U-5/assess',
  '/datasets': '/datasets',
  '/datasets/$name': '/datasets/german-credit',
  '/datasets/$name/$number': '/datasets/german-credit/1',
  '/datasets/$name/$number/lineage': '/datasets/german-credit/1/lineage',
  '/experiments': '/experiments',
  '/experiments/$id': '/experiments/0',
  '/experiments/import': '/experiments/import',
  '/experiments/imports/$seq': '/experiments/imports/import-1',
  '/experiments/$id/notes': '/experiments/0/notes',
  '/register-version': '/register-version?run=run-1',
  '/runs/$run': '/runs/run-1',
  '/runs/$run/notebook': '/runs/run-1/notebook?path=exploration.ipynb',
  '/runs/$run/lineage': '/runs/run-1/lineage',
  '/runs/compare': '/runs/compare?runs=run-1%0Arun-2',
  '/checks': '/checks',
  '/checks/new': '/checks/new?version=credit-lr%401',
  '/checks/compare': '/checks/compare?left=C-13',
  '/checks/$id': '/checks/C-13',
  '/documents': '/documents',
  '/documents/drafts/$draft': '/documents/drafts/draft-1',
  '/documents/drafts/$draft/notebooks/$sha256': '/documents/drafts/draft-2/notebooks/hostile-digest',
  '/documents/$id': '/documents/N-1',
  '/documents/$id/versions': '/documents/N-1/versions',
  '/documents/$id/notebooks/$sha256': '/documents/N-2/notebooks/hostile-digest',
  '/models/$name/$number/documents': '/models/credit-lr/1/documents',
  '/reviews': '/reviews',
  '/reviews/foreign': '/reviews/foreign',
  '/reviews/foreign/$id': '/reviews/foreign/F-1',
  '/reviews/queue/$queue': '/reviews/queue/ended',
  '/reviews/findings': '/reviews/findings',
  '/reviews/delegations': '/reviews/delegations',
  '/reviews/batch': '/reviews/batch?ids=R-14',
  '/reviews/items/$id': '/reviews/items/X-1',
  '/reviews/$id': '/reviews/R-14',
  '/reports': '/reports',
  '/reports/dossier': '/reports/dossier?version=credit-lr%401',
  '/policies': '/policies',
  '/policies/new': '/policies/new',
  '/policies/proposed/$id': '/policies/proposed/P-1',
  '/policies/$id/$version': '/policies/two-person/1',
  '/ledger': '/ledger',
  '/ledger/integrity': '/ledger/integrity',
  '/ledger/$seq': '/ledger/3',
  '/recovery': '/recovery',
  '/people': '/people',
  '/people/$email': '/people/reviewer%40countersign.example',
}
/** A rerun, notes, on screens that show documents as well, and addresses that no route or no record answers. */
const missing = ['/runs/run-3', '/register-version', '/documents/N-2', '/runs/run-1/notebook?path=gone.ipynb', '/no/such/screen', '/experiments/999', '/runs/none', '/runs/none/lineage', '/models/nothing', '/registry/nothing', '/checks/C-999', '/reviews/R-999', '/reviews/items/X-999', '/reviews/items/Z-1', '/documents/N-999999', '/ledger/999', '/people/nobody%40example.org', '/datasets/nothing', '/use-cases/U-999', '/policies/none/1', '/policies/proposed/P-999']

/** A document with two versions, and a draft of the next one. */
function writeDocument({ drafts, seal }: Documents): { document: string; draft: string } {
  const { email } = people.reviewer
  const write = (id: string, text: string) => {
    const { content, revision } = drafts.get(email, id)
    drafts.save(email, { id, revision, content: { ...content, text } })
  }
  const first = drafts.begin(email, { kind: 'model_card', subject: { type: 'version', ref: 'credit-lr@1' } })
  drafts.quote(email, { id: first.id, field: 'details', fact: 'credit-lr@1#manifest' })
  const { id: document } = seal(email, first.id)
  const second = drafts.begin(email, { document })
  write(second.id, '# Card\n\n| a | b |\n| - | - |\n| 1 | [2](https://example.org) |\n\n- [x] done\n\n```\ncode\n```\n\n<b>raw</b> ![picture](https://example.org/a.png)\n')
  seal(email, second.id)
  return { document, draft: drafts.begin(email, { document }).id }
}

/** A note with a picture and a notebook, and a draft of its next version. */
function writeNote({ drafts, seal }: Documents, run: string) {
  const { email } = people.reviewer
  const first = drafts.begin(email, { kind: 'leakage_note', subject: { type: 'run', ref: run } })
  for (const name of ['bars.png', 'hostile.ipynb']) drafts.attach(email, first.id, projectFile(`test/fixtures/notebooks/${name}`))
  const { content, revision, attachments } = drafts.get(email, first.id)
  drafts.save(email, { id: first.id, revision, content: { ...content, text: `${content.text}\n![Bars](bars.png) [notebook](hostile.ipynb)\n` } })
  const { id: note } = seal(email, first.id)
  return { note, noteDraft: drafts.begin(email, { document: note }).id, digest: attachments[1]!.sha256 }
}

/** Two runs of the experiment that every workspace has. */
function logRuns(experiments: Experiments): string[] {
  experiments.registry.open(people.author.email, { name: 'Churn of customers', description: '', tags: {} })
  experiments.registry.register(people.author.email, { model: 'Churn of customers', source: 's3://models/churn', storage: '', run: '', runLink: '', loggedModel: '', description: '', tags: {}, files: [] })
  return ['1.0', '0.1'].map((C) => {
    const { id } = experiments.start({ person: people.author.email, source: 'mlflow', client: null }, { experiment: '0', parameters: { C, solver: 'lbfgs' }, tags: { owner: 'risk', 'mlflow.note.content': '## Try\n\n| a |\n| - |\n| 1 |' } })
    experiments.log(id, { points: [0.7, 0.5, Number(C)].map((value, step) => ({ key: 'loss', value, step, atMs: step })) })
    experiments.addSnapshot(id, 'german-credit@1', 'train')
    return id
  })
}

/** Seals a run, and another one that repeats it with another result. */
async function repeatRun(experiments: Experiments, original: string): Promise<string> {
  await experiments.finish(people.author.email, original)
  const { email: person } = people.reviewer
  const { id } = experiments.start({ person, source: 'app', client: null }, { experiment: '0', repeats: { original, terms: { tolerances: [{ metric: '*', kind: 'relative', value: 0.01 }], exceptMetrics: [], exceptParameters: ['solver'] } } })
  experiments.log(id, { parameters: { C: '2.0' }, points: [{ key: 'loss', value: 0.4, step: 2, atMs: 2 }] })
  await experiments.finish(person, id)
  return id
}

test('axe finds nothing on any screen of the router, in either colour scheme', async ({ app, served }) => {
  test.setTimeout(300_000)
  await openExample(app, served)
  await signIn(app, people.reviewer)
  const routes = await app.evaluate(() => Object.keys((window as unknown as { __TSR_ROUTER__: { routesByPath: object } }).__TSR_ROUTER__.routesByPath))
  expect(routes.toSorted(), 'a new screen needs its address in this file').toEqual(Object.keys(addresses).toSorted())
  const written = writeDocument(served.core.workspace().documents)
  const [firstRun = '', secondRun = ''] = logRuns(served.core.workspace().experiments)
  await served.core.workspace().experiments.putArtefact(firstRun, 'exploration.ipynb', projectFile('test/fixtures/notebooks/exploration.ipynb'))
  const work = { signal: new AbortController().signal, progress: () => {} }
  const imported = await served.core.workspace().experiments.importRuns(people.reviewer.email, { path: projectFile('test/fixtures/mlflow/mlruns-3.6'), experiments: [], dryRun: false }, work)
  const rerun = await repeatRun(served.core.workspace().experiments, firstRun)
  const { note, noteDraft, digest } = writeNote(served.core.workspace().documents, firstRun)
  const finding = served.core.workspace().findings.open(people.reviewer.email, { version: 'credit-lr@1', about: { type: 'version' }, severity: 'low', title: 'Age gap', text: 'Unexplained.' }).id
  for (const known of [...Object.values(addresses), ...missing]) {
    const address = known.replace(/N-1(?!\d)/, written.document).replace('draft-1', written.draft).replace(/N-2(?!\d)/, note).replace('draft-2', noteDraft).replace('hostile-digest', digest).replace('import-1', String(imported.entry)).replace('run-1', firstRun).replace('run-2', secondRun).replace('run-3', rerun).replace(/X-1(?!\d)/, finding)
    await test.step(address, async () => {
      await goTo(app, address)
      await expect(app.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(app.getByText(/^Loading /)).toHaveCount(0)
      await expectAccessible(app)
    })
  }
})

test('axe finds nothing on the screens of an empty workspace; each says what to do and leads to the example', async ({ app, served }) => {
  const person = { ...people.author }
  await app.getByRole('button', { name: 'Create a workspace…' }).click()
  const form = app.getByRole('dialog', { name: 'Create a workspace' })
  await form.getByLabel('Name of the workspace').fill('New')
  await form.getByLabel('Folder', { exact: true }).fill(`${served.dir}/new`)
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(person.name)
  await form.getByLabel('E-mail').fill(person.email)
  await form.getByRole('combobox', { name: 'Roles' }).click()
  await app.getByRole('option', { name: 'Data scientist' }).click()
  await form.getByLabel('Passphrase', { exact: true }).fill(person.passphrase)
  await form.getByLabel('Passphrase, once more').fill(person.passphrase)
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(app.getByRole('heading', { name: 'First steps' })).toBeVisible()
  for (const address of ['/', '/models', '/use-cases', '/datasets', '/experiments', '/checks', '/documents', '/reviews', '/reports']) {
    await test.step(address, async () => {
      await goTo(app, address)
      await expect(app.getByRole('main').getByRole('button', { name: 'Look at the example instead…' })).toBeVisible()
      await expectAccessible(app)
    })
  }
})
