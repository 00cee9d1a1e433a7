/**
 * Benjamini & Hochberg's adjusted p-values, in the order given: compared with q they keep the false discovery rate at q for independent
 * tests. p₍ᵢ₎·m/i, made monotone from the largest down. J. R. Stat. Soc. B 57 (1995) 289–300. A null (no test) stays null and is not counted.
 */
export function benjaminiHochberg<P extends number | null>(values: readonly P[]): P[] {
  return adjust(values, (p, rank, m) => (p * m) / rank, 'down')
}

/** Holm's adjusted p-values: compared with α they keep the chance of any false alarm at α. p₍ᵢ₎·(m − i + 1), made monotone. Scand. J. Stat. 6 (1979) 65–70. */
export function holm<P extends number | null>(values: readonly P[]): P[] {
  return adjust(values, (p, rank, m) => p * (m - rank + 1), 'up')
}

function adjust<P extends number | null>(values: readonly P[], scale: (p: number, rank: number, m: number) => number, direction: 'up' | 'down'): P[] {
  const order = values.flatMap((p, at) => (p === null ? [] : [{ p: p as number, at }])).toSorted((a, b) => a.p - b.p)
  const adjusted: (number | null)[] = values.map(() => null)
  const ranked = order.map(({ p, at }, rank) => ({ at, p: scale(p, rank + 1, order.length) }))
  let bound = direction === 'up' ? 0 : 1
  for (const { at, p } of direction === 'up' ? ranked : ranked.toReversed()) {
    bound = direction === 'up' ? Math.max(bound, Math.min(1, p)) : Math.min(bound, p)
    adjusted[at] = bound
  }
  return adjusted as P[]
}
