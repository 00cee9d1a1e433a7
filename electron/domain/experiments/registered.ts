import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { RegisteredModel, RegisteredVersion } from '../../../shared/contract/registry.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { readRegisteredModels, readRegisteredVersions, readRunRecord, type RegisteredModelRow, type RegisteredVersionRow } from './store.ts'

/** What MLflow's clients registered, beside the catalog: each version awaits a manifest until a version of the catalog consists of the same bytes, or the manifest of one says that it stands for it. */
export interface Registered {
  /** By name; what the client removed is left out. */
  list(): RegisteredModel[]
  /** NOT_FOUND. */
  get(name: string): RegisteredModel
  /** Says which model of the catalog it is. CONFLICT, NOT_FOUND. */
  adopt(person: string, input: { registered: string; model: string }): RegisteredModel
}

export interface RegisteredSources {
  ledger: Ledger
  index: Index
  catalog: Pick<CatalogReaders, 'models' | 'model' | 'version'>
}

export function createRegistered({ ledger, index, catalog }: RegisteredSources): Registered {
  const list = () => toModels(index, catalog)
  const get = (name: string): RegisteredModel => {
    const all = list()
    const found = all.find((one) => one.name === name)
    if (found) return found
    throw new AppError('NOT_FOUND', `No MLflow client registered a model “${name}” here. ${all.length === 0 ? 'None is registered yet.' : `There are: ${all.slice(0, 12).map((one) => one.name).join(', ')}.`}`)
  }
  return {
    list,
    get,
    adopt(person, { registered, model }) {
      ledger.append(person, () => {
        const before = get(registered)
        catalog.model(model)
        if (before.model?.by === 'entry') throw new AppError('CONFLICT', `“${registered}” is model ${before.model.name} already.`)
        return { kind: 'registry.adopted/v1', body: { registered, model } }
      })
      return get(registered)
    },
  }
}

function toModels(index: Index, catalog: RegisteredSources['catalog']): RegisteredModel[] {
  const rows = readRegisteredModels(index)
  if (rows.length === 0) return []
  const models = new Map(catalog.models().map((model) => [model.name, model]))
  const versions = Map.groupBy(readRegisteredVersions(index).filter(({ removedSeq }) => removedSeq === null), ({ model }) => model)
  return rows.map((row) => {
    const known = models.get(row.adopted ?? row.name)
    const held = (known?.versions ?? []).map(({ ref }) => ({ ref, artefact: catalog.version(ref).manifest.artefact }))
    return toModel(row, known?.name ?? null, (versions.get(row.name) ?? []).map((version) => toVersion(index, version, held)))
  })
}

function toModel({ name, seq, at, by, description, adopted }: RegisteredModelRow, model: string | null, versions: RegisteredVersion[]): RegisteredModel {
  return { name, seq, at, by, description, model: model === null ? null : { name: model, by: adopted === null ? 'name' : 'entry' }, versions, awaiting: versions.filter(({ version }) => version === null).length }
}

type Held = { ref: string; artefact: Manifest['artefact'] }

function toVersion(index: Index, row: RegisteredVersionRow, held: readonly Held[]): RegisteredVersion {
  const { seq, model: registered, number, at, by, source, loggedModel, files, bound } = row
  const run = row.run === null ? undefined : readRunRecord(index, row.run)
  const same = bound ?? held.find(({ artefact }) => isSame(artefact, files))?.ref
  return {
    seq,
    registered,
    number,
    at,
    by,
    source,
    run: row.run === null ? null : { id: row.run, name: run?.name ?? row.run, sealed: run?.sealedSeq !== null && run !== undefined },
    loggedModel,
    files,
    version: same === undefined ? null : { ref: same, by: bound === null ? 'bytes' : 'manifest' },
  }
}

/** The same files, each by its digest, whatever the folder is called that holds them. */
function isSame(artefact: Manifest['artefact'], files: RegisteredVersionRow['files']): boolean {
  if (artefact === null || files.length === 0) return false
  const theirs = (artefact.kind === 'file' ? [artefact] : artefact.files).map(({ sha256 }) => sha256).toSorted()
  const ours = files.map(({ sha256 }) => sha256).toSorted()
  return ours.length === theirs.length && ours.every((sha256, at) => sha256 === theirs[at])
}

