import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { author, createPlace, prepareTemplate, removePlaces, reviewer, type Place } from '../support/cli.ts'

let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

const inPlace = (...args: string[]) => place.run(['--json', '--workspace', 'workspace', '--as', author, ...args])
async function json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const run = await inPlace(...args)
  expect(run, run.stderr).toMatchObject({ code: 0 })
  return JSON.parse(run.stdout) as T
}

test('a run is begun, logged to, sealed and found again by the command line', async () => {
  writeFileSync(join(place.root, 'rows.csv'), 'a,b\n1,2\n')
  await json('dataset', 'add', 'rows.csv', '--name', 'rows')
  await json('experiment', 'open', 'Scoring', '--question', 'Does depth help?')
  const { run } = await json<{ run: string }>('run', 'start', '--experiment', 'Scoring', '--name', 'depth 4', '--data', 'rows@1:train')
  writeFileSync(join(place.root, 'metrics.csv'), 'step,loss,auc\n0,0.9,\n1,0.5,nan\n')
  await json('run', 'log', run.slice(0, 10), '--param', 'depth=4', '--tag', 'why=a=b', '--metric', 'f1=0.75', '--metrics-file', 'metrics.csv')
  writeFileSync(join(place.root, 'broken.csv'), 'step,loss\n0,0.9\n1,x\n')
  const broken = await inPlace('run', 'log', run, '--param', 'late=1', '--metrics-file', 'broken.csv')
  expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('“loss” in line 3 of broken.csv is “x”, which is no number')])
  writeFileSync(join(place.root, 'heading.csv'), 'step,loss\n')
  for (const [words, args] of [['Say what to add to the run', []], ['no whole number', ['--metric', 'f1=1', '--step', '1.5']], ['heading.csv has no line of values', ['--metrics-file', 'heading.csv']]] as const) {
    const refused = await inPlace('run', 'log', run, ...args)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(words)])
  }
  mkdirSync(join(place.root, 'figures'))
  writeFileSync(join(place.root, 'figures', 'roc.svg'), '<svg/>')
  expect(await json('run', 'artifact', run, 'figures', '--path', 'out')).toMatchObject([{ path: 'out/figures/roc.svg', bytes: 6 }])
  expect(await json('run', 'finish', run)).toMatchObject({
    status: 'finished',
    sealed: { number: 1 },
    parameters: { depth: '4' },
    tags: { why: 'a=b' },
    metrics: { f1: 0.75, loss: 0.5, auc: 'NaN' },
    datasets: [{ snapshot: 'rows@1', role: 'train' }],
  })
  expect(await json('runs', 'search', "metrics.loss < 0.6 and params.depth = '4'")).toMatchObject({ total: 1, runs: [{ id: run }] })
  const wrong = await inPlace('runs', 'search', 'metrics.loss ~ 1')
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('can not be read')])
  expect(await json('run', 'discard', run, '--reason', 'Wrong rows')).toMatchObject({ discarded: true, discardedFor: { reason: 'Wrong rows' } })
})

test('notes are written on runs and experiments, sealed with their files, shown, changed and compared', async () => {
  await json('experiment', 'open', 'Noted')
  const { run } = await json<{ run: string }>('run', 'start', '--experiment', 'Noted')
  writeFileSync(join(place.root, 'note.md'), '# Depth\n\n## Result\n\n![Bars](bars.png)\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n')
  const files = ['bars.png', 'exploration.ipynb'].map((name) => projectFile(`test/fixtures/notebooks/${name}`))
  const note = await json<{ id: string }>('run', 'note', run.slice(0, 10), '--kind', 'experiment', '--file', 'note.md', '--attach', ...files)
  expect(note).toMatchObject({ title: 'Depth', kind: 'experiment_note', subject: { type: 'run', ref: run }, content: { attachments: [{ name: 'bars.png' }, { name: 'exploration.ipynb' }] } })
  const edited = await json('note', 'edit', note.id, '--text', '## Result\n\nNothing.\n')
  expect(edited).toMatchObject({ number: 2, attachments: 2 })
  expect(await json('note', 'show', note.id, '--version', '1')).toMatchObject({ shown: { number: 1 }, content: { text: expect.stringContaining('| 1 | 2 |') } })
  const shown = await place.run(['--workspace', 'workspace', 'note', 'show', note.id])
  expect(shown.stdout).toMatch(/^Note +N-\d+ {2}Depth\n[\s\S]*bars\.png, \d+ bytes\n[\s\S]*Nothing\.\n$/)
  expect(await json('note', 'diff', note.id)).toMatchObject({ from: 'version 1', to: 'version 2', text: expect.arrayContaining([{ added: true, removed: false, text: 'Nothing.\n' }]) })
  expect(await json('note', 'export', note.id, 'out', '--version', '1')).toHaveLength(3)
  expect(readFileSync(join(place.root, 'out', `${note.id}.md`), 'utf8')).toMatch(/^# Depth\n\n## Result\n\n!\[Bars\]\(bars\.png\)/)
  expect(readFileSync(join(place.root, 'out', 'bars.png'))).toEqual(readFileSync(files[0]!))
  await json('experiment', 'note', 'Noted', '--kind', 'leakage', '--title', 'Screen', '--text', 'No leak.')
  expect(await json('experiment', 'notes', 'Noted')).toMatchObject([{ title: 'Screen', kindTitle: 'Leakage screen', number: 1 }])
  expect(await json('run', 'notes', run)).toMatchObject([{ id: note.id }])
  for (const [args, why] of [
    [['run', 'note', run], 'Say what the note says'],
    [['run', 'note', run, '--kind', 'poem', '--text', 'x'], '“poem” is no kind of note. Write one of experiment, exploration, feature, leakage, free.'],
    [['run', 'note', run, '--text', 'x', '--attach', 'gone.png'], 'There is no file at'],
    [['note', 'show', 'N-99'], 'There is no document N-99'],
  ] as const) {
    const refused = await inPlace(...args)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(why)])
  }
  expect(await json('document', 'drafts')).toEqual([])
  await json('note', 'edit', note.id, '--text', 'Later.', '--draft')
  const twice = await inPlace('note', 'edit', note.id, '--text', 'Other.')
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringMatching(/You are writing the next version of N-\d+ already, as draft-\d+/)])
})

test('a command is recorded with what it printed and how it ended', async () => {
  await json('experiment', 'open', 'Recorded')
  const failed = await inPlace('run', 'record', '--experiment', 'Recorded', '--', 'sh', '-c', 'echo out; echo err >&2; echo "$COUNTERSIGN_RUN" > id.txt; exit 3')
  expect(failed.code).toBe(1)
  const sealed = JSON.parse(failed.stdout) as { id: string; status: string; command: object; artefacts: object[] }
  expect(sealed).toMatchObject({ status: 'failed', command: { exitCode: 3, signal: null }, sealed: { number: 1 } })
  expect(sealed.artefacts).toMatchObject([{ path: 'output/stderr.txt', bytes: 4 }, { path: 'output/stdout.txt', bytes: 4 }])
  expect(failed.stderr).toContain('out\n')
  const missing = await inPlace('run', 'record', '--experiment', 'Recorded', '--', 'no-such-program')
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('no-such-program could not be started')])
})

test('a version is made from a sealed run: what it holds, what is missing by name, and whose work it is', async () => {
  writeFileSync(join(place.root, 'requirements.txt'), 'scikit-learn==1.5.2\n')
  writeFileSync(join(place.root, 'holdout.csv'), 'a,b\n3,4\n')
  const { run } = await json<{ run: string }>('run', 'start', '--experiment', 'Scoring', '--name', 'to register', '--data', 'rows@1:train', '--environment', 'requirements.txt')
  await json('run', 'log', run, '--param', 'depth=4', '--param', 'random_state=7')
  mkdirSync(join(place.root, 'model'))
  writeFileSync(join(place.root, 'model', 'MLmodel'), 'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n  sklearn:\n    sklearn_version: 1.5.2\n')
  writeFileSync(join(place.root, 'model', 'model.pkl'), 'weights')
  await json('run', 'artifact', run, 'model')
  const open = await inPlace('run', 'to-version', run, 'credit-lr')
  expect([open.code, open.stderr]).toEqual([2, expect.stringContaining('is not sealed yet')])
  await json('run', 'finish', run)
  const missing = [{ part: 'data', why: 'The run does not say on what it was tested.' }, { part: 'code', why: 'The run does not say from which commit it was run.' }]
  expect(await json('run', 'to-version', run, 'new-model', '--dry-run')).toMatchObject({
    run: { id: run, seal: 1, changed: false },
    chosen: 'model',
    framework: 'scikit-learn 1.5.2',
    seed: '7',
    missing,
    versions: [],
    artefact: { kind: 'folder', name: 'model', files: [{ name: 'MLmodel' }, { name: 'model.pkl', bytes: 7 }] },
    data: [{ snapshot: 'rows@1', rows: 1, roles: ['train'] }],
    environment: { lockfile: { name: 'requirements.txt' }, packages: [{ name: 'scikit-learn', version: '1.5.2' }] },
  })
  await json('use-case', 'add', 'Scoring', '--purpose', 'Score loans', '--tier', '3')
  const made = await json<{ version: string; missing: object[] }>('run', 'to-version', run, 'new-model', '--use-case', 'Scoring', '--task', 'classification', '--data', 'rows@1', '--param', 'cutoff=0.5')
  expect(made).toMatchObject({ version: 'new-model@1', missing: [missing[1]] })
  const { edges } = await json<{ edges: { from: string; to: string; by: string; says: string }[] }>('lineage', 'new-model@1')
  expect(edges).toContainEqual(expect.objectContaining({ from: `run:${run}`, to: 'version:new-model@1', by: 'digest', says: 'the manifest names the sealed record of the run, seal 1' }))
  const lineage = await place.run(['--workspace', 'workspace', 'lineage', run.slice(0, 8)])
  expect(lineage.stdout).toMatch(/run to register +→ +version new-model@1 +by digest/)
  const again = await inPlace('run', 'to-version', run, 'no-model')
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('no model “no-model”')])
})

test('somebody else runs it again: the record says what they need, their terms come first, and the seal says how it stands', async () => {
  writeFileSync(join(place.root, 'train.csv'), 'x\n1\n')
  writeFileSync(join(place.root, 'lock.txt'), 'x')
  const command = (auc: string) => ['--metrics-file', 'out.json', '--', 'sh', '-c', `echo '{"auc": ${auc}}' > out.json`]
  const surroundings = ['--environment', 'requirements.txt', '--data-file', 'train.csv:train', '--param', 'C=1']
  const original = await json<{ id: string }>('run', 'record', '--experiment', 'Scoring', ...surroundings, ...command('0.9'))
  mkdirSync(join(place.root, 'elsewhere'))
  renameSync(join(place.root, 'train.csv'), join(place.root, 'elsewhere', 'copy.csv'))
  const needs = await json<{ gaps: string[] }>('run', 'reproduce', original.id, '--data-file', 'elsewhere', '--data-file', 'lock.txt', '--kit', 'kit')
  expect(needs).toMatchObject({
    data: [{ name: 'train.csv', role: 'train', at: [join(place.root, 'elsewhere', 'copy.csv')] }],
    environment: { name: 'requirements.txt', atHand: true },
    command: ['sh', '-c', `echo '{"auc": 0.9}' > out.json`],
    unknownFiles: [{ path: join(place.root, 'lock.txt') }],
    kit: { files: ['README.md', 'data.sha256', 'environment/requirements.txt', 'parameters.json', 'reproduction.json', 'run.json'] },
  })
  expect(needs.gaps).toEqual(['It names no commit: nothing says that a rerun had the same code.'])
  expect(readFileSync(join(place.root, 'kit', 'README.md'), 'utf8')).toContain(`run record --reproduces ${original.id} --code . --data-file FILE… --environment environment/requirements.txt`)
  expect(readFileSync(join(place.root, 'kit', 'environment', 'requirements.txt'), 'utf8')).toBe('scikit-learn==1.5.2\n')

  const again = async (who: string, ...args: string[]) => {
    const run = await place.run(['--json', '--workspace', 'workspace', '--as', who, 'run', 'record', '--reproduces', original.id, '--environment', 'kit/environment/requirements.txt', '--param', 'C=1', ...args])
    expect(run, run.stderr).toMatchObject({ code: 0 })
    const { verdict, independent, inputs } = (JSON.parse(run.stdout) as { reproduces: { results: { verdict: string; independent: boolean; inputs: object }[] } }).reproduces.results[0]!
    return { verdict, independent, inputs, said: run.stderr }
  }
  const data = ['--data-file', 'elsewhere/copy.csv']
  expect(await again(reviewer, ...data, '--metrics-file', 'out.json')).toMatchObject({ verdict: 'reproduced', independent: true, inputs: { data: 'same', code: 'not_known', environment: 'same', parameters: 'same' } })
  expect(await again(reviewer, ...data, '--tolerance', 'auc=0.01', ...command('0.905'))).toMatchObject({ verdict: 'within_tolerance', independent: true })
  expect(await again(reviewer, ...data, '--tolerance', 'auc=0.01', ...command('0.95'))).toMatchObject({ verdict: 'not_reproduced', said: expect.stringContaining('1 metric outside of what was declared: auc.') })
  expect(await again(author, ...data, ...command('0.9'))).toMatchObject({ verdict: 'reproduced', independent: false, said: expect.stringContaining('it is not independent, and no evidence') })
  writeFileSync(join(place.root, 'elsewhere', 'train.csv'), 'x\n2\n')
  expect(await again(reviewer, '--data-file', 'elsewhere/train.csv', ...command('0.9'))).toMatchObject({ verdict: 'not_reproduced', inputs: { data: 'different' }, said: expect.stringContaining('It ran with other data: train.csv (train).') })
  expect(await json('run', 'reproduce', original.id)).toMatchObject({ reproductions: { length: 5 } })
  const failed = await inPlace('run', 'record', '--reproduces', original.id, '--tolerance', 'auc=much', '--', 'true')
  expect([failed.code, failed.stderr]).toEqual([2, expect.stringContaining('The tolerance “auc=much” can not be read')])
})
