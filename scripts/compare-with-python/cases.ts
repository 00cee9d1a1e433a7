import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { driftChoices, fairnessChoices, performanceChoices } from '../../shared/contract/evidence.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import type { Analytics } from '../../electron/platform/duckdb.ts'
import { runCheck } from './engine.ts'
import { type TableForm, toTable } from './tables.ts'
import { ofDrift, ofFairness, ofPerformance, type Own, type Pair } from './values.ts'

/** One file under one name: what Python is to compute of it, and what ours is. */
export interface Case {
  question: { name: string; data: string } & (
    | { kind: 'fairness'; positive: string; groupings: string[][]; pairs: Pair[] }
    | { kind: 'binary'; positive: string; challenged: string | null }
    | { kind: 'numbers'; label: string; prediction: string }
    | { kind: 'drift'; reference: string; numeric: string[]; categorical: string[] }
  )
  own: Own[]
}

interface Columns {
  numeric: string[]
  categorical: string[]
}

const positive = '1'
const model = { prediction: 'prediction', score: 'score', cutoff: null }

async function fairness(analytics: Analytics, name: string, data: string, groups: string[]): Promise<Case> {
  const columns = { label: 'label', positive, decision: { kind: 'prediction' as const, column: 'prediction' }, groups, score: 'score' }
  const { own, pairs } = ofFairness(await runCheck(analytics, 'fairness', { data }, fairnessChoices.parse({ columns, minimumGroup: 1, resamples: 0 })))
  const groupings = [...groups.map((group) => [group]), ...(groups.length > 1 ? [groups] : [])]
  return { question: { name, data, kind: 'fairness', positive, groupings, pairs }, own }
}

async function decisions(analytics: Analytics, name: string, data: string, challenger: string | null): Promise<Case> {
  const second = challenger === null ? null : { prediction: challenger, score: null, cutoff: null }
  const result = await runCheck(analytics, 'performance', { data }, performanceChoices.parse({ task: 'binary', label: 'label', positive, model, challenger: second }))
  return { question: { name, data, kind: 'binary', positive, challenged: result.challenger?.mcnemar?.method ?? null }, own: ofPerformance(result, 'binary') }
}

async function numbers(analytics: Analytics, name: string, data: string, [label, prediction]: readonly [string, string]): Promise<Case> {
  const result = await runCheck(analytics, 'performance', { data }, performanceChoices.parse({ task: 'regression', label, model: { prediction, score: null, cutoff: null } }))
  return { question: { name, data, kind: 'numbers', label, prediction }, own: ofPerformance(result, 'numbers') }
}

async function drift(analytics: Analytics, name: string, { data, reference }: { data: string; reference: string }, { numeric, categorical }: Columns): Promise<Case> {
  const run = (profile: 'countersign' | 'evidently') => runCheck(analytics, 'drift', { data, reference }, driftChoices.parse({ profile, columns: [...numeric, ...categorical], numeric, categorical, minimumRows: 1 }))
  return { question: { name, kind: 'drift', data, reference, numeric, categorical }, own: ofDrift(await run('countersign'), await run('evidently')) }
}

/** The example that every reader has; for drift its first 500 rows against the others. */
async function german(analytics: Analytics, dir: string): Promise<Case[]> {
  const data = projectFile('examples/german-credit/german-lr-predictions.csv')
  const name = 'German credit'
  const [head = '', ...lines] = readFileSync(data, 'utf8').trimEnd().split('\n')
  const half = (part: string, rows: readonly string[]) => write(dir, `german-${part}.csv`, [head, ...rows, ''].join('\n'))
  const halves = { reference: half('first', lines.slice(0, 500)), data: half('second', lines.slice(500)) }
  return [
    await fairness(analytics, name, data, ['sex', 'age_group']),
    await decisions(analytics, name, data, null),
    await drift(analytics, name, halves, { numeric: ['score', 'age', 'credit_amount', 'month'], categorical: ['sex', 'age_group', 'purpose', 'status', 'prediction'] }),
  ]
}

const tables: Record<string, TableForm> = {
  'small groups': { seed: 1, rows: 40, groups: 9, grain: 1_000, missing: 0, cutoff: 0.6 },
  'ties': { seed: 2, rows: 400, groups: 4, grain: 8, missing: 0, cutoff: 0.5 },
  'missing values': { seed: 3, rows: 500, groups: 5, grain: 100, missing: 0.06, cutoff: 0.5 },
  'nobody selected': { seed: 4, rows: 120, groups: 3, grain: 50, missing: 0.02, cutoff: 2 },
  'one group': { seed: 5, rows: 90, groups: 1, grain: 200, missing: 0, cutoff: 0.4 },
}

async function random(analytics: Analytics, dir: string, [title, form]: readonly [string, TableForm]): Promise<Case[]> {
  const name = `random: ${title}`
  const file = (part: string, content: string) => write(dir, `${title.replaceAll(' ', '-')}-${part}.csv`, content)
  const data = file('data', toTable(form))
  const reference = file('reference', toTable({ ...form, seed: form.seed + 100, rows: Math.round(form.rows * 1.3), groups: form.groups + 1 }))
  return [
    await fairness(analytics, name, data, ['group', 'branch']),
    await decisions(analytics, name, data, 'challenger'),
    await numbers(analytics, name, data, ['target', 'estimate']),
    await drift(analytics, name, { data, reference }, { numeric: ['score', 'target'], categorical: ['group', 'branch'] }),
  ]
}

/** German credit, the diabetes data with a line fitted to it, and seeded random tables written into `dir`. */
export async function toCases(analytics: Analytics, dir: string): Promise<Case[]> {
  const found = [...(await german(analytics, dir)), await numbers(analytics, 'diabetes', projectFile('test/fixtures/data/diabetes-predictions.csv'), ['progression', 'line'])]
  for (const table of Object.entries(tables)) found.push(...(await random(analytics, dir, table)))
  return found
}

function write(dir: string, name: string, content: string): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}
