import type { ArtefactPlace } from '../../../../shared/contract/artefacts.ts'
import { systemActor, type Trigger } from '../../../../shared/contract/reviews.ts'
import type { ObservationRow } from './store.ts'

/** An artefact that is not the registered one, where it was last seen. */
export interface OtherArtefact {
  place: ArtefactPlace
  /** When it was first seen so, without a sound look in between. */
  since: string
  detail: string
}

const short = (sha256: string) => `${sha256.slice(0, 12)}…`

/** One at most for each place: the newest look counts. */
export function findOtherArtefacts(observations: readonly Omit<ObservationRow, 'version'>[]): OtherArtefact[] {
  return [...Map.groupBy(observations, ({ place }) => place)].flatMap(([place, seen]) => {
    const newest = seen.at(-1)!
    if (newest.found === newest.expected) return []
    const first = seen[seen.findLastIndex(({ found, expected }) => found === expected) + 1]!
    const where = place === 'deployed' ? `${newest.name}, which is deployed` : `${newest.name}, from which the version was registered`
    return [{ place, since: first.at, detail: `${where}, has the SHA-256 ${short(newest.found)}; the manifest names ${short(newest.expected)} (entry ${newest.seq}).` }]
  })
}

export const toArtefactTriggers = (others: readonly OtherArtefact[]): Trigger[] => others.map(({ since, detail }) => ({ id: 'artefact_mismatch', since, detail }))

/** Whether what was seen now is to be written down: another one than the last time, or the first that is not the registered one. */
export const isNews = (last: Pick<ObservationRow, 'found'> | undefined, { expected, found }: Pick<ObservationRow, 'expected' | 'found'>): boolean => (last === undefined ? found !== expected : last.found !== found)

/** Why an entry that tells of a look can not be right, or null. */
export function whyNotObserved({ actor, expected }: { actor: string; expected: string }, artefact: { sha256: string } | null): string | null {
  if (actor !== systemActor) return `${actor} wrote it, and only the program looks.`
  if (artefact === null) return 'the manifest of the version names no artefact.'
  return artefact.sha256 === expected ? null : 'it expects another digest than the manifest of the version names.'
}
