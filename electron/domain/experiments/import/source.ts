import type { ImportEntity, ImportReport } from '../../../../shared/contract/run-import.ts'
import type { RunDataset, RunStatus } from '../../../../shared/contract/runs.ts'
import type { ModelPoint, ModelRow } from '../model-rows.ts'
import { stages, type Stage } from '../registry-rows.ts'
import { isTime, toDataRole } from '../rules.ts'
import type { Point } from '../run-rows.ts'

/** Where a thing of the source could not be read, or not whole. */
export type Leave = (entity: ImportEntity, what: string, why: string, count?: number) => void

export interface SourceExperiment {
  id: string
  name: string
  isDeleted: boolean
  tags: Record<string, string>
  runs: readonly string[]
}

/** Files of a run: `folder` is null where nothing is at hand. They come below `path` in the run. */
export interface SourceFiles {
  path: string
  folder: string | null
  uri: string
}

export interface SourceRun {
  id: string
  name: string
  userName: string
  status: RunStatus
  isDeleted: boolean
  startedMs: number | null
  endedMs: number | null
  parameters: Record<string, string>
  tags: Record<string, string>
  points: Point[]
  /** Without snapshot and digest of the file. */
  datasets: RunDataset[]
  files: SourceFiles[]
  models: SourceModel[]
}

/** A model that a run made or read. */
export interface SourceModel {
  id: string
  direction: 'input' | 'output'
  step: number
  name: string
  type: string
  status: ModelRow['status']
  sourceRun: string
  createdMs: number | null
  changedMs: number | null
  isRemoved: boolean
  parameters: Record<string, string>
  tags: Record<string, string>
  points: ModelPoint[]
  files: SourceFiles
}

export interface SourceRegistered {
  name: string
  description: string
  createdMs: number | null
  changedMs: number | null
  tags: Record<string, string>
  aliases: { alias: string; version: number }[]
  /** By number. */
  versions: SourceVersion[]
}

export interface SourceVersion {
  version: number
  description: string
  stage: Stage
  isRemoved: boolean
  source: string
  /** Where its files lay, which may be another place than its source. */
  storage: string
  run: string
  runLink: string
  loggedModel: string
  createdMs: number | null
  changedMs: number | null
  tags: Record<string, string>
}

/** Runs of MLflow as they are stored; reading writes nothing. */
export interface RunStore {
  about: ImportReport['source']
  /** Relative paths of data are looked for from here. */
  folder: string
  experiments(leave: Leave): SourceExperiment[]
  /** Null where it can not be read; why was told to `leave`. */
  run(experiment: SourceExperiment, id: string, leave: Leave): SourceRun | null
  /** Ids of the models that were logged in an experiment. */
  models(experiment: SourceExperiment): readonly string[]
  registered(leave: Leave): SourceRegistered[]
  /** What stays where it is, with its number. */
  others(): [entity: ImportEntity, count: number][]
  close(): void
}

/** As MLflow numbers them in files; databases have the words. */
export const statuses: readonly RunStatus[] = ['running', 'scheduled', 'finished', 'failed', 'killed']

export const modelStatuses: readonly ModelRow['status'][] = ['pending', 'ready', 'failed']

export const toStage = (value: unknown): Stage => stages.find((stage) => stage === value) ?? 'None'

/** Milliseconds that a date can be made of; null for everything else. */
export function toTime(value: unknown): number | null {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  return value !== '' && isTime(number) ? number : null
}

/** Text that has a canonical form. */
export const toWord = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value).toWellFormed() : null)

/** Since MLflow 3 a model that a run logs lies beside the run; its clients show it as files of the run, under its name. */
export const withModels = (own: SourceFiles, models: readonly SourceModel[]): SourceFiles[] => [own, ...models.filter(({ direction }) => direction === 'output').map(({ name, files }) => ({ ...files, path: name }))]

/** The tag of an input that says what its data was used for. */
export const contextTag = 'mlflow.data.context'

export function toDataset(row: Record<string, unknown>, context: string | null): RunDataset {
  const text = (name: string) => toWord(row[name])
  return {
    name: text('name') ?? '',
    digest: text('digest') ?? '',
    role: toDataRole(context),
    context,
    sourceType: text('source_type') ?? '',
    source: text('source') ?? '',
    schema: text('schema'),
    profile: text('profile'),
    snapshot: null,
    sha256: null,
  }
}
