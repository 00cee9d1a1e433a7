import * as z from 'zod'
import { experimentId, numberedRef, runId, seq } from '../ids.ts'
import { notebook } from './notebooks.ts'
import { filePath, instant, line, procedure, prose } from './procedure.ts'
import { reproductionEntries, reproductionsContract } from './reproductions.ts'
import { runVersionsContract } from './run-versions.ts'
import { runImportProcedures } from './run-import.ts'
import { runViewProcedures } from './run-views.ts'
import { datasetRole, endedStatus, experimentEntries as runEntries, metricPoint, metricValue, runDetail, runHead, runLimits, runRow } from './runs.ts'

export const experimentEntries = { ...runEntries, ...reproductionEntries }

export const experiment = z.object({
  id: experimentId,
  name: z.string(),
  /** What it is to find out; empty where nobody said. */
  question: z.string(),
  tags: z.record(z.string(), z.string()),
  archived: z.boolean(),
  seq,
  at: instant,
  by: z.string(),
  changedAt: instant,
  runs: z.object({ all: z.number().int(), open: z.number().int(), failed: z.number().int(), discarded: z.number().int() }),
})
export type Experiment = z.infer<typeof experiment>

const key = z.string().min(1).max(runLimits.keyCharacters)
const tags = z.record(key, z.string().max(runLimits.tagCharacters))
const pageSize = z.number().int().min(1).max(1000).default(100)
const run = z.object({ run: runId })

export const runQuery = z.object({
  experiments: z.array(experimentId).max(500),
  /** MLflow's filter language: `metrics.auc > 0.9 and params.C = '1.0'`. docs/formats/filter.md */
  filter: z.string().max(10_000).default(''),
  /** `metrics.auc DESC`, `start_time`. The newest begin first where nothing is said. */
  orderBy: z.array(z.string().max(600)).max(20).default([]),
  show: z.enum(['kept', 'discarded', 'all']).default('kept'),
  /** False: rows come without parameters, metrics and tags, which `cells` reads. */
  values: z.boolean().optional(),
  limit: pageSize,
  offset: z.number().int().nonnegative().default(0),
})

export const series = z.object({
  key: z.string(),
  /** Points there are; `points` has at most what was asked for, the smallest and largest value of each stretch kept. */
  total: z.number().int(),
  points: z.array(z.object({ step: z.number().int(), atMs: z.number().int(), value: metricValue })),
})
export type Series = z.infer<typeof series>

export const experimentsContract = {
  ...runVersionsContract,
  ...reproductionsContract,
  ...runViewProcedures,
  ...runImportProcedures,
  list: procedure.input(z.object({ archived: z.boolean().default(false) })).output(z.array(experiment)),
  get: procedure.input(z.object({ id: experimentId })).output(experiment),
  open: procedure.input(z.object({ name: line(500), question: prose(4000).default('') })).output(experiment),
  change: procedure.input(z.object({ id: experimentId, name: line(500).optional(), question: prose(4000).optional(), archived: z.boolean().optional() })).output(experiment),
  /** Names in use, for columns and completion. */
  keys: procedure.input(z.object({ experiments: z.array(experimentId).max(500) })).output(z.object({ parameters: z.array(z.string()), metrics: z.array(z.string()), tags: z.array(z.string()) })),
  runs: procedure.input(runQuery).output(z.object({ rows: z.array(runRow), total: z.number().int() })),
  run: procedure.input(run).output(runDetail),
  /** A run begins: an entry says so before anybody knows how it ends. */
  start: procedure.input(z.object({ experiment: experimentId, name: line(runLimits.nameCharacters).optional() })).output(runHead),
  log: procedure
    .input(
      run.extend({
        metrics: z.array(metricPoint).max(100_000).default([]),
        parameters: z.record(key, z.string().max(runLimits.parameterCharacters)).default({}),
        tags: tags.default({}),
      }),
    )
    .output(runHead),
  removeTag: procedure.input(run.extend({ key })).output(runHead),
  /** A file or folder goes into the workspace, in a job (result: the run's artefacts). `path`: the folder in the run that takes it. */
  addArtefact: procedure.input(run.extend({ file: filePath, path: z.string().max(runLimits.pathCharacters).default('') })).output(z.object({ job: z.string() })),
  addDataset: procedure.input(run.extend({ snapshot: numberedRef, role: datasetRole })).output(runHead),
  rename: procedure.input(run.extend({ name: line(runLimits.nameCharacters) })).output(runHead),
  /** Seals it: a description and all points as files, their digests in one entry. */
  finish: procedure.input(run.extend({ status: endedStatus })).output(runDetail),
  /** A sealed run is written on; finishing it seals it again, and both seals stay. */
  reopen: procedure.input(run).output(runHead),
  discard: procedure.input(run.extend({ reason: prose(2000).pipe(z.string().min(1, 'say why it is set aside')) })).output(runDetail),
  restore: procedure.input(run.extend({ reason: prose(2000).pipe(z.string().min(1, 'say why it counts again')) })).output(runDetail),
  /** A notebook among the run's files, as data. BAD_INPUT says what is wrong with the file. */
  notebook: procedure.input(run.extend({ path: z.string() })).output(notebook),
  series: procedure.input(run.extend({ keys: z.array(key).max(50), points: z.number().int().min(2).max(5000).default(1000) })).output(z.array(series)),
}
