import { createHash } from 'node:crypto'
import type { PerformanceSettings, WindowRule } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { keyOf, textOf } from '../values.ts'
import { findColumns } from '../columns.ts'
import { columnsOf, isBanded, type Source, toBand, toRows, toWanted, toWindow, type Wanted } from './source.ts'

export type SideName = 'data' | 'reference'

/** Everything that the counting of one check passes on: what is asked, of which files, and what was found out on the way. */
export interface Question {
  settings: PerformanceSettings
  sources: ReadonlyMap<string, Source>
  wanted: readonly Wanted[]
  edges: Record<string, number[]>
  /** Deciles of the predicted numbers, which errors are shown by. */
  deciles: number[]
  /** A round number near the targets' mean, so that sums of powers keep their digits. */
  shift: number
  run(sql: string): Promise<Row[]>
  scan: Session['scan']
  /** SHA-256 of the statements run so far, each followed by a newline. */
  digest(): string
}

/** Opens every file as a view: `data_rows` and `reference_rows`, with windows, bands and the challenger's columns. Errors: those of `findColumns`; BAD_INPUT for repeated ids. */
export async function openQuestion(session: Session, settings: PerformanceSettings, asNumbers: boolean): Promise<Question> {
  const wanted = toWanted(settings, new Set(session.inputs.keys()))
  const sources = new Map<string, Source>()
  for (const one of wanted) sources.set(one.role, await openSource(session, one, asNumbers))
  const hash = createHash('sha256')
  const question: Question = {
    settings,
    sources,
    wanted,
    edges: {},
    deciles: [],
    shift: 0,
    run: (sql) => {
      hash.update(`${sql}\n`)
      return session.query(sql)
    },
    scan: (sql, visit) => {
      hash.update(`${sql}\n`)
      return session.scan(sql, visit)
    },
    digest: () => hash.copy().digest('hex'),
  }
  for (const one of wanted) {
    // Holds the file's name, which is no part of the question: not in the digest.
    const rows = toRows(sources.get(one.role) as Source, one, { missing: settings.missing, numbered: isNumbered(question, one.role) })
    await session.query(`CREATE OR REPLACE TEMP VIEW ${one.role}_file AS ${rows}`)
  }
  if (sources.has('challenger')) await refuseRepeatedIds(question)
  for (const side of sidesOf(question)) await openRows(question, side)
  return question
}

export const sidesOf = ({ sources }: Question): SideName[] => (sources.has('reference') ? ['data', 'reference'] : ['data'])

/** The windows of one file: the data's are those declared, the reference's are the chunks that alert limits come from. */
export function windowsOf({ settings, sources }: Pick<Question, 'settings' | 'sources'>, side: string): WindowRule | null {
  if (side === 'data') return settings.windows
  return side === 'reference' && settings.alert.by === 'deviations' && sources.has('reference') ? { by: 'chunks', count: settings.alert.chunks } : null
}

const isNumbered = (question: Question, role: string): boolean => ['chunks', 'rows'].includes(windowsOf(question, role)?.by ?? '')

async function openSource(session: Session, wanted: Wanted, asNumbers: boolean): Promise<Source> {
  const file = session.inputs.get(wanted.role)
  if (!file) throw new Error(`no file for ${wanted.role}`)
  const { all: columns } = await findColumns(session, columnsOf(wanted), file)
  return { file, columns, asNumbers }
}

async function refuseRepeatedIds({ run, settings, sources }: Question): Promise<void> {
  for (const role of ['data', 'challenger'] as const) {
    const key = keyOf(textOf('id', settings.missing))
    const [row] = await run(`SELECT count(*) AS n, min(key) AS example FROM (SELECT ${key} AS key FROM ${role}_file GROUP BY 1 HAVING count(*) > 1 AND key IS NOT NULL)`)
    const repeated = Number(row?.['n'])
    if (repeated === 0) continue
    const [name, example] = [sources.get(role)?.file.name, String(row?.['example']).slice(1, 41)]
    throw new AppError('BAD_INPUT', `${name}: ${repeated} ${repeated === 1 ? 'value' : 'values'} of “${settings.id}” ${repeated === 1 ? 'stands' : 'stand'} in more than one row, for example “${example}”. Rows can be joined by a column only where each value stands once.`)
  }
}

async function openRows(question: Question, side: SideName): Promise<void> {
  const { run, settings, sources } = question
  const windows = windowsOf(question, side)
  const total = await readRanges(question, side)
  const ordered = isNumbered(question, side) && settings.time !== null
  const rn = ordered ? ' REPLACE (CASE WHEN t IS NULL THEN NULL ELSE row_number() OVER (ORDER BY t NULLS LAST, rn) - 1 END AS rn)' : ''
  const base = `(SELECT *${rn} FROM ${side}_file)`
  const banded = side === 'data' ? settings.segments.flatMap((segment, at) => (isBanded(segment) ? [`${toBand(`g${at}`, question.edges[segment.column] ?? [])} AS g${at}`] : [])) : []
  const bad = side === 'data' ? settings.segments.flatMap((segment, at) => (isBanded(segment) ? [`coalesce(isnan(g${at}), false) AS g${at}_bad`] : [])) : []
  const decile = settings.task === 'regression' ? [`${toBand('d', question.deciles)} AS b`] : []
  const window = windows ? [`${toWindow(windows, total)} AS w`] : []
  const replaced = banded.length > 0 ? ` REPLACE (${banded.join(', ')})` : ''
  const inner = `SELECT ${[`*${replaced}`, ...bad, ...decile, ...window].join(', ')} FROM ${base}`
  const joined = side === 'data' && sources.has('challenger')
  const key = (table: string) => keyOf(textOf(`${table}.id`, settings.missing))
  const other = ['cd', 'cs'].filter((short) => question.wanted.some(({ role, texts, numbers }) => role === 'challenger' && (short in texts || short in numbers)))
  const rows = joined ? `SELECT a.*, ${other.map((short) => `c.${short}`).join(', ')} FROM (${inner}) a LEFT JOIN challenger_file c ON ${key('a')} = ${key('c')}` : inner
  await run(`CREATE OR REPLACE TEMP VIEW ${side}_rows AS ${rows}`)
}

/** What must be known of the columns before rows can be counted: how many rows there are, and where bands are cut. Says how many rows windows are made of. */
async function readRanges(question: Question, side: SideName): Promise<number> {
  const { run, settings } = question
  const needsTotal = windowsOf(question, side)?.by === 'chunks'
  const cut = side === 'data' ? settings.segments.map((segment, at) => ({ ...segment, at })).filter(isBanded) : []
  const byQuantiles = cut.filter(({ edges }) => edges === null)
  for (const { column, edges } of cut) if (edges) question.edges[column] = edges.toSorted((a, b) => a - b)
  const isRegression = settings.task === 'regression' && side === 'data'
  const asked = [
    ...(needsTotal ? [`count(${settings.time === null ? '*' : 't'}) AS total`] : []),
    ...byQuantiles.map(({ at, bands }) => `${toQuantiles(`g${at}`, bands as number)} AS q${at}`),
    ...(isRegression ? [`${toQuantiles('d', 10)} AS deciles`, "avg(l) FILTER (isfinite(l)) AS shift"] : []),
  ]
  if (asked.length === 0) return 0
  const [row = {}] = await run(`SELECT ${asked.join(', ')} FROM ${side}_file`)
  for (const { column, at } of byQuantiles) question.edges[column] = distinctEdges(row[`q${at}`])
  if (isRegression) {
    question.deciles = distinctEdges(row['deciles'])
    question.shift = Number(Number(row['shift'] ?? 0).toPrecision(4))
  }
  return Math.max(1, Number(row['total'] ?? 0))
}

const toQuantiles = (column: string, bands: number): string =>
  `quantile_cont(${column}, [${Array.from({ length: bands - 1 }, (_, at) => (at + 1) / bands).join(', ')}]) FILTER (isfinite(${column}))`

/** Quantiles of a column with many equal values coincide: such bands are one. */
const distinctEdges = (found: unknown): number[] => [...new Set(((found ?? []) as readonly number[]).map(Number))]
