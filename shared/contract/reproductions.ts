import * as z from 'zod'
import { runId, seq, sha256Hex } from '../ids.ts'
import { filePath, instant, line, procedure } from './procedure.ts'
import { datasetRole, metricValue, runLimits } from './runs.ts'

const key = z.string().min(1).max(runLimits.keyCharacters)

/** By how much a metric may differ: `absolute` in its own unit, `relative` as a share of the original's size. `*` stands for every metric that is not named. */
export const tolerance = z.strictObject({ metric: key, kind: z.enum(['absolute', 'relative']), value: z.number().nonnegative() })
export type Tolerance = z.infer<typeof tolerance>

/** Said before the rerun begins: what is held against what, and by how much it may differ. A metric without a tolerance has to be the same number. */
export const reproductionTerms = z.strictObject({
  tolerances: z.array(tolerance).max(100),
  /** What says nothing about the result, such as a duration or the name of a folder: shown, not judged. */
  exceptMetrics: z.array(key).max(100),
  exceptParameters: z.array(key).max(100),
})
export type ReproductionTerms = z.infer<typeof reproductionTerms>
export const exactTerms: ReproductionTerms = { tolerances: [], exceptMetrics: [], exceptParameters: [] }

export const reproductionVerdict = z.enum(['reproduced', 'within_tolerance', 'not_reproduced'])
export type ReproductionVerdict = z.infer<typeof reproductionVerdict>

/** `not_known`: the original does not say. A rerun that does not say what the original says is different. */
export const inputState = z.enum(['same', 'different', 'not_known'])
export type InputState = z.infer<typeof inputState>

const differing = z.strictObject({ what: z.string(), original: z.string().nullable(), repeated: z.string().nullable() })
export type Differing = z.infer<typeof differing>
const input = z.strictObject({ state: inputState, differences: z.array(differing) })

export const metricComparison = z.strictObject({
  metric: z.string(),
  original: metricValue.nullable(),
  repeated: metricValue.nullable(),
  /** Of the two numbers, repeated less original; null where one of them is no finite number. */
  difference: z.number().nullable(),
  tolerance: tolerance.nullable(),
  state: z.enum(['same', 'within', 'outside', 'missing', 'extra', 'left_out']),
})
export type MetricComparison = z.infer<typeof metricComparison>

const artefactComparison = z.strictObject({ path: z.string(), original: sha256Hex.nullable(), repeated: sha256Hex.nullable(), state: z.enum(['same', 'different', 'missing', 'extra']) })
export type ArtefactComparison = z.infer<typeof artefactComparison>

const inputs = z.strictObject({ data: input, code: input, environment: input, parameters: input })

/** Two sealed runs held against each other; its canonical bytes (RFC 8785) are stored as a blob. docs/formats/reproduction.md */
export const comparison = z.strictObject({
  schema: z.literal('countersign/reproduction/1'),
  run: runId,
  description: sha256Hex,
  original: runId,
  originalDescription: sha256Hex,
  terms: reproductionTerms,
  verdict: reproductionVerdict,
  /** Sentences: what kept it from a better verdict. */
  reasons: z.array(z.string()),
  inputs,
  metrics: z.array(metricComparison),
  artefacts: z.array(artefactComparison),
})
export type Comparison = z.infer<typeof comparison>

const states = z.strictObject({ data: inputState, code: inputState, environment: inputState, parameters: inputState })
const whole = z.number().int().nonnegative()

const resultBody = z.strictObject({
  run: runId,
  /** Of the seal that is judged, and its description. */
  number: z.number().int().positive(),
  description: sha256Hex,
  original: runId,
  originalDescription: sha256Hex,
  /** The entry that said the terms. */
  declared: seq,
  verdict: reproductionVerdict,
  /** False where somebody who made the original repeated it: that is a repetition, and no evidence. */
  independent: z.boolean(),
  people: z.strictObject({ original: z.array(z.string()), repeated: z.array(z.string()) }),
  inputs: states,
  metrics: z.strictObject({ same: whole, within: whole, outside: whole, missing: whole, extra: whole, leftOut: whole }),
  artefacts: z.strictObject({ same: whole, different: whole, missing: whole, extra: whole }),
  result: z.strictObject({ sha256: sha256Hex, bytes: whole }),
})

export const reproductionEntries = {
  /** In the transaction that begins the rerun. */
  'run.reproduction-declared/v1': z.strictObject({ run: runId, original: runId, number: z.number().int().positive(), description: sha256Hex, terms: reproductionTerms }),
  /** In the transaction that seals it. */
  'run.reproduction/v1': resultBody,
}
export type ReproductionResult = z.infer<typeof resultBody>

const runName = z.object({ id: runId, name: z.string(), person: z.string() })

const judged = resultBody.extend({ seq, at: instant, by: z.string() })

const reproduction = z.object({
  run: runName,
  original: runName.extend({ number: z.number().int(), description: sha256Hex }),
  declaredSeq: seq,
  declaredAt: instant,
  by: z.string(),
  terms: reproductionTerms,
  /** Who set the rerun aside; null: nobody did. */
  discardedBy: z.string().nullable(),
  /** The newest first: one a seal. */
  results: z.array(judged),
})
export type Reproduction = z.infer<typeof reproduction>

/** One piece of data of the original, and where a file with these bytes lies. */
const neededData = z.object({ name: z.string(), role: datasetRole, snapshot: z.string().nullable(), sha256: sha256Hex.nullable(), digest: z.string(), at: z.array(z.string()) })
export type NeededData = z.infer<typeof neededData>

export const reproductionNeeds = z.object({
  original: runName.extend({ experiment: z.string(), number: z.number().int(), description: sha256Hex }),
  data: z.array(neededData),
  code: z.object({ commit: z.string(), branch: z.string().nullable(), remote: z.string().nullable(), changed: z.array(z.string()) }).nullable(),
  /** `atHand`: the file itself is in the workspace. */
  environment: z.object({ name: z.string(), format: z.string(), sha256: sha256Hex, packages: z.number().int(), atHand: z.boolean() }).nullable(),
  /** Other lock files among the files of the run. */
  lockfiles: z.array(z.string()),
  parameters: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), metricValue),
  command: z.array(z.string()).nullable(),
  /** What the record does not give, and what that means for the verdict. */
  gaps: z.array(z.string()),
  /** Files that were looked at and are none of the data. */
  unknownFiles: z.array(z.object({ path: z.string(), sha256: sha256Hex })),
})
export type ReproductionNeeds = z.infer<typeof reproductionNeeds>

const run = z.object({ run: runId })

export const reproductionsContract = {
  /** What the run reproduces, with the comparison in full, and who reproduced it. */
  reproductions: procedure.input(run).output(z.object({ of: reproduction.extend({ comparison: comparison.nullable() }).nullable(), by: z.array(reproduction) })),
  /** What a rerun needs, as the sealed record says; no file outside of the workspace is looked at. */
  reproductionNeeds: procedure.input(run).output(reproductionNeeds),
  /** A rerun begins, in a job (result: `RunHead`): an entry says so, and another one by which terms it will be judged. CONFLICT where the original is not sealed as finished. */
  startReproduction: procedure
    .input(run.extend({ name: line(runLimits.nameCharacters).optional(), terms: reproductionTerms, code: filePath.optional(), environment: filePath.optional(), files: z.array(filePath).max(100).default([]) }))
    .output(z.object({ job: z.string() })),
  /** Data of the run by its real digest, in a job; what has the bytes or else the name of the original's data takes its role. */
  addDataFiles: procedure.input(run.extend({ files: z.array(filePath).min(1).max(100) })).output(z.object({ job: z.string() })),
  /** Writes lock file, parameters, list of data and instructions into a new folder in `dir`, in a job (result: its path). */
  writeReproductionKit: procedure.input(run.extend({ dir: filePath })).output(z.object({ job: z.string() })),
}
