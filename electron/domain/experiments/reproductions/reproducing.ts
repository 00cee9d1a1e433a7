import { basename } from 'node:path'
import type { Work } from '../../../../shared/contract/handlers.ts'
import { comparison, type Comparison, type Reproduction, type ReproductionNeeds } from '../../../../shared/contract/reproductions.ts'
import type { RunDataset } from '../../../../shared/contract/runs.ts'
import { hashFile, type BlobStore } from '../../../platform/blobs.ts'
import { statOf } from '../../../platform/folder-files.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Catalog } from '../../catalog/service.ts'
import type { RunReaders } from '../readers.ts'
import { readSealedRun } from '../sealed.ts'
import type { Experiments } from '../service.ts'
import { readRunRecord } from '../store.ts'
import { writeKit } from './kit.ts'
import { findFiles, toNeeds } from './needs.ts'
import { readReproduction, readReproductionsOf, readResults, type ReproductionRow } from './store.ts'

/** Reruns of sealed runs. Beginning one is `start` with `repeats`; sealing it judges it. docs/formats/reproduction.md */
export interface Reproductions {
  /** What the run repeats, with its newest comparison in full, and who repeated it. */
  reproductions(run: string): { of: (Reproduction & { comparison: Comparison | null }) | null; by: Reproduction[] }
  /** What a rerun needs, from the sealed record. `look`: files and folders of this computer in which its data may be. CONFLICT: never sealed. */
  reproductionNeeds(run: string): ReproductionNeeds
  findReproductionNeeds(run: string, look: readonly string[], work: Work): Promise<ReproductionNeeds>
  /** Writes the needs, the lock file, parameters and the description into `dir`, which is new or empty. CONFLICT. */
  writeReproductionKit(run: string, dir: string, look: readonly string[], work: Work): Promise<{ dir: string; files: string[] }>
  /** Data of an open run by its real digest. In a rerun, a file takes the name and role of the data of the original that it is, or is called like. */
  addDataFiles(run: string, files: readonly { path: string; role?: RunDataset['role'] | undefined }[], work: Work): Promise<RunDataset[]>
}

export interface ReproductionRoom {
  index: Index
  blobs: BlobStore
  catalog: Pick<Catalog, 'datasets'>
  readers: Pick<RunReaders, 'head'>
  addDatasets: Experiments['addDatasets']
}

export function createReproductions({ index, blobs, catalog, readers, addDatasets }: ReproductionRoom): Reproductions {
  const sealed = (run: string) => {
    readers.head(run)
    return readSealedRun({ index, blobs }, run)
  }
  return {
    reproductions(run) {
      readers.head(run)
      const own = readReproduction(index, run)
      const of = own ? toReproduction(index, own) : null
      const newest = of?.results[0]
      const told = newest && blobs.has(newest.result.sha256) ? comparison.parse(JSON.parse(blobs.read(newest.result.sha256).toString('utf8'))) : null
      return { of: of && { ...of, comparison: told }, by: readReproductions(index, run) }
    },
    reproductionNeeds: (run) => toNeeds(sealed(run), blobs, []),
    findReproductionNeeds: async (run, look, work) => toNeeds(sealed(run), blobs, await findFiles(sealed(run).about, look, work)),
    async writeReproductionKit(run, dir, look, work) {
      const found = sealed(run)
      return writeKit({ sealed: found, needs: toNeeds(found, blobs, await findFiles(found.about, look, work)), blobs, dir })
    },
    async addDataFiles(run, files, work) {
      const repeated = readReproduction(index, run)
      const known = repeated ? readSealedRun({ index, blobs }, repeated.original).about.datasets : []
      const datasets: RunDataset[] = []
      for (const { path, role } of files) {
        statOf(path, 'data file')
        const { sha256 } = await hashFile(path, work.signal, (done) => work.progress(done, null, `Hashing ${basename(path)}`))
        const meant = known.find((one) => one.sha256 === sha256) ?? known.find(({ name, source }) => [name, basename(source)].includes(basename(path)))
        const registered = catalog.datasets().flatMap(({ snapshots }) => snapshots).find((one) => one.sha256 === sha256)
        datasets.push({ name: meant?.name ?? basename(path), digest: sha256.slice(0, 16), role: role ?? meant?.role ?? 'other', context: null, sourceType: 'local', source: basename(path), schema: null, profile: null, snapshot: registered?.ref ?? null, sha256 })
      }
      addDatasets(run, datasets)
      return datasets
    },
  }
}

/** Who repeated a run, the newest first. */
export const readReproductions = (index: Index, original: string): Reproduction[] => readReproductionsOf(index, original).map((row) => toReproduction(index, row))

const toReproduction = (index: Index, row: ReproductionRow): Reproduction => ({
  run: nameOf(index, row.run),
  original: { ...nameOf(index, row.original), number: row.number, description: row.description },
  declaredSeq: row.seq,
  declaredAt: row.at,
  by: row.by,
  terms: row.terms,
  discarded: (readRunRecord(index, row.run)?.discarded ?? null) !== null,
  results: readResults(index, row.run).map(({ seq, at, by, body }) => ({ ...body, seq, at, by })),
})

function nameOf(index: Index, run: string) {
  const record = readRunRecord(index, run)
  return { id: run, name: record?.name ?? run, person: record?.by ?? '' }
}
