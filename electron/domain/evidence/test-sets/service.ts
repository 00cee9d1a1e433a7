import { copyFileSync, rmSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type * as z from 'zod'
import type { Work } from '../../../../shared/contract/handlers.ts'
import type { AdoptedPolicy } from '../../../../shared/contract/policies.ts'
import type { RunDataset } from '../../../../shared/contract/runs.ts'
import type { ExportedData, SnapshotUses, TestSetSeal, testSetsContract, TestsOfVersion, UseWarning } from '../../../../shared/contract/test-sets.ts'
import { AppError } from '../../../../shared/errors.ts'
import { countUses, numberUses, toUsePhrase, toWarning, whyNotCounted } from '../../../../shared/test-sets.ts'
import { hashFile } from '../../../platform/blobs.ts'
import { refuseOtherFile, translate } from '../../../platform/output-file.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { readVersion, type CatalogReaders } from '../../catalog/service.ts'
import type { Identity } from '../../identity/service.ts'
import type { Ledger } from '../../ledger/service.ts'
import { demandsOf } from '../../policies/service.ts'
import { findSealedFile, refuseUse } from './guarding.ts'
import { readChecks } from '../store.ts'
import { openedFor, readTestedOn } from './records.ts'
import { readOutcomes, readTestSet, readTestSets, readUses, toSeal, type DataUseRow, type TestSetRow } from './store.ts'

type Input<K extends Exclude<keyof typeof testSetsContract, 'list'>> = z.output<NonNullable<(typeof testSetsContract)[K]['~orpc']['inputSchema']>>

export interface TestSetReaders {
  /** The newest first. */
  list(): (TestSetSeal & { counted: number })[]
  /** Everything that entries tell of the bytes of a snapshot. NOT_FOUND: no such snapshot. */
  uses(snapshot: string): SnapshotUses
  /** On what data a version was tested. NOT_FOUND: no such version. */
  tested(version: string): TestsOfVersion
}

export interface TestSets extends TestSetReaders {
  seal(actor: string, input: Input<'seal'>): SnapshotUses
  /** What using it would be, before it is done; null: no sealed test set. */
  warning(person: string | null, input: Input<'warning'>, signal?: AbortSignal): Promise<UseWarning | null>
  record(actor: string, input: Input<'record'>): SnapshotUses
  /** Errors: BAD_INPUT for another file or place, FORBIDDEN for somebody who may not use it. */
  export(actor: string, input: Input<'export'>, work: Work): Promise<ExportedData>
  /** A run that is open names it: that is in the ledger at once, before anybody knows what becomes of the run. */
  noteRun(person: string, run: string, data: readonly Pick<RunDataset, 'sha256' | 'role'>[]): void
}

export interface TestSetSources {
  index: Index
  catalog: Pick<CatalogReaders, 'snapshot' | 'model' | 'version'>
  policy: () => AdoptedPolicy
}

export interface TestSetOptions extends TestSetSources {
  ledger: Ledger
  identity: Pick<Identity, 'person'>
}

export function createTestSetReaders(sources: TestSetSources): TestSetReaders {
  const { index, catalog, policy } = sources
  return {
    list: () => readTestSets(index).map((row) => ({ ...toSeal(row), counted: countUses(numberUses(readUses(index, row.sha256))) })),
    uses(ref) {
      const { ref: snapshot, sha256 } = catalog.snapshot(ref)
      const seal = readTestSet(index, sha256)
      const rows = readUses(index, sha256)
      const uses = numberUses(rows)
      const outcomes = readOutcomes(index, uses.flatMap(({ how, seq }) => (how === 'check' ? [seq] : [])))
      return {
        snapshot,
        sha256,
        seal: seal ? toSeal(seal) : null,
        uses: uses.map((use) => ({ ...use, what: toUsePhrase(use), why: whyNotCounted(use), check: outcomes.get(use.seq) ?? null, beforeSeal: seal !== undefined && use.seq < seal.seq })),
        counted: countUses(uses),
        limits: policy().policy.tiers.flatMap(({ tier, testSet }) => (testSet.sealed || testSet.maxUses !== null ? [{ tier, ...testSet }] : [])),
        tests: seal ? testedOn(seal, rows, sources) : [],
      }
    },
    tested(ref) {
      const version = catalog.version(ref)
      const { tier } = version.useCase
      return { asked: { tier, ...demandsOf(policy().policy, tier).testSet }, data: readTestedOn(index, version, readChecks(index, { version: ref })) }
    },
  }
}

/** Every version that was checked on it, in the order in which they were; a forged declaration may name one that there is not. */
function testedOn(seal: TestSetRow, rows: readonly DataUseRow[], { index, catalog }: TestSetSources): SnapshotUses['tests'] {
  const versions = [...new Set(rows.flatMap(({ how, version }) => (how === 'check' && version !== null && readVersion(index, version) ? [version] : [])))]
  return versions.map((version) => ({ version, opened: openedFor(seal, rows, version, catalog.version(version).authors) }))
}

export function createTestSets(options: TestSetOptions): TestSets {
  const { ledger, index, catalog, identity } = options
  const readers = createTestSetReaders(options)
  const known = (snapshot: string): TestSetRow => {
    const { ref, sha256 } = catalog.snapshot(snapshot)
    const seal = readTestSet(index, sha256)
    if (!seal) throw new AppError('BAD_INPUT', `${ref} is no sealed test set; seal it first. Uses that entries tell of are counted from the beginning.`)
    return seal
  }
  return {
    ...readers,
    seal(actor, { custodian = actor, users, model, purpose, split, ...input }) {
      for (const email of [custodian, ...users]) identity.person(email)
      if (model !== null) catalog.model(model)
      ledger.append(actor, () => {
        const { ref, sha256 } = catalog.snapshot(input.snapshot)
        const before = readTestSet(index, sha256)
        if (before) throw new AppError('CONFLICT', `${ref} is sealed already, as T-${before.seq}${before.snapshot === ref ? '' : ` under the name ${before.snapshot}, byte for byte`}. A seal is for good.`)
        return { kind: 'test-set.sealed/v1', body: { snapshot: ref, sha256, purpose, custodian, users: [...new Set(users)], model, split } }
      })
      return readers.uses(input.snapshot)
    },
    async warning(person, { snapshot, path, version }, signal) {
      const ref = snapshot ?? (path === undefined ? null : await findSealedFile(index, resolve(path), signal))
      const seal = ref === null ? undefined : readTestSet(index, catalog.snapshot(ref).sha256)
      return seal ? toWarning(seal, readUses(index, seal.sha256), limitFor(options, seal, version), person) : null
    },
    record(actor, { snapshot, purpose, person }) {
      const { sha256, snapshot: ref } = known(snapshot)
      ledger.append(actor, () => ({ kind: 'test-set.used/v1', body: { snapshot: ref, sha256, how: 'outside', purpose, person: person ?? null } }))
      return readers.uses(ref)
    },
    export: (actor, input, work) => exportData(options, known(input.snapshot), { actor, ...input }, work),
    noteRun(person, run, data) {
      for (const { sha256, role } of data) {
        const seal = sha256 === null ? undefined : readTestSet(index, sha256)
        if (!seal || readUses(index, seal.sha256).some((use) => use.run === run && use.roles.includes(role))) continue
        ledger.append(person, () => ({ kind: 'test-set.used/v1', body: { snapshot: seal.snapshot, sha256: seal.sha256, how: 'run', run, role } }))
      }
    },
  }
}

/** Of the tier of the version that it is used for, or of the model that it is kept for; null: no limit, or nobody can tell. */
function limitFor({ catalog, policy }: TestSetSources, { model }: TestSetRow, version?: string): number | null {
  const tier = version !== undefined ? catalog.version(version).useCase.tier : model === null ? null : catalog.model(model).tier
  return tier === null ? null : demandsOf(policy().policy, tier).testSet.maxUses
}

/** The entry is written before the copy has its name: a copy that nobody counted must not exist, a counted one that failed does no harm. */
async function exportData({ ledger, index }: TestSetOptions, seal: TestSetRow, { actor, file, out, purpose, person }: Input<'export'> & { actor: string }, work: Work): Promise<ExportedData> {
  const [from, to] = [resolve(file), resolve(out)]
  refuseUse(index, actor, [seal.sha256])
  const size = statSync(from, { throwIfNoEntry: false })?.size
  if (size === undefined) throw new AppError('FILE_UNREADABLE', `${from} can not be read; check the path and your rights to it.`)
  const { sha256 } = await hashFile(from, work.signal, (done) => work.progress(done, size, `Hashing ${basename(from)}`))
  if (sha256 !== seal.sha256) throw new AppError('BAD_INPUT', `${basename(from)} is not ${seal.snapshot}: its SHA-256 begins with ${sha256.slice(0, 12)}, that of the test set with ${seal.sha256.slice(0, 12)}. Nothing was written.`)
  refuseOtherFile(to, () => false, 'an earlier copy')
  const [entry] = ledger.append(actor, () => ({ kind: 'test-set.used/v1', body: { snapshot: seal.snapshot, sha256, how: 'export', purpose, person: person ?? null, file: basename(to) } }))
  translate(to, () => copyFileSync(from, to))
  const copied = await hashFile(to, work.signal)
  if (copied.sha256 !== sha256) {
    rmSync(to, { force: true })
    throw new AppError('CONFLICT', `${basename(from)} changed while it was copied; the copy was removed, and entry ${entry!.seq} says that it was made.`)
  }
  const number = numberUses(readUses(index, sha256)).find(({ seq }) => seq === entry!.seq)?.number ?? null
  return { snapshot: seal.snapshot, path: to, seq: entry!.seq, number }
}
