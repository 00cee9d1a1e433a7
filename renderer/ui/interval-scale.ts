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

const step = 0.1

/** The range of the axis: whole tenths around everything that is drawn, inside `bounds`. */
export function domainOf(points: readonly IntervalPoint[], reference: number | undefined, bounds: readonly [number, number]): [number, number] {
  const drawn = [...points.flatMap(({ value, low, high }) => [value, low, high]), reference].filter((value) => typeof value === 'number')
  if (drawn.length === 0) return [bounds[0], bounds[1]]
  const low = Math.floor((Math.min(...drawn) - 0.02) / step) * step
  const high = Math.ceil((Math.max(...drawn) + 0.02) / step) * step
  return [Math.max(bounds[0], round(low)), Math.min(bounds[1], round(high))]
}

/** At most eight ticks on round values. */
export function ticksOf([low, high]: readonly [number, number]): number[] {
  const stride = [0.1, 0.2, 0.25, 0.5, 1].find((candidate) => (high - low) / candidate <= 8) ?? (high - low) / 5
  const first = Math.ceil(round(low / stride)) * stride
  return Array.from({ length: Math.floor(round((high - first) / stride)) + 1 }, (_, index) => round(first + index * stride))
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

const letter = 6.4
/** Room for the longest label in pixels, estimated from its letters so that it is known before anything is drawn. */
export const widestLabel = (points: readonly IntervalPoint[]): number =>
  Math.max(60, ...points.map(({ label, note = '' }) => (label.length + note.length + 1) * letter))

/** The label as far as it fits beside its note; the whole of it is in the title. */
export function shorten({ label, note = '' }: IntervalPoint, width: number): string {
  const room = Math.floor(width / letter) - note.length - 1
  return label.length <= room ? label : `${label.slice(0, Math.max(3, room - 1)).trimEnd()}…`
}
