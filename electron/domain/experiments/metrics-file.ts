import { setImmediate as nextTurn } from 'node:timers/promises'
import { toMetricValue, type MetricValue, type RunDescription } from '../../../shared/contract/runs.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { toNumber, type PointRow, type RunRows } from './run-rows.ts'

export const header = 'key,step,timestamp_ms,value\n'
const page = 20_000

/** As RFC 4180 has it: quoted only where a comma, a quote or a line break stands in it. */
const toField = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export interface WrittenPoints {
  metrics: RunDescription['metrics']
  file: RunDescription['metricsFile']
}

/**
 * Every point of a run as CSV in a blob, by name in the order of its UTF-16 units, then step, time and value; what each metric comes to beside it.
 * Lets others act between pages; null where the run was changed meanwhile.
 */
export async function writePoints(rows: Pick<RunRows, 'metricKeys' | 'points'>, blobs: Pick<BlobStore, 'create'>, { no }: { no: number }, isCurrent: () => boolean): Promise<WrittenPoints | null> {
  const keys = rows.metricKeys(no).toSorted((a, b) => (a < b ? -1 : 1))
  if (keys.length === 0) return { metrics: {}, file: null }
  const writer = blobs.create()
  try {
    writer.write(Buffer.from(header))
    const metrics: RunDescription['metrics'] = {}
    let total = 0
    for (const key of keys) {
      const summary = createSummary()
      let after: PointRow | undefined
      for (;;) {
        const points = rows.points(no, key, page, after)
        if (points.length === 0) break
        writer.write(Buffer.from(toLines(toField(key), points, summary)))
        total += points.length
        after = points.at(-1)
        if (points.length < page) break
        await nextTurn()
        if (!isCurrent()) return null
      }
      metrics[key] = summary.end()
    }
    return { metrics, file: { ...writer.end(), rows: total } }
  } finally {
    writer.discard()
  }
}

function toLines(field: string, points: readonly PointRow[], summary: ReturnType<typeof createSummary>): string {
  let text = ''
  for (const point of points) {
    const value = toNumber(point)
    summary.add(point, value)
    text += `${field},${point.step},${point.at_ms},${value}\n`
  }
  return text
}

/** The least and greatest are told without what is not a number, unless there is nothing else. */
function createSummary() {
  let points = 0
  let last: PointRow | undefined
  let [min, max] = [Number.NaN, Number.NaN]
  return {
    add(point: PointRow, value: number) {
      points += 1
      last = point
      if (!(value >= min)) min = Number.isNaN(value) ? min : value
      if (!(value <= max)) max = Number.isNaN(value) ? max : value
    },
    end: () => ({ points, last: { value: toMetricValue(toNumber(last!)), step: last!.step, at: new Date(last!.at_ms).toISOString() }, min: toMetricValue(min) as MetricValue, max: toMetricValue(max) as MetricValue }),
  }
}
