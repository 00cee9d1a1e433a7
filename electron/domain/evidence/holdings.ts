import type { Model, UseCase, VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { AdoptedPolicy } from '../../../shared/contract/policies.ts'
import type { EvidenceContext } from '../../../shared/predicates.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { loadEvidenceKinds } from '../../platform/evidence-kinds.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import { readReproductions, readSealedData } from '../experiments/service.ts'
import { demandsOf } from '../policies/service.ts'
import { recordsOfChecks } from './records-of-checks.ts'
import { recordsOfManifest, recordsOfRegistration } from './records-of-catalog.ts'
import { recordsOfLineage, recordsOfReproductions } from './records-of-runs.ts'
import { readChecks } from './store.ts'
import { readTestedData } from './test-sets/records.ts'

/** What evidence is gathered for: a version with everything that it hangs on. */
export interface EvidenceAbout {
  version: VersionDetail
  model: Model
  useCase: UseCase
}

/** Further evidence about a version: of the version, its model, its use case, its snapshots or the whole workspace. Only what counts: nothing superseded. */
export type EvidenceSource = (about: EvidenceAbout) => readonly EvidenceRecord[]

/** What sign-off adds: evidence of its own, and who signed which other evidence, by `id sha256` of exactly what was in front of them. */
export interface SignOff {
  records: readonly EvidenceRecord[]
  signatures: ReadonlyMap<string, EvidenceRecord['signatures']>
}

export interface HoldingsOptions {
  index: Index
  blobs: Pick<BlobStore, 'erased'>
  catalog: Pick<CatalogReaders, 'version' | 'model' | 'useCase' | 'snapshot' | 'riskClassification'>
  policy: () => AdoptedPolicy
  now: () => Date
  /** Read at every call. */
  sources: readonly EvidenceSource[]
  /** Left out where the evidence has to be what it was before anybody signed. */
  signOff?: ((about: EvidenceAbout) => SignOff) | undefined
}

export interface Holdings {
  about(version: string): EvidenceAbout
  /**
   * Every piece of evidence that counts for a version, in the order of the ledger. A check that was run again with the same settings gives way to
   * the newer one; both stay in the list of checks. NOT_FOUND: no such version.
   */
  recordsOf(version: string): EvidenceRecord[]
  /** The same with what predicates about the version are told against, for those who have read the version already. */
  gather(about: EvidenceAbout): { records: EvidenceRecord[]; context: EvidenceContext }
}

export function createHoldings(options: HoldingsOptions): Holdings {
  const { catalog } = options
  const about = (ref: string): EvidenceAbout => {
    const version = catalog.version(ref)
    return { version, model: catalog.model(version.model), useCase: version.useCase }
  }
  const gather = (one: EvidenceAbout) => ({ records: recordsAbout(options, one), context: toContext(options, one) })
  return {
    about,
    gather,
    recordsOf: (ref) => recordsAbout(options, about(ref)),
  }
}

function recordsAbout({ index, blobs, catalog, sources, signOff }: HoldingsOptions, about: EvidenceAbout): EvidenceRecord[] {
  const { version } = about
  const snapshots = version.manifest.data.map(({ snapshot }) => catalog.snapshot(snapshot))
  const { records, signatures } = signOff?.(about) ?? { records: [], signatures: new Map<string, EvidenceRecord['signatures']>() }
  const checks = readChecks(index, { version: version.ref })
  const tested = readTestedData(index, version, checks)
  const held = [
    ...recordsOfRegistration(about, catalog.riskClassification(about.useCase.id)),
    ...recordsOfManifest(version, snapshots),
    ...recordsOfLineage(version, snapshots, version.manifest.provenance?.run ? readSealedData(index, version.manifest.provenance.run) : null),
    ...recordsOfReproductions(version, version.run === null ? [] : readReproductions(index, version.run)),
    ...recordsOfChecks(checks, (sha256) => blobs.erased(sha256) !== null, tested.of),
    ...tested.records,
    ...sources.flatMap((source) => source(about)),
  ].map((record) => {
    const more = signatures.get(`${record.id} ${record.sha256}`)
    return more ? { ...record, signatures: [...record.signatures, ...more] } : record
  })
  return [...held, ...records].toSorted((a, b) => a.seq - b.seq)
}

function toContext({ index, catalog, policy, now }: HoldingsOptions, { version, model, useCase }: EvidenceAbout): EvidenceContext {
  const { manifest } = version
  const tests = readChecks(index, { version: version.ref }).filter(({ declaration }) => declaration.kind === 'performance' || declaration.kind === 'fairness')
  return {
    digests: [version.manifestHash, ...(manifest.artefact ? [manifest.artefact.sha256] : []), ...manifest.data.map(({ sha256 }) => sha256)],
    authors: version.authors,
    changed: {
      [`version:${version.ref}`]: version.seq,
      [`model:${model.name}`]: model.seq,
      [`use_case:${useCase.id}`]: useCase.seq,
      ...Object.fromEntries(manifest.data.map(({ snapshot }) => [`snapshot:${snapshot}`, catalog.snapshot(snapshot).seq])),
    },
    firstResult: tests.at(-1)?.check.seq ?? null,
    now: now().toISOString(),
    retentionYears: demandsOf(policy().policy, useCase.tier).retentionYears,
    kinds: loadEvidenceKinds(),
  }
}
