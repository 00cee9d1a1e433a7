export interface IntervalPoint {
  label: string
  /** Stands after the label, quieter: `n=310`. */
  note?: string
  value: number | null
  low: number | null
  high: number | null
  /** Drawn hollow: shown, but not to be judged by. */
  muted?: boolean
}

/** The range of the axis: whole steps around everything that is drawn, inside `bounds`. */
export function domainOf(points: readonly IntervalPoint[], reference: number | undefined, bounds: readonly [number, number]): [number, number] {
  const drawn = [...points.flatMap(({ value, low, high }) => [value, low, high]), reference].filter((value) => typeof value === 'number')
  if (drawn.length === 0) return [Math.max(bounds[0], 0), Math.min(bounds[1], 1)]
  const [least, most] = [Math.min(...drawn), Math.max(...drawn)]
  const step = stepOf(least, most, bounds)
  const low = Math.floor((least - step / 5) / step) * step
  const high = Math.ceil((most + step / 5) / step) * step
  return [Math.max(bounds[0], round(low)), Math.min(bounds[1], round(high))]
}

/** Tenths on a scale of shares; on an open one the power of ten below the range. */
function stepOf(least: number, most: number, [from, to]: readonly [number, number]): number {
  if (Number.isFinite(from) && Number.isFinite(to)) return 0.1
  const range = most - least || Math.abs(most) || 1
  return 10 ** Math.floor(Math.log10(range))
}

/** At most eight ticks on round values. */
export function ticksOf([low, high]: readonly [number, number]): number[] {
  const power = 10 ** Math.floor(Math.log10(high - low))
  const stride = [0.1, 0.2, 0.25, 0.5, 1, 2].map((part) => part * power).find((candidate) => (high - low) / candidate <= 8) ?? (high - low) / 5
  const first = Math.ceil(round(low / stride)) * stride
  return Array.from({ length: Math.floor(round((high - first) / stride)) + 1 }, (_, index) => round(first + index * stride))
}

/** Decimals that tell the ticks apart and show each as it is; two at least, so that scales of shares look alike. */
export const tickDigits = (ticks: readonly number[]): number => Math.max(2, ...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0))

/** Twelve significant digits: what steps of tenths leave behind goes, whatever the scale. */
const round = (value: number): number => Number(value.toPrecision(12))

const letter = 6.4
/** Room for the longest label in pixels, estimated from its letters so that it is known before anything is drawn. */
export const widestLabel = (points: readonly IntervalPoint[]): number =>
  Math.max(60, ...points.map(({ label, note = '' }) => (label.length + note.length + 1) * letter))

/** The label as far as it fits beside its note; the whole of it is in the title. */
export function shorten({ label, note = '' }: IntervalPoint, width: number): string {
  const room = Math.floor(width / letter) - note.length - 1
  return label.length <= room ? label : `${label.slice(0, Math.max(3, room - 1)).trimEnd()}…`
}
