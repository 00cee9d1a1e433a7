import { resolve } from 'node:path'
import type { Experiment } from '../../../shared/contract/experiments.ts'
import { AppError } from '../../../shared/errors.ts'
import { MlflowError } from './errors.ts'
import { parsePageToken, toPageSize, toPageToken } from './limits.ts'
import { invalid, missing, type Params } from './request.ts'
import type { Caller, Routes } from './routes.ts'
import { locationTag, toExperiment } from './wire.ts'

const nameLimit = 500

export const experimentRoutes: Routes = {
  'GET experiments/get-by-name'(params, { experiments }) {
    const name = params.required('experiment_name')
    const found = experiments.find(name)
    if (!found) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Could not find experiment with name '${name}'`)
    return { experiment: toExperiment(found) }
  },
  'GET experiments/get': (params, caller) => ({ experiment: toExperiment(get(caller, params.required('experiment_id'))) }),
  'POST experiments/create'(params, { experiments, person }) {
    const name = checkName(params, 'name')
    const location = readLocation(params)
    if (experiments.find(name)) throw new MlflowError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`)
    const tags = { ...Object.fromEntries(params.list('tags').map((tag) => tagOf(tag))), ...(location !== null && { [locationTag]: location }) }
    return { experiment_id: experiments.open(person, { name, tags }).id }
  },
  'POST experiments/search': search,
  'GET experiments/search': search,
  'POST experiments/update'(params, caller) {
    const experiment = get(caller, params.required('experiment_id'))
    if (experiment.archived) throw notActive(experiment, 'active', 'deleted')
    const name = params.has('new_name') ? checkName(params, 'new_name') : experiment.name
    const taken = caller.experiments.find(name)
    if (taken && taken.id !== experiment.id) throw new MlflowError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`)
    if (name !== experiment.name) caller.experiments.change(caller.person, experiment.id, { name })
    return {}
  },
  'POST experiments/delete': (params, caller) => setArchived(caller, params.required('experiment_id'), true),
  'POST experiments/restore': (params, caller) => setArchived(caller, params.required('experiment_id'), false),
  'POST experiments/set-experiment-tag'(params, caller) {
    const experiment = get(caller, params.required('experiment_id'))
    if (experiment.archived) throw notActive(experiment, 'active', 'deleted')
    const [key, value] = tagOf(params)
    caller.experiments.change(caller.person, experiment.id, { tags: { [key]: value } })
    return {}
  },
  'POST experiments/delete-experiment-tag'(params, caller) {
    const experiment = get(caller, params.required('experiment_id'))
    const key = params.required('key')
    if (!Object.hasOwn(experiment.tags, key)) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No tag with name: ${key} in experiment with id ${experiment.id}`)
    caller.experiments.change(caller.person, experiment.id, { tags: { [key]: null } })
    return {}
  },
}

export function get({ experiments }: Pick<Caller, 'experiments'>, id: string): Experiment {
  try {
    return experiments.get(id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`, { cause: error })
    throw error
  }
}

const locationCharacters = 2048

/** Kept and told again as it was said, a path of this computer in full; nothing is ever written there: files of runs lie in the workspace. */
function readLocation(params: Params): string | null {
  const location = params.text('artifact_location') ?? ''
  if (location === '' || location.startsWith('mlflow-artifacts:')) return null
  if (location.length > locationCharacters) throw invalid('artifact_location', location.slice(0, 80), `'artifact_location' exceeds the maximum length of ${locationCharacters} characters`)
  return /^[a-z][a-z\d+.-]*:/i.test(location) ? location : resolve(location)
}

function checkName(params: Params, field: string): string {
  const name = params.required(field)
  if (name.length > nameLimit) throw invalid(field, name, `'name' exceeds the maximum length of ${nameLimit} characters`)
  return name
}

function tagOf(params: Params): [string, string] {
  const key = params.required('key')
  const value = params.text('value')
  if (value === undefined) throw missing('value')
  if (key.length > 250) throw new MlflowError('INVALID_PARAMETER_VALUE', `'key' exceeds the maximum length of 250 characters`)
  if (value.length > 5000) throw new MlflowError('INVALID_PARAMETER_VALUE', `'value' exceeds the maximum length of 5000 characters`)
  return [key, value]
}

const notActive = ({ id }: Experiment, wanted: string, current: string) => new MlflowError('INVALID_PARAMETER_VALUE', `The experiment ${id} must be in the '${wanted}' state. \n Current state is ${current}.`)

function setArchived(caller: Caller, id: string, archived: boolean) {
  const experiment = get(caller, id)
  if (experiment.archived === archived) throw notActive(experiment, archived ? 'active' : 'deleted', archived ? 'deleted' : 'active')
  caller.experiments.change(caller.person, id, { archived })
  return {}
}

export const viewTypes = { ACTIVE_ONLY: 'kept', DELETED_ONLY: 'discarded', ALL: 'all' } as const

export function toView(params: Params, field: string): (typeof viewTypes)[keyof typeof viewTypes] {
  const asked = params.text(field) ?? 'ACTIVE_ONLY'
  if (Object.hasOwn(viewTypes, asked)) return viewTypes[asked as keyof typeof viewTypes]
  throw invalid(field, asked)
}

function search(params: Params, { experiments }: Caller) {
  const size = toPageSize(params.whole('max_results'), 1000, 50_000)
  const offset = parsePageToken(params.text('page_token'))
  const found = experiments.searchExperiments({ filter: params.text('filter') ?? '', orderBy: params.texts('order_by'), show: toView(params, 'view_type') })
  const page = found.slice(offset, offset + size)
  return { ...(page.length > 0 && { experiments: page.map(toExperiment) }), ...(found.length > offset + size && { next_page_token: toPageToken(offset + size) }) }
}
