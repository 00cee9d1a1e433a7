import { isLive, type RequestState } from '../../../shared/review-machine.ts'

/** A check that ran on the version of an approval. */
interface Ran {
  kind: string
  seq: number
  at: string
  verdict: string | null
}

/** The kinds of checks that watch a version in use, with the names that their alerts have. */
const watched = { drift: 'drift_red', fairness: 'fairness_red', performance: 'production_gap_red' } as const

export interface Alert<T extends Ran = Ran> {
  id: (typeof watched)[keyof typeof watched]
  /** Every check of the kind that failed since, in order; at least one. */
  failed: readonly T[]
  /** When the first of the checks failed that no later one answers: running it again gives no new time. */
  since: string
}

/** One at most for each kind, told by its newest check: an alert that a later check answers is none any more, and what failed before the approval was weighed by it. */
export function findAlerts<T extends Ran>(checks: readonly T[], approvedSeq: number): Alert<T>[] {
  return Object.entries(watched).flatMap(([kind, id]) => {
    const inOrder = checks.filter((one) => one.kind === kind && one.seq > approvedSeq).toSorted((a, b) => a.seq - b.seq)
    const failed = inOrder.slice(inOrder.findLastIndex(({ verdict }) => verdict !== 'fail') + 1)
    const [first] = failed
    return first ? [{ id, failed, since: first.at }] : []
  })
}

/** Whether a transition gives an approval, or lets it go on: that all its conditions are met gives none. */
export const isGiven = ({ from, to }: { from: RequestState; to: RequestState }): boolean => isLive(to) && !isLive(from)
