import { createReadStream } from 'node:fs'
import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { whyNotPath } from '../../domain/experiments/service.ts'
import { MlflowError } from './errors.ts'
import { listed } from './listing.ts'
import { activeRun, headOf } from './runs.ts'
import { decode, type Params } from './request.ts'
import type { Caller, Routes } from './routes.ts'
import { artifactRoot, modelRoot } from './wire.ts'

/** Files of one run or one logged model. */
interface Place {
  root: string
  files(): readonly RunArtefact[]
  put(path: string, source: AsyncIterable<Uint8Array>): Promise<unknown>
  remove(path: string): void
}

/** Where `<experiment>/<run>/artifacts/…` and `<experiment>/models/<model>/artifacts/…` lead; `path` is what follows. */
export interface Target {
  place: Place
  path: string
}

export const artifactRoutes: Routes = {
  'GET artifacts/list'(params, caller) {
    const run = headOf(caller, params.text('run_id') || params.required('run_uuid'))
    const folder = params.text('path') ?? ''
    if (folder !== '') refusePath(folder)
    const { root, files } = placeOfRun(caller, run.id)
    return { root_uri: root, ...listed(files(), folder, (name) => (folder === '' ? name : `${folder}/${name}`)) }
  },
}

/** What a path holds whatever it was escaped with: clients and attackers escape more than once. */
export function decodePath(text: string): string {
  let path = text
  for (let round = 0; round < 8; round++) {
    const decoded = decode(path)
    if (decoded === path) return path
    path = decoded
  }
  throw invalidPath()
}

// As the reference says it: nothing of the path is repeated.
const invalidPath = () => new MlflowError('INVALID_PARAMETER_VALUE', 'Invalid path')

export function refusePath(path: string): void {
  if (whyNotPath(path) !== null) throw invalidPath()
}

/** INVALID_PARAMETER_VALUE for a path that leads anywhere else, RESOURCE_DOES_NOT_EXIST for an unknown run. */
export function findTarget(caller: Caller, text: string): Target {
  const path = decodePath(text)
  refusePath(path)
  const [experiment, second, third, fourth, ...rest] = path.split('/')
  if (second === 'models' && fourth === 'artifacts') return { place: placeOfModel(caller, third ?? ''), path: rest.join('/') }
  if (third !== 'artifacts' || experiment === undefined) throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid path: ${path.slice(0, 200)}. Files are kept below a run: <experiment>/<run>/artifacts/<path>.`)
  return { place: placeOfRun(caller, second ?? ''), path: [fourth, ...rest].filter((part) => part !== undefined).join('/') }
}

export function placeOfRun(caller: Caller, id: string): Place {
  const { experiments } = caller
  const { experiment } = headOf(caller, id)
  return {
    root: artifactRoot(experiment, id),
    files: () => experiments.artefacts(id),
    async put(path, source) {
      activeRun(caller, id)
      await experiments.putArtefact(id, path, source, { free: true })
    },
    remove: (path) => void experiments.removeArtefact(id, path, true),
  }
}

export function placeOfModel({ models }: Caller, id: string): Place {
  return { root: modelRoot(models.get(id).experiment, id), files: () => models.files(id), put: (path, source) => models.putFile(id, path, source), remove: (path) => models.removeFile(id, path) }
}

export async function putFile({ place, path }: Target, source: AsyncIterable<Uint8Array>): Promise<object> {
  if (path === '') throw new MlflowError('INVALID_PARAMETER_VALUE', 'The path names no file; put one below the run.')
  await place.put(path, source)
  return {}
}

/** The file's bytes from the blob that it is. */
export function openFile({ place, path }: Target, blobPath: (sha256: string) => string): { stream: NodeJS.ReadableStream; name: string; bytes: number } {
  const file = place.files().find((one) => one.path === path)
  if (!file) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No such artifact: '${path}'`)
  return { stream: createReadStream(blobPath(file.sha256)), name: path.slice(path.lastIndexOf('/') + 1), bytes: file.bytes }
}

/** A file, or a folder with everything in it. */
export function deleteFiles({ place, path }: Target): object {
  const found = place.files().filter((one) => one.path === path || path === '' || one.path.startsWith(`${path}/`))
  if (found.length === 0) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No such artifact: '${path}'`)
  for (const one of found) place.remove(one.path)
  return {}
}

/** What lies in a folder, by names without the folder; a file has nothing in it. */
export function listFolder(params: Params, caller: Caller): object {
  const asked = params.text('path') ?? ''
  const { place, path } = findTarget(caller, asked)
  return listed(place.files(), path, (name) => name)
}
