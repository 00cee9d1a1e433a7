import { createSum } from './summation.ts'

/** Two samples in ascending order, compared by their distribution functions. */
export interface Compared {
  /** Kolmogorov–Smirnov's D = max |F − G|, and where it is reached first. */
  d: number
  at: number
  /** Values up to and including `at` in each sample: D is |first/n − second/m|. */
  below: [number, number]
  /** Wasserstein's first distance ∫ |F − G| dx, in units of the values (earth mover's distance). */
  wasserstein: number
}

/** One walk over both; ties count for both at once. Needs finite values, ascending, at least one in each. */
export function compareSorted(first: Float64Array, second: Float64Array): Compared {
  const [n, m] = [first.length, second.length]
  const area = createSum()
  let [i, j] = [0, 0]
  let before = Math.min(first[0] as number, second[0] as number)
  // |i·m − j·n|: whole numbers up to 2^53 for samples of 90 million each.
  let gap = 0
  let best = { gap: -1, at: before, i: 0, j: 0 }
  while (i < n || j < m) {
    const value = j >= m || (i < n && (first[i] as number) <= (second[j] as number)) ? (first[i] as number) : (second[j] as number)
    if (gap > 0) area.add(gap * (value - before))
    while (i < n && first[i] === value) i++
    while (j < m && second[j] === value) j++
    gap = Math.abs(i * m - j * n)
    if (gap > best.gap) best = { gap, at: value, i, j }
    before = value
  }
  return { d: best.gap / (n * m), at: best.at, below: [best.i, best.j], wasserstein: area.value() / n / m }
}

/** How many values of an ascending list are at most `edge`. */
export function countUpTo(sorted: Float64Array, edge: number): number {
  return search(sorted, (value) => value <= edge)
}

/** How many values of an ascending list are below `edge`. */
export function countBelow(sorted: Float64Array, edge: number): number {
  return search(sorted, (value) => value < edge)
}

function search(sorted: Float64Array, before: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (before(sorted[middle] as number)) low = middle + 1
    else high = middle
  }
  return low
}
