import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import { decodePath } from './artifacts.ts'
import { MlflowError } from './errors.ts'
import { toVersionNumber } from './registry-names.ts'
import type { Caller } from './routes.ts'
import { artifactRoot, modelRoot } from './wire.ts'

/** Where the files of a version lie, and which they are now. */
export interface VersionSource {
  storage: string
  run: string
  loggedModel: string
  files: RunArtefact[]
}

/** Follows what a client names as the source of a version. A place outside of the workspace stays a text: nothing is read there. */
export function findSource(caller: Caller, source: string, named: { run: string; loggedModel: string }): VersionSource {
  refuseRelative(source)
  const storage = toStorage(caller, source)
  const loggedModel = named.loggedModel || (/^models:\/(m-[0-9a-f]{32})$/.exec(source)?.[1] ?? '')
  const run = named.run || (loggedModel === '' ? '' : caller.models.get(loggedModel).source_run)
  return { storage, run, loggedModel, files: filesAt(caller, storage) }
}

function toStorage(caller: Caller, source: string): string {
  const logged = /^models:\/(m-[0-9a-f]{32})$/.exec(source)?.[1]
  if (logged !== undefined) return modelRoot(caller.models.get(logged).experiment, logged)
  const registered = /^models:\/([^/]+)\/(\d+)$/.exec(source)
  if (registered) return caller.experiments.registry.version(registered[1]!, toVersionNumber(registered[2]!)).storage
  const ofRun = /^runs:\/([^/]+)\/(.+)$/.exec(source)
  if (ofRun) return storageOfRun(caller, ofRun[1]!, ofRun[2]!) ?? source
  return source
}

/** A run that is elsewhere is a text, as any other place. */
function storageOfRun({ experiments }: Caller, run: string, path: string): string | null {
  try {
    return `${artifactRoot(experiments.head(run).experiment, run)}/${path}`
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}

/** A folder of this computer is none of the endpoint's business, whoever names it; nor is a place that leads out of the one it names. */
function refuseRelative(source: string): void {
  const why = `Invalid model version source: '${source.slice(0, 300)}'.`
  if (/^(file:|[/\\]|[a-z]:[/\\]|\.\.?([/\\]|$))/i.test(source)) throw new MlflowError('INVALID_PARAMETER_VALUE', `${why} To use a local path as a model version source, log the files with a run or a model first, and name that as the source.`)
  const parts = decodePath(source).split(/[/\\]/)
  const leadsOut = parts.some((part) => part === '.' || part === '..' || part.includes('\0'))
  if (leadsOut) throw new MlflowError('INVALID_PARAMETER_VALUE', `${why} If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`)
}

/** The part of a place in the workspace that the proxy of files answers for; null for any other. */
export const storedAt = (storage: string): string | null => /^mlflow-artifacts:\/(?:\/\/)?([^/].*)$/.exec(storage)?.[1]?.replace(/\/+$/, '') ?? null

function filesAt(caller: Caller, storage: string): RunArtefact[] {
  const model = /^mlflow-artifacts:\/+[^/]+\/models\/(m-[0-9a-f]{32})\/artifacts(?:\/(.*))?$/.exec(storage)
  if (model) return below(() => caller.models.files(model[1]!), model[2] ?? '')
  const run = /^mlflow-artifacts:\/+[^/]+\/([^/]+)\/artifacts(?:\/(.*))?$/.exec(storage)
  return run ? below(() => caller.experiments.artefacts(run[1]!), run[2] ?? '') : []
}

function below(read: () => RunArtefact[], folder: string): RunArtefact[] {
  try {
    return read().filter(({ path }) => folder === '' || path === folder || path.startsWith(`${folder}/`))
  } catch (error) {
    // The place names a run or a model that is not here.
    if (error instanceof AppError && error.code === 'NOT_FOUND') return []
    throw error
  }
}
