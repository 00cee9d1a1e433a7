import { toMetricValue, type MetricPoint } from '../../../../shared/contract/runs.ts'
import { AppError } from '../../../../shared/errors.ts'
import { readPoints } from '../../../../shared/metrics-text.ts'
import { whyNotKey } from '../../../../shared/run-points.ts'

/** `C=1.0` a line; empty lines are passed over. What stands right of the first equals sign is the value. */
export function parsePairs(text: string, what: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  text.split(/\r?\n/).forEach((line, at) => {
    if (line.trim() === '') return
    const sign = line.indexOf('=')
    const key = line.slice(0, sign).trim()
    if (sign < 1 || key === '') throw new AppError('BAD_INPUT', `Line ${at + 1} of the ${what} is “${line.slice(0, 60)}”. Write one a line, as NAME=VALUE.`)
    const why = whyNotKey(what === 'tags' ? 'Tag' : 'Parameter', key)
    if (why !== null) throw new AppError('BAD_INPUT', `Line ${at + 1} of the ${what}: ${why}`)
    if (Object.hasOwn(pairs, key)) throw new AppError('BAD_INPUT', `“${key}” stands twice among the ${what}, again in line ${at + 1}. Leave one of them out.`)
    pairs[key] = line.slice(sign + 1).trim()
  })
  return pairs
}

export interface MetricsRead {
  points: MetricPoint[]
  /** A sentence for each row that can not be read. */
  wrong: string[]
  /** What can be read and should be looked at. */
  doubt: string | null
}

/** A computer's clock, or a column of seconds taken for milliseconds, is rarely off by less. */
const tomorrowMs = 86_400_000

/** Points of pasted CSV or JSON, as they are sent. */
export function readMetrics(text: string, name: string, now: number): MetricsRead {
  if (text.trim() === '') return { points: [], wrong: [], doubt: null }
  const { points, wrong } = readPoints(text, name, now)
  const ahead = points.filter(({ atMs }) => atMs > now + tomorrowMs)
  const last = ahead.reduce((latest, { atMs }) => Math.max(latest, atMs), 0)
  const doubt = ahead.length === 0 ? null : `${ahead.length === 1 ? 'One point is' : `${ahead.length} points are`} dated in the future, up to ${new Date(last).toISOString().slice(0, 10)}. They are kept as they are written: look whether the clock was right.`
  return { points: points.map(({ value, ...point }) => ({ ...point, value: toMetricValue(value) })), wrong, doubt }
}
