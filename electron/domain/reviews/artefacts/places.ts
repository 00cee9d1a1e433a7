import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { artefactPlace, artefactState } from '../../../../shared/contract/artefacts.ts'
import { writeDurably } from '../../../platform/blobs.ts'

const notedPlace = z.strictObject({
  version: z.string(),
  place: artefactPlace,
  path: z.string(),
  state: artefactState,
  found: z.string().nullable(),
  since: z.string().nullable(),
  lookedAt: z.string().nullable(),
  /** Size and times when the digest was made: while they are the same, it is not made again. */
  stamp: z.string().nullable(),
})
export type NotedPlace = z.infer<typeof notedPlace>
const stored = z.strictObject({ v: z.literal(1), places: z.array(notedPlace) })

/** Where artefacts lie on this computer: in the state directory, because a path says more of a computer than belongs into a ledger. */
export interface ArtefactPlaces {
  list(): NotedPlace[]
  /** In place of what was noted for the version and kind of place. */
  put(place: NotedPlace): void
  forget(place: Pick<NotedPlace, 'version' | 'place'>): void
}

export const newPlace = ({ version, place, path }: Pick<NotedPlace, 'version' | 'place' | 'path'>): NotedPlace => ({ version, place, path, state: 'not_looked', found: null, since: null, lookedAt: null, stamp: null })

export function createArtefactPlaces({ stateDir, origin }: { stateDir: string; origin: string }): ArtefactPlaces {
  const file = join(stateDir, 'artefacts', `${createHash('sha256').update(origin).digest('hex')}.json`)
  const load = (): NotedPlace[] => {
    if (!existsSync(file)) return []
    try {
      return stored.parse(JSON.parse(readFileSync(file, 'utf8'))).places
    } catch {
      // What was seen is in the ledger; where to look has to be said again.
      return []
    }
  }
  const without = ({ version, place }: Pick<NotedPlace, 'version' | 'place'>) => load().filter((one) => one.version !== version || one.place !== place)
  const save = (places: readonly NotedPlace[]) => writeDurably(file, Buffer.from(`${JSON.stringify({ v: 1, places }, null, 2)}\n`), 0o600)
  return { list: load, put: (place) => save([...without(place), place]), forget: (place) => save(without(place)) }
}
