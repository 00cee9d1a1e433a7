import { toMetricValue, type MetricPoint } from '../../../../shared/contract/runs.ts'
import { AppError } from '../../../../shared/errors.ts'
import { parsePoints } from '../../../../shared/metrics-text.ts'

/** `C=1.0` a line; empty lines are passed over. What stands right of the first equals sign is the value. */
export function parsePairs(text: string, what: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  text.split(/\r?\n/).forEach((line, at) => {
    if (line.trim() === '') return
    const sign = line.indexOf('=')
    const key = line.slice(0, sign).trim()
    if (sign < 1 || key === '') throw new AppError('BAD_INPUT', `Line ${at + 1} of the ${what} is “${line.slice(0, 60)}”. Write one a line, as NAME=VALUE.`)
    if (Object.hasOwn(pairs, key)) throw new AppError('BAD_INPUT', `“${key}” stands twice among the ${what}, again in line ${at + 1}. Leave one of them out.`)
    pairs[key] = line.slice(sign + 1).trim()
  })
  return pairs
}

/** Points of pasted CSV or JSON, as they are sent. */
export const parseMetrics = (text: string, name: string, now: number): MetricPoint[] =>
  text.trim() === '' ? [] : parsePoints(text, name, now).map(({ value, ...point }) => ({ ...point, value: toMetricValue(value) }))
