import { parseMetricValue, type RunRow } from '../../../../shared/contract/runs.ts'
import { parseNumber } from '../../../../shared/metrics-text.ts'
import { toIdentifierText } from '../../../../shared/mlflow-filter/print.ts'
import type { Place } from '../../../ui/parallel-svg.ts'
import { roundTicks } from '../../../ui/xy-svg.ts'
import { labelled, logTicks } from '../curves.ts'
import { byName, formatMetric } from '../words.tsx'

export type ChartRun = Pick<RunRow, 'id' | 'name' | 'parameters' | 'metrics'>

/** A metric or parameter that can be an axis; `id` is what a filter calls it. */
export interface Dimension {
  id: string
  key: string
  kind: 'metric' | 'parameter'
}

export interface ChartAxis extends Dimension {
  /** Texts stand in the order of their letters; numbers that span three powers of ten stand by their logarithm. */
  scale: 'linear' | 'logarithmic' | 'texts'
  ticks: { at: number; label: string }[]
  /** How far one key press goes. */
  step: number
  placeOf(run: ChartRun): Place
  /** Of a value as it is written in an address; null where it has no place here. */
  placeOfText(text: string): Place
  /** The value at a place, as it is written in an address, and as it is read. */
  textAt(place: number): string
  wordAt(place: number): string
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

/** Metrics, then parameters, each in the order of their names. */
export function dimensionsOf(runs: readonly ChartRun[]): Dimension[] {
  const of = (kind: Dimension['kind'], keysOf: (run: ChartRun) => string[]) =>
    [...new Set(runs.flatMap(keysOf))].toSorted(byName).map((key): Dimension => ({ id: toIdentifierText(kind, key), key, kind }))
  return [...of('metric', ({ metrics }) => Object.keys(metrics)), ...of('parameter', ({ parameters }) => Object.keys(parameters))]
}

/** As it was logged; undefined where it was not. */
export function textOf(run: ChartRun, { kind, key }: Dimension): string | undefined {
  const value = kind === 'metric' ? own(run.metrics, key) : own(run.parameters, key)
  return value === undefined ? undefined : String(value)
}

/** A finite number; null for everything else. */
export function numberOf(run: ChartRun, { kind, key }: Dimension): number | null {
  const value = kind === 'metric' ? own(run.metrics, key) : own(run.parameters, key)
  const number = value === undefined ? null : typeof value === 'string' && kind === 'parameter' ? parseNumber(value) : parseMetricValue(value as RunRow['metrics'][string])
  return number !== null && Number.isFinite(number) ? number : null
}

export function toAxis(dimension: Dimension, runs: readonly ChartRun[]): ChartAxis {
  const texts = runs.flatMap((run) => textOf(run, dimension) ?? [])
  const numbers = runs.flatMap((run) => numberOf(run, dimension) ?? [])
  const isText = dimension.kind === 'parameter' && texts.some((text) => parseNumber(text) === null)
  return isText ? toTextAxis(dimension, [...new Set(texts)].toSorted(byName)) : toNumberAxis(dimension, numbers)
}

/** The least and the greatest; without values, infinite and the wrong way round. */
export const extentOf = (values: readonly number[]): [number, number] => values.reduce<[number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])

function toNumberAxis(dimension: Dimension, numbers: readonly number[]): ChartAxis {
  const [low, high] = extentOf(numbers)
  const isLog = low > 0 && high / low >= 1000
  const [to, from] = isLog ? [Math.log10, (value: number) => 10 ** value] : [(value: number) => value, (value: number) => value]
  const [bottom, span] = [to(low), to(high) - to(low)]
  const place = (value: number) => (span > 0 ? (to(value) - bottom) / span : 0.5)
  const at = (share: number) => from(bottom + share * span)
  const valueAt = (share: number) => (share <= 0 ? low : share >= 1 ? high : Number(at(share).toPrecision(6)))
  const ticks = numbers.length === 0 ? [] : span === 0 ? [{ at: 0.5, label: formatMetric(low) }] : (isLog ? logTicks([bottom, to(high)]) : labelled(roundTicks([low, high], 5))).map(({ at: value, label }) => ({ at: isLog ? (value - bottom) / span : place(value), label }))
  return {
    ...dimension,
    scale: isLog ? 'logarithmic' : 'linear',
    ticks,
    step: 0.02,
    placeOf(run) {
      const value = numberOf(run, dimension)
      return value === null ? null : place(value)
    },
    placeOfText(text) {
      const value = parseNumber(text)
      return value === null || !Number.isFinite(value) || (isLog && value <= 0) || numbers.length === 0 ? null : Math.max(0, Math.min(1, place(value)))
    },
    textAt: (share) => String(valueAt(share)),
    wordAt: (share) => (numbers.length === 0 ? 'no value' : formatMetric(valueAt(share))),
  }
}

/** So many names fit beside an axis. */
const mostNames = 14

function toTextAxis(dimension: Dimension, texts: readonly string[]): ChartAxis {
  const last = Math.max(1, texts.length - 1)
  const place = (index: number) => (texts.length === 1 ? 0.5 : index / last)
  const nearest = (share: number) => texts[Math.round(share * last)] ?? texts[0] ?? ''
  const every = Math.ceil(texts.length / mostNames)
  return {
    ...dimension,
    scale: 'texts',
    ticks: texts.map((label, index) => ({ at: place(index), label: label === '' ? '(empty)' : label })).filter((_, index) => index % every === 0),
    step: 1 / last,
    placeOf(run) {
      const text = textOf(run, dimension)
      return text === undefined ? null : place(texts.indexOf(text))
    },
    placeOfText: (text) => (texts.includes(text) ? place(texts.indexOf(text)) : null),
    textAt: nearest,
    wordAt: nearest,
  }
}

/** Which part of an axis is looked at. Nothing said: all of it, runs without a value too. */
export type Brush = readonly [low: number, high: number]

export function parseBrushes(text: string, axes: readonly ChartAxis[]): Map<string, Brush> {
  const lines = text.split('\n').map((line) => line.split('\t'))
  return new Map(
    lines.flatMap(([id = '', from = '', to = '']) => {
      const axis = axes.find((one) => one.id === id)
      const [low, high] = [axis?.placeOfText(from) ?? null, axis?.placeOfText(to) ?? null]
      return low === null || high === null ? [] : [[id, [Math.min(low, high), Math.max(low, high)] as const] as const]
    }),
  )
}

export const printBrushes = (brushes: ReadonlyMap<string, Brush>, axes: readonly ChartAxis[]): string =>
  axes.flatMap((axis) => (brushes.has(axis.id) ? [[axis.id, ...brushes.get(axis.id)!.map((place) => axis.textAt(place))].join('\t')] : [])).join('\n')

/** A value that was rounded in an address is still inside. */
const grain = 1e-5

export const isWithin = (run: ChartRun, axes: readonly ChartAxis[], brushes: ReadonlyMap<string, Brush>): boolean =>
  axes.every((axis) => {
    const brush = brushes.get(axis.id)
    if (brush === undefined) return true
    const place = axis.placeOf(run)
    return place !== null && place >= brush[0] - grain && place <= brush[1] + grain
  })
