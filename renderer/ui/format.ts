const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const dayAndTime = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'long',
})

export const formatCount = (value: number): string => integer.format(value)

/** `1 entry`, `3 entries`. */
export const countOf = (value: number, one: string, many = `${one}s`): string => `${integer.format(value)} ${value === 1 ? one : many}`

const units = ['B', 'kB', 'MB', 'GB', 'TB']
/** Decimal units, three significant digits: 1.23 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`
}

/** Milliseconds in the unit that they are read in: 840 ms, 6.5 s. */
export const formatDuration = (ms: number): string => (ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`)

/** Fixed decimals with a true minus sign; a dash for what is not defined. */
export const formatDecimal = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? '–' : value.toFixed(digits).replace('-', '−')

export const formatDay = (at: string): string => day.format(new Date(at))
/** A calendar day, `2027-02-19`, which is the same day in every zone. */
export const formatDate = (date: string): string => day.format(new Date(`${date}T12:00`))
export const formatDayAndTime = (at: string): string => dayAndTime.format(new Date(at))
/** Local time with its zone, for tooltips and records. */
export const formatExact = (at: string): string => exact.format(new Date(at))

const steps = [
  { limit: 45, word: () => 'just now' },
  { limit: 3600, word: (s: number) => `${Math.max(1, Math.round(s / 60))} min` },
  { limit: 36 * 3600, word: (s: number) => `${Math.round(s / 3600)} h` },
  { limit: 60 * 86400, word: (s: number) => `${Math.round(s / 86400)} d` },
] as const

/** How long ago, coarsely: `3 min ago`, `18 h ago`, `4 d ago`, then the date. A future instant reads `in 24 d`. */
export function formatRelative(at: string, now: number): string {
  const seconds = (now - Date.parse(at)) / 1000
  const size = Math.abs(seconds)
  const step = steps.find(({ limit }) => size < limit)
  if (step === undefined) return formatDay(at)
  if (size < 45) return 'just now'
  return seconds >= 0 ? `${step.word(size)} ago` : `in ${step.word(size)}`
}

/** A name as part of a path: lower case, with dashes. Empty where nothing of it can stand there. */
export const toPathName = (name: string): string => name.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
