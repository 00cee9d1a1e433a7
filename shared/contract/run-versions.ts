import * as z from 'zod'
import { numberedRef, runId, sha256Hex, slug } from '../ids.ts'
import { manifest, provenance, task } from './catalog.ts'
import { filePath, procedure, prose } from './procedure.ts'
import { runLimits } from './runs.ts'

/** What a version is to be made from: a sealed run, a model that a client logged with it, or a version of an MLflow client's registry. */
export const versionOrigin = z.object({
  run: runId.optional(),
  loggedModel: z.string().max(300).optional(),
  registered: z.object({ model: z.string().max(300), version: z.number().int().positive() }).optional(),
  /** A file or folder of the run that is the artefact; left out: the one that is clearly the model. */
  artefact: z.string().max(runLimits.pathCharacters).optional(),
})
export type VersionOrigin = z.infer<typeof versionOrigin>

/** A part that the run does not say, and what to do about it. */
export const missingPart = z.object({ part: z.enum(['artefact', 'data', 'code', 'environment', 'parameters', 'framework', 'seed']), why: z.string(), next: z.string() })
export type MissingPart = z.infer<typeof missingPart>

const artefactChoice = z.object({ kind: z.enum(['model', 'folder', 'file']), path: z.string(), label: z.string(), files: z.number().int(), bytes: z.number().int() })
export type ArtefactChoice = z.infer<typeof artefactChoice>

export const versionParts = z.object({
  /** Null for a registered model whose run is not in this workspace. */
  run: z.object({ id: runId, name: z.string(), seal: z.number().int(), description: sha256Hex, changed: z.boolean() }).nullable(),
  provenance,
  /** A name for the model, where something in the run says one. */
  suggestedModel: z.string().nullable(),
  artefact: manifest.shape.artefact,
  /** What else of the run could be the artefact; `chosen`: which one of them it is. */
  choices: z.array(artefactChoice),
  chosen: z.string().nullable(),
  data: manifest.shape.data,
  code: manifest.shape.code,
  environment: manifest.shape.environment,
  parameters: manifest.shape.parameters,
  framework: z.string().nullable(),
  seed: z.string().nullable(),
  missing: z.array(missingPart),
  /** Versions that were made from it before. */
  versions: z.array(z.string()),
})
export type VersionParts = z.infer<typeof versionParts>

export const runVersionsContract = {
  /** What the manifest would hold and what is missing; nothing is written. CONFLICT where the run was never sealed. */
  versionParts: procedure.input(versionOrigin).output(versionParts),
  /** Registers the version in a job (result: `Version`), with its model where `newModel` says what it is. What is named here takes the place of what the run says. */
  toVersion: procedure
    .input(
      versionOrigin.extend({
        model: slug,
        newModel: z.object({ useCase: z.string().min(1), task, description: prose(4000).default('') }).optional(),
        artefactFile: filePath.optional(),
        data: z.array(numberedRef).optional(),
        code: filePath.optional(),
        environment: filePath.optional(),
        parameters: z.record(z.string().min(1).max(runLimits.keyCharacters), z.string().max(runLimits.parameterCharacters)).optional(),
        framework: z.string().max(200).optional(),
        seed: z.string().max(200).optional(),
        note: prose(4000).default(''),
      }),
    )
    .output(z.object({ job: z.string() })),
}
