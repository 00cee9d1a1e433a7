import { serveMlflow } from '../../electron/core/mlflow/server.ts'
import { runQuery } from '../../shared/contract/experiments.ts'
import { toRange } from '../ledger/sample.ts'
import { printMachine } from '../machine.ts'
import { fillWithRuns } from './many-runs.ts'
import { createPlace, person, type Place } from './place.ts'

/**
 * What is asked of many runs: the table's first page with its columns, filters and orders by a metric, and the same by MLflow's wire.
 *
 *   npx node bench/experiments/search.ts [runs] [rounds]
 */
const runs = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 7)
printMachine('experiments/search.ts', runs, rounds)
const place = await createPlace()
try {
  fillWithRuns(place, runs)
  await measure(place)
} finally {
  place.end()
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
