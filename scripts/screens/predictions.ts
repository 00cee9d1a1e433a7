import { writeFileSync } from 'node:fs'

export interface PredictionsOptions {
  seed: number
  rows: number
  /** Group values with their share of rows and the rate at which they are selected. */
  groups: Readonly<Record<string, readonly (readonly [value: string, share: number, selected: number])[]>>
}

/** Writes a predictions file (`label`, `prediction`, `score` and a column for each group); the same options give the same bytes. */
export function writePredictions(path: string, { seed, rows, groups }: PredictionsOptions): void {
  const random = createRandom(seed)
  const columns = Object.keys(groups)
  const lines = Array.from({ length: rows }, () => {
    const chosen = columns.map((column) => choose(groups[column] ?? [], random()))
    const rate = chosen.reduce((sum, [, , selected]) => sum + selected, 0) / chosen.length
    const prediction = random() < rate ? 1 : 0
    const label = random() < 0.75 ? prediction : 1 - prediction
    return [label, prediction, (prediction * 0.5 + random() * 0.5).toFixed(4), ...chosen.map(([value]) => `"${value}"`)].join(',')
  })
  writeFileSync(path, `label,prediction,score,${columns.join(',')}\n${lines.join('\n')}\n`)
}

type Group = readonly [value: string, share: number, selected: number]

function choose(groups: readonly Group[], at: number): Group {
  let sum = 0
  for (const group of groups) if ((sum += group[1]) >= at) return group
  return groups.at(-1)!
}

/** mulberry32: small, seeded, good enough to fill tables. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
