import { quantileLevels } from '../../../../shared/contract/evidence.ts'

/** A slow second opinion on one column, from its texts alone. */
export interface NaiveColumn {
  present: number
  missing: number
  distinct: number
  numbers: { min: number; max: number; mean: number; sd: number | null; quantiles: number[]; below: number; above: number; counts: number[] } | null
}

const missingWords = new Set(['', 'NULL', 'NAN', 'NA', 'N/A', '?', 'NONE', 'NIL', '#N/A', '#NULL!', 'N.A.', '-', '--', '.'])
export const isMissing = (text: string | null): boolean => text === null || missingWords.has(text.trim().toUpperCase())

export function profileNaively(texts: readonly (string | null)[]): NaiveColumn {
  const present = texts.filter((text): text is string => !isMissing(text))
  const values = present.map(Number)
  const isNumeric = present.length > 0 && present.every((text) => Number.isFinite(Number(text)) && !/^0\d/.test(text))
  return {
    present: present.length,
    missing: texts.length - present.length,
    distinct: new Set<string | number>(isNumeric ? values : present).size,
    numbers: isNumeric ? describe(values.toSorted((a, b) => a - b)) : null,
  }
}

function describe(sorted: readonly number[]): NonNullable<NaiveColumn['numbers']> {
  const n = sorted.length
  const [min, max] = [sorted[0]!, sorted[n - 1]!]
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n
  const quantiles = quantileLevels.map((level) => {
    const position = (n - 1) * level
    const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!]
    return low + (position - Math.floor(position)) * (high - low)
  })
  const [q1, q3] = [quantiles[2]!, quantiles[4]!]
  const fence = 1.5 * (q3 - q1)
  return {
    min,
    max,
    mean,
    sd: n < 2 ? null : Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)),
    quantiles,
    below: sorted.filter((value) => value < q1 - fence).length,
    above: sorted.filter((value) => value > q3 + fence).length,
    counts: toCounts(sorted, min, max),
  }
}

function toCounts(sorted: readonly number[], min: number, max: number): number[] {
  if (min === max) return [sorted.length]
  const whole = sorted.every(Number.isInteger) && max - min < 20
  const [low, high, bars] = whole ? [min - 0.5, max + 0.5, max - min + 1] : [min, max, 20]
  const counts = Array.from({ length: bars }, () => 0)
  for (const value of sorted) {
    const fine = Math.min(bars * 100 - 1, Math.floor(((value * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5)) * bars * 100))
    counts[Math.floor(fine / 100)]! += 1
  }
  return counts
}

/** A CSV file without quotes inside fields that hold commas: enough for the files that the tests write. */
export function toTexts(csv: string): Map<string, string[]> {
  const lines = csv.split('\n').filter((line) => line !== '').map(splitLine)
  const [header = [], ...rows] = lines
  return new Map(header.map((name, at) => [name, rows.map((row) => row[at] ?? '')]))
}

function splitLine(line: string): string[] {
  const fields: string[] = []
  let [field, quoted] = ['', false]
  for (const char of line.replace(/\r$/, '')) {
    if (char === '"') quoted = !quoted
    else if (char === ',' && !quoted) {
      fields.push(field)
      field = ''
    } else field += char
  }
  return [...fields, field]
}
