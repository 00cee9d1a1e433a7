import { sum } from './summation.ts'

/** Values in ascending order, all finite. */
type Sorted = Float64Array

/**
 * Interior edges at the type-7 quantiles 1/count … (count − 1)/count, each once. Positions are fractions of whole numbers: 0.7 · 350 is 244.99999999999997
 * in floating point, and an edge that lies on a value would fall just below it and move that value into the next bin.
 */
export function quantileEdges(sorted: Sorted, count: number): number[] {
  const edges = Array.from({ length: count - 1 }, (_, at) => {
    const [whole, part] = [Math.floor(((sorted.length - 1) * (at + 1)) / count), ((sorted.length - 1) * (at + 1)) % count]
    const low = sorted[whole] as number
    return part === 0 ? low : low + (part / count) * ((sorted[whole + 1] as number) - low)
  })
  return [...new Set(edges)]
}

/** Interior edges of `count` bins of one width between the smallest and the largest value. */
export function widthEdges(sorted: Sorted, count: number): number[] {
  const [least, most] = ends(sorted)
  return least === most ? [] : Array.from({ length: count - 1 }, (_, at) => least + ((most - least) * (at + 1)) / count)
}

/** All edges by Sturges' rule as numpy draws them: bins of width range/(log₂n + 1), for whole numbers at least 1. J. Am. Stat. Assoc. 21 (1926) 65–66. */
export function sturgesEdges([least, most]: readonly [number, number], n: number, wholeNumbers: boolean): number[] {
  const width = (most - least) / (Math.log2(n) + 1)
  return evenEdges(least, most, wholeNumbers && width < 1 ? 1 : width)
}

/** All edges by Doane's rule as numpy draws them: Sturges with more bins for skewed values. D. Doane, Am. Stat. 30 (1976) 181–183. */
export function doaneEdges(sorted: Sorted, { mean, deviation }: { mean: number; deviation: number }): number[] {
  const n = sorted.length
  const [least, most] = ends(sorted)
  if (n <= 2 || deviation === 0) return evenEdges(least, most, 0)
  const skewness = sum(cubes(sorted, mean, deviation)) / n
  const spread = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)))
  return evenEdges(least, most, (most - least) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / spread)))
}

function* cubes(sorted: Sorted, mean: number, deviation: number): Iterable<number> {
  for (const value of sorted) yield ((value - mean) / deviation) ** 3
}

/** numpy's linspace; one bin around a single value. */
function evenEdges(least: number, most: number, width: number): number[] {
  if (least === most) return [least - 0.5, most + 0.5]
  const bins = width === 0 ? 1 : Math.ceil((most - least) / width)
  const step = (most - least) / bins
  return Array.from({ length: bins + 1 }, (_, at) => (at === bins ? most : at * step + least))
}

const ends = (sorted: Sorted): [number, number] => [sorted[0] as number, sorted[sorted.length - 1] as number]
