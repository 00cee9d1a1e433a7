import * as z from 'zod'
import { sha256Hex } from '../ids.ts'
import { instant } from './procedure.ts'

/** What the source holds; the last four are counted and stay where they are. */
export const importEntity = z.enum(['experiments', 'runs', 'values', 'points', 'datasets', 'artefacts', 'registered_models', 'model_versions', 'logged_models', 'traces'])
export type ImportEntity = z.infer<typeof importEntity>

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

/** At the end of an import that brought something. */
export const importEntries = {
  'runs.imported/v1': z.strictObject({
    source,
    report: z.strictObject({ sha256: sha256Hex, bytes: count }),
    experiments: tally,
    runs: tally,
  }),
}
