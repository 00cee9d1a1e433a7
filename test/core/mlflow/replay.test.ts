import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveMlflow, type Endpoint } from '../../../electron/core/mlflow/server.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { createWorld, founder, type World } from '../../support/world.ts'

interface Exchange {
  mark?: string
  method: string
  path: string
  query: string
  contentType: string | null
  body: string
  status: number
  res: string
}

let world: World
let endpoint: Endpoint
const bugs: unknown[] = []

beforeAll(async () => {
  world = await createWorld()
  endpoint = await serveMlflow({ workspace: () => world.workspace, person: () => founder, token: null, port: 0, report: (error) => bugs.push(error) })
})
afterAll(async () => {
  await endpoint.close()
  world.end()
})

const recorded = readFileSync(projectFile('test/fixtures/mlflow/wire-3.6.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Exchange)

/** What differs from one server to the next: names that it gives, and its clock. */
const volatile = new Set(['creation_time', 'last_update_time', 'creation_timestamp', 'last_updated_timestamp', 'creation_timestamp_ms', 'last_updated_timestamp_ms'])
const sortable = new Set(['tags', 'params', 'metrics'])

function normalise(value: unknown, key = ''): unknown {
  if (volatile.has(key)) return 0
  if (Array.isArray(value)) {
    const items = value.map((one) => normalise(one))
    return sortable.has(key) ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, normalise(one, name)]),
  )
}

/** Pairs what the recorded server named with what ours names. */
function learn(names: Map<string, string>, theirs: unknown, ours: unknown): void {
  if (theirs === null || ours === null || typeof theirs !== 'object' || typeof ours !== 'object') return
  for (const [key, value] of Object.entries(theirs)) {
    const mine = (ours as Record<string, unknown>)[key]
    if (key === 'run_name' && typeof value === 'string' && /^[a-z]+-[a-z]+-\d+$/.test(value) && typeof mine === 'string') names.set(value, mine)
    if (/^(run_id|run_uuid|model_id|source_run_id)$/.test(key) && typeof value === 'string' && typeof mine === 'string' && value !== '') names.set(value, mine)
    else learn(names, value, mine)
  }
}

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
    if (/registered-models|model-versions/.test(one.path)) continue
    const response = await fetch(`${endpoint.address}${translate(one.path)}${one.query === '' ? '' : `?${translate(one.query)}`}`, {
      method: one.method,
      ...(one.method !== 'GET' && { body: translate(one.body) }),
      ...(one.contentType && { headers: { 'content-type': one.contentType } }),
    })
    const text = await response.text()
    const isJson = one.res.trimStart().startsWith('{') && response.headers.get('content-type') === 'application/json'
    if (isJson) learn(names, JSON.parse(one.res), JSON.parse(text))
    const theirs = isJson ? normalise(JSON.parse(translate(one.res))) : translate(one.res)
    const ours = isJson ? normalise(JSON.parse(text)) : text
    const same = one.res === '(binary)' || one.res.includes('"model.pkl"') || JSON.stringify(theirs) === JSON.stringify(ours)
    if (response.status !== one.status || !same) differences.push({ mark, request: `${one.method} ${one.path}?${one.query} ${one.body.slice(0, 300)}`, status: [one.status, response.status], theirs, ours })
  }
  expect(bugs).toEqual([])
  expect(differences).toEqual([])
})
