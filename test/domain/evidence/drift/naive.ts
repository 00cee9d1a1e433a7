/**
 * The measures a second time, in the plainest way there is: loops over rows, no shared code. Slow and only for comparison.
 * Rows are values of one column; null is a missing value.
 */
export type Rows = readonly (string | number | null)[]

const present = (rows: Rows) => rows.filter((value) => value !== null)

export function naiveDeciles(reference: readonly number[]): number[] {
  const sorted = [...reference].sort((a, b) => a - b)
  const edges: number[] = []
  for (let k = 1; k < 10; k++) {
    const position = ((sorted.length - 1) * k) / 10
    const below = sorted[Math.floor(position)]!
    const edge = below + (position - Math.floor(position)) * (sorted[Math.ceil(position)]! - below)
    if (!edges.includes(edge)) edges.push(edge)
  }
  return edges
}

/** Counts by bin: index of the first edge that is not below the value. */
export function naiveBins(values: readonly number[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => 0)
  for (const value of values) {
    let bin = 0
    while (bin < edges.length && value > edges[bin]!) bin++
    counts[bin]!++
  }
  return counts
}

export function naiveCategories(reference: Rows, current: Rows): [number[], number[]] {
  const names = [...new Set([...present(reference), ...present(current)].map(String))]
  const count = (rows: Rows) => names.map((name) => present(rows).filter((value) => String(value) === name).length)
  return [count(reference), count(current)]
}

export function naiveDistances(reference: readonly number[], current: readonly number[]): Record<string, number> {
  const n = reference.reduce((a, b) => a + b, 0)
  const m = current.reduce((a, b) => a + b, 0)
  const found = { psi: 0, js: 0, overlap: 0, l_infinity: 0, chi_square: 0 }
  for (let bin = 0; bin < reference.length; bin++) {
    const [r, c] = [reference[bin]!, current[bin]!]
    if (r + c === 0) continue
    const [p, q] = [r / n, c / m]
    const [p1, q1] = [p === 0 ? 0.0001 : p, q === 0 ? 0.0001 : q]
    found.psi += (q1 - p1) * Math.log(q1 / p1)
    const middle = (p + q) / 2
    if (p > 0) found.js += (p / 2) * Math.log2(p / middle)
    if (q > 0) found.js += (q / 2) * Math.log2(q / middle)
    found.overlap += Math.sqrt(p * q)
    found.l_infinity = Math.max(found.l_infinity, Math.abs(p - q))
    const [e1, e2] = [((r + c) * n) / (n + m), ((r + c) * m) / (n + m)]
    found.chi_square += (r - e1) ** 2 / e1 + (c - e2) ** 2 / e2
  }
  return {
    psi: found.psi,
    js_distance: Math.sqrt(Math.max(0, found.js)),
    hellinger: Math.sqrt(Math.max(0, 1 - found.overlap)),
    l_infinity: found.l_infinity,
    chi_square: found.chi_square,
    cramers_v: Math.sqrt(found.chi_square / (n + m)),
  }
}

/** Both distribution functions at every value there is. */
export function naiveOrdered(reference: readonly number[], current: readonly number[]): { ks: number; wasserstein: number } {
  const points = [...new Set([...reference, ...current])].sort((a, b) => a - b)
  const share = (values: readonly number[], x: number) => values.filter((value) => value <= x).length / values.length
  let [ks, wasserstein] = [0, 0]
  points.forEach((x, at) => {
    const gap = Math.abs(share(reference, x) - share(current, x))
    ks = Math.max(ks, gap)
    if (at + 1 < points.length) wasserstein += gap * (points[at + 1]! - x)
  })
  return { ks, wasserstein }
}

export function naiveDeviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length)
}
