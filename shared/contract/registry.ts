import * as z from 'zod'
import { numberedRef, seq, slug } from '../ids.ts'
import { instant, procedure } from './procedure.ts'
import { runArtefact } from './runs.ts'

/** What becomes of a model or version that an MLflow client registered. That one was registered is told by `registry.opened/v1` and `registry.registered/v1`. */
export const registryEntries = {
  'registry.renamed/v1': z.strictObject({ model: z.string(), to: z.string() }),
  /** By the client; `version` null: the model with all its versions. What was registered stays in the ledger. */
  'registry.removed/v1': z.strictObject({ model: z.string(), version: z.number().int().positive().nullable() }),
  /** A person says which model of the catalog it is. */
  'registry.adopted/v1': z.strictObject({ registered: z.string(), model: slug }),
}

export const registeredVersion = z.object({
  /** Entry of its registration. */
  seq,
  registered: z.string(),
  number: z.number().int(),
  at: instant,
  by: z.string(),
  /** In the client's words. */
  source: z.string(),
  run: z.object({ id: z.string(), name: z.string(), sealed: z.boolean() }).nullable(),
  loggedModel: z.string().nullable(),
  files: z.array(runArtefact),
  /** The version of the catalog, and whether its manifest says so (`manifest`) or the bytes are the same (`bytes`); null while it awaits a manifest. */
  version: z.object({ ref: numberedRef, by: z.enum(['manifest', 'bytes']) }).nullable(),
})
export type RegisteredVersion = z.infer<typeof registeredVersion>

export const registeredModel = z.object({
  name: z.string(),
  seq,
  at: instant,
  by: z.string(),
  description: z.string(),
  /** The model of the catalog that it is, and whether a person said so or the names are the same; null until somebody adopts it. */
  model: z.object({ name: z.string(), by: z.enum(['entry', 'name']) }).nullable(),
  /** Newest first. */
  versions: z.array(registeredVersion),
  awaiting: z.number().int(),
})
export type RegisteredModel = z.infer<typeof registeredModel>

export const registryContract = {
  /** What MLflow's clients registered, as the ledger tells it; what they removed is left out. */
  list: procedure.output(z.array(registeredModel)),
  /** Says that a registered model is this model of the catalog. CONFLICT where it is adopted already. */
  adopt: procedure.input(z.object({ registered: z.string().min(1), model: slug })).output(registeredModel),
}
