import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplePeople } from '../../electron/core/example.ts'
import { createWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import { exactTerms, type ReproductionTerms } from '../../shared/contract/reproductions.ts'
import { writeCode } from './linked.ts'

type Person = (typeof examplePeople)[0]
const [author, reviewer] = examplePeople as [Person, Person]
const quiet = { signal: new AbortController().signal, progress: () => {} }
const who = { person: author.email, source: 'mlflow', client: 'mlflow-python-client/3.17.2' } as const
const fixture = (name: string) => projectFile(`test/fixtures/${name}`)
const hour = 3_600_000

/** Sixty tries with curves, parameters of several kinds and files; some fail, one runs, one is set aside; notes with pictures, views, reruns, an import. */
export async function createTriedWorkspace(root: string, machine: Machine): Promise<void> {
  const workspace = await createWorkspace({ dir: join(root, 'tried'), name: 'Retail credit', person: author }, machine)
  try {
    await workspace.identity.enrol(author.email, { ...reviewer, signerPassphrase: author.passphrase })
    workspace.catalog.addUseCase(author.email, { name: 'Retail credit', purpose: 'Rank applications for consumer loans.', affected: 'Applicants.', tier: 2, tierReasons: 'A person decides.' })
    const { ref: training } = await workspace.catalog.addSnapshot(author.email, { name: 'applications', path: projectFile('examples/german-credit/german-credit.csv'), description: '', protected: [], rights: {} }, quiet)
    const kept = await tryOut(workspace, training, writeCode(root))
    writeNotes(workspace, kept)
    await repeat(workspace, kept, root)
    const { experiments } = workspace
    experiments.views.save(author.email, { experiment: experiments.find('Credit scoring')!.id, name: 'By auc', state: { sort: '-metrics.auc', folded: 'tags' }, replace: false })
    experiments.open(author.email, { name: 'Reject inference', question: 'Does what is known of refused applicants change the ranking of those who are granted?' })
    await experiments.importRuns(author.email, { path: fixture('mlflow/mlruns-3.6'), experiments: [], dryRun: false }, quiet)
  } finally {
    workspace.close()
  }
}

/** No randomness: the same pictures each time. */
const wave = (at: number, of: number) => (Math.sin(at * of) + 1) / 2

async function tryOut({ experiments }: Workspace, training: string, places: { code: string; environment: string }): Promise<string> {
  const { id: experiment } = experiments.open(author.email, { name: 'Credit scoring', question: 'Does gradient boosting rank applications better than the logistic regression, without a larger gap between the groups?' })
  let kept = ''
  for (let at = 1; at <= 60; at++) {
    const booster = ['gbtree', 'dart', 'gblinear'][at % 3]!
    const rate = [0.01, 0.03, 0.1, 0.3][at % 4]!
    const startedMs = Date.now() - (61 - at) * hour
    const { id: run } = experiments.start(who, { experiment, name: at === 17 ? 'gbtree-with-monotone-constraints-on-income-and-duration' : `${booster}-${at}`, userName: at % 5 === 0 ? 'scoring-batch' : 'ana', startedMs, parameters: { booster, 'learning_rate': String(rate), 'max_depth': String(2 + (at % 7)), 'n_estimators': String(100 * (1 + (at % 9))), 'random_state': '7' }, tags: { purpose: at % 2 === 0 ? 'baseline' : 'search' } })
    const [auc, gap] = [0.72 + 0.08 * wave(at, 1.7), 0.03 + 0.12 * wave(at, 0.9)]
    experiments.log(run, { points: Array.from({ length: 40 }, (_, step) => [['loss', 0.69 * Math.exp(-step * rate * 0.6) + 0.3 + wave(step, at) * 0.02], ['validation.loss', 0.72 * Math.exp(-step * rate * 0.5) + 0.34 + wave(step, at) * 0.03]].map(([key, value]) => ({ key: String(key), step, atMs: startedMs + step * 20_000, value: Number(value) }))).flat() })
    experiments.log(run, { points: [['auc', auc], ['parity_difference.age_group', gap], ['train_rows', 700]].map(([key, value]) => ({ key: String(key), step: 40, atMs: startedMs + 900_000, value: Number(value) })) })
    experiments.addSnapshot(run, training, 'train')
    if (at === 58) {
      kept = run
      await experiments.describeSurroundings(run, places)
      for (const [path, file] of [['model/model.joblib', 'model-files/logistic.joblib'], ['plots/gap.png', 'notebooks/bars.png'], ['notebooks/exploration.ipynb', 'notebooks/exploration.ipynb']] as const) await experiments.putArtefact(run, path, fixture(file))
    }
    if (at === 60) continue
    await experiments.finish(author.email, run, { status: at % 11 === 0 ? 'failed' : 'finished', endedMs: startedMs + 900_000 + at * 7000 })
    if (at === 20) await experiments.discard(author.email, run, 'The split had rows of the test set in it.')
  }
  return kept
}

function writeNotes({ documents, comments }: Workspace, run: string): void {
  const subject = { type: 'run', ref: run } as const
  const { drafts } = documents
  const begin = (kind: string, text: string) => {
    const { id, content, revision } = drafts.begin(author.email, { kind, subject })
    drafts.save(author.email, { id, revision, content: { ...content, text } })
    return id
  }
  const text = '## Hypothesis\n\nDeeper trees rank better, and the gap between the age groups stays below 0.1.\n\n## Result\n\n| max_depth | auc | gap |\n| ---: | ---: | ---: |\n| 4 | 0.781 | 0.071 |\n| 8 | 0.792 | 0.134 |\n\n![Gap by group](bars.png)\n\nThe looks at the data are in [exploration](exploration.ipynb).\n\n## Decision\n\nDepth 4.\n'
  const id = begin('experiment_note', text)
  for (const file of ['bars.png', 'exploration.ipynb']) drafts.attach(author.email, id, fixture(`notebooks/${file}`))
  const note = documents.seal(author.email, id)
  const next = drafts.begin(author.email, { document: note.id })
  drafts.save(author.email, { id: next.id, revision: next.revision, content: { ...next.content, text: text.replace('Depth 4.', 'Depth 4, with monotone constraints on income.') } })
  documents.seal(author.email, next.id)
  comments.add(reviewer.email, { about: { type: 'document', document: note.id, number: 2 }, text: 'Which rows is the gap of 0.071 over?' })
  drafts.attach(author.email, begin('leakage_note', '## Is one feature too good to be true?\n\n![Bars](bars.png)\n\n| feature | auc alone |\n| --- | ---: |\n| duration | 0.61 |\n'), fixture('notebooks/bars.png'))
}

/** One rerun by the author, one by somebody else that differs. */
async function repeat({ experiments }: Workspace, original: string, root: string): Promise<void> {
  const { parameters, metrics } = experiments.run(original)
  const file = join(root, 'data/applications-of-the-third-quarter.csv')
  mkdirSync(join(root, 'data'), { recursive: true })
  writeFileSync(file, 'a,b\n1,2\n')
  for (const [person, by, name] of [[author.email, 0, 'again'], [reviewer.email, 0.04, 'on another machine']] as const) {
    const terms: ReproductionTerms = { ...exactTerms, tolerances: [{ metric: 'auc', kind: 'absolute', value: 0.005 }, { metric: '*', kind: 'relative', value: 0.02 }], exceptMetrics: ['train_rows'] }
    const head = await experiments.startReproduction({ ...who, person }, { original, name, terms, files: by === 0 ? [] : [file] }, quiet)
    experiments.log(head.id, { parameters, points: Object.entries(metrics).map(([key, value]) => ({ key, step: 40, atMs: Date.now(), value: Number(value) + (key === 'auc' ? by : key === 'loss' ? 0.001 : 0) })) })
    await experiments.finish(person, head.id)
  }
}

/** Addresses of what the pictures show. */
export function findTried({ experiments, documents }: Workspace): Record<string, string> {
  const experiment = experiments.find('Credit scoring')
  if (experiment === null) return {}
  const runs = experiments.search({ experiments: [experiment.id], filter: '', orderBy: ['attributes.start_time DESC'], show: 'kept', limit: 80, offset: 0 }).rows
  const named = (name: string) => runs.find((run) => run.name === name)?.id ?? ''
  const kept = named('dart-58')
  const notes = documents.list({}).filter(({ subject }) => subject.type === 'run' && subject.ref === kept)
  return {
    experiment: experiment.id,
    plain: experiments.find('Reject inference')?.id ?? '',
    kept,
    open: named('gbtree-60'),
    again: named('again'),
    differing: named('on another machine'),
    two: [kept, named('gblinear-59')].join('%0A'),
    eight: runs.slice(3, 11).map(({ id }) => id).join('%0A'),
    note: notes[0]?.id ?? '',
    notebook: notes[0] ? (documents.get(notes[0].id).content?.attachments.find(({ name }) => name.endsWith('.ipynb'))?.sha256 ?? '') : '',
    noted: documents.drafts.list(author.email).find(({ kind }) => kind === 'leakage_note')?.id ?? '',
  }
}
