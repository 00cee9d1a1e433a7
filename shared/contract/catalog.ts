import * as z from 'zod'
import { numberedRef, runId, seq, sha256Hex, slug, useCaseId } from '../ids.ts'
import { assessedBody, assessedBrief, assessment, assessmentInput, assessmentPreview, euLookups, tierOverride } from './assessment.ts'
import { shownText } from './identity.ts'
import { policyRef } from './policies.ts'
import { email, filePath, instant, line, procedure, prose } from './procedure.ts'
import { datasetRole } from './runs.ts'
import { tier } from './tier.ts'
import { tiering } from './tiering.ts'

export const task = z.enum([
  'classification',
  'ranking',
  'regression',
  'recommendation',
  'anomaly_detection',
  'extraction',
  'generation',
  'question_answering',
])
export const taskTitles: Record<z.infer<typeof task>, string> = {
  classification: 'Classification',
  ranking: 'Ranking',
  regression: 'Prediction / regression',
  recommendation: 'Recommendation',
  anomaly_detection: 'Anomaly detection',
  extraction: 'Extraction',
  generation: 'Generation',
  question_answering: 'Question answering',
}

const column = z.strictObject({ name: z.string(), type: z.string() })
const rights = z.strictObject({ licence: z.string().optional(), source: z.string().optional(), purpose: z.string().optional() })
const fileDigest = z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: z.number().int() })

/** The sealed run, the logged model and the registered one of an MLflow client that a version was made from, each null where there was none. */
export const provenance = z.strictObject({
  /** `description`: SHA-256 of the run's description at that seal (docs/formats/run.md); `by`: whoever acted in the run, authors of the version too. */
  run: z.strictObject({ id: runId, seal: z.number().int().positive(), description: sha256Hex, by: z.array(z.string()) }).nullable(),
  loggedModel: z.string().nullable(),
  registered: z.strictObject({ model: z.string(), version: z.number().int().positive() }).nullable(),
  /** Data of the run that no registered snapshot is; a digest of its bytes where one is known. */
  unregisteredData: z.array(z.strictObject({ name: z.string(), role: datasetRole, sha256: sha256Hex.nullable() })),
})
export type Provenance = z.infer<typeof provenance>

/**
 * What a version is. Its canonical bytes (RFC 8785) are stored as a blob; their SHA-256 is the version's identity.
 * A folder artefact is named by the digest of its sorted `path, sha256` list: docs/formats/manifest.md
 */
export const manifest = z.strictObject({
  schema: z.literal('countersign/manifest/1'),
  model: z.string(),
  version: z.number().int().positive(),
  artefact: z.union([
    z.strictObject({ kind: z.literal('file'), name: z.string(), sha256: sha256Hex, bytes: z.number().int() }),
    z.strictObject({ kind: z.literal('folder'), name: z.string(), sha256: sha256Hex, bytes: z.number().int(), files: z.array(fileDigest) }),
    z.null(),
  ]),
  /** `roles`: a snapshot may have been used for several things; left out where nobody said for what. */
  data: z.array(z.strictObject({ snapshot: z.string(), sha256: sha256Hex, rows: z.number().int(), roles: z.array(datasetRole).min(1).optional() })),
  code: z
    .strictObject({
      commit: z.string(),
      branch: z.string().nullable(),
      remote: z.string().nullable(),
      dirty: z.array(z.strictObject({ path: z.string(), state: z.enum(['modified', 'added', 'deleted', 'untracked']), sha256: sha256Hex.nullable() })),
    })
    .nullable(),
  environment: z
    .strictObject({
      lockfile: fileDigest,
      format: z.string(),
      packages: z.array(z.strictObject({ name: z.string(), version: z.string() })),
    })
    .nullable(),
  parameters: z.record(z.string(), z.string()),
  /** With its version where that is known, and the seed of what is random in training; left out where nobody said. */
  framework: z.string().optional(),
  seed: z.string().optional(),
  /** Left out where the version was put together by hand. */
  provenance: provenance.optional(),
})
export type Manifest = z.infer<typeof manifest>

export const catalogEntries = {
  'use-case.registered/v1': z.strictObject({
    name: z.string(),
    purpose: z.string(),
    owner: z.string(),
    affected: z.string(),
    tier,
    tierReasons: z.string(),
  }),
  /** Its tier is in force from here on: the one set by hand, or else the computed one. docs/formats/tiering.md */
  'use-case.assessed/v1': assessedBody,
  'dataset.registered/v1': z.strictObject({ name: z.string(), description: z.string() }),
  'snapshot.registered/v1': z.strictObject({
    dataset: z.string(),
    number: z.number().int().positive(),
    file: fileDigest,
    format: z.string(),
    rows: z.number().int(),
    columns: z.array(column),
    protected: z.array(z.string()),
    rights,
  }),
  'model.registered/v1': z.strictObject({ name: z.string(), useCase: z.string(), task, description: z.string(), owner: z.string() }),
  'version.registered/v1': z.strictObject({
    model: z.string(),
    number: z.number().int().positive(),
    manifestHash: sha256Hex,
    /** Snapshots the manifest names, so that their use can be found without opening it. */
    data: z.array(z.string()),
    note: z.string(),
    /** As in the manifest, so that a version is found from what it was made from; left out where the manifest has no provenance. */
    provenance: provenance.omit({ unregisteredData: true }).optional(),
  }),
}

export const useCase = z.object({
  id: useCaseId,
  name: z.string(),
  purpose: z.string(),
  owner: z.string(),
  affected: z.string(),
  /** In force: of the newest assessment, or as registered. 1 where nothing is allowed: `assessed.notAllowed` says so. */
  tier,
  /** As stated at registration, with the reasons given then. */
  registeredTier: tier,
  tierReasons: z.string(),
  /** Null while the tier is only stated. */
  assessed: assessedBrief.nullable(),
  at: instant,
  seq,
  models: z.array(z.string()),
})
export type UseCase = z.infer<typeof useCase>

export const snapshot = z.object({
  ref: z.string(),
  dataset: z.string(),
  number: z.number().int(),
  fileName: z.string(),
  sha256: sha256Hex,
  bytes: z.number().int(),
  format: z.string(),
  rows: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  protected: z.array(z.string()),
  rights,
  at: instant,
  by: z.string(),
  seq,
})
export type Snapshot = z.infer<typeof snapshot>

export const dataset = z.object({
  name: z.string(),
  description: z.string(),
  at: instant,
  seq,
  snapshots: z.array(snapshot),
  usedBy: z.array(z.string()),
})
export type Dataset = z.infer<typeof dataset>

export const version = z.object({
  ref: z.string(),
  model: z.string(),
  number: z.number().int(),
  manifestHash: sha256Hex,
  note: z.string(),
  at: instant,
  by: z.string(),
  seq,
  /** The run it was made from, and `model/version` of an MLflow client's registry; null where it was put together by hand. */
  run: runId.nullable(),
  registered: z.string().nullable(),
})
export type Version = z.infer<typeof version>

export const model = z.object({
  name: z.string(),
  useCase: useCaseId,
  useCaseName: z.string(),
  tier,
  task,
  description: z.string(),
  owner: z.string(),
  at: instant,
  seq,
  versions: z.array(version),
})
export type Model = z.infer<typeof model>

export const versionDetail = version.extend({ manifest, useCase, task, authors: z.array(z.string()) })
export type VersionDetail = z.infer<typeof versionDetail>

const text = (max: number) => prose(max).default('')

export const catalogContract = {
  useCases: procedure.output(z.array(useCase)),
  useCase: procedure.input(z.object({ id: z.string() })).output(useCase),
  addUseCase: procedure
    .input(
      z.object({
        name: line(120),
        purpose: prose(4000).pipe(z.string().min(1, 'say what the use case is for')),
        owner: email.optional(),
        affected: text(4000),
        tier,
        tierReasons: text(4000),
      }),
    )
    .output(useCase),
  /** The questions of the policy in force, the points of the EU AI Act, and the answers to begin with: those of the newest assessment. */
  questionnaire: procedure.input(z.object({ id: z.string() })).output(z.object({ policy: policyRef.extend({ title: z.string() }), tiering, eu: euLookups, start: assessmentInput })),
  /** What the answers would come to; nothing is written. */
  assess: procedure.input(assessmentInput).output(assessmentPreview),
  /** Under the computed tier. BAD_INPUT names what is missing. */
  recordAssessment: procedure.input(assessmentInput).output(assessment),
  /** The exact text by which the acting person would set another tier; it can be signed for ten minutes. FORBIDDEN says why they may not. */
  overrideStatement: procedure.input(assessmentInput.extend({ override: tierOverride })).output(shownText),
  /** Records the answers that the text was made for, with the signed text. */
  signOverride: procedure.input(z.object({ useCase: z.string(), sha256: sha256Hex, passphrase: z.string().max(1024) })).output(assessment),
  /** The newest first. */
  assessments: procedure.input(z.object({ id: z.string() })).output(z.array(assessment)),
  datasets: procedure.output(z.array(dataset)),
  dataset: procedure.input(z.object({ name: z.string() })).output(dataset),
  /** Hashes and reads the file in a job (result: `Snapshot`). A new name registers the dataset; a known one adds a snapshot. */
  addSnapshot: procedure
    .input(
      z.object({
        path: filePath,
        name: slug,
        description: text(4000),
        protected: z.array(z.string()).default([]),
        rights: z.object({ licence: line(200).optional(), source: line(500).optional(), purpose: line(500).optional() }).default({}),
      }),
    )
    .output(z.object({ job: z.string() })),
  models: procedure.output(z.array(model)),
  model: procedure.input(z.object({ name: z.string() })).output(model),
  addModel: procedure
    .input(z.object({ name: slug, useCase: z.string().min(1), task, description: text(4000), owner: email.optional() }))
    .output(model),
  /** Hashes artefact and code state in a job; the job's result is a `Version`. */
  addVersion: procedure
    .input(
      z.object({
        model: slug,
        artefact: filePath.optional(),
        data: z.array(numberedRef).default([]),
        code: filePath.optional(),
        environment: filePath.optional(),
        parameters: z.record(z.string().min(1).max(200), z.string().max(2000)).default({}),
        note: text(4000),
      }),
    )
    .output(z.object({ job: z.string() })),
  /** Reads a model file or folder in a job (result: `ModelInspection`), executing nothing; `publicKey` in PEM checks its signature. Nothing is written. */
  inspectModel: procedure.input(z.object({ path: filePath, publicKey: z.string().max(20_000).optional() })).output(z.object({ job: z.string() })),
  version: procedure.input(z.object({ ref: numberedRef })).output(versionDetail),
}
