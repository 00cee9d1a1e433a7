import { afterAll, beforeAll, expect, it } from 'vitest'
import { routeNames, serveMlflow, type Endpoint } from '../../../electron/core/mlflow/server.ts'
import { createWorld, founder, type World } from '../../support/world.ts'
import { callsTo, refused, type Answer } from './calls.ts'

let world: World
let endpoint: Endpoint
const bugs: unknown[] = []
const { call, post, startRun } = callsTo(() => endpoint.address)

beforeAll(async () => {
  world = await createWorld()
  endpoint = await serveMlflow({ workspace: () => world.workspace, person: () => founder, tokenSha256: null, port: 0, report: (error) => bugs.push(error) })
})
afterAll(async () => {
  await endpoint.close()
  world.end()
})

it('tells again where a client wants files of an experiment, and keeps them in the workspace', async () => {
  const { body } = await post('experiments/create', { name: 'Elsewhere', artifact_location: 's3://bucket/x', tags: [{ key: 'a', value: '1' }] })
  const { experiment_id: id } = body
  expect((await call('GET', `experiments/get?experiment_id=${id}`)).body['experiment']).toMatchObject({ artifact_location: 's3://bucket/x', tags: [{ key: 'a', value: '1' }] })
  expect((await post('runs/create', { experiment_id: id })).body['run'].info.artifact_uri).toMatch(/^mlflow-artifacts:/)
  expect(await post('experiments/create', { name: 'Far', artifact_location: `s3://${'x'.repeat(2048)}` })).toMatchObject(refused('INVALID_PARAMETER_VALUE', 'artifact_location'))
  expect(await post('experiments/create', '{"name": "Number", "artifact_location": 9.0}')).toMatchObject(refused('INVALID_PARAMETER_VALUE', "Invalid value 9.0 for parameter 'artifact_location' supplied"))
})

const ajax = '/ajax-api/2.0/mlflow'

it('answers what MLflow\'s page asks: many histories at once, data of experiments, files by a run, a model and a version', async () => {
  const [first, second] = [await startRun('one'), await startRun('two')]
  for (const [run, steps] of [[first, 10], [second, 20]] as const) await post('runs/log-batch', { run_id: run, metrics: Array.from({ length: steps }, (_, step) => ({ key: 'm', value: step, timestamp: 1, step })) })
  const bulk = await call('GET', `${ajax}/metrics/get-history-bulk?run_id=${second}&run_id=${first}&run_id=unknown&metric_key=m&max_results=15`)
  expect(bulk.body['metrics']).toHaveLength(15)
  const sampled = await call('GET', `${ajax}/metrics/get-history-bulk-interval?run_ids=${first}&run_ids=${second}&metric_key=m&max_results=5`)
  expect(sampled.body['metrics'].map(({ run_id: run, step }: Answer) => [run === first ? 1 : 2, step])).toEqual([[1, 0], [1, 4], [1, 8], [1, 9], [2, 0], [2, 4], [2, 8], [2, 9], [2, 12], [2, 16], [2, 19]])
  const dataset = { name: 'rows', digest: 'd', source_type: 'local', source: '{}' }
  await post('runs/log-inputs', { run_id: first, datasets: [{ dataset, tags: [{ key: 'mlflow.data.context', value: 'train' }, { key: 'note', value: 'n' }] }] })
  expect((await call('GET', `runs/get?run_id=${first}`)).body['run'].inputs.dataset_inputs[0].tags).toEqual([{ key: 'note', value: 'n' }, { key: 'mlflow.data.context', value: 'train' }])
  expect((await post(`${ajax}/experiments/search-datasets`, { experiment_ids: ['0'] })).body['dataset_summaries']).toEqual([{ experiment_id: '0', name: 'rows', digest: 'd', context: 'train' }])
  for (const value of ['dev', 'eval', 'production']) await post('runs/log-inputs', { run_id: second, datasets: [{ dataset: { ...dataset, digest: value }, tags: [{ key: 'mlflow.data.context', value }] }] })
  expect(world.workspace.experiments.run(second).datasets.map(({ context, role }) => [context, role]), 'as an import reads them').toEqual([['dev', 'validation'], ['eval', 'test'], ['production', 'other']])

  expect(await post(`${ajax}/upload-artifact?run_uuid=${first}&path=model/a.txt`, 'hello')).toEqual({ status: 200, body: {} })
  expect(await post(`${ajax}/upload-artifact?run_uuid=${first}&path=model/b.txt`, '')).toMatchObject(refused('INVALID_PARAMETER_VALUE', 'Request must specify data.'))
  await post('registered-models/create', { name: 'Files' })
  await post('model-versions/create', { name: 'Files', source: `runs:/${first}/model`, run_id: first })
  await post('model-versions/create', { name: 'Files', source: 's3://bucket/model' })
  const { model_id: model } = (await post('logged-models', { experiment_id: '0' })).body['model'].info
  await call('PUT', `/api/2.0/mlflow-artifacts/artifacts/0/models/${model}/artifacts/MLmodel`, 'flavors')
  const gets = [`/get-artifact?run_uuid=${first}&path=model/a.txt`, '//model-versions/get-artifact?name=Files&version=1&path=a.txt', `${ajax}/logged-models/${model}/artifacts/files?artifact_file_path=MLmodel`]
  expect(await Promise.all(gets.map(async (path) => (await call('GET', path)).body['text']))).toEqual(['hello', 'hello', 'flavors'])
  for (const path of [`/get-artifact?run_id=${first}&path=..%2Fx`, '/model-versions/get-artifact?name=Files&version=1&path=..%2Fx']) expect((await call('GET', path)).body).toEqual({ error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' })
  expect((await call('GET', '/model-versions/get-artifact?name=Files&version=2&path=a')).status).toBe(404)
  expect(await post('runs/log-model', { run_id: first, model_json: '{"artifact_path": "a"}' })).toEqual({ status: 200, body: {} })
  await post('runs/log-model', { run_id: first, model_json: '{"artifact_path": "b"}' })
  expect(JSON.parse(world.workspace.experiments.content(first).tags['mlflow.log-model.history']!)).toEqual([{ artifact_path: 'a' }, { artifact_path: 'b' }])
  const elsewhere = await post('model-versions/create', { name: 'Files', source: 'mlflow-artifacts://host:9000/models/..%2f..%2fetc' })
  expect(elsewhere).toMatchObject(refused('INVALID_PARAMETER_VALUE', 'If supplying a source as an http, https,'))
  expect((await post('logged-models/search', { experiment_ids: ['0'], datasets: [{ dataset_name: 'nobody' }] })).body).toEqual({})
})

const poisons: unknown[] = [5, -1e308, 'x', '', '\ud800', true, [], [5], {}, [{}], [{ key: [], value: {} }], null]
const fieldNames = (
  'run_id run_uuid run_ids experiment_id experiment_ids experiment_name name new_name key value timestamp step metric_key metrics params tags datasets models model_id model_json ' +
  'status end_time start_time run_name max_results page_token filter order_by run_view_type view_type version stage stages archive_existing_versions alias source path artifact_location start_step'
).split(' ')
const asked = ['run_id', 'experiment_id', 'name', 'key', 'value', 'timestamp', 'step', 'metrics', 'params', 'tags', 'datasets', 'models', 'status', 'max_results', 'page_token', 'filter', 'order_by', 'version']

/** Requests of a method as it takes them; where a body may stand, numbers and lists stay what they are. */
function send(method: string, path: string, fields: Record<string, unknown>) {
  if (method !== 'GET') return call(method, path, fields)
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value))}`)
  return call(method, `${path}?${query.join('&')}`)
}

it('answers nothing that is wrong with a status that clients would try again, whatever is wrong and wherever', async () => {
  const run = await startRun('wrong')
  await post('registered-models/create', { name: 'wrong' })
  const { model_id: model } = (await post('logged-models', { experiment_id: '0' })).body['model'].info
  const right = { run_id: run, experiment_id: '0', name: 'wrong', key: 'k', value: '1', timestamp: 1, version: '1' }
  const paths = [...routeNames, ...['GET', 'PATCH', 'DELETE', 'PATCH /tags', 'DELETE /tags/x', 'POST /params', 'GET /artifacts/directories'].map((one) => one.replace(/ ?(\/.*)?$/, ` logged-models/${model}$1`))]
  const answered = async (method: string, path: string, fields: Record<string, unknown>) => {
    const { status, body } = await send(method, path, fields)
    const isFine = status < 300 || (status < 500 && status !== 408 && status !== 429 && typeof body['error_code'] === 'string' && typeof body['message'] === 'string')
    return isFine ? [] : [{ method, path, fields, status, body }]
  }
  const wrong: unknown[] = []
  for (const route of paths) {
    const [method = '', path = ''] = route.split(' ')
    const all = poisons.map((poison) => Object.fromEntries(fieldNames.map((name) => [name, poison])))
    // One field at a time is wrong, all others are right: what deletes comes to nothing, because its name is wrong then.
    const one = /delete/i.test(route) ? [] : asked.map((name, at) => ({ ...right, [name]: at % 2 === 0 ? [{}] : -1e308 }))
    wrong.push(...(await Promise.all([...all, ...one].map((fields) => answered(method, path, fields)))).flat())
  }
  expect(wrong.slice(0, 3)).toEqual([])
  expect(bugs).toEqual([])
})
