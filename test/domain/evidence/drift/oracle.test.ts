import { afterAll, describe, expect, it } from 'vitest'
import type { DriftResult } from '../../../../shared/contract/evidence.ts'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'
import { cellOf, columnOf, createDriftRuns, valueOf } from './drift-runs.ts'
import { naiveBins, naiveCategories, naiveDeciles, naiveDeviation, naiveDistances, naiveOrdered, type Rows } from './naive.ts'

const runs = createDriftRuns()
afterAll(() => runs.end())

/** Tables of every size with ties, holes, skew, a few values only, categories that come and go. */
function randomTable(seed: number): { reference: Record<string, Rows>; current: Record<string, Rows> } {
  const random = createRandom(seed)
  const pick = (most: number) => Math.floor(random.fraction() * most)
  const rows = (n: number, shift: number): Record<string, Rows> => {
    const make = (value: () => string | number | null) => Array.from({ length: n }, () => (random.fraction() < 0.07 ? null : value()))
    return {
      smooth: make(() => Math.round((random.fraction() + random.fraction() + shift / 5) * 1e6) / 1e6),
      tied: make(() => pick(30) + pick(30) + shift),
      skewed: make(() => Math.round(Math.exp(random.fraction() * 12 + shift / 4) * 100) / 100),
      flag: make(() => Number(random.fraction() < 0.3 + shift / 10)),
      word: make(() => ['a', 'b', 'c', 'd é', 'e,f', '"g"'][Math.min(5, pick(4) + pick(2 + shift))]!),
      rare: make(() => `v${pick(40) * (1 + pick(1 + shift))}`),
    }
  }
  return { reference: rows(60 + pick(400), 0), current: rows(60 + pick(400), pick(4)) }
}

function toCsv(columns: Record<string, Rows>): string {
  const names = Object.keys(columns)
  const cell = (value: string | number | null) => (value === null ? '' : /[",]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))
  const lines = (columns[names[0]!] as Rows).map((_, row) => names.map((name) => cell(columns[name]![row]!)).join(','))
  return `${[names.join(','), ...lines].join('\n')}\n`
}

const numbers = (rows: Rows) => rows.filter((value): value is number => typeof value === 'number')
const near = (found: number | null, wanted: number, what: string) => expect(Math.abs((found ?? Number.NaN) - wanted), `${what}: ${found} against ${wanted}`).toBeLessThanOrEqual(1e-7)

function compareBinned(result: DriftResult, name: string, [reference, current]: [number[], number[]]): void {
  const wanted = naiveDistances(reference, current)
  for (const measure of ['psi', 'js_distance', 'hellinger', 'l_infinity', 'chi_square', 'cramers_v'] as const) near(valueOf(result, name, measure), wanted[measure]!, `${name} ${measure}`)
}

describe('drift agrees with a second, naive implementation', () => {
  it.each([1, 2, 3, 4, 5, 6])('on random table %i', async (seed) => {
    const { reference, current } = randomTable(seed)
    const result = await runs.run({ data: runs.write(`c${seed}.csv`, toCsv(current)), reference: runs.write(`r${seed}.csv`, toCsv(reference)) }, { categorical: ['rare'] })
    for (const name of ['smooth', 'tied', 'skewed']) {
      const [before, now] = [numbers(reference[name]!), numbers(current[name]!)]
      const edges = naiveDeciles(before)
      const pair: [number[], number[]] = [naiveBins(before, edges), naiveBins(now, edges)]
      expect([columnOf(result, name).reference.counts, cellOf(result, name).counts]).toEqual(pair)
      compareBinned(result, name, pair)
      const ordered = naiveOrdered(before, now)
      near(valueOf(result, name, 'ks_statistic'), ordered.ks, `${name} ks`)
      near(valueOf(result, name, 'wasserstein'), ordered.wasserstein / naiveDeviation(before), `${name} wasserstein`)
    }
    for (const name of ['flag', 'word', 'rare']) {
      compareBinned(result, name, naiveCategories(reference[name]!, current[name]!))
      const known = new Set(reference[name]!.filter((value) => value !== null))
      expect(cellOf(result, name).unseen).toBe(current[name]!.filter((value) => value !== null && !known.has(value)).length)
    }
    for (const name of Object.keys(reference)) {
      const share = (rows: Rows) => rows.filter((value) => value === null).length / rows.length
      near(valueOf(result, name, 'missing_difference'), Math.abs(share(current[name]!) - share(reference[name]!)), `${name} missing`)
    }
  })
})
