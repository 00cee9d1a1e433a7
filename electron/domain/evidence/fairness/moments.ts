import type { Row, Session } from '../../../platform/duckdb-session.ts'
import type { Moments } from '../statistics/summation.ts'
import { toDouble } from '../values.ts'

/**
 * Sums of fractions whose last digits do not depend on the order in which threads add them: each value is shifted and scaled into −1 to 1 and
 * added up as a decimal of 26 places, exactly. The shift also keeps the digits of a spread that is small beside the mean.
 */
export interface Scaled {
  expression: string
  shift: number
  /** A power of two. */
  scale: number
}

/** Finds shift and scale of each expression over a source; one pass. */
export async function readScales(session: Session, source: string, expressions: readonly string[]): Promise<Scaled[]> {
  const [row = {}] = await session.query(`SELECT ${expressions.map((one, at) => `min(${one}) AS low_${at}, max(${one}) AS high_${at}`).join(', ')} FROM ${source}`)
  return expressions.map((expression, at) => {
    const [low, high] = [Number(row[`low_${at}`] ?? 0), Number(row[`high_${at}`] ?? 0)]
    const shift = low / 2 + high / 2
    const reach = Math.max(high - shift, shift - low)
    return { expression, shift, scale: reach === 0 ? 1 : 2 ** Math.ceil(Math.log2(reach)) }
  })
}

/** Columns `sum_<name>` and `squares_<name>`; `weight` is how many rows one row stands for. */
export function toSums(name: string, { expression, shift, scale }: Scaled, weight = '1'): string {
  const value = `((${expression} - ${toDouble(shift)}) / ${toDouble(scale)})`
  const exact = (one: string) => `CAST(sum(${weight} * CAST(${one} AS DECIMAL(27, 26))) AS VARCHAR)`
  return `${exact(value)} AS sum_${name}, ${exact(`${value} * ${value}`)} AS squares_${name}`
}

export interface ExactSums {
  n: bigint
  sum: bigint
  squares: bigint
}

export const readSums = (row: Row, name: string, n: number): ExactSums => ({ n: BigInt(n), sum: toUnits(row[`sum_${name}`]), squares: toUnits(row[`squares_${name}`]) })

export const minus = (whole: ExactSums, part: ExactSums): ExactSums => ({ n: whole.n - part.n, sum: whole.sum - part.sum, squares: whole.squares - part.squares })
export const plus = (a: ExactSums, b: ExactSums): ExactSums => ({ n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares })

const places = 26n
const unit = 10n ** places

export function toMomentsOf({ n, sum, squares }: ExactSums, { shift, scale }: Scaled): Moments {
  if (n === 0n) return { n: 0, mean: 0, squares: 0 }
  const spread = n * squares * unit - sum * sum
  return { n: Number(n), mean: shift + (Number(sum) / Number(unit) / Number(n)) * scale, squares: (Math.max(0, Number(spread)) / Number(unit * unit) / Number(n)) * scale * scale }
}

/** A decimal as DuckDB writes it, in units of its last place. */
function toUnits(text: unknown): bigint {
  const [whole = '0', fraction = ''] = (typeof text === 'string' ? text : '0').split('.')
  return BigInt(whole.replace(/^-/, '') + fraction.padEnd(Number(places), '0')) * (whole.startsWith('-') ? -1n : 1n)
}
