import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestOf } from '../../../electron/core/mlflow/guard.ts'
import { serveMlflow, type Endpoint } from '../../../electron/core/mlflow/server.ts'
import { createWorld, founder, type World } from '../../support/world.ts'
import { callsTo, refused, type Answer } from './calls.ts'
import { learn, normalise, recorded } from './recorded.ts'

let world: World
let endpoint: Endpoint
const bugs: unknown[] = []

beforeAll(async () => {
  world = await createWorld()
  endpoint = await serveMlflow({ workspace: () => world.workspace, person: () => founder, tokenSha256: null, port: 0, report: (error) => bugs.push(error) })
})
afterAll(async () => {
  await endpoint.close()
  world.end()
})

/** What is not the same, and why. `theirs` is compared with `ours` after this was done to it. */
const known: { request: RegExp; why: string; mend: (theirs: string) => string }[] = [
  { request: /experiments\/create\? .*"exp B"/, why: 'the reference prints the statement of its database', mend: (theirs) => theirs.replace(/ Error: \(sqlite3.*(?="\})/, '') },
  { request: /runs\/search\? .*metric\.x ~ 1/, why: 'the reference prints a set, in another order in each process', mend: (theirs) => theirs.replace(/'\{'.*?'\}/, `'{'>', '>=', '!=', '=', '<', '<='}`) },
]
/** A filter that is valid by its own grammar, refused by the reference: its parser takes a name without a dot for a mistake. */
const refusedByMistake = /logged-models\/search\? .*AND name = 'model'/

it('answers a recorded conversation of an unmodified client as MLflow 3.6 did', async () => {
  const names = new Map<string, string>()
  const translate = (text: string) => [...names].reduce((all, [theirs, ours]) => all.replaceAll(theirs, ours), text)
  let mark = ''
  const differences: unknown[] = []
  for (const one of recorded) {
    if (one.mark !== undefined) {
      mark = one.mark
      continue
    }
    const request = `${one.method} ${one.path}?${one.query} ${one.body}`
    if (refusedByMistake.test(request)) continue
    const response = await fetch(`${endpoint.address}${translate(one.path)}${one.query === '' ? '' : `?${translate(one.query)}`}`, {
      method: one.method,
      ...(one.method !== 'GET' && { body: translate(one.body) }),
      ...(one.contentType && { headers: { 'content-type': one.contentType } }),
    })
    const text = await response.text()
    const isJson = one.res.trimStart().startsWith('{') && response.headers.get('content-type') === 'application/json'
    if (isJson) learn(names, JSON.parse(one.res), JSON.parse(text))
    const theirs = isJson ? JSON.stringify(normalise(JSON.parse(translate(one.res)))) : translate(one.res)
    const ours = isJson ? JSON.stringify(normalise(JSON.parse(text))) : text
    const mended = known.find((difference) => difference.request.test(request))?.mend(theirs) ?? theirs
    // A pickle of theirs was recorded without its bytes, and listed with its size.
    const same = one.res === '(binary)' || one.res.includes('"model.pkl"') || mended === ours
    if (response.status !== one.status || !same) differences.push({ mark, request, status: [one.status, response.status], theirs, ours })
  }
  expect(bugs).toEqual([])
  expect(differences).toEqual([])
})

const { call, post, startRun } = callsTo(() => endpoint.address)

it('takes the rows of a run again with a model, and once more with a dataset', async () => {
  const run = await startRun('again')
  const row = { key: 'auc', value: 0.5, timestamp: 1_700_000_000_000, step: 1 }
  await post('runs/log-batch', { run_id: run, metrics: [row, row] })
  const { body } = await post('logged-models', { experiment_id: '0', name: 'again', source_run_id: run })
  const { model_id: model } = body['model'].info
  expect(await post('runs/log-batch', { run_id: run, metrics: [{ ...row, model_id: model }] })).toEqual({ status: 200, body: {} })
  expect(await post('runs/log-metric', { run_id: run, ...row, model_id: model, dataset_name: 'rows', dataset_digest: 'd1' })).toEqual({ status: 200, body: {} })
  expect((await call('GET', `metrics/get-history?run_id=${run}&metric_key=auc`)).body['metrics']).toHaveLength(1)
  expect((await call('GET', `logged-models/${model}`)).body['model'].data.metrics).toEqual([{ ...row, model_id: model, run_id: run, dataset_name: 'rows', dataset_digest: 'd1' }])
  const nobody = await post('runs/log-batch', { run_id: run, metrics: [{ ...row, step: 2, model_id: 'm-none' }] })
  expect([nobody.status, (await call('GET', `metrics/get-history?run_id=${run}&metric_key=auc`)).body['metrics'].length]).toEqual([404, 1])
})

it('keeps numbers that are none, as words and as Python writes them', async () => {
  const run = await startRun('words')
  await post('runs/log-batch', `{"run_id": "${run}", "metrics": [{"key": "a", "value": "NaN", "timestamp": 1, "step": 0}, {"key": "b", "value": -Infinity, "timestamp": 1, "step": 0}]}`)
  await post('runs/log-metric', { run_uuid: run, key: 'c', value: 'Infinity', timestamp: '1', step: '2' })
  const { body } = await call('GET', `runs/get?run_id=${run}`)
  expect(body['run'].data.metrics).toEqual([
    { key: 'a', value: 'NaN', timestamp: 1, step: 0 },
    { key: 'b', value: '-Infinity', timestamp: 1, step: 0 },
    { key: 'c', value: 'Infinity', timestamp: 1, step: 2 },
  ])
})

it('writes nothing of a batch with one bad row, whatever is wrong with it', async () => {
  const run = await startRun('batch')
  const good = Array.from({ length: 899 }, (_, step) => ({ key: 'loss', value: step, timestamp: 1, step }))
  const rows = [
    { key: 'loss', value: 'much', timestamp: 1 },
    { key: 'k'.repeat(251), value: 1, timestamp: 1 },
    { key: '../up', value: 1, timestamp: 1 },
    { key: 'loss', value: 1 },
    { key: 'loss', value: 1, timestamp: 253_402_300_800_000 },
    { key: 'loss', value: 1, timestamp: 1, step: 1e300 },
    { key: '\ud800', value: 1, timestamp: 1 },
  ]
  for (const row of rows) expect(await post('runs/log-batch', { run_id: run, metrics: [...good, row], params: [{ key: 'p', value: '1' }], tags: [{ key: 't', value: '1' }] })).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } })
  const halves = await post('runs/log-batch', { run_id: run, metrics: good, params: [{ key: 'p', value: '1' }, { key: 'p', value: '2' }] })
  expect(halves).toMatchObject(refused('INVALID_PARAMETER_VALUE', 'Changing param values is not allowed.'))
  expect((await call('GET', `runs/get?run_id=${run}`)).body['run'].data).toEqual({ tags: [{ key: 'mlflow.runName', value: 'batch' }] })
  expect(await post('runs/log-batch', { run_id: run, metrics: [...good, { key: 'k'.repeat(250), value: 1, timestamp: 1 }] })).toEqual({ status: 200, body: {} })
})

it('takes a clock that is ahead, and refuses times that are none', async () => {
  const ahead = Date.UTC(2199, 0, 1)
  const { body } = await post('runs/create', { start_time: ahead })
  const run = body['run'].info.run_id as string
  await post('runs/log-metric', { run_id: run, key: 'm', value: 1, timestamp: ahead })
  expect(await post('runs/update', { run_id: run, status: 'FINISHED', end_time: 253_402_300_800_000 })).toMatchObject(refused('INVALID_PARAMETER_VALUE', 'it is no time'))
  expect(await post('runs/update', { run_id: run, status: 'FINISHED', end_time: ahead + 1 })).toMatchObject({ status: 200, body: { run_info: { status: 'FINISHED', end_time: ahead + 1 } } })
  expect(await post('runs/create', { start_time: 253_402_300_800_000 })).toMatchObject({ status: 400 })
})

it('tells what is for ever with a status that clients do not try again', async () => {
  await post('experiments/create', { name: 'Twice' })
  expect(await post('experiments/create', { name: 'Twice' })).toMatchObject({ status: 400, ...refused('RESOURCE_ALREADY_EXISTS', 'already exists') })
  // A version from 3.4 on would make clients send traces.
  for (const path of ['/version', '/api/3.0/mlflow/server-info', '/api/2.0/mlflow/traces/search', '/v1/traces', '/']) expect(await call('GET', path)).toMatchObject({ status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND' } })
  expect(await call('GET', '/health')).toEqual({ status: 200, body: { text: 'OK' } })
  expect(await post('runs/create', '{"experiment_id": ')).toMatchObject({ status: 400, ...refused('BAD_REQUEST', 'no JSON') })
  expect(await post('runs/create', '[]')).toMatchObject({ status: 400 })
  expect(await post('runs/get', {})).toMatchObject({ status: 404 })
  expect(await call('DELETE', 'logged-models/m-1/tags/%25zz')).toMatchObject({ status: 404 })
  expect(await post('runs/log-batch', `{"run_id": "${'x'.repeat(33 << 20)}"}`)).toMatchObject({ status: 400, ...refused('BAD_REQUEST', 'Send it in parts') })
})

it('lets nothing out of a run by any path, however it is written', async () => {
  const run = await startRun('paths')
  const files = `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts`
  const escapes = ['..%2F..%2Fup', '%252e%252e%252fup', '%25252e%25252e/up', '..%5Cup', 'a%5C..%5Cup', 'a%00b', 'a//b', 'C%3A/x', `${'a'.repeat(600)}`]
  for (const path of escapes) expect([path, (await call('PUT', `${files}/${path}`, 'x')).status]).toEqual([path, 400])
  for (const path of escapes) for (const method of ['GET', 'DELETE']) expect([path, method, Math.floor((await call(method, `${files}/${path}`)).status / 100)]).toEqual([path, method, 4])
  for (const path of ['/etc/passwd', 'C:/x', `0/${run}`, `0/${run}/../x/artifacts/y`]) expect([path, (await call('PUT', `/api/2.0/mlflow-artifacts/artifacts/${encodeURIComponent(path)}`, 'x')).status]).toEqual([path, 400])
  expect(await call('GET', `artifacts/list?run_id=${run}&path=..%2F..`)).toMatchObject({ status: 400 })
  expect(await call('GET', `/api/2.0/mlflow-artifacts/artifacts?path=..%2Fx`)).toMatchObject({ status: 400 })
  expect((await call('GET', `artifacts/list?run_id=${run}`)).body).toEqual({ root_uri: `mlflow-artifacts:/0/${run}/artifacts` })
  expect(await call('PUT', `${files}/100%25 sure/ä.txt`, 'hello')).toEqual({ status: 200, body: {} })
  expect((await call('GET', `${files}/100%25 sure/ä.txt`)).body).toEqual({ text: 'hello' })
})

/** Headers that `fetch` does not let anybody set. */
const status = (headers: Record<string, string>, at: Endpoint = endpoint) =>
  new Promise<number | undefined>((resolve, reject) => {
    httpRequest(`${at.address}/api/2.0/mlflow/experiments/get?experiment_id=0`, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject).end()
  })

it('answers programs of this computer, no web page and no foreign name, and nobody without the token where there is one', async () => {
  expect(await Promise.all([{}, { host: 'localhost:1' }, { host: 'evil.example' }, { host: 'localhost.evil.example' }, { origin: 'https://evil.example' }, { origin: 'null' }].map((headers) => status(headers as Record<string, string>)))).toEqual([200, 200, 403, 403, 403, 403])
  const guarded = await serveMlflow({ workspace: () => world.workspace, person: () => founder, tokenSha256: digestOf('a-secret'), port: 0, report: (error) => bugs.push(error) })
  try {
    const basic = Buffer.from('anybody:a-secret').toString('base64')
    const all = [{}, { authorization: 'Bearer wrong' }, { authorization: 'Bearer a-secret' }, { authorization: `Basic ${basic}` }]
    expect(await Promise.all(all.map((headers) => status(headers as Record<string, string>, guarded)))).toEqual([401, 401, 200, 200])
    await expect(serveMlflow({ workspace: () => world.workspace, person: () => founder, tokenSha256: null, port: guarded.port, report: () => {} })).rejects.toMatchObject({ code: 'BUSY' })
  } finally {
    await guarded.close()
  }
})

it('registers models and versions with an entry each that names the files, and says what is wrong in the words of MLflow', async () => {
  const run = await startRun('registered')
  await call('PUT', `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/model/weights.bin`, 'weights')
  await post('registered-models/create', { name: 'Scorer', tags: [{ key: 'team', value: 'risk' }] })
  const register = (fields: object) => post('model-versions/create', { name: 'Scorer', source: `runs:/${run}/model`, run_id: run, ...fields })
  const numbers: string[] = []
  for (const name of ['one', 'two', 'three']) numbers.push((await register({ description: name })).body['model_version'].version as string)
  expect(numbers).toEqual(['1', '2', '3'])
  const { ledger } = world.workspace
  const entries = [...ledger.entries(0, ledger.tip().size)].filter(({ kind }) => kind.startsWith('registry.')).slice(-4)
  expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([['registry.opened/v1', founder], ...numbers.map(() => ['registry.registered/v1', founder])])
  expect(entries[1]!.body).toMatchObject({ model: 'Scorer', version: 1, run, loggedModel: null, files: [{ path: 'model/weights.bin', bytes: 7 }] })
  const awaiting = { version: null, run: { id: run, sealed: false }, files: [{ path: 'model/weights.bin', bytes: 7 }], source: `runs:/${run}/model` }
  expect(world.workspace.registered.get('Scorer')).toMatchObject({ by: founder, model: null, awaiting: 3, versions: [{ number: 3, ...awaiting }, { number: 2, ...awaiting }, { number: 1, ...awaiting }] })
  await post('model-versions/transition-stage', { name: 'Scorer', version: '1', stage: 'production', archive_existing_versions: true })
  await post('model-versions/transition-stage', { name: 'Scorer', version: '2', stage: 'Production', archive_existing_versions: true })
  await call('DELETE', 'model-versions/delete', { name: 'Scorer', version: '3' })
  expect((await register({})).body['model_version'].version).toBe('4')
  expect(world.workspace.registered.get('Scorer').versions.map(({ number }) => number)).toEqual([4, 2, 1])
  const found = await call('GET', `model-versions/search?filter=${encodeURIComponent("name = 'Scorer'")}&order_by=version_number%20DESC&max_results=2`)
  expect([found.body['model_versions'].map((one: Answer) => [one['version'], one['current_stage']]), found.body['next_page_token']]).toEqual([[['4', 'None'], ['2', 'Production']], expect.any(String)])
  expect((await call('GET', 'model-versions/get?name=Scorer&version=1')).body['model_version'].current_stage).toBe('Archived')

  const wrong: [Promise<{ status: number }>, number, string, string][] = [
    [post('registered-models/create', { name: 'Scorer' }), 400, 'RESOURCE_ALREADY_EXISTS', 'Registered Model (name=Scorer) already exists.'],
    [post('registered-models/create', { name: 'a/b' }), 400, 'INVALID_PARAMETER_VALUE', 'Invalid model name'],
    [post('registered-models/rename', { name: 'Scorer', new_name: 'Scorer' }), 400, 'RESOURCE_ALREADY_EXISTS', 'already exists'],
    [register({ name: 'Nobody' }), 404, 'RESOURCE_DOES_NOT_EXIST', 'Registered Model with name=Nobody not found'],
    [register({ source: 'file:///etc/passwd' }), 400, 'INVALID_PARAMETER_VALUE', 'Invalid model version source'],
    [register({ source: `models:/m-${'0'.repeat(32)}` }), 404, 'RESOURCE_DOES_NOT_EXIST', 'not found'],
    [call('GET', 'model-versions/get?name=Scorer&version=3'), 404, 'RESOURCE_DOES_NOT_EXIST', 'Model Version (name=Scorer, version=3) not found'],
    [call('GET', 'model-versions/get?name=Scorer&version=x'), 400, 'INVALID_PARAMETER_VALUE', 'must be an integer'],
    [post('registered-models/alias', { name: 'Scorer', alias: 'Latest', version: '1' }), 400, 'INVALID_PARAMETER_VALUE', 'is reserved'],
    [call('GET', 'registered-models/alias?name=Scorer&alias=nobody'), 400, 'INVALID_PARAMETER_VALUE', 'Registered model alias nobody not found.'],
    [post('model-versions/transition-stage', { name: 'Scorer', version: '1', stage: 'Live', archive_existing_versions: false }), 400, 'INVALID_PARAMETER_VALUE', 'Invalid Model Version stage: Live'],
  ]
  for (const [answer, expected, code, message] of wrong) expect(await answer).toMatchObject({ status: expected, ...refused(code, message) })
  expect((await call('GET', `registered-models/search?filter=${encodeURIComponent("tags.`mlflow.prompt.is_prompt` = 'true'")}`)).body['registered_models'].map(({ name }: Answer) => name as string)).toEqual(['pr'])
})

it('seals models with the run that they came out of, and reads them again where drafts.db is gone', async () => {
  const run = await startRun('with models')
  const { body } = await post('logged-models', { experiment_id: '0', name: 'scorer', model_type: 'tree', source_run_id: run, params: [{ key: 'depth', value: '4' }] })
  const { model_id: model } = body['model'].info
  await call('PUT', `/api/2.0/mlflow-artifacts/artifacts/0/models/${model}/artifacts/MLmodel`, 'flavors: {}')
  await post('runs/log-metric', { run_id: run, key: 'auc', value: 'NaN', timestamp: 5, step: 2, model_id: model })
  await call('PATCH', `logged-models/${model}`, { status: 'LOGGED_MODEL_READY' })
  await post('runs/update', { run_id: run, status: 'FINISHED' })
  const before = (await call('GET', `logged-models/${model}`)).body
  const described = () => {
    const { experiments } = world.workspace
    return (JSON.parse(readFileSync(experiments.blobPath(experiments.head(run).sealed!.sha256), 'utf8')) as { models: object[] }).models
  }
  expect(described()).toMatchObject([
    { model, direction: 'output', name: 'scorer', type: 'tree', status: 'ready', parameters: { depth: '4' }, metrics: [{ key: 'auc', value: 'NaN', step: 2 }], files: [{ path: 'MLmodel', bytes: 11 }], removed: false },
  ])
  await call('PATCH', `logged-models/${model}/tags`, { tags: [{ key: 'late', value: '1' }] })
  expect(world.workspace.experiments.head(run)).toMatchObject({ changed: true })
  await post('runs/update', { run_id: run, status: 'FINISHED' })
  expect([world.workspace.experiments.head(run).sealed!.number, described()]).toMatchObject([2, [{ tags: { late: '1' } }]])
  world.workspace.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.dir, `drafts.db${suffix}`), { force: true })
  world.reopen()
  const after = (await call('GET', `logged-models/${model}`)).body
  expect(after).toEqual({ model: { ...before['model'], info: { ...before['model'].info, tags: [{ key: 'late', value: '1' }] } } })
  expect((await call('GET', `runs/get?run_id=${run}`)).body['run'].outputs).toEqual({ model_outputs: [{ model_id: model, step: 0 }] })
  await call('DELETE', `logged-models/${model}`)
  await post('runs/update', { run_id: run, status: 'FINISHED' })
  expect([(await call('GET', `logged-models/${model}`)).status, described()]).toMatchObject([404, [{ model, removed: true }]])
})

/** Sends the beginning of a request and hangs up once the other side has it. */
const hangUp = (method: string, path: string, part: string) =>
  new Promise<void>((resolve) => {
    const request = httpRequest(`${endpoint.address}${path}`, { method, headers: { 'content-length': 1 << 20 } })
    request.on('error', () => resolve())
    request.write(part, () => setImmediate(() => request.destroy(new Error('hung up'))))
  })

it('keeps nothing of a request that broke off, and goes on', async () => {
  const run = await startRun('broken off')
  await hangUp('POST', '/api/2.0/mlflow/runs/log-batch', `{"run_id": "${run}", "params": [{"key": "a", "value": "b"}]`)
  await hangUp('PUT', `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/half.bin`, 'x'.repeat(1000))
  // Another upload goes through the same store after it.
  await call('PUT', `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/whole.bin`, 'whole')
  await endpoint.close()
  expect((await call('GET', '/health').catch(() => ({ status: 0 }))).status).toBe(0)
  expect(world.workspace.experiments.artefacts(run)).toMatchObject([{ path: 'whole.bin', bytes: 5 }])
  expect(world.workspace.experiments.content(run).parameters).toEqual({})
  expect(readdirSync(join(world.dir, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) => !/^[0-9a-f]{2}([/\\][0-9a-f]{62})?$/.test(name))).toEqual([])
  expect(bugs).toEqual([])
  await world.check()
})
