import { basename } from 'node:path'
import type { ArtefactPlace, WatchedArtefact } from '../../../../shared/contract/artefacts.ts'
import type { Manifest } from '../../../../shared/contract/catalog.ts'
import type { Work } from '../../../../shared/contract/handlers.ts'
import { systemActor } from '../../../../shared/contract/reviews.ts'
import { AppError } from '../../../../shared/errors.ts'
import { isLive } from '../../../../shared/review-machine.ts'
import type { Clock } from '../../../platform/clock.ts'
import { stampOf } from '../../../platform/folder-files.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { loadArtefact } from '../../catalog/service.ts'
import type { Ledger } from '../../ledger/service.ts'
import type { Reviews } from '../service.ts'
import { newPlace, type ArtefactPlaces, type NotedPlace } from './places.ts'
import { isNews } from './rules.ts'
import { readObservations } from './store.ts'

export { createArtefactPlaces, newPlace } from './places.ts'

export interface ArtefactsOptions {
  ledger: Ledger
  index: Index
  clock: Clock
  places: ArtefactPlaces
  manifest: (version: string) => Manifest
  reviews: Pick<Reviews, 'list' | 'tick'>
}

/** Whether what lies on this computer is still what was approved. */
export interface Artefacts {
  list(filter: { version?: string | undefined }): WatchedArtefact[]
  /** BAD_INPUT where the manifest names no artefact, or one of the other kind; FILE_UNREADABLE where nothing is there. */
  place(input: { version: string; path: string }): WatchedArtefact[]
  forget(input: { version: string; place: ArtefactPlace }): WatchedArtefact[]
  /** Whether a look is due: a day after the last one, by the clock. */
  isDue(): boolean
  /**
   * Looks at the artefacts of versions that are approved or suspended: size and times first, the digest only where those changed. What is
   * another one than before becomes an entry, and what follows from it one more. `again`: makes each digest anew.
   */
  look(work: Work, options?: { version?: string; again?: boolean }): Promise<WatchedArtefact[]>
}

const everyMs = 24 * 60 * 60_000

export function createArtefacts(options: ArtefactsOptions): Artefacts {
  const { clock, places, manifest } = options
  const list: Artefacts['list'] = ({ version }) => places.list().filter((one) => version === undefined || one.version === version).flatMap((one) => toWatched(options, one))
  const watched = () => places.list().filter(({ version }) => standingFor(options, version) !== null)
  return {
    list,
    place({ version, path }) {
      const { artefact } = manifest(version)
      if (artefact === null) throw new AppError('BAD_INPUT', `The manifest of ${version} names no artefact, so nothing on this computer can be held against it.`)
      const { kind } = stampOf(path)
      if (kind === 'missing') throw new AppError('FILE_UNREADABLE', `There is nothing at ${path}. Name the ${artefact.kind} that is deployed.`)
      if (kind !== artefact.kind) throw new AppError('BAD_INPUT', `${path} is a ${kind}; the artefact of ${version} is a ${artefact.kind}. Name the ${artefact.kind} that is deployed.`)
      places.put(newPlace({ version, place: 'deployed', path }))
      return list({ version })
    },
    forget(input) {
      places.forget(input)
      return list({ version: input.version })
    },
    isDue: () => watched().some(({ lookedAt }) => lookedAt === null || clock.now().getTime() - Date.parse(lookedAt) >= everyMs),
    async look(work, { version, again = false } = {}) {
      for (const place of watched().filter((one) => version === undefined || one.version === version)) {
        work.signal.throwIfAborted()
        const seen = await lookAt(options, again ? { ...place, stamp: null } : place, work)
        places.put(seen)
        if (seen.found !== null && (seen.state === 'same' || seen.state === 'other')) observe(options, seen, seen.found)
      }
      return list({ version })
    },
  }
}

/** The newest approval of the version that lives or is suspended. */
function standingFor({ reviews }: ArtefactsOptions, version: string): string | null {
  return reviews.list({ version }, { of: ({ state }) => isLive(state) || state === 'suspended' })[0]?.id ?? null
}

function toWatched(options: ArtefactsOptions, { stamp: _stamp, ...place }: NotedPlace): WatchedArtefact[] {
  const { artefact } = options.manifest(place.version)
  if (artefact === null) return []
  const observed = readObservations(options.index, place.version).findLast((one) => one.place === place.place)?.seq ?? null
  return [{ ...place, name: basename(place.path), expected: artefact.sha256, review: standingFor(options, place.version), observed }]
}

async function lookAt({ clock, manifest }: ArtefactsOptions, place: NotedPlace, work: Work): Promise<NotedPlace> {
  const lookedAt = clock.now().toISOString()
  const { stamp, kind } = stampOf(place.path)
  const found = kind === 'missing' ? null : stamp === place.stamp ? place.found : await digestOf(place.path, work)
  const state = kind === 'missing' ? 'missing' : found === null ? 'unreadable' : found === manifest(place.version).artefact?.sha256 ? 'same' : 'other'
  const unchanged = state === place.state && found === place.found
  return { ...place, state, found, lookedAt, stamp: found === null ? null : stamp, since: unchanged ? place.since : lookedAt }
}

/** Null where it can not be read: that is said as such, and is no mismatch. */
async function digestOf(path: string, work: Work): Promise<string | null> {
  try {
    return (await loadArtefact(path, work)).sha256
  } catch (error) {
    if (work.signal.aborted) throw error
    return null
  }
}

/** Decided under the write lock, so that two programs that look at once write it once. */
function observe({ ledger, index, manifest, reviews }: ArtefactsOptions, { version, place, path }: NotedPlace, found: string): void {
  const expected = manifest(version).artefact!.sha256
  const isNew = () => isNews(readObservations(index, version).findLast((one) => one.place === place), { expected, found })
  if (ledger.readOnly !== null || !isNew()) return
  ledger.append(systemActor, () => (isNew() ? [{ kind: 'artefact.observed/v1', body: { version, place, name: basename(path), expected, found } }] : []))
  reviews.tick(version)
}
