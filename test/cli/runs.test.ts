import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { author, createPlace, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'

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
