import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { author, createPlace, passphrase, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'

let place: Place
beforeAll(async () => {
  place = createPlace((await prepareTemplate()).root)
})
afterAll(removePlaces)

test('mlflow serve asks for the passphrase, says how clients reach it, and ends with Ctrl-C', async () => {
  const args = ['--json', '--workspace', 'workspace', '--as', author, 'mlflow', 'serve', '--token']
  const wrong = await place.run(args, { COUNTERSIGN_PASSPHRASE: 'not it' })
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('passphrase')])
  const quick = pathToFileURL(projectFile('test/support/quick-scrypt-on.ts')).href
  const env = { PATH: process.env['PATH'] ?? '', COUNTERSIGN_HOME: join(place.root, 'state'), ...passphrase(author) }
  const child = spawn(process.execPath, ['--import', quick, projectFile('dist/core/cli.mjs'), ...args], { cwd: place.root, env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<number | null>((resolve) => void child.on('close', resolve))
  try {
    const { address, token, person } = await new Promise<{ address: string; token: string; person: string }>((resolve, reject) => {
      let shown = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        shown += text
        if (shown.endsWith('}\n')) resolve(JSON.parse(shown) as { address: string; token: string; person: string })
      })
      child.on('close', () => reject(new Error(`It ended: ${shown}`)))
    })
    expect(person).toBe(author)
    const create = (headers: Record<string, string>) => fetch(`${address}/api/2.0/mlflow/experiments/create`, { method: 'POST', headers, body: '{"name": "From Python"}' })
    expect([(await create({})).status, (await create({ authorization: `Bearer ${token}` })).status]).toEqual([401, 200])
    const register = (path: string, body: object) => fetch(`${address}/api/2.0/mlflow/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
    for (const version of [0, 1]) await register(version === 0 ? 'registered-models/create' : 'model-versions/create', { name: 'Churn of customers', ...(version === 1 && { source: 's3://models/churn' }) })
    const taken = await place.run([...args, '--port', new URL(address).port], passphrase(author))
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('can not be used')])
  } finally {
    child.kill('SIGINT')
  }
  expect(await ended).toBe(0)
  const list = await place.run(['--json', '--workspace', 'workspace', 'experiment', 'list'])
  expect(list.stdout).toContain('From Python')

  const model = (...args: string[]) => place.run(['--workspace', 'workspace', '--as', author, 'model', ...args])
  expect((await model('list')).stdout).toMatch(/Churn of customers +registered by an MLflow client, not adopted +0 +1\n/)
  expect((await model('show', 'Churn of customers')).stdout).toContain('version 1: awaits a manifest; countersign run to-version "models:/Churn of customers/1" MODEL\n    source s3://models/churn\n    its files were not at hand')
  await place.run(['--workspace', 'workspace', '--as', author, 'use-case', 'add', 'Retention', '--purpose', 'Call them', '--tier', '3'])
  const slug = await model('adopt', 'Churn of customers', '--use-case', 'Retention', '--task', 'classification')
  expect([slug.code, slug.stderr]).toEqual([2, expect.stringContaining('Give another one with --name')])
  expect((await model('adopt', 'Churn of customers', '--name', 'churn', '--use-case', 'Retention', '--task', 'classification')).stdout).toBe('“Churn of customers” is model churn; 1 version awaits a manifest.\n')
})
