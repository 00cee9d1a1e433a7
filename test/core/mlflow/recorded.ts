import { readFileSync } from 'node:fs'
import { projectFile } from '../../../electron/platform/assets.ts'

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

/** test/fixtures/mlflow/README.md says how it was made. */
export const recorded = readFileSync(projectFile('test/fixtures/mlflow/wire-3.6.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Exchange)

/** What differs from one server to the next: names that it gives, and its clock. */
const volatile = new Set(['creation_time', 'last_update_time', 'creation_timestamp', 'last_updated_timestamp', 'creation_timestamp_ms', 'last_updated_timestamp_ms'])
const sortable = new Set(['tags', 'params', 'metrics'])

/** In one order, and without clocks. */
export function normalise(value: unknown, key = ''): unknown {
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
export function learn(names: Map<string, string>, theirs: unknown, ours: unknown): void {
  if (theirs === null || ours === null || typeof theirs !== 'object' || typeof ours !== 'object') return
  for (const [key, value] of Object.entries(theirs)) {
    const mine = (ours as Record<string, unknown>)[key]
    if (key === 'run_name' && typeof value === 'string' && /^[a-z]+-[a-z]+-\d+$/.test(value) && typeof mine === 'string') names.set(value, mine)
    if (/^(run_id|run_uuid|model_id|source_run_id)$/.test(key) && typeof value === 'string' && typeof mine === 'string' && value !== '') names.set(value, mine)
    else learn(names, value, mine)
  }
}
