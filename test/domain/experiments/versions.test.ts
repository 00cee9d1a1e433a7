import { expect, test } from 'vitest'
import { chooseCandidate, toArtefact, toCandidates } from '../../../electron/domain/experiments/versions/artefact.ts'
import { findFramework, findMissing, findSeed, toData } from '../../../electron/domain/experiments/versions/parts.ts'
import type { RunDataset, SealedModel } from '../../../shared/contract/runs.ts'

const file = (path: string, digit = 'a') => ({ path, sha256: digit.repeat(64), bytes: 10 })
const model = (id: string, more: Partial<SealedModel> = {}): SealedModel => ({
  model: id,
  direction: 'output',
  step: 0,
  experiment: '1',
  name: 'credit model',
  type: '',
  status: 'ready',
  sourceRun: 'r',
  createdAt: '2026-11-21T10:00:00.000Z',
  changedAt: '2026-11-21T10:00:00.000Z',
  removed: false,
  parameters: {},
  tags: {},
  metrics: [],
  files: [file('model.pkl', 'b'), file('MLmodel', 'c')],
  ...more,
})
const choose = (artefacts: ReturnType<typeof file>[], models: SealedModel[] = []) => chooseCandidate(toCandidates({ artefacts, models, environment: null }), {})

test('the artefact is the one logged model, else the one model folder, else the one file that looks like a model; never a guess', () => {
  const files = [file('model/MLmodel'), file('model/data/model.pkl'), file('report.html')]
  expect(choose(files, [model('m-1')])).toMatchObject({ kind: 'model', path: 'm-1', files: 2 })
  expect(choose(files, [model('m-1', { direction: 'input' }), model('m-2', { removed: true })])).toMatchObject({ kind: 'folder', path: 'model' })
  expect(choose([file('out/weights.onnx'), file('metrics.json')])).toMatchObject({ kind: 'file', path: 'out/weights.onnx' })
  expect(choose([file('a.onnx'), file('b.onnx')])).toBeNull()
  expect(choose(files, [model('m-1'), model('m-2')])).toBeNull()
  expect(choose([file('notes.txt')])).toBeNull()
  const candidates = toCandidates({ artefacts: files, models: [], environment: null })
  expect(chooseCandidate(candidates, { artefact: 'model/data/' })).toMatchObject({ kind: 'folder', path: 'model/data' })
  expect(() => chooseCandidate(candidates, { artefact: '../model' })).toThrow('The run has no file or folder “../model”. There are: model, model/data/model.pkl')
  expect(() => chooseCandidate(candidates, { loggedModel: 'm-9' })).toThrow('no logged model m-9')
})

test('a folder is named by its files in the order of their bytes, as sha256sum prints them', () => {
  const chosen = choose([], [model('m-1', { files: [file('b/é', 'b'), file('a.txt', 'a'), file('B', 'c')] })])!
  const artefact = toArtefact(chosen)
  expect(artefact).toMatchObject({ kind: 'folder', name: 'credit model', bytes: 30, files: [{ name: 'B' }, { name: 'a.txt' }, { name: 'b/é' }] })
  // printf '%s  B\n%s  a.txt\n%s  b/é\n' … | sha256sum
  expect(artefact.sha256).toBe('8d8e80e7a418487b922f9df86506ebd7bd0d615bb95c1cc5fb0151b4257ce804')
})

test('data is found by its snapshot or by its bytes, with every role it had; the rest stays with what is known of it', () => {
  const used = (name: string, role: RunDataset['role'], more: Partial<RunDataset> = {}): RunDataset => ({ name, digest: 'd', role, context: null, sourceType: 'local', source: '', schema: null, profile: null, snapshot: null, sha256: null, ...more })
  const snapshots = [{ ref: 'credit@1', sha256: '1'.repeat(64), rows: 5 }, { ref: 'credit@2', sha256: '2'.repeat(64), rows: 6 }]
  expect(toData([used('a', 'test', { snapshot: 'credit@1' }), used('b', 'train', { sha256: '1'.repeat(64) }), used('c', 'validation', { sha256: '3'.repeat(64) }), used('d', 'test')], snapshots)).toEqual({
    data: [{ snapshot: 'credit@1', sha256: '1'.repeat(64), rows: 5, roles: ['train', 'test'] }],
    unregistered: [{ name: 'c', role: 'validation', sha256: '3'.repeat(64) }, { name: 'd', role: 'test', sha256: null }],
  })
})

test('framework and seed are what parameters, tags and lock file say, and nothing where they say nothing', () => {
  const environment = { lockfile: { name: 'requirements.txt', sha256: 'a'.repeat(64), bytes: 1 }, format: 'pip', packages: [{ name: 'scikit-learn', version: '1.5.2' }, { name: 'torch', version: '2.4.0' }] }
  expect(findFramework({ parameters: {}, tags: { estimator_class: 'sklearn.linear_model._logistic.LogisticRegression' }, environment })).toBe('scikit-learn 1.5.2')
  expect(findFramework({ parameters: { framework: 'torch' }, tags: {}, environment })).toBe('pytorch 2.4.0')
  expect(findFramework({ parameters: { framework: 'prophet' }, tags: {}, environment: null })).toBe('prophet')
  expect(findFramework({ parameters: {}, tags: {}, environment })).toBeNull()
  expect(findSeed({ parameters: { random_state: '7', 'clf__random_state': '7', seeds_tried: '3' }, tags: {} })).toBe('7')
  expect(findSeed({ parameters: { 'split.seed': '1', random_state: '7' }, tags: {} })).toBe('split.seed=1, random_state=7')
  expect(findSeed({ parameters: { random_state: 'None', seedling: '4' }, tags: {} })).toBeNull()
})

test('each missing part is named with why and what to do', () => {
  const nothing = { artefact: null, data: [], unregistered: [], code: null, environment: null, parameters: {}, framework: null, seed: null, choices: 3, elsewhere: null, taggedCommit: 'c'.repeat(40) }
  expect(findMissing(nothing).map(({ part, why }) => `${part}: ${why}`)).toEqual([
    'artefact: The run has 3 files and folders, and it is not clear which of them is the model.',
    'data: The run names no data.',
    'code: The client tagged commit cccccccccccc, and not what was changed beside it.',
    'environment: The run names no lock file, and none is among its files.',
    'parameters: None was logged.',
    'framework: No parameter, tag or model file says what it was trained with.',
    'seed: No parameter or tag says the random seed.',
  ])
  const sampled = findMissing({ ...nothing, unregistered: [{ name: 'rows', role: 'train', sha256: null }], elsewhere: 's3://bucket/model' })
  expect(sampled.slice(0, 3).map(({ why }) => why)).toEqual([
    'Its files are at s3://bucket/model, outside of this workspace.',
    '“rows” (train) is known by a client\'s digest of a sample only, which says nothing of the file.',
    'The run does not say on what it was tested.',
  ])
})
