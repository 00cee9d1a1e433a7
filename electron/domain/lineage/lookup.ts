import type { Manifest, Snapshot } from '../../../shared/contract/catalog.ts'
import type { RegisteredVersionRow, Rerun, SealedRun } from '../experiments/service.ts'
import type { LineageSources } from './service.ts'

/** What one picture asks again and again, read once. */
export interface Lookup {
  run(id: string): SealedRun | null
  rerunsOf(id: string): Rerun[]
  /** True the first time: a run is drawn with all that went into it once. */
  isFirst(id: string): boolean
  /** What clients registered, newest first, removed ones too. */
  registered(): readonly RegisteredVersionRow[]
  /** The registered snapshot with these bytes. */
  snapshotOf(sha256: string): Snapshot | undefined
  /** Every version with the digests of its artefact's files and of its data. */
  versions(): { ref: string; files: string[]; data: string[] }[]
}

export function createLookup({ runs, catalog }: LineageSources): Lookup {
  const known = new Map<string, SealedRun | null>()
  const drawn = new Set<string>()
  let registered: readonly RegisteredVersionRow[] | undefined
  let snapshots: Map<string, Snapshot> | undefined
  let versions: ReturnType<Lookup['versions']> | undefined
  return {
    run(id) {
      if (!known.has(id)) known.set(id, runs.run(id))
      return known.get(id)!
    },
    rerunsOf: runs.rerunsOf,
    registered: () => (registered ??= runs.registered()),
    isFirst: (id) => !drawn.has(id) && drawn.add(id) !== undefined,
    snapshotOf(sha256) {
      // Of two snapshots with the same bytes the first one stands.
      snapshots ??= new Map(catalog.datasets().flatMap((dataset) => dataset.snapshots).toSorted((a, b) => b.seq - a.seq).map((one) => [one.sha256, one]))
      return snapshots.get(sha256)
    },
    versions: () =>
      (versions ??= catalog.models().flatMap((model) =>
        model.versions.map(({ ref }) => {
          const { artefact, data } = catalog.version(ref).manifest
          return { ref, files: filesOfArtefact(artefact), data: data.map(({ sha256 }) => sha256) }
        }),
      )),
  }
}

export function filesOfArtefact(artefact: Manifest['artefact']): string[] {
  if (artefact === null) return []
  return artefact.kind === 'file' ? [artefact.sha256] : artefact.files.map(({ sha256 }) => sha256)
}

export const holdsAll = (files: readonly string[], held: ReadonlySet<string>): boolean => files.length > 0 && files.every((sha256) => held.has(sha256))
