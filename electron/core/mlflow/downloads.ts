import { activeRun, headOf } from './runs.ts'
import { findTarget, placeOfModel, placeOfRun, putFile, refusePath, type Target } from './artifacts.ts'
import { MlflowError } from './errors.ts'
import { readName, readVersion } from './registry-names.ts'
import { storedAt } from './registry-sources.ts'
import type { Params } from './request.ts'
import type { Caller } from './routes.ts'

/** Addresses of MLflow's page, which tests and scripts use too: files as they are, by their place in a run, a logged model or a version. */
export function findDownload(method: string, path: string): ((params: Params, caller: Caller) => Target) | null {
  if (method !== 'GET') return null
  if (path === '/get-artifact') return ofRun
  if (path === '/model-versions/get-artifact') return ofVersion
  const model = /^\/(?:ajax-)?api\/2\.0\/mlflow\/logged-models\/([\w-]{1,64})\/artifacts\/files$/.exec(path)?.[1]
  return model === undefined ? null : (params, caller) => ({ place: placeOfModel(caller, model), path: pathOf(params, 'artifact_file_path') })
}

function pathOf(params: Params, field: string): string {
  const path = params.required(field)
  refusePath(path)
  return path
}

function ofRun(params: Params, caller: Caller): Target {
  const path = pathOf(params, 'path')
  const { id } = headOf(caller, params.text('run_id') || params.required('run_uuid'))
  return { place: placeOfRun(caller, id), path }
}

function ofVersion(params: Params, caller: Caller): Target {
  const path = pathOf(params, 'path')
  const { storage } = caller.experiments.registry.version(readName(params), readVersion(params))
  const folder = storedAt(storage)
  if (folder === null) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `The files of this version do not lie in the workspace, but at ${storage}.`)
  return findTarget(caller, `${folder}/${path}`)
}

const bad = (message: string) => new MlflowError('INVALID_PARAMETER_VALUE', message)

/** A file of a run as the body of a POST, in MLflow's words where something is missing. */
export async function upload(params: Params, caller: Caller, body: AsyncIterable<Buffer>): Promise<object> {
  const id = params.text('run_uuid') ?? ''
  if (id === '') throw bad('Request must specify run_uuid.')
  const path = params.text('path') ?? ''
  if (path === '') throw bad('Request must specify path.')
  refusePath(path)
  const target = { place: placeOfRun(caller, activeRun(caller, id).id), path }
  const parts = body[Symbol.asyncIterator]()
  const first = await parts.next()
  if (first.done === true) throw bad('Request must specify data.')
  return putFile(target, joined(first.value, parts))
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
