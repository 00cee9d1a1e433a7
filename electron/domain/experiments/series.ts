import type { Series } from '../../../shared/contract/experiments.ts'
import { toMetricValue } from '../../../shared/contract/runs.ts'
import { toNumber, type PointRow, type RunRows } from './run-rows.ts'

const page = 50_000

/** Points of a metric, thinned for a chart: of each stretch its first, least, greatest and last one, so that no peak is lost. */
export function readSeries(rows: RunRows, no: number, key: string, most: number): Series {
  const total = rows.countPoints(no, key)
  const stretch = Math.max(1, Math.ceil(total / Math.max(1, Math.floor(most / 4))))
  const thin = total > most
  const points: PointRow[] = []
  let held: PointRow[] = []
  const flush = () => {
    points.push(...(thin ? outline(held) : held))
    held = []
  }
  let after: PointRow | undefined
  for (;;) {
    const next = rows.points(no, key, page, after)
    for (const point of next) {
      held.push(point)
      if (held.length === stretch) flush()
    }
    if (next.length < page) break
    after = next.at(-1)
  }
  flush()
  return { key, total, points: points.map((row) => ({ step: row.step, atMs: row.at_ms, value: toMetricValue(toNumber(row)) })) }
}

function outline(points: readonly PointRow[]): PointRow[] {
  if (points.length <= 4) return [...points]
  let [least, greatest] = [0, 0]
  points.forEach(({ value, nan }, at) => {
    if (nan) return
    if (value < points[least]!.value) least = at
    if (value > points[greatest]!.value) greatest = at
  })
  return [...new Set([0, least, greatest, points.length - 1])].toSorted((a, b) => a - b).map((at) => points[at]!)
}
