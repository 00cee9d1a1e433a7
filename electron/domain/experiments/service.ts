import type { Experiment, runQuery, Series } from '../../../shared/contract/experiments.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Notebook } from '../../../shared/contract/notebooks.ts'
import type { ReproductionTerms } from '../../../shared/contract/reproductions.ts'
import type { ImportReport } from '../../../shared/contract/run-import.ts'
import type { RunArtefact, RunDataset, RunDetail, RunHead, RunRow, RunSource, RunStatus, runCode, runCommand, runEnvironment } from '../../../shared/contract/runs.ts'
import type * as z from 'zod'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { Catalog } from '../catalog/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { loadNotebook } from './artefacts.ts'
import { emptyErased } from './copies.ts'
import { createExperimentActs } from './experiments.ts'
import { createImports } from './import/importing.ts'
import { createLoggedModels, type LoggedModels } from './models.ts'
import { createReproductions, type Reproductions } from './reproductions/reproducing.ts'
import { createRunReaders, type RunReaders } from './readers.ts'
import { createRunViews, type RunViews } from './views.ts'
import { createRegistry, type Registry } from './registry.ts'
import type { Point } from './run-rows.ts'
import { findHolders } from './sealed-runs.ts'
import { createRunActs } from './runs.ts'
import { createRunVersions, type RunVersions } from './versions/from-run.ts'
import { hasSeals } from './store.ts'

export { artifactRoot, modelRoot } from './file-places.ts'
export { contextTag } from './import/source.ts'
export { isTime, toDataRole, whyNotPath } from './rules.ts'
export { createRegistered, type Registered } from './registered.ts'
export type { RegisteredVersionRow } from './store.ts'
export { createSealedRuns, readSealedData, type Rerun, type SealedRun, type SealedRuns } from './sealed-runs.ts'
export type { Point } from './run-rows.ts'
export type { LoggedModel, LoggedModels } from './models.ts'
export { createRunNames } from './run-names.ts'
export { readReproductions } from './reproductions/reproducing.ts'
export { readReproduction } from './reproductions/store.ts'
export { carryReproduction, carryRun, type Carried } from './reproductions/carried.ts'
export { whyNotFollowing } from './reproductions/judging.ts'
export { createReproductionCheck } from './reproductions/verification.ts'
export { stages, type Stage } from './registry-rows.ts'
export type { ModelVersion, RegisteredModel } from './registry.ts'

/** Whoever acts in the workspace, through which door, and how the program on the other side names itself. */
export interface Who {
  person: string
  source: RunSource
  client: string | null
}

export interface NewRun {
  experiment: string
  name?: string | undefined
  /** A tag that repeats the name. */
  nameTag?: string
  userName?: string | undefined
  startedMs?: number | undefined
  status?: RunStatus | undefined
  parameters?: Readonly<Record<string, string>>
  tags?: Readonly<Record<string, string>>
  /** The run that it repeats, and by which terms it will be judged. */
  repeats?: { original: string; terms: ReproductionTerms } | undefined
}

export interface RunContent {
  points: Point[]
  parameters: Record<string, string>
  tags: Record<string, string>
  datasets: RunDataset[]
}

export interface Batch {
  points?: readonly Point[]
  parameters?: Readonly<Record<string, string>>
  tags?: Readonly<Record<string, string>>
}

export interface RunChanges {
  name?: string
  status?: RunStatus
  startedMs?: number
  endedMs?: number | null
  userName?: string
  code?: z.infer<typeof runCode>
  environment?: z.infer<typeof runEnvironment>
  command?: z.infer<typeof runCommand>
}

/**
 * Experiments and their runs. A run is rows of drafts.db while it is open; finishing it seals it: description and points as blobs, their digests
 * in one entry. Every act is durable when it returns. docs/formats/run.md
 */
export interface Experiments extends RunVersions, Reproductions {
  /** Models that clients log beside their runs. */
  readonly models: LoggedModels
  /** Views of the runs table that people keep. */
  readonly views: RunViews
  /** Models and versions that clients register. */
  readonly registry: Registry
  list(filter?: { archived?: boolean }): Experiment[]
  /** NOT_FOUND. The experiment `0` is there before anything is written to it. */
  get(id: string): Experiment
  find(name: string): Experiment | null
  /** CONFLICT where one of that name is there, archived ones too. */
  open(person: string, input: { name: string; question?: string; tags?: Readonly<Record<string, string>>; id?: string }): Experiment
  change(person: string, id: string, changes: { name?: string; question?: string; archived?: boolean; tags?: Readonly<Record<string, string | null>> }): Experiment
  /** An entry says that it begins. */
  start(who: Who, input: NewRun): RunHead
  /** All of it or nothing. CONFLICT where a parameter has another value already. `free`: also on a sealed run, which then differs from its seal. */
  log(id: string, batch: Batch, free?: boolean): void
  removeTag(id: string, key: string, free?: boolean): boolean
  update(id: string, changes: RunChanges, free?: boolean): RunHead
  addDatasets(id: string, datasets: readonly RunDataset[], free?: boolean): void
  /** A file as it comes; one of the same path gives way to it. BAD_INPUT for a path that leads out of the run. */
  putArtefact(id: string, path: string, source: AsyncIterable<Uint8Array> | string, options?: { free?: boolean; signal?: AbortSignal; onBytes?: (bytes: number) => void }): Promise<RunArtefact>
  removeArtefact(id: string, path: string, free?: boolean): boolean
  /** A file, or a folder with everything in it; `path` is the folder in the run that takes it. FILE_UNREADABLE, BAD_INPUT. */
  addFiles(id: string, file: string, path: string, work: Work): Promise<RunArtefact[]>
  /** Commit and changes of a Git repository, and what a lock file pins; what is not named stays. BAD_INPUT, FILE_UNREADABLE. */
  describeSurroundings(id: string, places: { code?: string | undefined; environment?: string | undefined }): Promise<void>
  /** The data of a registered snapshot, by its real digest. */
  addSnapshot(id: string, snapshot: string, role: RunDataset['role']): void
  /** Seals it. A run that is as it was sealed stays as it is. */
  finish(person: string, id: string, end?: { status: RunStatus; endedMs?: number }): Promise<RunDetail>
  reopen(id: string): RunHead
  /** Sets a run aside; an open one is sealed first. It stays, with the reason. */
  discard(person: string, id: string, reason: string): Promise<RunDetail>
  restore(person: string, id: string, reason: string): RunDetail
  /** What a source holds: the same refusals as `importRuns`. */
  importSource(path: string): { source: ImportReport['source']; experiments: { id: string; name: string; runs: number; isDeleted: boolean }[] }
  /** The report that an import's entry names. NOT_FOUND where the entry is none of an import. */
  importReport(entry: number): { report: ImportReport; at: string; by: string }
  /**
   * Runs of MLflow's file store or database, sealed as they are there; the source is only read. A run that is here is passed over, one that changed
   * there is sealed again. Goes on where it was interrupted. `entry` is null where nothing came. BAD_INPUT, CANCELLED, FILE_UNREADABLE, NOT_FOUND (an experiment).
   */
  importRuns(person: string, input: { path: string; experiments: readonly string[]; dryRun: boolean }, work: Work): Promise<{ report: ImportReport; entry: number | null }>
  /** After these blobs were erased for ever: what runs that they describe had logged is in no working copy either. */
  forgetErased(digests: readonly string[]): void
  head(id: string): RunHead
  /** Ids that begin so, at most ten. */
  idsFrom(beginning: string): string[]
  run(id: string): RunDetail
  /** BAD_INPUT says what is wrong with the filter, and where. */
  search(query: z.output<typeof runQuery>): { rows: RunRow[]; total: number }
  keys(experiments: readonly string[]): { parameters: string[]; metrics: string[]; tags: string[] }
  cells: RunReaders['cells']
  usedValues: RunReaders['usedValues']
  /** What many screens and clients read at once: parameters, tags, newest points and data of a run. */
  content(id: string): RunContent
  /** The same of all that match, without counting them. Throws FilterError, whose message is MLflow's own. */
  searchContent(query: z.output<typeof runQuery>): (RunContent & { head: RunHead })[]
  searchExperiments(query: { filter: string; orderBy: readonly string[]; show: 'kept' | 'discarded' | 'all' }): Experiment[]
  parameter(id: string, key: string): string | undefined
  artefacts(id: string): RunArtefact[]
  /** A notebook among its files as data to show. NOT_FOUND; BAD_INPUT says what is wrong with it. */
  notebook(id: string, path: string): Promise<Notebook>
  /** Runs that may hold a file of these bytes in their newest seal: more than do, never fewer. */
  holders(sha256s: readonly string[]): string[]
  /** Where a file lies that an artefact names. */
  blobPath(sha256: string): string
  /** Points of a metric in their order; none where the run has no such metric. */
  history(id: string, key: string, offset: number, limit: number): { points: Point[]; total: number }
  /** Steps of a metric, each once, in their order. */
  steps(id: string, key: string, range: { from: number; to: number }): number[]
  /** Points of a metric at these steps, in their order. */
  pointsAt(id: string, key: string, steps: readonly number[], limit: number): Point[]
  /** Data that runs of these experiments used, each with what for, once. */
  datasetsOf(experiments: readonly string[], limit: number): { experiment: string; name: string; digest: string; context: string | null }[]
  /** At most about so many points a metric, peaks kept. */
  series(id: string, keys: readonly string[], points: number): Series[]
  /** Another number where another program wrote to drafts.db since; never makes the file. */
  pulse(): number
  /** Heard after every change in this process. */
  onChange(listener: (run: string) => void): () => void
}

export interface ExperimentsOptions {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  clock: Clock
  catalog: Catalog
  /** Hears which data an open run names, by its digest where that is known. */
  onData?: ((person: string, run: string, datasets: readonly RunDataset[]) => void) | undefined
  /** Opened when somebody first asks for runs. */
  drafts: () => DraftStatements
  hasDrafts: () => boolean
}

export function createExperiments(options: ExperimentsOptions): Experiments {
  const listeners = new Set<(run: string) => void>()
  const room = {
    ...options,
    changed: (run: string) => {
      for (const listener of listeners) listener(run)
    },
  }
  const readers = createRunReaders(room)
  const experiments = createExperimentActs({ ...room, counts: () => readers.rows().counts() })
  const runs = createRunActs({ ...room, readers, experiments })
  const models = createLoggedModels({ ...options, rows: () => readers.rows().models, touchRun: readers.touch })
  const registry = createRegistry(options)
  return {
    ...experiments,
    ...runs,
    models,
    registry,
    ...createRunVersions({ ...options, readers, models, registry }),
    ...createReproductions({ ...options, readers, acts: runs }),
    views: createRunViews(options),
    ...createImports({ ...room, readers, experiments }),
    forgetErased(digests) {
      if (!options.hasDrafts()) return
      emptyErased(options.index, readers.rows(), digests)
      // Until then the bytes are in the log beside the file.
      options.drafts().pragma('wal_checkpoint(TRUNCATE)')
    },
    head: readers.head,
    idsFrom: readers.idsFrom,
    run: readers.run,
    search: readers.search,
    keys: readers.keys,
    cells: readers.cells,
    usedValues: readers.usedValues,
    series: readers.series,
    content: readers.content,
    searchContent: readers.searchContent,
    parameter: readers.parameter,
    artefacts: readers.artefacts,
    notebook: (id, path) => loadNotebook(options.blobs, id, readers.artefacts(id), path),
    holders(sha256s) {
      if (sha256s.length === 0 || !hasSeals(options.index)) return []
      readers.rows()
      return findHolders(options.drafts(), sha256s)
    },
    blobPath: options.blobs.path,
    history: readers.history,
    steps: readers.steps,
    pointsAt: readers.pointsAt,
    datasetsOf: readers.datasetsOf,
    pulse: () => (options.hasDrafts() ? (options.drafts().pragma('data_version', { simple: true }) as number) : 0),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
