import type * as z from 'zod'
import {
  manifest as manifestSchema,
  type catalogContract,
  type Dataset,
  type Manifest,
  type Model,
  type Snapshot,
  type UseCase,
  type Version,
  type VersionDetail,
} from '../../../shared/contract/catalog.ts'
import type { Assessment } from '../../../shared/contract/assessment.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { AdoptedPolicy } from '../../../shared/contract/policies.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { Identity } from '../identity/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { createAssessments, type Assessments } from './assessments.ts'
import { createReaders } from './readers.ts'
import { taken } from './rules.ts'
import { addSnapshot } from './snapshots.ts'
import { addVersion, registerVersion, toModelDraft, type NewVersion } from './versions.ts'

export { loadArtefact, toFolderDigest } from './artefact.ts'
export { readSnapshot, readVersion } from './store.ts'
export { loadCode } from './code.ts'
export { isLockfile, loadEnvironment, parseEnvironment } from './lockfile.ts'
export type { NewVersion } from './versions.ts'
export type { ManifestParts } from './rules.ts'

type Added = 'addUseCase' | 'addSnapshot' | 'addModel' | 'addVersion' | 'overrideStatement' | 'signOverride'
export type CatalogInput<K extends Added> = z.output<NonNullable<(typeof catalogContract)[K]['~orpc']['inputSchema']>>

/** What the catalog needs from whoever can read data files: rows, columns and types of a file, without loading it. */
export interface DataReader {
  profile(path: string, work: Work): Promise<{ format: string; rows: number; columns: { name: string; type: string }[] }>
}

export interface CatalogOptions {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  data: DataReader
  clock: Clock
  identity: Pick<Identity, 'person' | 'unlock'>
  /** The one in force: its questions give a use case its tier. */
  policy: () => AdoptedPolicy
  /** Hears from where the artefact of a new version was read. */
  onArtefact?: (version: string, path: string) => void
}

export interface CatalogReaders {
  useCases(): UseCase[]
  /** Finds by id (`U-3`) or by name. */
  useCase(idOrName: string): UseCase
  /** Of one use case, the newest first: that one gives the tier. */
  assessments(useCase: string): Assessment[]
  /** What stands as evidence of the tier; null while it is only stated. */
  riskClassification(useCase: string): RiskClassification | null
  datasets(): Dataset[]
  dataset(name: string): Dataset
  snapshot(ref: string): Snapshot
  models(): Model[]
  model(name: string): Model
  version(ref: string): VersionDetail
  /** The versions with this manifest: one, or none. */
  versionsOf(manifestHash: string): string[]
  /** Versions made from a run, the newest first. */
  versionsFrom(run: string): Version[]
  /** Versions that stand for one of an MLflow client's registry, the newest first. */
  versionsFor(registered: { model: string; version: number }): Version[]
  /** What a check or a review binds itself to. */
  versionHead(ref: string): { ref: string; manifestHash: string }
}

/** An assessment as evidence: facts of its entry. */
export interface RiskClassification {
  seq: number
  at: string
  by: string
  /** Of the canonical body of its entry. */
  sha256: string
  /** Dimensions, and `eu`, for which no reason is given. */
  missing: string[]
  /** Who signed another tier than the computed one, and by which role; null where nobody did. */
  override: { email: string; role: string; tier: UseCase['tier']; computed: UseCase['tier'] } | null
}

export interface Catalog extends CatalogReaders, Assessments {
  addUseCase(actor: string, input: CatalogInput<'addUseCase'>): UseCase
  addModel(actor: string, input: CatalogInput<'addModel'>): Model
  /** Hashes and profiles the file, then records it; the file itself stays where it is. */
  addSnapshot(actor: string, input: CatalogInput<'addSnapshot'>, work: Work): Promise<Snapshot>
  /** Gathers the manifest from files, then records it with the next number. */
  addVersion(actor: string, input: CatalogInput<'addVersion'>, work: Work): Promise<Version>
  /** Records a version whose parts are gathered already, with its model where that is new: both or none. */
  registerVersion(actor: string, version: NewVersion): Version
}

export function createCatalog(options: CatalogOptions): Catalog {
  const { ledger, identity } = options
  const readers = createCatalogReaders(options)
  return {
    ...readers,
    ...createAssessments({ ...options, readers }),
    addUseCase(actor, { owner = actor, ...input }) {
      identity.person(owner)
      const [entry] = ledger.append(actor, () => {
        if (readers.useCases().some((one) => one.name === input.name)) throw taken('use case', input.name)
        return { kind: 'use-case.registered/v1', body: { ...input, owner } }
      })
      return readers.useCase(`U-${entry!.seq}`)
    },
    addModel(actor, input) {
      ledger.append(actor, () => toModelDraft({ ...options, readers }, actor, input))
      return readers.model(input.name)
    },
    addSnapshot: (actor, input, work) => addSnapshot({ ...options, readers }, actor, input, work),
    addVersion: (actor, input, work) => addVersion({ ...options, readers }, actor, input, work),
    registerVersion: (actor, version) => registerVersion({ ...options, readers }, actor, version),
  }
}

/** The reading half, also used over records folded up to an earlier entry. */
export function createCatalogReaders({ index, blobs }: Pick<CatalogOptions, 'index' | 'blobs'>): CatalogReaders {
  return createReaders(index, createManifests(blobs))
}

/** Manifests by digest: a list asks for each of them again and again. Read anew where anything touched the file since. */
function createManifests(blobs: BlobStore): (sha256: string) => Manifest {
  const known = new Map<string, { mark: string; manifest: Manifest }>()
  return (sha256) => {
    const mark = blobs.mark(sha256)
    const found = known.get(sha256)
    if (found && mark === found.mark) return found.manifest
    const manifest = manifestSchema.parse(JSON.parse(blobs.read(sha256).toString('utf8')))
    if (mark !== null) known.set(sha256, { mark, manifest })
    return manifest
  }
}

