import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import type { Ledger } from '../ledger/service.ts'
import { createRegistryRows, ofModel, type ModelRecord, type RegistryRows, type Stage, type VersionRecord } from './registry-rows.ts'
import { searchModels, searchVersions, type RegistryQuery } from './registry-search.ts'

export interface ModelVersion extends Omit<VersionRecord, 'removed'> {
  tags: Record<string, string>
  aliases: string[]
}

export interface RegisteredModel extends ModelRecord {
  tags: Record<string, string>
  aliases: { alias: string; version: number }[]
  latest: ModelVersion[]
}

export interface NewVersion {
  model: string
  source: string
  storage: string
  run: string
  runLink: string
  loggedModel: string
  description: string
  tags: Readonly<Record<string, string>>
  files: readonly RunArtefact[]
}

/** Models and versions that clients register. That one was registered, renamed or removed is an entry by the person acting; the rest is rows of drafts.db. */
export interface Registry {
  has(name: string): boolean
  /** CONFLICT where the name is taken. */
  open(person: string, input: { name: string; description: string; tags: Readonly<Record<string, string>> }): RegisteredModel
  /** NOT_FOUND. */
  get(name: string): RegisteredModel
  search(query: RegistryQuery): RegisteredModel[]
  rename(person: string, name: string, to: string): RegisteredModel
  describe(name: string, description: string): RegisteredModel
  remove(person: string, name: string): void
  setTag(name: string, key: string, value: string): void
  removeTag(name: string, key: string): void
  setAlias(name: string, alias: string, version: number): void
  removeAlias(name: string, alias: string): void
  /** NOT_FOUND where the model is; null where it has no such alias. */
  byAlias(name: string, alias: string): ModelVersion | null
  register(person: string, input: NewVersion): ModelVersion
  version(name: string, version: number): ModelVersion
  searchVersions(query: RegistryQuery): ModelVersion[]
  describeVersion(name: string, version: number, description: string): ModelVersion
  setStage(name: string, version: number, stage: Stage, archiveOthers: boolean): ModelVersion
  removeVersion(person: string, name: string, version: number): void
  setVersionTag(name: string, version: number, key: string, value: string): void
  removeVersionTag(name: string, version: number, key: string): void
}

export interface RegistrySources {
  clock: Clock
  ledger: Ledger
  drafts: () => DraftStatements
}

export function createRegistry(sources: RegistrySources): Registry {
  let opened: RegistryRows | null = null
  const rows = () => (opened ??= createRegistryRows(sources.drafts()))
  return { ...modelActs(sources, rows), ...versionActs(sources, rows) }
}

function knownModel(rows: RegistryRows, name: string): ModelRecord {
  const found = rows.model(name)
  if (found) return found
  throw new AppError('NOT_FOUND', `Registered Model with name=${name} not found`)
}

function knownVersion(rows: RegistryRows, name: string, version: number): VersionRecord {
  knownModel(rows, name)
  const found = rows.version(name, version)
  if (found) return found
  throw new AppError('NOT_FOUND', `Model Version (name=${name}, version=${version}) not found`)
}

function toVersion(rows: RegistryRows, { removed: _removed, ...row }: VersionRecord): ModelVersion {
  const aliases = rows.aliases(row.model).flatMap(({ alias, version }) => (version === row.version ? [alias] : []))
  return { ...row, tags: rows.tags(row.model, row.version), aliases }
}

const toModel = (rows: RegistryRows, row: ModelRecord): RegisteredModel => ({ ...row, tags: rows.tags(row.name, ofModel), aliases: rows.aliases(row.name), latest: rows.latest(row.name).map((version) => toVersion(rows, version)) })

type VersionActs = 'register' | 'version' | 'searchVersions' | 'describeVersion' | 'setStage' | 'removeVersion' | 'setVersionTag' | 'removeVersionTag'

function modelActs({ clock, ledger, drafts }: RegistrySources, rows: () => RegistryRows): Omit<Registry, VersionActs> {
  const now = () => clock.now().getTime()
  const refuseTaken = (name: string) => {
    if (rows().model(name)) throw new AppError('CONFLICT', `Registered Model (name=${name}) already exists.`)
  }
  const get = (name: string) => toModel(rows(), knownModel(rows(), name))
  /** One transaction on a model that is there. */
  const change = (name: string, act: (held: RegistryRows) => void) =>
    rows().atOnce(() => {
      knownModel(rows(), name)
      act(rows())
    })
  return {
    get,
    has: (name) => rows().model(name) !== undefined,
    open(person, { name, description, tags }) {
      rows().atOnce(() => {
        refuseTaken(name)
        rows().insertModel(name, now(), description)
        for (const [key, value] of Object.entries(tags)) rows().setTag(name, ofModel, key, value)
        // Within the transaction: what has no entry is not registered.
        ledger.append(person, () => [{ kind: 'registry.opened/v1', body: { model: name, description } }])
      })
      return get(name)
    },
    search(query) {
      return searchModels(drafts(), query).map((row) => toModel(rows(), row))
    },
    rename(person, name, to) {
      change(name, (held) => {
        refuseTaken(to)
        held.rename(name, to, now())
        ledger.append(person, () => [{ kind: 'registry.renamed/v1', body: { model: name, to } }])
      })
      return get(to)
    },
    describe(name, description) {
      change(name, (held) => {
        held.describeModel(name, description)
        held.touchModel(name, now())
      })
      return get(name)
    },
    remove: (person, name) =>
      change(name, (held) => {
        held.removeModel(name)
        ledger.append(person, () => [{ kind: 'registry.removed/v1', body: { model: name, version: null } }])
      }),
    setTag: (name, key, value) => change(name, (held) => void held.setTag(name, ofModel, key, value)),
    removeTag: (name, key) => change(name, (held) => void held.removeTag(name, ofModel, key)),
    setAlias: (name, alias, version) => change(name, (held) => void held.setAlias(name, alias, knownVersion(held, name, version).version)),
    removeAlias: (name, alias) => change(name, (held) => void held.removeAlias(name, alias)),
    byAlias(name, alias) {
      const found = get(name).aliases.find((one) => one.alias === alias)
      return found ? toVersion(rows(), knownVersion(rows(), name, found.version)) : null
    },
  }
}

function versionActs({ clock, ledger, drafts }: RegistrySources, rows: () => RegistryRows): Pick<Registry, VersionActs> {
  const now = () => clock.now().getTime()
  const get = (name: string, version: number) => toVersion(rows(), knownVersion(rows(), name, version))
  const change = (name: string, version: number, act: (held: RegistryRows) => void) =>
    rows().atOnce(() => {
      knownVersion(rows(), name, version)
      act(rows())
    })
  return {
    version: get,
    register(person, { model, source, storage, run, runLink, loggedModel, description, tags, files }) {
      const version = rows().atOnce(() => {
        knownModel(rows(), model)
        const [number, ms] = [rows().nextVersion(model), now()]
        rows().insertVersion({ model, version: number, created_ms: ms, changed_ms: ms, description, stage: 'None', source, storage, run, run_link: runLink, logged_model: loggedModel })
        rows().touchModel(model, ms)
        for (const [key, value] of Object.entries(tags)) rows().setTag(model, number, key, value)
        const body = { model, version: number, source, run: run === '' ? null : run, loggedModel: loggedModel === '' ? null : loggedModel, files: files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })) }
        ledger.append(person, () => [{ kind: 'registry.registered/v1', body }])
        return number
      })
      return get(model, version)
    },
    searchVersions(query) {
      return searchVersions(drafts(), query).map((row) => toVersion(rows(), row))
    },
    describeVersion(name, version, description) {
      change(name, version, (held) => {
        held.describeVersion(name, version, description)
        held.touchVersion(name, version, now())
      })
      return get(name, version)
    },
    setStage(name, version, stage, archiveOthers) {
      change(name, version, (held) => {
        if (archiveOthers) held.archiveOthers(name, version, stage, now())
        held.setStage(name, version, stage)
        held.touchVersion(name, version, now())
        held.touchModel(name, now())
      })
      return get(name, version)
    },
    removeVersion: (person, name, version) =>
      change(name, version, (held) => {
        held.removeVersion(name, version)
        held.touchModel(name, now())
        ledger.append(person, () => [{ kind: 'registry.removed/v1', body: { model: name, version } }])
      }),
    setVersionTag: (name, version, key, value) => change(name, version, (held) => void held.setTag(name, version, key, value)),
    removeVersionTag: (name, version, key) => change(name, version, (held) => void held.removeTag(name, version, key)),
  }
}
