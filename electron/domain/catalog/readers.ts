import type { Dataset, Manifest, Model, Snapshot, UseCase, Version } from '../../../shared/contract/catalog.ts'
import { AppError } from '../../../shared/errors.ts'
import { numberedRef } from '../../../shared/ids.ts'
import type { Index } from '../../platform/sqlite.ts'
import { toAssessment, toBrief, toRiskClassification } from './assessment-records.ts'
import { toRegisteredName } from './entries.ts'
import type { CatalogReaders } from './service.ts'
import {
  readAssessments,
  readDataset,
  readDatasets,
  readModel,
  readModelNames,
  readModels,
  readNewestAssessment,
  readSnapshot,
  readSnapshots,
  readUseCase,
  readUseCases,
  readUsers,
  readVersion,
  readVersions,
  readVersionsFor,
  readVersionsFrom,
  readVersionsOf,
  snapshotRefOf,
  versionRefOf,
  type DatasetRow,
  type ModelRow,
  type SnapshotRow,
  type UseCaseRow,
  type VersionRow,
} from './store.ts'

export function createReaders(index: Index, manifestOf: (sha256: string) => Manifest): CatalogReaders {
  const useCase = (idOrName: string): UseCase => toUseCase(index, useCaseRow(index, idOrName))
  const versionRow = (ref: string): VersionRow => {
    const row = numberedRef.safeParse(ref).success ? readVersion(index, ref) : undefined
    if (!row) throw missing('version', ref, readModels(index).flatMap((model) => readVersions(index, model.name).map(versionRefOf)))
    return row
  }
  return {
    useCase,
    useCases: () => readUseCases(index).map((row) => toUseCase(index, row)),
    assessments(id) {
      const rows = readAssessments(index, useCaseRow(index, id).seq)
      return rows.map((row) => toAssessment(row, rows.find(({ seq }) => seq === row.beforeSeq)))
    },
    riskClassification(id) {
      const row = readNewestAssessment(index, useCaseRow(index, id).seq)
      return row ? toRiskClassification(row) : null
    },
    datasets: () => readDatasets(index).map((row) => toDataset(index, row)),
    dataset: (name) => toDataset(index, known(readDataset(index, name), 'dataset', name, () => readDatasets(index).map((one) => one.name))),
    snapshot(ref) {
      const row = numberedRef.safeParse(ref).success ? readSnapshot(index, ref) : undefined
      return toSnapshot(known(row, 'snapshot', ref, () => readDatasets(index).flatMap((one) => readSnapshots(index, one.name).map(snapshotRefOf))))
    },
    models: () => readModels(index).map((row) => toModel(index, row)),
    model: (name) => toModel(index, known(readModel(index, name), 'model', name, () => readModels(index).map((one) => one.name))),
    version(ref) {
      const row = versionRow(ref)
      const model = readModel(index, row.model)!
      const manifest = manifestOf(row.manifestHash)
      return { ...toVersion(row), manifest, useCase: useCase(model.useCase), task: model.task, authors: [...new Set([row.by, ...(manifest.provenance?.run?.by ?? [])])] }
    },
    versionsOf: (manifestHash) => readVersionsOf(index, manifestHash).map(versionRefOf),
    versionsFrom: (run) => readVersionsFrom(index, run).map(toVersion),
    versionsFor: (registered) => readVersionsFor(index, toRegisteredName(registered)).map(toVersion),
    versionHead: (ref) => ({ ref, manifestHash: versionRow(ref).manifestHash }),
  }
}

function useCaseRow(index: Index, idOrName: string): UseCaseRow {
  const byId = /^U-\d+$/.test(idOrName) ? readUseCase(index, Number(idOrName.slice(2))) : undefined
  if (byId) return byId
  const rows = readUseCases(index)
  const row = rows.find((one) => `U-${one.seq}` === idOrName) ?? rows.find((one) => one.name === idOrName)
  return known(row, 'use case', idOrName, () => rows.map((one) => `${one.name} (U-${one.seq})`))
}

function toUseCase(index: Index, row: UseCaseRow): UseCase {
  const id = `U-${row.seq}`
  const models = readModelNames(index, id)
  const newest = readNewestAssessment(index, row.seq)
  return { ...row, id, assessed: newest ? toBrief(newest) : null, models }
}

function toDataset(index: Index, row: DatasetRow): Dataset {
  return { ...row, snapshots: readSnapshots(index, row.name).map(toSnapshot), usedBy: readUsers(index, row.name) }
}

const toSnapshot = (row: SnapshotRow): Snapshot => ({ ...row, ref: snapshotRefOf(row) })
const toVersion = (row: VersionRow): Version => ({ ...row, ref: versionRefOf(row) })

function toModel(index: Index, row: ModelRow): Model {
  const { name, tier } = useCaseRow(index, row.useCase)
  return { ...row, useCaseName: name, tier, versions: readVersions(index, row.name).map(toVersion) }
}

function known<T>(row: T | undefined, what: string, name: string, existing: () => string[]): T {
  if (row !== undefined) return row
  throw missing(what, name, existing())
}

function missing(what: string, name: string, existing: string[]): AppError {
  const list = existing.length === 0 ? `There is none yet.` : `There are: ${existing.slice(0, 12).join(', ')}${existing.length > 12 ? ' …' : ''}.`
  return new AppError('NOT_FOUND', `There is no ${what} “${name}” in this workspace. ${list}`)
}
