import type { Move, Review } from '../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../shared/review-machine.ts'

export interface Step {
  readonly state: RequestState
  readonly standing: 'done' | 'now' | 'to come'
  /** Since when it was in this state; null for what is still to come. */
  readonly at: string | null
}

type Told = Pick<Review, 'state' | 'requestedAt' | 'moves' | 'slots'>

/** The way of the current revision: states behind it, the one it is in, and those that would follow if all goes well. */
export function toWay(review: Told): Step[] {
  const behind = toVisited(review)
  const now = behind.at(-1)!
  return [
    ...behind.slice(0, -1).map(({ state, at }): Step => ({ state, at, standing: 'done' })),
    { ...now, standing: 'now' },
    ...toAhead(review).map((state): Step => ({ state, at: null, standing: 'to come' })),
  ]
}

interface Visited {
  state: RequestState
  at: string
}

/** From the beginning of the revision on. `submitted` is passed through: the program looks at the evidence in the same instant. */
function toVisited({ state, requestedAt, moves }: Told): Visited[] {
  const renewed = moves.findLastIndex(({ to }) => to === 'draft')
  const own: Visited[] = [{ state: 'draft', at: moves[renewed]?.at ?? requestedAt }, ...moves.slice(renewed + 1).map(({ to, at }: Move) => ({ state: to, at }))]
  // The clock may have ended an approval that no entry speaks of yet.
  const all = own.at(-1)!.state === state ? own : [...own, { state, at: own.at(-1)!.at }]
  return all.filter((one, at) => one.state !== 'submitted' || at === all.length - 1)
}

function toAhead({ state, slots }: Told): RequestState[] {
  const validated = slots.some(({ meaning }) => meaning === 'validation')
  const main: RequestState[] = ['draft', ...(validated ? (['in_validation'] as const) : []), 'in_review', 'pending_decision', 'approved']
  if (state === 'changes_requested' || state === 'incomplete') return main
  if (state === 'submitted') return main.slice(1)
  const at = main.indexOf(state)
  return at === -1 ? [] : main.slice(at + 1)
}
