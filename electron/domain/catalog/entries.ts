import { plural } from '../../../shared/counts.ts'
import { toRef } from '../../../shared/ids.ts'
import type { Folds, Summaries } from '../ledger/folds.ts'
import { foldAssessment, summarizeAssessment } from './assessment-entry.ts'
import { insertDataset, insertModel, insertSnapshot, insertUseCase, insertVersion, insertVersionData } from './store.ts'

type Kinds = 'use-case.registered/v1' | 'use-case.assessed/v1' | 'dataset.registered/v1' | 'snapshot.registered/v1' | 'model.registered/v1' | 'version.registered/v1'

/** As rows name a version of an MLflow client's registry. */
export const toRegisteredName = ({ model, version }: { model: string; version: number }): string => `${model}/${version}`

export const catalogFolds: Folds<Kinds> = {
  'use-case.registered/v1': ({ seq, at, body }, index) => insertUseCase(index, { seq, at, ...body, registeredTier: body.tier }),
  'use-case.assessed/v1': foldAssessment,
  'dataset.registered/v1': ({ seq, at, body }, index) => insertDataset(index, { seq, at, ...body }),
  'snapshot.registered/v1': ({ seq, at, actor, body: { file, ...body } }, index) =>
    insertSnapshot(index, { seq, at, by: actor, ...body, fileName: file.name, sha256: file.sha256, bytes: file.bytes }),
  'model.registered/v1': ({ seq, at, body }, index) => insertModel(index, { seq, at, ...body }),
  'version.registered/v1': ({ seq, at, actor, body: { data, provenance, ...body } }, index) => {
    const { run = null, registered = null } = provenance ?? {}
    insertVersion(index, { seq, at, by: actor, ...body, run: run?.id ?? null, registered: registered && toRegisteredName(registered) })
    insertVersionData(index, toRef(body.model, body.number), data)
  },
}

export const catalogSummaries: Summaries<Kinds> = {
  'use-case.registered/v1': ({ seq, body }) => ({ summary: `Use case “${body.name}”, tier ${body.tier}`, subject: `U-${seq}` }),
  'use-case.assessed/v1': summarizeAssessment,
  'dataset.registered/v1': ({ body }) => ({ summary: `Dataset ${body.name}`, subject: body.name }),
  'snapshot.registered/v1': ({ body }) => ({
    summary: `Snapshot of ${body.file.name}: ${plural(body.rows, 'row')}, ${plural(body.columns.length, 'column')}`,
    subject: toRef(body.dataset, body.number),
  }),
  'model.registered/v1': ({ body }) => ({ summary: `Model ${body.name} for ${body.useCase}`, subject: body.name }),
  'version.registered/v1': ({ body }) => ({
    summary: `Version ${body.number} of ${body.model}, manifest ${body.manifestHash.slice(0, 8)}…`,
    subject: toRef(body.model, body.number),
  }),
}
