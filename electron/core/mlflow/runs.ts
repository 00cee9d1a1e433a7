import { runStatus, type RunDataset, type RunHead } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import { isTime, type Point, toDataRole } from '../../domain/experiments/service.ts'
import { MlflowError } from './errors.ts'
import { get as getExperiment, toView } from './experiments.ts'
import { checkBatch, checkMetricName, checkParameter, checkTag, parsePageToken, toPageSize, toPageToken } from './limits.ts'
import { findModels, linkModels, logModelMetrics, modelsOf, modelsOfMany } from './logged-models.ts'
import { invalid, missing, type Params } from './request.ts'
import type { Caller, Routes } from './routes.ts'
import { contextTag, toMetric, toRun, toRunInfo } from './wire.ts'

const nameTag = 'mlflow.runName'
const modelsTag = 'mlflow.log-model.history'

export const runRoutes: Routes = {
  'POST runs/create'(params, caller) {
    const experiment = getExperiment(caller, params.text('experiment_id') ?? '0')
    if (experiment.archived) throw new MlflowError('INVALID_PARAMETER_VALUE', `The experiment ${experiment.id} must be in the 'active' state. \n Current state is deleted.`)
    const tags = Object.fromEntries(params.list('tags').map(toTag))
    const [asked, tagged] = [params.text('run_name') || undefined, tags[nameTag]]
    if (asked !== undefined && tagged !== undefined && asked !== tagged) {
      throw new MlflowError('INVALID_PARAMETER_VALUE', `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${asked}', mlflow.runName='${tagged}').`)
    }
    const name = asked ?? tagged
    const head = caller.experiments.start(
      { person: caller.person, source: 'mlflow', client: caller.client },
      { experiment: experiment.id, name, nameTag, userName: params.text('user_id') ?? '', startedMs: toTime(params, 'start_time'), tags },
    )
    // As the reference does, which has nothing to say of outputs here.
    const { outputs: _outputs, ...run } = runOf(caller, head.id)
    return { run }
  },
  'GET runs/get': (params, caller) => ({ run: runOf(caller, idOf(params)) }),
  'POST runs/update': update,
  async 'POST runs/delete'(params, caller) {
    const run = activeRun(caller, params.required('run_id'))
    await caller.experiments.discard(caller.person, run.id, `Deleted by ${caller.client ?? 'an MLflow client'}.`)
    return {}
  },
  'POST runs/restore'(params, caller) {
    const run = headOf(caller, params.required('run_id'))
    if (!run.discarded) throw new MlflowError('INVALID_PARAMETER_VALUE', `The run ${run.id} must be in the 'deleted' state. Current state is active.`)
    caller.experiments.restore(caller.person, run.id, `Restored by ${caller.client ?? 'an MLflow client'}.`)
    return {}
  },
  'POST runs/search': search,
  'POST runs/log-metric'(params, caller) {
    const run = activeRun(caller, idOf(params))
    findModels(caller, [params])
    caller.experiments.log(run.id, { points: [toPoint(params)] }, true)
    logModelMetrics(caller, run.id, [params])
    return {}
  },
  'POST runs/log-parameter'(params, caller) {
    const run = activeRun(caller, idOf(params))
    logParameters(caller, run.id, [toParameter(params)])
    return {}
  },
  'POST runs/set-tag'(params, caller) {
    const run = activeRun(caller, idOf(params))
    const [key, value] = toTag(params)
    if (key === nameTag) caller.experiments.update(run.id, { name: value }, true)
    caller.experiments.log(run.id, { tags: { [key]: value } }, true)
    return {}
  },
  'POST runs/delete-tag'(params, caller) {
    const run = activeRun(caller, params.required('run_id'))
    const key = params.required('key')
    if (!caller.experiments.removeTag(run.id, key, true)) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No tag with name: ${key} in run with id ${run.id}`)
    return {}
  },
  'POST runs/log-batch': logBatch,
  'POST runs/log-inputs'(params, caller) {
    const run = activeRun(caller, params.required('run_id'))
    caller.experiments.addDatasets(run.id, params.list('datasets').map(toDataset), true)
    linkModels(caller, run.id, 'input', params.list('models'))
    return {}
  },
  'POST runs/outputs'(params, caller) {
    const run = activeRun(caller, params.required('run_id'))
    if (!params.has('models')) throw missing('models')
    linkModels(caller, run.id, 'output', params.list('models'))
    return {}
  },
  // What clients before 3.0 say of a model whose files they logged with a run.
  'POST runs/log-model'(params, caller) {
    const run = activeRun(caller, params.required('run_id'))
    const before = caller.experiments.content(run.id).tags[modelsTag]
    const model = params.required('model_json')
    if (!isJson(model)) throw invalid('model_json', model.slice(0, 200), 'it is no JSON')
    const value = before === undefined ? `[${model}]` : `${before.replace(/\]\s*$/, '')}, ${model}]`
    checkTag(modelsTag, value)
    caller.experiments.log(run.id, { tags: { [modelsTag]: value } }, true)
    return {}
  },
  'GET metrics/get-history'(params, caller) {
    const run = headOf(caller, idOf(params))
    const key = params.required('metric_key')
    const size = toPageSize(params.whole('max_results'), 25_000, 50_000)
    const offset = parsePageToken(params.text('page_token'))
    const { points, total } = caller.experiments.history(run.id, key, offset, size)
    return { ...(points.length > 0 && { metrics: points.map(toMetric) }), ...(params.has('max_results') && total > offset + size && { next_page_token: toPageToken(offset + size) }) }
  },
}

const idOf = (params: Params): string => {
  const id = params.text('run_id') || params.text('run_uuid')
  if (id === undefined || id === '') throw missing('run_id')
  return id
}

export function headOf({ experiments }: Pick<Caller, 'experiments'>, id: string): RunHead {
  try {
    return experiments.head(id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Run with id=${id} not found`, { cause: error })
    throw error
  }
}

export function activeRun(caller: Pick<Caller, 'experiments'>, id: string): RunHead {
  const run = headOf(caller, id)
  if (run.discarded) throw new MlflowError('INVALID_PARAMETER_VALUE', `The run ${id} must be in the 'active' state. Current state is deleted.`)
  return run
}

function runOf(caller: Caller, id: string) {
  const head = headOf(caller, id)
  return toRun({ head, ...caller.experiments.content(id), models: modelsOf(caller, id) })
}

async function update(params: Params, caller: Caller) {
  const run = activeRun(caller, idOf(params))
  const asked = params.text('status')
  const status = asked === undefined ? undefined : runStatus.safeParse(asked.toLowerCase()).data
  if (asked !== undefined && status === undefined) throw invalid('status', asked)
  const name = params.text('run_name') || undefined
  if (name !== undefined && name !== run.name) {
    caller.experiments.update(run.id, { name }, true)
    caller.experiments.log(run.id, { tags: { [nameTag]: name } }, true)
  }
  const endedMs = toTime(params, 'end_time')
  if (status === 'finished' || status === 'failed' || status === 'killed') {
    await caller.experiments.finish(caller.person, run.id, { status, ...(endedMs !== undefined && { endedMs }) })
  } else if (status !== undefined && status !== run.status) {
    caller.experiments.update(run.id, { status, endedMs: endedMs ?? null }, true)
  } else if (endedMs !== undefined) {
    caller.experiments.update(run.id, { endedMs }, true)
  }
  return { run_info: toRunInfo(headOf(caller, run.id)) }
}

function search(params: Params, caller: Caller) {
  const size = toPageSize(params.whole('max_results'), 1000, 50_000)
  const offset = parsePageToken(params.text('page_token'))
  const query = { experiments: params.texts('experiment_ids'), filter: params.text('filter') ?? '', orderBy: params.texts('order_by'), show: toView(params, 'run_view_type'), limit: size, offset }
  const found = caller.experiments.searchContent(query)
  const models = modelsOfMany(caller, found.map(({ head }) => head.id))
  const runs = found.map(({ head, ...content }) => toRun({ head, ...content, models: models.get(head.id) ?? { inputs: [], outputs: [] } }))
  return { ...(runs.length > 0 && { runs }), ...(runs.length === size && { next_page_token: toPageToken(offset + size) }) }
}

function toPoint(params: Params): Point {
  const key = params.required('key')
  checkMetricName(key)
  const value = params.requiredNumber('value')
  // Python's largest numbers stand for the infinities on MLflow's own wire.
  return { key, value, atMs: params.requiredWhole('timestamp'), step: params.whole('step') ?? 0 }
}

/** Milliseconds that are a date: clocks may be wrong, but what they say has to have a name in the sealed record. */
function toTime(params: Params, field: string): number | undefined {
  const ms = params.whole(field)
  if (ms !== undefined && !isTime(ms)) throw invalid(field, ms, 'it is no time')
  return ms
}

function toParameter(params: Params): [string, string] {
  const key = params.required('key')
  const value = params.text('value') ?? ''
  checkParameter(key, value)
  return [key, value]
}

function toTag(params: Params): [string, string] {
  const key = params.required('key')
  const value = params.text('value') ?? ''
  checkTag(key, value)
  return [key, value]
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined
  } catch {
    return false
  }
}

const clash = (run: string, key: string, before: string, value: string) =>
  new MlflowError('INVALID_PARAMETER_VALUE', `Changing param values is not allowed. Param with key='${key}' was already logged with value='${before}' for run ID='${run}'. Attempted logging new value '${value}'.`)

/** The same value again is fine. */
function logParameters({ experiments }: Caller, run: string, parameters: readonly [string, string][], rest: { points?: Point[]; tags?: Record<string, string> } = {}): void {
  const all: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [key, value] of parameters) {
    const before = all[key] ?? experiments.parameter(run, key)
    if (before !== undefined && before !== value) throw clash(run, key, before, value)
    all[key] = value
  }
  experiments.log(run, { parameters: all, ...rest }, true)
}

function logBatch(params: Params, caller: Caller) {
  const run = activeRun(caller, params.required('run_id'))
  const [metrics, parameters, tags] = [params.list('metrics'), params.list('params'), params.list('tags')]
  checkBatch(metrics.length, parameters.length, tags.length)
  const texts = Object.fromEntries(tags.map(toTag))
  findModels(caller, metrics)
  logParameters(caller, run.id, parameters.map(toParameter), { points: metrics.map(toPoint), tags: texts })
  if (texts[nameTag] !== undefined) caller.experiments.update(run.id, { name: texts[nameTag] }, true)
  logModelMetrics(caller, run.id, metrics)
  return {}
}

function toDataset(params: Params): RunDataset {
  const dataset = params.object('dataset')
  if (!dataset) throw missing('dataset')
  const { [contextTag]: context = null, ...tags } = Object.fromEntries(params.list('tags').map((tag) => [tag.required('key'), tag.text('value') ?? ''])) as Record<string, string | undefined>
  return {
    name: dataset.required('name'),
    digest: dataset.required('digest'),
    role: toDataRole(context),
    context,
    sourceType: dataset.required('source_type'),
    source: dataset.required('source'),
    schema: dataset.text('schema') ?? null,
    profile: dataset.text('profile') ?? null,
    snapshot: null,
    sha256: null,
    ...(Object.keys(tags).length > 0 && { tags: tags as Record<string, string> }),
  }
}
