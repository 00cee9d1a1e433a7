import { serveMlflow } from '../../electron/core/mlflow/server.ts'
import { runQuery } from '../../shared/contract/experiments.ts'
import { toRange } from '../ledger/sample.ts'
import { printMachine } from '../machine.ts'
import { createPlace, insertRun, person, type Place } from './place.ts'

/**
 * What is asked of many runs: the table's first page with its columns, filters and orders by a metric, and the same by MLflow's wire. Of 300 columns
 * the newest thousand runs have all, the others 30 each.
 *
 *   npx node bench/experiments/search.ts [runs] [rounds]
 */
const runs = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 7)
const columns = 300
const dense = 1000
printMachine('experiments/search.ts', runs, rounds)
const place = await createPlace()
try {
  build(place)
  await measure(place)
} finally {
  place.end()
}

function build({ fill, workspace }: Place): void {
  const begun = performance.now()
  workspace.experiments.start({ person: person.email, source: 'app', client: null }, { experiment: '0', name: 'first' })
  const names = Array.from({ length: columns }, (_, at) => `${at % 3 === 0 ? 'param' : 'metric'}_${at}`)
  fill((rows) => {
    let seed = 1
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    for (let at = 0; at < runs; at++) {
      const no = insertRun(rows, at.toString(16).padStart(32, '0'), 1_700_000_000_000 + at * 1000)
      const mine = at >= runs - dense ? names : Array.from({ length: 29 }, (_, n) => names[(at * 7 + n * 10) % columns]!)
      rows.addPoint(no, { key: 'auc', value: random(), step: 0, atMs: 1 })
      for (const name of mine) {
        if (name.startsWith('param')) rows.setParameter(no, name, String(Math.floor(random() * 20)))
        else rows.addPoint(no, { key: name, value: random(), step: 0, atMs: 1 })
      }
    }
  })
  console.log(`${runs} runs, ${columns + 1} columns; built in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
}

async function measure({ workspace }: Place): Promise<void> {
  const { experiments } = workspace
  const endpoint = await serveMlflow({ workspace: () => workspace, person: () => person.email, tokenSha256: null, port: 0, report: console.error })
  const query = (fields: object) => () => experiments.search(runQuery.parse({ experiments: ['0'], ...fields }))
  const wire = (fields: object) => async () => {
    const response = await fetch(`${endpoint.address}/api/2.0/mlflow/runs/search`, { method: 'POST', body: JSON.stringify({ experiment_ids: ['0'], max_results: 100, ...fields }) })
    const { runs: found } = (await response.json()) as { runs?: unknown[] }
    return { rows: found ?? [], total: null }
  }
  const acts: [string, () => { rows: unknown[]; total: number | null } | Promise<{ rows: unknown[]; total: number | null }>][] = [
    ['names of columns', () => ({ rows: Object.values(experiments.keys(['0'])).flat(), total: null })],
    ['the list of experiments with their counts', () => ({ rows: experiments.list(), total: null })],
    ['first page, newest first', query({})],
    ['page in the middle, newest first', query({ offset: runs / 2 })],
    ['by the metric that all have, downwards', query({ orderBy: ['metrics.auc DESC'] })],
    ['the same, page in the middle', query({ orderBy: ['metrics.auc DESC'], offset: runs / 2 })],
    ['metrics.auc > 0.9', query({ filter: 'metrics.auc > 0.9' })],
    ['metrics.auc > 0.999', query({ filter: 'metrics.auc > 0.999' })],
    ['metrics.auc > 0.9, by it, downwards', query({ filter: 'metrics.auc > 0.9', orderBy: ['metrics.auc DESC'] })],
    ["metrics.auc > 0.5 and params.param_0 = '1'", query({ filter: "metrics.auc > 0.5 and params.param_0 = '1'" })],
    ['runs/search metrics.auc > 0.9', wire({ filter: 'metrics.auc > 0.9' })],
    ['runs/search by metrics.auc DESC', wire({ order_by: ['metrics.auc DESC'] })],
  ]
  console.log(`milliseconds, medians of ${rounds} [lowest to highest]; pages of 100 runs\n\n| asked | found | ms | first time |\n| --- | --- | --- | --- |`)
  try {
    for (const [name, act] of acts) {
      const times: number[] = []
      let found: Awaited<ReturnType<typeof act>> = { rows: [], total: null }
      for (let round = 0; round <= rounds; round++) {
        const begun = performance.now()
        found = await act()
        times.push(performance.now() - begun)
      }
      const again = times.slice(1)
      console.log(`| ${name} | ${found.rows.length}${found.total === null ? '' : ` of ${found.total}`} | ${toRange(again, 1)} | ${times[0]!.toFixed(1)} |`)
    }
  } finally {
    await endpoint.close()
  }
}
