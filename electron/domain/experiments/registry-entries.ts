import { plural } from '../../../shared/counts.ts'
import type { registryEntries } from '../../../shared/contract/registry.ts'
import { toRef } from '../../../shared/ids.ts'
import type { Folds, Summaries } from '../ledger/folds.ts'
import { deleteRegisteredModel, insertRegisteredModel, insertRegisteredVersion, readStandingVersion, removeRegisteredVersions, renameRegisteredVersions, updateRegisteredModel, updateRegisteredVersion } from './store.ts'

type Told = 'registry.opened/v1' | 'registry.registered/v1' | keyof typeof registryEntries

/** A version that was registered from one of a client's says so itself. */
type Kinds = Told | 'version.registered/v1'

export const registryFolds: Folds<Kinds> = {
  'registry.opened/v1': ({ seq, at, actor, body: { model, description } }, index) => insertRegisteredModel(index, { name: model, seq, at, by: actor, description, adopted: null }),
  'registry.registered/v1': ({ seq, at, actor, body: { version: number, ...body } }, index) => insertRegisteredVersion(index, { seq, at, by: actor, number, ...body, removedSeq: null, bound: null, boundSeq: null }),
  'registry.renamed/v1': ({ body: { model, to } }, index) => {
    updateRegisteredModel(index, model, { name: to })
    renameRegisteredVersions(index, model, to)
  },
  'registry.removed/v1': ({ seq, body: { model, version } }, index) => {
    if (version === null) deleteRegisteredModel(index, model)
    removeRegisteredVersions(index, model, version, seq)
  },
  'version.registered/v1': ({ seq, body: { model, number, provenance } }, index) => {
    const from = provenance?.registered ?? null
    const row = from && readStandingVersion(index, from.model, from.version)
    if (row) updateRegisteredVersion(index, row.seq, { bound: toRef(model, number), boundSeq: seq })
  },
  'registry.adopted/v1': ({ body: { registered, model } }, index) => updateRegisteredModel(index, registered, { adopted: model }),
}

export const short = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text).replaceAll('\n', ' ')

export const registrySummaries: Summaries<Told> = {
  'registry.opened/v1': ({ body }) => ({ summary: `Model “${short(body.model)}” registered by an MLflow client`, subject: null }),
  'registry.registered/v1': ({ body: { model, version, files, run } }) => ({ summary: `Version ${version} of “${short(model)}” registered by an MLflow client, ${plural(files.length, 'file')}`, subject: run === null ? null : `run:${run}` }),
  'registry.renamed/v1': ({ body }) => ({ summary: `Registered model “${short(body.model)}” is called “${short(body.to)}” now`, subject: null }),
  'registry.removed/v1': ({ body: { model, version } }) => ({ summary: `${version === null ? 'Registered model' : `Version ${version} of`} “${short(model)}” removed by an MLflow client`, subject: null }),
  'registry.adopted/v1': ({ body }) => ({ summary: `Registered model “${short(body.registered)}” is model ${body.model}`, subject: body.model }),
}
