import type { PerformanceSettings, ScoreSums } from '../../../../shared/contract/evidence.ts'
import type { Row } from '../../../platform/duckdb-session.ts'
import type { Stake } from './business.ts'
import type { Part, PartCounts, SideCounts } from './facts.ts'
import { partColumns, toCount } from './counted.ts'
import { metricForms } from './metrics.ts'
import type { Question, SideName } from './question.ts'
import { toBandLabels } from './source.ts'
import { type Curves, type ScoreScan, type ScoreTotals, createCurves, createScoreScan } from './score-scan.ts'

/** The columns whose values cut the rows into parts: none for all of them, the window, each segment column, and their pairs. */
export function toSets(question: Question, side: SideName): string[][] {
  const columns = partColumns(question, side)
  const segments = columns.filter((column) => column !== 'w')
  const pairs = question.settings.locality.pairs ? segments.flatMap((a, at) => segments.slice(at + 1).map((b) => [a, b])) : []
  return [[], ...columns.map((column) => [column]), ...pairs]
}

/** Names of windows and segments by the numbers that statements use. */
export function toPart(question: Question, side: SideName, texts: Record<string, string[]>, key: readonly (readonly [string, number])[]): Part {
  if (key.length === 0) return { of: 'all' }
  const [[first, at]] = key as [readonly [string, number]]
  if (first === 'w') {
    const text = texts['w']?.[at] as string
    return { of: 'window', key: /^\d{1,3}$/.test(text) ? String(Number(text) + 1) : text }
  }
  const by = key.map(([column, value]) => {
    const segment = question.settings.segments[Number(column.slice(1))]!
    const edges = question.edges[segment.column]
    const text = texts[column]?.[value] as string
    return [segment.column, edges ? (toBandLabels(edges)[Number(text)] as string) : text] as const
  })
  return { of: 'segment', by: Object.fromEntries(by) }
}

interface Reading {
  question: Question
  side: SideName
  texts: Record<string, string[]>
}

/** Adds the cells up to every part at once, and reads scores once, from the highest down. */
export async function readParts(question: Question, side: SideName, texts: Record<string, string[]>, k: number): Promise<SideCounts> {
  const reading = { question, side, texts }
  const parts = await readTables(reading, k)
  if (question.settings.model.score === null) return { parts: [...parts.values()], curves: null, shape: null }
  const totals = await readTotals(question, side, k)
  const { scans, curves } = await scanScores(reading, totals, k)
  const watched = watchedScores(question.settings)
  for (const [key, part] of parts) if (part.part.of === 'all' || watched.any) part.scores = scans.get(key)?.end() ?? emptyScores()
  return { parts: [...parts.values()], curves: { ...curves.end(), positives: totals.positives, negatives: totals.negatives, distinct: totals.distinct }, shape: null }
}

/** Windows and segments have watched metrics only: which of their scores' sums those need. */
function watchedScores({ watched }: PerformanceSettings): { any: boolean; losses: boolean } {
  const needed = watched.filter((name) => metricForms[name].needs === 'scores')
  return { any: needed.length > 0, losses: needed.some((name) => name !== 'auc_roc' && name !== 'average_precision') }
}

const emptyScores = (): ScoreSums => createScoreScan().end()
const keyOfPart = (key: readonly (readonly [string, number])[]): string => JSON.stringify(key)

async function readTables({ question, side, texts }: Reading, k: number): Promise<Map<string, PartCounts>> {
  const { settings, run } = question
  const sets = toSets(question, side)
  const columns = partColumns(question, side)
  const stakes = settings.business ? (settings.business.column === null ? [] : [', sum(vn) AS vn, fsum(v1) AS v1, fsum(v2) AS v2']) : []
  const grouped = columns.length === 0 ? '0' : `GROUPING_ID(${columns.join(', ')})`
  const lists = sets.map((set) => `(${[...set, 'code'].join(', ')})`)
  const rows = await run(`SELECT ${[...columns, `${grouped} AS missing_columns`, 'code', 'sum(n) AS n'].join(', ')}${stakes.join('')} FROM ${side}_cells GROUP BY GROUPING SETS (${lists.join(', ')})`)
  const parts = new Map<string, PartCounts>()
  const of = (key: readonly (readonly [string, number])[]): PartCounts => {
    const name = keyOfPart(key)
    const known = parts.get(name)
    if (known) return known
    const part: PartCounts = { part: toPart(question, side, texts, key), n: 0, cells: Array.from({ length: k * k }, () => 0), stakes: settings.business ? emptyStakes(k) : null, scores: null, errors: null }
    parts.set(name, part)
    return part
  }
  of([])
  for (const row of rows) {
    const key = keyOfRow(row, columns)
    if (key === null || row['code'] === null) continue
    const part = of(key)
    const [code, n] = [toCount(row['code']), toCount(row['n'])]
    part.n += n
    part.cells[code] = n
    if (part.stakes) part.stakes[code] = 'vn' in row ? { n: toCount(row['vn']), sum: Number(row['v1']), squares: Number(row['v2']) } : { n, sum: 0, squares: 0 }
  }
  return sortParts(parts)
}

const emptyStakes = (k: number): Stake[] => Array.from({ length: k * k }, () => ({ n: 0, sum: 0, squares: 0 }))

/** The columns that a line of grouping sets is over; null where one of them has no value: such rows are in no part. */
function keyOfRow(row: Row, columns: readonly string[]): (readonly [string, number])[] | null {
  const missing = Number(row['missing_columns'])
  const over = columns.filter((_, at) => (missing & (1 << (columns.length - 1 - at))) === 0)
  if (over.some((column) => row[column] === null)) return null
  return over.map((column) => [column, toCount(row[column])] as const)
}

/** All rows first, then windows and segments in the order of their columns and values: grouping sets come in any order. */
export function sortParts(parts: Map<string, PartCounts>): Map<string, PartCounts> {
  const rank = (key: readonly (readonly [string, number])[]) => [key.length, ...key.flatMap(([column, at]) => [column === 'w' ? -1 : Number(column.slice(1)), at])]
  const keyed = [...parts].map(([name, part]) => ({ name, part, rank: rank(JSON.parse(name) as [string, number][]) }))
  return new Map(keyed.toSorted((a, b) => compareLists(a.rank, b.rank)).map(({ name, part }) => [name, part]))
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

async function readTotals({ run }: Question, side: SideName, k: number): Promise<ScoreTotals> {
  const [row = {}] = await run(
    `SELECT sum(n) FILTER (code >= ${k}) AS positives, sum(n) FILTER (code < ${k}) AS negatives, count(DISTINCT s) AS distinct_scores, min(s) AS lowest, max(s) AS highest FROM ${side}_cells WHERE s IS NOT NULL`,
  )
  return { positives: toCount(row['positives']), negatives: toCount(row['negatives']), distinct: toCount(row['distinct_scores']), lowest: Number(row['lowest'] ?? 0), highest: Number(row['highest'] ?? 0) }
}

/** Rows and class come in one number, 2n + (1 where positive): a column less to read. */
async function scanScores({ question, side }: Reading, totals: ScoreTotals, k: number): Promise<{ scans: Map<string, ScoreScan>; curves: { end(): Curves } }> {
  const watched = watchedScores(question.settings)
  const columns = watched.any ? partColumns(question, side) : []
  const curves = createCurves(totals)
  const scans = new Map<string, ScoreScan>([[keyOfPart([]), createScoreScan({ each: curves.each })]])
  const sets = (watched.any ? toSets(question, side) : [[]]).map((set) => set.map((column) => ({ column, at: columns.indexOf(column) + 2 })))
  const whole = scans.get(keyOfPart([])) as ScoreScan
  // By set, then by the numbers of its columns: a look-up by text for each of millions of rows would be most of the work.
  const found = sets.map(() => new Map<number, ScoreScan>())
  const select = ['s', `CAST(2 * n + CAST(code >= ${k} AS INT) AS DOUBLE)`, ...columns.map((column) => `CAST(coalesce(${column}, -1) AS INT)`)]
  await question.scan(`SELECT ${select.join(', ')} FROM ${side}_cells WHERE s IS NOT NULL ORDER BY s DESC`, (chunk, rows) => {
    const [scores, packed] = chunk as [Float64Array, Float64Array]
    for (let row = 0; row < rows; row++) {
      const [score, both] = [scores[row] as number, packed[row] as number]
      const positive = both % 2 === 1
      const n = (both - Number(positive)) / 2
      whole.add(score, positive, n)
      for (let set = 1; set < sets.length; set++) {
        const over = sets[set] as { column: string; at: number }[]
        const first = chunk[over[0]!.at]![row] as number
        const second = over.length > 1 ? (chunk[over[1]!.at]![row] as number) : 0
        if (first < 0 || second < 0) continue
        const known = found[set] as Map<number, ScoreScan>
        const key = first * 65_536 + second
        let scan = known.get(key)
        if (!scan) {
          scan = createScoreScan({ losses: watched.losses })
          known.set(key, scan)
          scans.set(keyOfPart(over.map(({ column }, at) => [column, at === 0 ? first : second] as const)), scan)
        }
        scan.add(score, positive, n)
      }
    }
  })
  return { scans, curves }
}
