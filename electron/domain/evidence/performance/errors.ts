import type { ErrorShape, ErrorSums } from '../../../../shared/contract/evidence.ts'
import type { Row } from '../../../platform/duckdb-session.ts'
import { toDouble } from '../values.ts'
import { partColumns, toCount, toRowCounts } from './counted.ts'
import type { JointCounts, PartCounts, SideCounts, SideFacts } from './facts.ts'
import { toPart, toSets, sortParts } from './parts.ts'
import type { Question, SideName } from './question.ts'
import { isBanded } from './source.ts'

const sums = ['e', 'absolute', 'e2', 'e4', 't', 't2', 't3', 't4', 'e2t', 'e2t2', 'relative', 'relative2'] as const
const jointSums = ['j_a0', 'j_a1', 'j_s0', 'j_s1', 'j_da', 'j_da2', 'j_ds', 'j_ds2'] as const

/** The one statement over all rows of a regression: sums of powers of errors and targets, by window, segment and tenth of the prediction. Fractions are added with Kahan's correction. */
export async function countErrors(question: Question, side: SideName): Promise<void> {
  const { settings, run, shift } = question
  const parts = [...partColumns(question, side), 'b']
  const good = 'isfinite(l) AND isfinite(d)'
  const joint = side === 'data' && settings.challenger !== null
  const e = '(d - l)'
  const t = `(l - ${toDouble(shift)})`
  const terms: Record<(typeof sums)[number], string> = {
    e,
    absolute: `abs(${e})`,
    e2: `${e} * ${e}`,
    e4: `${e} * ${e} * ${e} * ${e}`,
    t,
    t2: `${t} * ${t}`,
    t3: `${t} * ${t} * ${t}`,
    t4: `${t} * ${t} * ${t} * ${t}`,
    e2t: `${e} * ${e} * ${t}`,
    e2t2: `${e} * ${e} * ${t} * ${t}`,
    relative: `CASE WHEN l <> 0 THEN abs(${e} / l) END`,
    relative2: `CASE WHEN l <> 0 THEN (${e} / l) * (${e} / l) END`,
  }
  const both = `${good} AND isfinite(cd)`
  const [absolute, square] = ['(abs(cd - l) - abs(d - l))', '((cd - l) * (cd - l) - (d - l) * (d - l))']
  const jointTerms = { j_a0: 'abs(d - l)', j_a1: 'abs(cd - l)', j_s0: `${e} * ${e}`, j_s1: '(cd - l) * (cd - l)', j_da: absolute, j_da2: `${absolute} * ${absolute}`, j_ds: square, j_ds2: `${square} * ${square}` }
  const total = (term: string, rows: string) => `coalesce(fsum(${term}) FILTER (${rows}), 0)`
  const columns = [
    ...parts,
    'count(*) AS "read"',
    `count(*) FILTER (${good}) AS n`,
    'count(*) FILTER (l IS NULL) AS missing_label',
    'count(*) FILTER (l IS NOT NULL AND d IS NULL) AS missing_decision',
    'count(*) FILTER (isnan(l)) AS l_bad',
    'count(*) FILTER (isnan(d)) AS d_bad',
    ...(settings.time === null ? [] : ['count(*) FILTER (t_bad) AS t_bad', 'count(*) FILTER (t IS NULL) AS missing_time']),
    ...(side === 'data' ? settings.segments.flatMap((segment, at) => (isBanded(segment) ? [`count(*) FILTER (g${at}_bad) AS g${at}_bad`] : [])) : []),
    `count(*) FILTER (${good} AND l <> 0) AS relative_n`,
    `${total('l', good)} AS target`,
    `${total('d', good)} AS prediction`,
    ...sums.map((name) => `${total(terms[name], good)} AS s_${name}`),
    ...(joint ? [`count(*) FILTER (${both}) AS j_n`, 'count(*) FILTER (isnan(cd)) AS cd_bad', `count(*) FILTER (${good} AND cd IS NULL) AS missing_challenger`, ...jointSums.map((name) => `${total(jointTerms[name], both)} AS ${name}`)] : []),
  ]
  await run(`CREATE OR REPLACE TEMP TABLE ${side}_counted AS SELECT ${columns.join(', ')} FROM ${side}_rows GROUP BY ALL`)
}

export async function readErrorFacts(question: Question, side: SideName, windows: number): Promise<SideFacts> {
  const { settings, run } = question
  const parts = partColumns(question, side).filter((part) => part !== 'w')
  const columns = [
    'sum("read") AS "read"',
    'sum(n) AS used',
    'sum(missing_label) AS missing_label',
    'sum(missing_decision) AS missing_decision',
    ...(settings.time === null ? [] : ['sum(missing_time) AS missing_time']),
    ...(side === 'data' && settings.challenger ? ['sum(missing_challenger) AS missing_challenger'] : []),
    ...parts.map((part) => `sum(n) FILTER (p_${part}.idx IS NULL) AS missing_${part}`),
  ]
  const [row = {}] = await run(`SELECT ${columns.join(', ')} FROM ${side}_counted c ${joinsOf(side, parts)}`)
  return { rows: toRowCounts(row, question), labels: null, predictions: null, windows }
}

const joinsOf = (side: SideName, parts: readonly string[]): string => parts.map((part) => `LEFT JOIN ${side}_${part} p_${part} ON p_${part}.raw = c.${part}`).join(' ')

/** Adds the sums up to every part at once, then finds the quantiles of the errors in one more look at the rows. */
export async function readErrorParts(question: Question, side: SideName, texts: Record<string, string[]>): Promise<SideCounts> {
  const columns = partColumns(question, side)
  const numbered = columns.map((column) => `p_${column}.idx AS ${column}`)
  const rows = `SELECT ${[...numbered, 'n', 'relative_n', ...sums.map((name) => `s_${name}`)].join(', ')} FROM ${side}_counted c ${joinsOf(side, columns)}`
  const lists = toSets(question, side).map((set) => `(${set.join(', ')})`)
  const grouped = columns.length === 0 ? '0' : `GROUPING_ID(${columns.join(', ')})`
  const added = ['sum(n) AS n', 'sum(relative_n) AS relative_n', ...sums.map((name) => `fsum(s_${name}) AS s_${name}`)]
  const found = await question.run(`SELECT ${[...columns, `${grouped} AS missing_columns`, ...added].join(', ')} FROM (${rows}) GROUP BY GROUPING SETS (${lists.join(', ')})`)
  const parts = new Map<string, PartCounts>()
  for (const row of found) {
    const over = columns.filter((_, at) => (Number(row['missing_columns']) & (1 << (columns.length - 1 - at))) === 0)
    const n = toCount(row['n'])
    if (over.some((column) => row[column] === null) || (n === 0 && over.length > 0)) continue
    const key = over.map((column) => [column, toCount(row[column])] as const)
    parts.set(JSON.stringify(key), { part: toPart(question, side, texts, key), n, cells: [], stakes: null, scores: null, errors: toSums(row, question.shift) })
  }
  return { parts: [...sortParts(parts).values()], curves: null, shape: await readShape(question, side) }
}

function toSums(row: Row, shift: number): ErrorSums {
  const totals = Object.fromEntries(sums.map((name) => [name, Number(row[`s_${name}`] ?? 0)])) as Record<(typeof sums)[number], number>
  return { n: toCount(row['n']), shift, relativeN: toCount(row['relative_n']), ...totals }
}

const shapeQuantiles = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

async function readShape({ run }: Question, side: SideName): Promise<ErrorShape> {
  const [row = {}] = await run(`SELECT quantile_cont(d - l, [${shapeQuantiles.join(', ')}]) AS q, quantile_cont(abs(d - l), 0.5) AS middle FROM ${side}_rows WHERE isfinite(l) AND isfinite(d)`)
  const list = row['q'] as number[] | null
  const bands = await run(`SELECT sum(n) AS n, fsum(prediction) AS prediction, fsum(target) AS target, fsum(s_absolute) AS absolute FROM ${side}_counted WHERE b IS NOT NULL GROUP BY b ORDER BY b`)
  return {
    quantiles: shapeQuantiles.map((p, at) => ({ p, value: list === null ? null : Number(list[at]) })),
    medianAbsolute: row['middle'] === null ? null : Number(row['middle']),
    bands: bands.map((band) => ({ n: toCount(band['n']), prediction: Number(band['prediction']), target: Number(band['target']), absolute: Number(band['absolute']) })),
  }
}

export async function readJointErrors({ run }: Question): Promise<JointCounts> {
  const [row = {}] = await run(`SELECT sum(j_n) AS n, ${jointSums.map((name) => `fsum(${name}) AS ${name}`).join(', ')} FROM data_counted`)
  const of = (name: (typeof jointSums)[number]) => Number(row[name] ?? 0)
  return {
    cells: [],
    ranks: null,
    errors: {
      n: toCount(row['n']),
      absolute: [of('j_a0'), of('j_a1')],
      squares: [of('j_s0'), of('j_s1')],
      absoluteDifference: of('j_da'),
      absoluteDifference2: of('j_da2'),
      squareDifference: of('j_ds'),
      squareDifference2: of('j_ds2'),
    },
  }
}
