import { basename } from 'node:path'
import type { Work } from '../../../../shared/contract/handlers.ts'
import { comparison, type Comparison, type Reproduction, type ReproductionNeeds, type ReproductionTerms } from '../../../../shared/contract/reproductions.ts'
import type { RunDataset, RunHead } from '../../../../shared/contract/runs.ts'
import { hashFile, type BlobStore } from '../../../platform/blobs.ts'
import { statOf } from '../../../platform/folder-files.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { Catalog } from '../../catalog/service.ts'
import type { RunReaders } from '../readers.ts'
import { readSealedRun } from '../sealed.ts'
import type { Experiments, Who } from '../service.ts'
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
  /** Begins a rerun with what surrounds it. Files that are not there are refused before anything is written. CONFLICT, BAD_INPUT, FILE_UNREADABLE. */
  startReproduction(who: Who, input: NewReproduction, work: Work): Promise<RunHead>
  /** Writes the needs, the lock file, parameters and the description into `dir`, which is new or empty. CONFLICT. */
  writeReproductionKit(run: string, dir: string, look: readonly string[], work: Work): Promise<{ dir: string; files: string[] }>
  /** Data of an open run by its real digest. In a rerun, a file takes the name and role of the data of the original that it is, or is called like. */
  addDataFiles(run: string, files: readonly { path: string; role?: RunDataset['role'] | undefined }[], work: Work): Promise<RunDataset[]>
}

export interface NewReproduction {
  original: string
  name?: string | undefined
  terms: ReproductionTerms
  code?: string | undefined
  environment?: string | undefined
  files: readonly string[]
}

export interface ReproductionRoom {
  index: Index
  blobs: BlobStore
  catalog: Pick<Catalog, 'datasets'>
  readers: Pick<RunReaders, 'head'>
  acts: Pick<Experiments, 'start' | 'describeSurroundings' | 'addDatasets'>
}

export function createReproductions({ index, blobs, catalog, readers, acts }: ReproductionRoom): Reproductions {
  const sealed = (run: string) => {
    readers.head(run)
    return readSealedRun({ index, blobs }, run)
  }
  const addDataFiles: Reproductions['addDataFiles'] = async (run, files, work) => {
    const repeated = readReproduction(index, run)
    const known = repeated ? readSealedRun({ index, blobs }, repeated.original).about.datasets : []
    const datasets = (await Promise.all(files.map((file) => toDatasets({ catalog, known }, file, work)))).flat()
    acts.addDatasets(run, datasets)
    return datasets
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
    async startReproduction(who, { original, name, terms, files, ...places }, work) {
      for (const path of [places.code, places.environment, ...files]) if (path !== undefined) statOf(path, 'file or folder')
      const head = acts.start(who, { experiment: readers.head(original).experiment, name, repeats: { original, terms } })
      await acts.describeSurroundings(head.id, places)
      await addDataFiles(head.id, files.map((path) => ({ path })), work)
      return readers.head(head.id)
    },
    addDataFiles,
  }
}

/** A file by its digest, once for each thing that the original used these bytes for, or a file of this name. */
async function toDatasets({ catalog, known }: Pick<ReproductionRoom, 'catalog'> & { known: readonly RunDataset[] }, { path, role }: { path: string; role?: RunDataset['role'] | undefined }, work: Work): Promise<RunDataset[]> {
  statOf(path, 'data file')
  const name = basename(path)
  const { sha256 } = await hashFile(path, work.signal, (done) => work.progress(done, null, `Hashing ${name}`))
  const same = known.filter((one) => one.sha256 === sha256)
  const meant = same.length > 0 ? same : known.filter((one) => [one.name, basename(one.source)].includes(name))
  const registered = catalog.datasets().flatMap(({ snapshots }) => snapshots).find((one) => one.sha256 === sha256)
  const found = { digest: sha256.slice(0, 16), context: null, sourceType: 'local', source: name, schema: null, profile: null, snapshot: registered?.ref ?? null, sha256 }
  if (role !== undefined || meant.length === 0) return [{ ...found, name: meant[0]?.name ?? name, role: role ?? 'other' }]
  return meant.map((one) => ({ ...found, name: one.name, role: one.role }))
}

/** Who repeated a run, the newest first. */
export const readReproductions = (index: Index, original: string): Reproduction[] => readReproductionsOf(index, original).map((row) => toReproduction(index, row))

function toReproduction(index: Index, row: ReproductionRow): Reproduction {
  const aside = readRunRecord(index, row.run)?.discarded ?? null
  return {
    run: nameOf(index, row.run),
    original: { ...nameOf(index, row.original), number: row.number, description: row.description },
    declaredSeq: row.seq,
    declaredAt: row.at,
    by: row.by,
    terms: row.terms,
    discardedBy: aside?.by ?? null,
    results: readResults(index, row.run).map(({ seq, at, by, body }) => ({ ...body, seq, at, by })),
  }
}

function nameOf(index: Index, run: string) {
  const record = readRunRecord(index, run)
  return { id: run, name: record?.name ?? run, person: record?.by ?? '' }
}
