export type Better = 'higher' | 'lower'

export interface Directions {
  x: Better
  y: Better
}

interface Place {
  x: number
  y: number
}

/**
 * Which places no other one beats, by their numbers in the order of x: another beats one that it is as good as in both, and better than in one.
 * Equal places stand on the front together. What is no finite number is not on it and beats nothing. O(n log n).
 */
export function paretoFront(places: readonly Place[], better: Directions): number[] {
  const by = (way: Better) => (a: number, b: number) => (way === 'higher' ? b - a : a - b)
  const [byX, byY] = [by(better.x), by(better.y)]
  const drawn = [...places.keys()].filter((at) => Number.isFinite(places[at]!.x) && Number.isFinite(places[at]!.y))
  const bestFirst = drawn.toSorted((a, b) => byX(places[a]!.x, places[b]!.x) || byY(places[a]!.y, places[b]!.y) || a - b)
  const front: number[] = []
  for (const at of bestFirst) {
    const last = front.at(-1)
    const isBeyond = last === undefined || byY(places[at]!.y, places[last]!.y) < 0
    const isEqual = last !== undefined && places[at]!.x === places[last]!.x && places[at]!.y === places[last]!.y
    if (isBeyond || isEqual) front.push(at)
  }
  return better.x === 'higher' ? front.toReversed() : front
}

/** The edge of what the front beats, as steps from place to place; `front` in the order of x. */
export function frontSteps(front: readonly Place[], { x }: Pick<Directions, 'x'>): Place[] {
  return front.flatMap((place, at) => {
    const next = front[at + 1]
    if (next === undefined) return [place]
    return [place, x === 'higher' ? { x: place.x, y: next.y } : { x: next.x, y: place.y }]
  })
}
