import * as z from 'zod'
import { experimentId, numberedRef, runId, seq, sha256Hex } from '../ids.ts'
import { instant } from './procedure.ts'
import { importEntries } from './run-import.ts'

/** Sizes that a run may have, said in docs/formats/run.md; those of MLflow's own server where it has one. */
export const runLimits = {
  keyCharacters: 250,
  parameterCharacters: 6000,
  tagCharacters: 8000,
  nameCharacters: 500,
  pathCharacters: 500,
  batchMetrics: 1000,
  batchParameters: 100,
  batchTags: 100,
  datasetSourceCharacters: 65_535,
  datasetSchemaCharacters: 1_048_575,
  datasetProfileCharacters: 16_777_215,
} as const

export const runStatus = z.enum(['running', 'scheduled', 'finished', 'failed', 'killed'])
export type RunStatus = z.infer<typeof runStatus>
export const endedStatus = runStatus.extract(['finished', 'failed', 'killed'])

/** How its record came: written in the app, by the command line, by a recorded command, by an MLflow client, from a folder or database of MLflow. */
export const runSource = z.enum(['app', 'command_line', 'recorded', 'mlflow', 'import'])
export type RunSource = z.infer<typeof runSource>

/** JSON has no such numbers, so they are words there. */
export const metricValue = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
export type MetricValue = z.infer<typeof metricValue>
export const toMetricValue = (value: number): MetricValue => (Number.isFinite(value) ? value : (String(value) as MetricValue))
/** The number that a wire value stands for. */
export const parseMetricValue = (value: MetricValue): number => (typeof value === 'number' ? value : Number(value))

const milliseconds = z.number().int()
export const metricPoint = z.object({ key: z.string(), value: metricValue, step: z.number().int(), atMs: milliseconds })
export type MetricPoint = z.infer<typeof metricPoint>

export const datasetRole = z.enum(['train', 'validation', 'test', 'other'])
export const runDataset = z.strictObject({
  name: z.string(),
  /** As the client computed it: MLflow's are digests of a sample, never of the file. */
  digest: z.string(),
  role: datasetRole,
  /** The word the client used for the role, where it used one. */
  context: z.string().nullable(),
  sourceType: z.string(),
  source: z.string(),
  schema: z.string().nullable(),
  profile: z.string().nullable(),
  /** The registered snapshot it is, and the digest of the file's bytes; null where neither is known. */
  snapshot: numberedRef.nullable(),
  sha256: sha256Hex.nullable(),
  /** What else the client said of this use of it. */
  tags: z.record(z.string(), z.string()).optional(),
})
export type RunDataset = z.infer<typeof runDataset>

export const runArtefact = z.strictObject({ path: z.string(), sha256: sha256Hex, bytes: z.number().int().nonnegative() })
export type RunArtefact = z.infer<typeof runArtefact>

export const runCode = z.strictObject({ commit: z.string(), branch: z.string().nullable(), remote: z.string().nullable(), dirty: z.array(z.strictObject({ path: z.string(), state: z.string(), sha256: sha256Hex.nullable() })) })
export const runEnvironment = z.strictObject({ lockfile: z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: z.number().int() }), format: z.string(), packages: z.array(z.strictObject({ name: z.string(), version: z.string() })) })
/** A command that was run to be recorded. */
export const runCommand = z.strictObject({ argv: z.array(z.string()), exitCode: z.number().int().nullable(), signal: z.string().nullable(), durationMs: z.number().int() })

const fileRef = z.strictObject({ sha256: sha256Hex, bytes: z.number().int().nonnegative() })
export const metricsFile = fileRef.extend({ rows: z.number().int().positive() })

const metricSummary = z.strictObject({ points: z.number().int().positive(), last: z.strictObject({ value: metricValue, step: z.number().int(), at: instant }), min: metricValue, max: metricValue })

/** A model that a client logged beside the run, which read it or made it; with its figures and files as they were at the seal. */
const loggedModel = z.strictObject({
  model: z.string(),
  direction: z.enum(['input', 'output']),
  step: z.number().int(),
  experiment: experimentId,
  name: z.string(),
  type: z.string(),
  status: z.enum(['pending', 'ready', 'failed']),
  sourceRun: z.string(),
  createdAt: instant,
  changedAt: instant,
  /** The client deleted it; it stays in what it was logged with. */
  removed: z.boolean(),
  parameters: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  metrics: z.array(z.strictObject({ key: z.string(), value: metricValue, step: z.number().int(), at: instant, run: z.string(), dataset: z.strictObject({ name: z.string(), digest: z.string() }).nullable() })),
  files: z.array(runArtefact),
})
export type SealedModel = z.infer<typeof loggedModel>

/** What a sealed run is; its canonical bytes (RFC 8785) are stored as a blob. docs/formats/run.md */
export const runDescription = z.strictObject({
  schema: z.literal('countersign/run/1'),
  run: runId,
  experiment: z.strictObject({ id: experimentId, name: z.string() }),
  name: z.string(),
  status: runStatus,
  source: runSource,
  /** The program that logged it, as it named itself. */
  client: z.string().nullable(),
  /** Whoever acted in the workspace, and the name that the client gave. */
  person: z.string(),
  userName: z.string(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  parameters: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), metricSummary),
  /** Every point, as CSV; null where there is none. */
  metricsFile: metricsFile.nullable(),
  datasets: z.array(runDataset),
  artefacts: z.array(runArtefact),
  code: runCode.nullable(),
  environment: runEnvironment.nullable(),
  command: runCommand.nullable(),
  /** Left out where there is none. */
  models: z.array(loggedModel).optional(),
})
export type RunDescription = z.infer<typeof runDescription>

const experimentName = z.string()
const sealedBody = z.strictObject({
  run: runId,
  experiment: experimentId,
  /** 1 for the first; a run that was changed after it was sealed is sealed again. */
  number: z.number().int().positive(),
  previous: sha256Hex.nullable(),
  name: z.string(),
  status: runStatus,
  source: runSource,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  description: fileRef,
  metricsFile: metricsFile.nullable(),
  counts: z.strictObject({ parameters: z.number().int(), metrics: z.number().int(), tags: z.number().int(), artefacts: z.number().int(), artefactBytes: z.number().int() }),
  /** Data by what is known of it, so that its use can be counted without opening the description. */
  datasets: z.array(z.strictObject({ name: z.string(), digest: z.string(), role: datasetRole, snapshot: numberedRef.nullable(), sha256: sha256Hex.nullable() })),
  commit: z.string().nullable(),
})

export const experimentEntries = {
  'experiment.opened/v1': z.strictObject({ experiment: experimentId, name: experimentName, question: z.string(), tags: z.record(z.string(), z.string()) }),
  /** What is left out stays; a tag with null is gone. */
  'experiment.changed/v1': z.strictObject({
    experiment: experimentId,
    name: experimentName.optional(),
    question: z.string().optional(),
    tags: z.record(z.string(), z.string().nullable()).optional(),
    archived: z.boolean().optional(),
  }),
  /** A try begins: it is in the ledger before anybody knows how it ends. */
  'run.started/v1': z.strictObject({ run: runId, experiment: experimentId, name: z.string(), source: runSource, client: z.string().nullable() }),
  'run.sealed/v1': sealedBody,
  /** Set aside by a person or client: it stays, and says so. */
  'run.discarded/v1': z.strictObject({ run: runId, reason: z.string() }),
  'run.restored/v1': z.strictObject({ run: runId, reason: z.string() }),
  /** A client registered a model, and a version of it: where it comes from, and its files as they were then. */
  'registry.opened/v1': z.strictObject({ model: z.string(), description: z.string() }),
  'registry.registered/v1': z.strictObject({ model: z.string(), version: z.number().int().positive(), source: z.string(), run: z.string().nullable(), loggedModel: z.string().nullable(), files: z.array(runArtefact) }),
  ...importEntries,
}

const sealedVersion = z.object({ number: z.number().int(), seq, at: instant, by: z.string(), sha256: sha256Hex })

/** A run as a row of a table. Open ones have no seal; `changed` says that a sealed one differs from its seal. */
export const runHead = z.object({
  id: runId,
  experiment: experimentId,
  name: z.string(),
  status: runStatus,
  discarded: z.boolean(),
  source: runSource,
  client: z.string().nullable(),
  person: z.string(),
  userName: z.string(),
  startedMs: milliseconds.nullable(),
  endedMs: milliseconds.nullable(),
  sealed: z.object({ number: z.number().int(), sha256: sha256Hex }).nullable(),
  changed: z.boolean(),
})
export type RunHead = z.infer<typeof runHead>

export const runRow = runHead.extend({ parameters: z.record(z.string(), z.string()), metrics: z.record(z.string(), metricValue), tags: z.record(z.string(), z.string()) })
export type RunRow = z.infer<typeof runRow>

export const runDetail = runRow.extend({
  experimentName: z.string(),
  /** Entry of its beginning; null for one that came by an import. */
  startedSeq: seq.nullable(),
  /** What can not be of the times that the client told, as a sentence. */
  clockNote: z.string().nullable(),
  /** Newest first. */
  versions: z.array(sealedVersion),
  latest: z.array(metricPoint),
  datasets: z.array(runDataset),
  artefacts: z.array(runArtefact),
  code: runCode.nullable(),
  environment: runEnvironment.nullable(),
  command: runCommand.nullable(),
  discardedFor: z.object({ seq, at: instant, by: z.string(), reason: z.string() }).nullable(),
})
export type RunDetail = z.infer<typeof runDetail>
