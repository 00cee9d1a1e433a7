import { type NumberProfile, quantileLevels } from '../../../../shared/contract/evidence.ts'
import { sum } from '../statistics/summation.ts'
import { toDouble } from '../values.ts'
import { type Statements, toCount } from './statements.ts'

/** A relation of different finite numbers `v` with their rows `n`. */
type Numbers = string

export interface NumberCounts {
  profile: NumberProfile
  distinct: number
  rows: number
  whole: boolean
  commonest: number
}

interface Bin {
  fine: number
  rows: number
  distinct: number
}

const bars = 20
const finePerBar = 100
/** So many different values are fetched and sorted here; more are cut into bins again. */
const fetched = 20_000

/** Everything about the numbers of a column, exactly, in memory that does not grow with the rows. Null where there are none. */
export async function countNumbers(ask: Statements, numbers: Numbers): Promise<NumberCounts | null> {
  const basic = await ask.row(`SELECT count(*) AS d, sum(n) AS r, min(v) AS low, max(v) AS high, bool_and(v = floor(v)) AS whole, max(n) AS most, fsum(v * n) AS total FROM ${numbers}`)
  const [distinct, rows] = [toCount(basic['d']), toCount(basic['r'])]
  if (rows === 0) return null
  // -0 would be a second zero.
  const [min, max] = [Number(basic['low']) + 0, Number(basic['high']) + 0]
  const whole = basic['whole'] === true
  const shape = toShape(min, max, whole)
  const mean = toFinite(Number(basic['total']) / rows)
  const { bins, squares } = await cut(ask, numbers, shape, mean)
  const quantiles = await findQuantiles(ask, numbers, { shape, bins }, rows)
  const spread = (quantiles[4] as number) - (quantiles[2] as number)
  const [low, high] = [(quantiles[2] as number) - 1.5 * spread, (quantiles[4] as number) + 1.5 * spread]
  const beyond = await countBeyond(ask, numbers, { min, max, low, high })
  return {
    distinct,
    rows,
    whole,
    commonest: toCount(basic['most']),
    profile: {
      min,
      max,
      mean,
      sd: mean === null || rows < 2 ? null : toFinite(Math.sqrt(squares / (rows - 1))),
      quantiles,
      zeros: beyond.zeros,
      negative: beyond.negative,
      outliers: { below: beyond.below, above: beyond.above, low: toFinite(low) ?? min, high: toFinite(high) ?? max },
      histogram: toHistogram(shape, bins),
    },
  }
}

/** Rows with 0, below 0, and outside the fences; what least and greatest value leave no room for is not looked for. */
async function countBeyond(ask: Statements, numbers: Numbers, { min, max, low, high }: { min: number; max: number; low: number; high: number }): Promise<Record<'zeros' | 'negative' | 'below' | 'above', number>> {
  const wanted = [
    ['zeros', 'v = 0', min <= 0 && max >= 0],
    ['negative', 'v < 0', min < 0],
    ['below', `v < ${toDouble(low)}`, min < low],
    ['above', `v > ${toDouble(high)}`, max > high],
  ] as const
  const counts = wanted.filter(([, , possible]) => possible).map(([name, where]) => `coalesce(sum(n) FILTER (${where}), 0) AS ${name}`)
  const row = counts.length === 0 ? {} : await ask.row(`SELECT ${counts.join(', ')} FROM ${numbers}`)
  return { zeros: toCount(row['zeros']), negative: toCount(row['negative']), below: toCount(row['below']), above: toCount(row['above']) }
}

interface Shape {
  low: number
  high: number
  bars: number
}

/** Twenty bars of equal width; whole numbers of a small range have one each, with the edges between them. */
function toShape(min: number, max: number, whole: boolean): Shape {
  if (min === max) return { low: min, high: max, bars: 1 }
  return whole && max - min < bars && Math.abs(max) < 2 ** 52 ? { low: min - 0.5, high: max + 0.5, bars: max - min + 1 } : { low: min, high: max, bars }
}

/** The bin of v is ⌊(v − low) / (high − low) · bins⌋, the last one closed; halves keep the range within doubles. Never decreasing in v. */
async function cut(ask: Statements, numbers: Numbers, shape: Shape, mean: number | null, where = ''): Promise<{ bins: Bin[]; squares: number }> {
  const squares = mean === null ? '' : `, fsum(n * (v - ${toDouble(mean)}) * (v - ${toDouble(mean)})) AS squares`
  const rows = await ask.rows(`SELECT ${toBin(shape)} AS b, sum(n) AS r, count(*) AS d${squares} FROM ${numbers}${where} GROUP BY b ORDER BY b`)
  return { bins: rows.map((row) => ({ fine: Number(row['b']), rows: toCount(row['r']), distinct: toCount(row['d']) })), squares: sum(rows.map((row) => Number(row['squares']))) }
}

function toBin({ low, high, bars: many }: Shape): string {
  const bins = many * finePerBar
  const [from, range] = [low * 0.5, high * 0.5 - low * 0.5]
  return range > 0 ? `least(${bins - 1}, greatest(0, floor((v * 0.5 - ${toDouble(from)}) / ${toDouble(range)} * ${bins})))::INTEGER` : '0'
}

function toHistogram({ low, high, bars: many }: Shape, bins: readonly Bin[]): NumberProfile['histogram'] {
  const counts = Array.from({ length: many }, () => 0)
  for (const { fine, rows } of bins) counts[Math.floor(fine / finePerBar)]! += rows
  const edges = Array.from({ length: many + 1 }, (_, at) => (at === many ? high : low + (Number.isFinite(high - low) ? ((high - low) * at) / many : (high / many) * at - (low / many) * at)))
  return { edges, counts }
}

/** Type 7, as in statistics/quantiles.ts: position (n − 1)·p between order statistics, which the bins lead to. */
async function findQuantiles(ask: Statements, numbers: Numbers, cuts: Pick<Search, 'shape' | 'bins'>, rows: number): Promise<number[]> {
  const positions = quantileLevels.map((level) => (rows - 1) * level)
  const ranks = [...new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]))].toSorted((a, b) => a - b)
  const found = new Map<number, number>()
  await locate(ask, numbers, { ...cuts, where: '', before: 0, ranks }, found)
  return positions.map((position) => {
    const [below, above] = [found.get(Math.floor(position)) as number, found.get(Math.ceil(position)) as number]
    return below + (position - Math.floor(position)) * (above - below) + 0
  })
}

interface Search {
  shape: Shape
  bins: readonly Bin[]
  /** What the bins were cut from. */
  where: string
  /** Rows before the first bin. */
  before: number
  ranks: readonly number[]
}

/** Values by rank: small bins are fetched together, a crowded one is cut again between its own ends. */
async function locate(ask: Statements, numbers: Numbers, { shape, bins, where, before, ranks }: Search, found: Map<number, number>): Promise<void> {
  const small = new Map<number, { before: number; ranks: number[] }>()
  const inBin = (fine: readonly number[]) => `${where === '' ? ' WHERE' : `${where} AND`} ${toBin(shape)} IN (${fine.join(', ')})`
  let seen = before
  for (const bin of bins) {
    const here = ranks.filter((rank) => rank >= seen && rank < seen + bin.rows)
    const ends = here.length > 0 && bin.distinct > fetched ? await ask.row(`SELECT min(v) AS low, max(v) AS high FROM ${numbers}${inBin([bin.fine])}`) : null
    if (ends !== null) {
      const inner: Shape = { low: Number(ends['low']), high: Number(ends['high']), bars }
      const within = ` WHERE v BETWEEN ${toDouble(inner.low)} AND ${toDouble(inner.high)}`
      await locate(ask, numbers, { shape: inner, ...(await cut(ask, numbers, inner, null, within)), where: within, before: seen, ranks: here }, found)
    } else if (here.length > 0) small.set(bin.fine, { before: seen, ranks: here })
    seen += bin.rows
  }
  if (small.size === 0) return
  const values = await ask.rows(`SELECT ${toBin(shape)} AS b, v, sum(n) AS n FROM ${numbers}${inBin([...small.keys()])} GROUP BY ALL ORDER BY v`)
  for (const [fine, rows] of Map.groupBy(values, (row) => Number(row['b']))) pick(small.get(fine) as { before: number; ranks: number[] }, rows.map((row) => [Number(row['v']), toCount(row['n'])] as const), found)
}

function pick({ before, ranks }: { before: number; ranks: readonly number[] }, values: readonly (readonly [number, number])[], found: Map<number, number>): void {
  let seen = before
  for (const [value, rows] of values) {
    for (const rank of ranks) if (rank >= seen && rank < seen + rows) found.set(rank, value)
    seen += rows
  }
}

const toFinite = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null)
