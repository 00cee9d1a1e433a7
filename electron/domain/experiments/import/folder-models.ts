import { join } from 'node:path'
import type { ModelPoint } from '../model-rows.ts'
import { foldersIn, isFolder, parsePoint, readLines, readMeta, readValues } from './folder-values.ts'
import { modelStatuses, toStage, toTime, toWord, type Leave, type SourceFiles, type SourceModel, type SourceRegistered, type SourceVersion } from './source.ts'

export const badMeta = 'Its meta.yaml is missing or can not be read.'
export const toFiles = (folder: string, uri: unknown): SourceFiles => ({ path: '', folder: isFolder(folder) ? folder : null, uri: toWord(uri) ?? '' })

const isId = (id: string) => /^[\w-]{1,64}$/.test(id)

/** Models of an experiment by the run that each names as its source. */
export const readSources = (experiment: string): Map<string, string[]> =>
  Map.groupBy(foldersIn(join(experiment, 'models')), (id) => toWord(readMeta(join(experiment, 'models', id))?.['source_run_id']) ?? '')

/** Models that a run read and made, by `inputs` and `outputs` beside it, and those that name it as their source. In the order in which they are sealed. */
export function readModels(experiment: string, run: string, own: readonly string[], leave: Leave): SourceModel[] {
  const links = new Map<string, Pick<SourceModel, 'id' | 'direction' | 'step'>>()
  const link = (id: string, direction: SourceModel['direction'], step = 0) => void links.set(`${direction} ${id}`, { id, direction, step })
  for (const name of foldersIn(join(run, 'inputs'))) {
    const meta = readMeta(join(run, 'inputs', name))
    if (meta?.['source_type'] === 'MODEL') link(toWord(meta['source_id']) ?? '', 'input')
  }
  for (const id of foldersIn(join(run, 'outputs'))) link(id, 'output', Number(readMeta(join(run, 'outputs', id))?.['step'] ?? 0))
  // As in the workspace: a run that only read the model is not its maker.
  for (const id of own) if (!links.has(`output ${id}`) && !links.has(`input ${id}`)) link(id, 'output')
  return [...links.values()].flatMap((one) => readModel(join(experiment, 'models', one.id), one, leave) ?? [])
}

function readModel(folder: string, { id, direction, step }: Pick<SourceModel, 'id' | 'direction' | 'step'>, leave: Leave): SourceModel | null {
  const meta = isId(id) ? readMeta(folder) : null
  if (!meta) {
    leave('logged_models', id, badMeta)
    return null
  }
  const left = (what: string) => (key: string, why: string, count?: number) => leave(what === 'metric' ? 'points' : 'values', `${what} ${key} of model ${id}`, why, count)
  return {
    id,
    direction,
    step: Number.isSafeInteger(step) ? step : 0,
    name: toWord(meta['name']) ?? id,
    type: toWord(meta['model_type']) ?? '',
    status: modelStatuses[Number(meta['status']) - 1] ?? 'ready',
    sourceRun: toWord(meta['source_run_id']) ?? '',
    createdMs: toTime(meta['creation_timestamp']),
    changedMs: toTime(meta['last_updated_timestamp']),
    isRemoved: meta['lifecycle_stage'] === 'deleted',
    parameters: readValues(join(folder, 'params'), left('parameter')),
    tags: readValues(join(folder, 'tags'), left('tag')),
    points: readLines(join(folder, 'metrics'), left('metric'), toModelPoint),
    files: toFiles(join(folder, 'artifacts'), meta['artifact_location']),
  }
}

/** `time value step run [dataset digest]`. */
function toModelPoint(key: string, line: string): ModelPoint | null {
  const point = parsePoint(key, line)
  const [run = '', name, digest] = line.trim().split(/\s+/).slice(3)
  return point === null ? null : { ...point, run, dataset: name === undefined ? null : { name, digest: digest ?? '' } }
}

/** Registered models beside the experiments. */
export function readRegistered(folder: string, leave: Leave): SourceRegistered[] {
  return foldersIn(join(folder, 'models')).flatMap((inside): SourceRegistered[] => {
    const at = join(folder, 'models', inside)
    const meta = readMeta(at)
    const name = toWord(meta?.['name'])
    if (!meta || name === null || name === '') {
      leave('registered_models', inside, badMeta)
      return []
    }
    const versions = foldersIn(at).filter((one) => one.startsWith('version-')).flatMap((one) => readVersion(join(at, one), `${name} ${one}`, leave))
    const tags = readValues(join(at, 'tags'), (key, why) => leave('values', `tag ${key} of registered model ${name}`, why))
    const aliases = Object.entries(readValues(join(at, 'aliases'), (key, why) => leave('values', `alias ${key} of registered model ${name}`, why)))
    return [{ name, description: toWord(meta['description']) ?? '', createdMs: toTime(meta['creation_timestamp']), changedMs: toTime(meta['last_updated_timestamp']), tags, aliases: aliases.map(([alias, version]) => ({ alias, version: Number(version) })), versions: versions.toSorted((a, b) => a.version - b.version) }]
  })
}

function readVersion(folder: string, what: string, leave: Leave): SourceVersion[] {
  const meta = readMeta(folder)
  const version = Number(meta?.['version'])
  if (!meta || !Number.isSafeInteger(version) || version < 1) {
    leave('model_versions', what, badMeta)
    return []
  }
  const text = (name: string) => toWord(meta[name]) ?? ''
  return [
    {
      version,
      description: text('description'),
      stage: toStage(meta['current_stage']),
      isRemoved: meta['current_stage'] === 'Deleted_Internal',
      source: text('source'),
      storage: text('storage_location'),
      run: text('run_id'),
      runLink: text('run_link'),
      loggedModel: text('model_id'),
      createdMs: toTime(meta['creation_timestamp']),
      changedMs: toTime(meta['last_updated_timestamp']),
      tags: readValues(join(folder, 'tags'), (key, why) => leave('values', `tag ${key} of ${what}`, why)),
    },
  ]
}
