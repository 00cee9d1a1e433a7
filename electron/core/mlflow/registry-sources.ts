import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
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
  if (ofRun) return `${artifactRoot(caller.experiments.head(ofRun[1]!).experiment, ofRun[1]!)}/${ofRun[2]!}`
  // A folder of this computer is none of the endpoint's business, whoever names it.
  if (/^(file:|[/\\]|[a-z]:[/\\]|\.\.?([/\\]|$))/i.test(source)) throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid model version source: '${source}'. Log the files with a run or a model first, and name that as the source.`)
  return source
}

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
