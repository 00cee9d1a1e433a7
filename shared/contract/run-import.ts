import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { filePath, instant, procedure } from './procedure.ts'

/** What the source holds; the last four are counted and stay where they are. */
export const importEntity = z.enum(['experiments', 'runs', 'values', 'points', 'datasets', 'artefacts', 'registered_models', 'model_versions', 'logged_models', 'traces'])
export type ImportEntity = z.infer<typeof importEntity>

export const importEntityTitles: Record<ImportEntity, string> = {
  experiments: 'Experiments',
  runs: 'Runs',
  values: 'Parameters and tags',
  points: 'Metric points',
  datasets: 'Data used',
  artefacts: 'Files',
  registered_models: 'Registered models',
  model_versions: 'Model versions',
  logged_models: 'Logged models',
  traces: 'Traces',
}

const count = z.number().int().nonnegative()
/** `found` is the sum of the others. `changed`: runs that were here and differed at the source, sealed again. */
const tally = z.strictObject({ found: count, imported: count, changed: count, present: count, left: count })
export type ImportTally = z.infer<typeof tally>

const source = z.strictObject({
  kind: z.enum(['folder', 'database']),
  /** The last part of its path. */
  name: z.string(),
  /** The revision that a database names; null where there is none. */
  schema: z.string().nullable(),
})

/** What came from a source, what did not, and why; its JSON is stored as a blob. docs/formats/run.md */
export const importReport = z.strictObject({
  schema: z.literal('countersign/run-import/1'),
  source,
  at: instant,
  counts: z.record(importEntity, tally),
  /** What did not come as it is: `what` names the thing, `why` is the same sentence for all of a kind. `count`: so many of them. */
  left: z.array(z.strictObject({ entity: importEntity, what: z.string(), why: z.string(), count })),
  /** What came and should be known of. */
  notes: z.array(z.strictObject({ what: z.string(), note: z.string() })),
})
export type ImportReport = z.infer<typeof importReport>

/** What an import ends with; `entry` is null where nothing new came, and where nothing was to be written. */
export const importOutcome = z.object({ report: importReport, entry: seq.nullable(), dryRun: z.boolean() })
export type ImportOutcome = z.infer<typeof importOutcome>

export const runImportProcedures = {
  /** Experiments of a file store or a database of MLflow, which is only read. */
  importSource: procedure.input(z.object({ path: filePath })).output(z.object({ source, experiments: z.array(z.object({ id: z.string(), name: z.string(), runs: count, isDeleted: z.boolean() })) })),
  /** In a job whose result is an `importOutcome`. No experiment named: all of them. `dryRun` says what would come, and writes nothing. */
  importRuns: procedure.input(z.object({ path: filePath, experiments: z.array(z.string()).max(10_000).default([]), dryRun: z.boolean().default(false) })).output(z.object({ job: z.string() })),
  /** The report that an entry names. */
  importReport: procedure.input(z.object({ entry: seq })).output(z.object({ report: importReport, at: instant, by: z.string() })),
}

/** At the end of an import that brought something. */
export const importEntries = {
  'runs.imported/v1': z.strictObject({
    source,
    report: z.strictObject({ sha256: sha256Hex, bytes: count }),
    experiments: tally,
    runs: tally,
  }),
}
