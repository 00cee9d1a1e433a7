import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { RunDataset } from '../../../../shared/contract/runs.ts'
import { badMeta, readModels, readRegistered, readSources, toFiles } from './folder-models.ts'
import { foldersIn, parsePoint, readLines, readMeta, readValues } from './folder-values.ts'
import { contextTag, statuses, toDataset, toTime, toWord, type Leave, type RunStore, type SourceExperiment, type SourceRun, withModels } from './source.ts'

interface Place extends SourceExperiment {
  at: string
  /** Models by the run that made them. */
  made: Map<string, string[]>
}

/** Folders beside the runs of an experiment. */
const notRuns = ['tags', 'datasets', 'models', 'traces', 'assessments']

/** MLflow's file store. Everything is found from the folder given: the addresses in its files may be of another computer. */
export function openFolder(folder: string): RunStore {
  if (readMeta(folder)?.['experiment_id'] !== undefined) throw new AppError('BAD_INPUT', `${folder} is one experiment of a file store. Give the folder above it, and name the experiment with --experiment.`)
  const places: Place[] = []
  return {
    about: { kind: 'folder', name: basename(folder), schema: null },
    folder: dirname(folder),
    experiments(leave) {
      places.push(...readPlaces(folder, false, leave), ...readPlaces(join(folder, '.trash'), true, leave))
      if (places.length === 0 && foldersIn(folder).every((name) => readMeta(join(folder, name)) === null)) {
        throw new AppError('BAD_INPUT', `${folder} holds no experiment of MLflow: no folder in it has a meta.yaml. Give the folder that MLflow calls mlruns, or its database.`)
      }
      return places
    },
    run: (experiment, id, leave) => readRun(places.find((place) => place.id === experiment.id)!, id, leave),
    models: ({ id }) => foldersIn(join(places.find((place) => place.id === id)!.at, 'models')),
    registered: (leave) => readRegistered(folder, leave),
    others: () => [['traces', places.reduce((sum, { at }) => sum + foldersIn(join(at, 'traces')).length, 0)]],
    close() {},
  }
}

function readPlaces(folder: string, inTrash: boolean, leave: Leave): Place[] {
  return foldersIn(folder).flatMap((id): Place[] => {
    if (!/^[a-zA-Z0-9][\w-]{0,63}$/.test(id) || (id === 'models' && !inTrash)) return []
    const at = join(folder, id)
    const meta = readMeta(at)
    const name = toWord(meta?.['name'])
    const folders = foldersIn(at).filter((run) => !notRuns.includes(run) && !run.startsWith('.'))
    if (!meta || name === null) {
      leave('experiments', id, badMeta)
      if (folders.length > 0) leave('runs', `of experiment ${id}`, 'Their experiment can not be read.', folders.length)
      return []
    }
    const tags = readValues(join(at, 'tags'), (key, why) => leave('values', `tag ${key} of experiment ${id}`, why))
    return [{ id, at, name, isDeleted: inTrash || meta['lifecycle_stage'] === 'deleted', tags, runs: folders, made: readSources(at) }]
  })
}

function readRun({ at, isDeleted, made }: Place, id: string, leave: Leave): SourceRun | null {
  const folder = join(at, id)
  const meta = readMeta(folder)
  const status = statuses[Number(meta?.['status']) - 1] ?? statuses.find((one) => one === String(meta?.['status']).toLowerCase())
  if (!meta || !status) {
    leave('runs', id, meta ? 'The status in its meta.yaml is none that MLflow has.' : badMeta)
    return null
  }
  const left = (what: string, entity: 'values' | 'points') => (key: string, why: string, count?: number) => leave(entity, `${what} ${key} of run ${id}`, why, count)
  const tags = readValues(join(folder, 'tags'), left('tag', 'values'))
  const models = readModels(at, folder, made.get(id) ?? [], leave)
  return {
    id,
    name: tags['mlflow.runName'] ?? toWord(meta['run_name']) ?? '',
    userName: toWord(meta['user_id']) ?? tags['mlflow.user'] ?? '',
    status,
    isDeleted: isDeleted || meta['lifecycle_stage'] === 'deleted',
    startedMs: toTime(meta['start_time']),
    endedMs: toTime(meta['end_time']),
    parameters: readValues(join(folder, 'params'), left('parameter', 'values')),
    tags,
    points: readLines(join(folder, 'metrics'), left('metric', 'points'), parsePoint),
    datasets: readDatasets(at, folder, (what, why) => leave('datasets', `${what} of run ${id}`, why)),
    files: withModels(toFiles(join(folder, 'artifacts'), meta['artifact_uri']), models),
    models,
  }
}

function readDatasets(at: string, run: string, left: (what: string, why: string) => void): RunDataset[] {
  return foldersIn(join(run, 'inputs')).flatMap((id): RunDataset[] => {
    const input = readMeta(join(run, 'inputs', id))
    if (input && input['source_type'] !== 'DATASET') return []
    const source = toWord(input?.['source_id'])
    const meta = source !== null && /^[\w-]+$/.test(source) ? readMeta(join(at, 'datasets', source)) : null
    if (!meta) {
      left(`input ${id}`, badMeta)
      return []
    }
    return [toDataset(meta, toWord((input?.['tags'] as Record<string, unknown> | undefined)?.[contextTag]))]
  })
}
