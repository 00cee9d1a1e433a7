import type { Point } from '../../domain/experiments/service.ts'
import { AppError } from '../../../shared/errors.ts'
import { MlflowError } from './errors.ts'
import { missing, type Params } from './request.ts'
import type { Caller, Routes } from './routes.ts'
import { toMetric } from './wire.ts'

const most = { runs: 100, points: 25_000, steps: 2500, experiments: 20, datasets: 1000 } as const
const bad = (message: string) => new MlflowError('INVALID_PARAMETER_VALUE', message)

/** What charts and lists of MLflow's page ask of many runs at once. */
export const historyRoutes: Routes = {
  'GET metrics/get-history-bulk'(params, caller) {
    const runs = params.texts('run_id')
    if (runs.length === 0) throw bad('GetMetricHistoryBulk request must specify at least one run_id.')
    if (runs.length > most.runs) throw bad(`GetMetricHistoryBulk request cannot specify more than ${most.runs} run_ids. Received ${runs.length} run_ids.`)
    const key = params.text('metric_key')
    if (key === undefined) throw bad('GetMetricHistoryBulk request must specify a metric_key.')
    const limit = Math.min(params.whole('max_results') ?? most.points, most.points)
    let left = Math.max(0, limit)
    const metrics = known(caller, runs).toSorted().flatMap((run) => {
      const { points } = caller.experiments.history(run, key, 0, left)
      left -= points.length
      return points.map((point) => ofRun(point, run))
    })
    return { metrics }
  },
  'GET metrics/get-history-bulk-interval'(params, caller) {
    const asked = readInterval(params)
    const runs = known(caller, asked.runs)
    const steps = chooseSteps(runs.map((run) => caller.experiments.steps(run, asked.key, asked)), asked.limit)
    const metrics = runs.flatMap((run) => caller.experiments.pointsAt(run, asked.key, steps, most.steps).map((point) => ofRun(point, run)))
    return metrics.length === 0 ? {} : { metrics }
  },
  'POST experiments/search-datasets'(params, { experiments }) {
    const asked = params.texts('experiment_ids')
    if (asked.length === 0) throw bad('SearchDatasets request must specify at least one experiment_id.')
    if (asked.length > most.experiments) throw bad(`SearchDatasets request cannot specify more than ${most.experiments} experiment_ids. Received ${asked.length} experiment_ids.`)
    const found = experiments.datasetsOf(asked, most.datasets)
    return found.length === 0 ? {} : { dataset_summaries: found.map(({ experiment, name, digest, context }) => ({ experiment_id: experiment, name, digest, ...(context !== null && { context }) })) }
  },
}

const ofRun = (point: Point, run: string) => ({ ...toMetric(point), run_id: run })

/** Unknown runs have no points. */
function known({ experiments }: Caller, runs: readonly string[]): string[] {
  return [...new Set(runs)].filter((run) => {
    try {
      return experiments.head(run) !== undefined
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return false
      throw error
    }
  })
}

function readInterval(params: Params): { runs: string[]; key: string; limit: number; from: number; to: number } {
  const runs = params.texts('run_ids')
  if (runs.length === 0) throw missing('run_ids')
  if (runs.length > most.runs) throw bad(`GetMetricHistoryBulkInterval request must specify at most ${most.runs} run_ids. Received ${runs.length} run_ids.`)
  const key = params.required('metric_key')
  const limit = params.whole('max_results') ?? most.steps
  if (limit < 1 || limit > most.steps) throw bad(`max_results must be between 1 and ${most.steps}.`)
  const [from, to] = [params.whole('start_step'), params.whole('end_step')]
  if ((from === undefined) !== (to === undefined)) throw bad('If either start step or end step are specified, both must be specified.')
  if (from !== undefined && to !== undefined && from > to) throw bad(`end_step must be greater than start_step. Found start_step=${from} and end_step=${to}.`)
  return { runs, key, limit, from: from ?? Number.MIN_SAFE_INTEGER, to: to ?? Number.MAX_SAFE_INTEGER }
}

/** So many at even distances, with the first and the last one of each run. */
function chooseSteps(ofRuns: readonly (readonly number[])[], limit: number): number[] {
  const all = [...new Set(ofRuns.flat())].toSorted((a, b) => a - b)
  if (all.length <= limit) return all
  const even = Array.from({ length: limit }, (_, at) => all[Math.floor((at * all.length) / limit)]!)
  return [...new Set([...even, ...ofRuns.flatMap((steps) => (steps.length > 0 ? [steps[0]!, steps.at(-1)!] : []))])]
}
