import { randomBytes } from 'node:crypto'
import type { LoggedModel } from '../../domain/experiments/service.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseLoggedModelOrder } from '../../../shared/mlflow-filter/order-by.ts'
import { parseFilter } from '../../../shared/mlflow-filter/parse.ts'
import { toMetricValue } from '../../../shared/contract/runs.ts'
import { MlflowError } from './errors.ts'
import { get as getExperiment } from './experiments.ts'
import { listed } from './listing.ts'
import { parsePageToken, toPageSize, toPageToken } from './limits.ts'
import { decode, invalid, type Params } from './request.ts'
import type { Caller, Handler, Routes } from './routes.ts'
import { modelRoot, toPairs } from './wire.ts'

const statuses = { LOGGED_MODEL_PENDING: 'pending', LOGGED_MODEL_READY: 'ready', LOGGED_MODEL_UPLOAD_FAILED: 'failed' } as const
type Status = (typeof statuses)[keyof typeof statuses]
const toStatus = (status: Status) => Object.entries(statuses).find(([, one]) => one === status)![0]

export const loggedModelRoutes: Routes = {
  'POST logged-models'(params, caller) {
    const experiment = getExperiment(caller, params.required('experiment_id'))
    const model = caller.models.create({
      experiment: experiment.id,
      name: checkName(params.text('name') ?? ''),
      type: params.text('model_type') ?? '',
      sourceRun: params.text('source_run_id') ?? '',
      parameters: toTexts(params.list('params')),
      tags: toTexts(params.list('tags')),
    })
    return { model: toModel(model) }
  },
  'POST logged-models/search'(params, caller) {
    const size = toPageSize(params.whole('max_results'), 50, 50)
    const offset = parsePageToken(params.text('page_token'))
    const order = parseLoggedModelOrder(
      params.list('order_by').map((one) => ({
        field_name: one.required('field_name'),
        ...(one.has('ascending') && { ascending: one.flag('ascending')! }),
        ...(one.has('dataset_name') && { dataset_name: one.text('dataset_name')! }),
        ...(one.has('dataset_digest') && { dataset_digest: one.text('dataset_digest')! }),
      })),
    )
    const datasets = params.list('datasets').map((one) => ({ name: one.required('dataset_name'), digest: one.text('dataset_digest') ?? null }))
    const found = caller.models.search({ experiments: params.texts('experiment_ids'), clauses: parseFilter(params.text('filter') ?? '', 'logged_models'), order, datasets, limit: size + 1, offset })
    const page = found.slice(0, size)
    return { ...(page.length > 0 && { models: page.map(toModel) }), ...(found.length > size && { next_page_token: toPageToken(offset + size) }) }
  },
}

const one: Record<string, Handler> = {
  'GET ': (params, caller) => ({ model: toModel(get(caller, params)) }),
  'PATCH '(params, caller) {
    const asked = params.required('status')
    if (!Object.hasOwn(statuses, asked)) throw invalid('status', asked)
    return { model: toModel(caller.models.setStatus(get(caller, params).id, statuses[asked as keyof typeof statuses])) }
  },
  'DELETE '(params, caller) {
    caller.models.remove(get(caller, params).id)
    return {}
  },
  'PATCH tags'(params, caller) {
    caller.models.setTags(get(caller, params).id, toTexts(params.list('tags')))
    return {}
  },
  'POST params'(params, caller) {
    caller.models.setParameters(get(caller, params).id, toTexts(params.list('params')))
    return { model: toModel(get(caller, params)) }
  },
  'GET artifacts/directories'(params, caller) {
    const { id, experiment } = get(caller, params)
    const folder = params.text('artifact_directory_path') ?? ''
    return { root_uri: modelRoot(experiment, id), ...listed(caller.models.files(id), folder, (name) => (folder === '' ? name : `${folder}/${name}`)) }
  },
}

/** Paths that hold the model's id, and the key of a tag. */
export function matchLoggedModel(method: string, path: string): { handler: Handler; fields: Record<string, string> } | null {
  const found = /^logged-models\/(m-[0-9a-f]{32}|[\w-]{1,64})(?:\/(.*))?$/.exec(path)
  if (!found) return null
  const [, model = '', rest = ''] = found
  const tag = /^tags\/(.+)$/.exec(rest)?.[1]
  if (tag !== undefined) return method === 'DELETE' ? { handler: removeTag, fields: { model_id: model, tag_key: decode(tag) } } : null
  const handler = one[`${method} ${rest}`]
  return handler ? { handler, fields: { model_id: model } } : null
}

const removeTag: Handler = (params, caller) => {
  const { id } = get(caller, params)
  const key = params.required('tag_key')
  if (!caller.models.removeTag(id, key)) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No tag with key ${JSON.stringify(key)} found for model with ID ${JSON.stringify(id)}.`)
  return {}
}

function get({ models }: Caller, params: Params): LoggedModel {
  const id = params.required('model_id')
  try {
    return models.get(id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Logged model with ID '${id}' not found.`, { cause: error })
    throw error
  }
}

const toTexts = (pairs: readonly Params[]): Record<string, string> => Object.fromEntries(pairs.map((pair) => [pair.required('key'), pair.text('value') ?? '']))

/** Nobody named it: a name of its own, as for runs. */
function checkName(name: string): string {
  if (name === '') return `model-${randomBytes(4).toString('hex')}`
  if (/[/:.%"']/.test(name)) throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid model name ('${name}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`)
  return name
}

export const toModel = ({ id, experiment, name, type, status, source_run: run, created_ms: created, changed_ms: changed, tags, parameters, points }: LoggedModel) => ({
  info: {
    model_id: id,
    experiment_id: experiment,
    name,
    creation_timestamp_ms: created,
    last_updated_timestamp_ms: changed,
    artifact_uri: modelRoot(experiment, id),
    status: toStatus(status),
    model_type: type,
    source_run_id: run,
    ...(Object.keys(tags).length > 0 && { tags: toPairs(tags) }),
  },
  data: {
    ...(Object.keys(parameters).length > 0 && { params: toPairs(parameters) }),
    ...(points.length > 0 && {
      metrics: points.map(({ key, value, atMs, step, run: of, dataset }) => ({
        key,
        value: toMetricValue(value),
        timestamp: atMs,
        step,
        model_id: id,
        run_id: of,
        ...(dataset && { dataset_name: dataset.name, dataset_digest: dataset.digest }),
      })),
    }),
  },
})

/** RESOURCE_DOES_NOT_EXIST before anything of a request is written. */
export function findModels({ models }: Caller, metrics: readonly Params[]): void {
  for (const id of new Set(metrics.flatMap((metric) => metric.text('model_id') || []))) models.get(id)
}

/** Metrics of a run that say which model they are of. */
export function logModelMetrics({ models }: Caller, run: string, metrics: readonly Params[]): void {
  for (const id of new Set(metrics.flatMap((metric) => metric.text('model_id') || []))) {
    const mine = metrics.filter((metric) => metric.text('model_id') === id)
    models.addPoints(
      id,
      mine.map((metric) => ({
        key: metric.required('key'),
        value: metric.requiredNumber('value'),
        atMs: metric.requiredWhole('timestamp'),
        step: metric.whole('step') ?? 0,
        run,
        dataset: metric.has('dataset_name') ? { name: metric.required('dataset_name'), digest: metric.text('dataset_digest') ?? '' } : null,
      })),
    )
  }
}

export function linkModels({ models }: Caller, run: string, direction: 'input' | 'output', list: readonly Params[]): void {
  models.link(run, direction, list.map((model) => ({ model: model.required('model_id'), step: model.whole('step') ?? 0 })))
}

export const modelsOf = ({ models }: Caller, run: string) => toLinks(models.of(run))

/** The same of many runs at once; nothing where a run has none. */
export function modelsOfMany({ models }: Caller, runs: readonly string[]): Map<string, ReturnType<typeof toLinks>> {
  return new Map([...Map.groupBy(models.ofMany(runs), ({ run }) => run)].map(([run, all]) => [run, toLinks(all)]))
}

function toLinks(all: ReturnType<Caller['models']['of']>) {
  return {
    inputs: all.filter(({ direction }) => direction === 'input').map(({ model }) => ({ model_id: model })),
    outputs: all.filter(({ direction }) => direction === 'output').map(({ model, step }) => ({ model_id: model, step })),
  }
}
