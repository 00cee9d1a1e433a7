import type { Review } from '../../../shared/contract/reviews.ts'
import { isLive, isOpen } from '../../../shared/review-machine.ts'

export type DossierState = Review['state'] | 'not_requested'

/**
 * The review that decides what the cover says: the newest decided one while it is an approval in force, else the newest.
 * An open or withdrawn request takes nothing away from an approval before it; a later rejection, suspension or revocation does.
 */
export function decidingReview(reviews: readonly Review[]): Review | undefined {
  const bySeq = reviews.toSorted((a, b) => a.seq - b.seq)
  const decided = bySeq.findLast(({ state }) => !isOpen(state) && state !== 'withdrawn')
  return decided && isLive(decided.state) ? decided : bySeq.at(-1)
}

export const stateOf = (reviews: readonly Review[]): DossierState => decidingReview(reviews)?.state ?? 'not_requested'

/** Sequence numbers of the entries that a dossier speaks of, in order. */
export function citedSeqs(cited: {
  version: { seq: number }
  model: { seq: number }
  useCase: { seq: number }
  assessment: { seq: number } | null
  snapshots: readonly { seq: number }[]
  checks: readonly { seq: number; declaredSeq: number }[]
  testData: readonly { seal: { seq: number } | null; uses: readonly { seq: number }[] }[]
  documents: readonly { id: string; seq: number }[]
  reviews: readonly { seq: number; signatures: readonly { seq: number }[]; moves: readonly { seq: number }[] }[]
  items: Record<'findings' | 'challenges' | 'conditions' | 'waivers', readonly { seq: number; acts: readonly { seq: number }[] }[]>
  keys: readonly { seq: number }[]
}): number[] {
  const seqs = [
    // The first entry carries the log's key.
    0,
    cited.version.seq,
    cited.model.seq,
    cited.useCase.seq,
    ...(cited.assessment ? [cited.assessment.seq] : []),
    ...cited.snapshots.map(({ seq }) => seq),
    ...cited.checks.flatMap(({ seq, declaredSeq }) => [declaredSeq, seq]),
    ...cited.testData.flatMap(({ seal, uses }) => [...(seal ? [seal.seq] : []), ...uses.map(({ seq }) => seq)]),
    // The entry that began it gives a document its name.
    ...cited.documents.flatMap(({ id, seq }) => [Number(id.slice(2)), seq]),
    ...cited.reviews.flatMap(({ seq, signatures, moves }) => [seq, ...[...signatures, ...moves].map((one) => one.seq)]),
    ...Object.values(cited.items).flatMap((items) => items.flatMap(({ seq, acts }) => [seq, ...acts.map((act) => act.seq)])),
    ...cited.keys.map(({ seq }) => seq),
  ]
  return [...new Set(seqs)].toSorted((a, b) => a - b)
}
