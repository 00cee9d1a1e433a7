import type { ColumnProfile, ColumnType, MissingKind, NumberProfile } from '../../../../shared/contract/evidence.ts'
import type { SourceColumn } from '../../../platform/data-source.ts'
import { isNumeric, toDouble } from '../values.ts'
import { type DateCounts, countDates } from './dates.ts'
import { countNumbers } from './numbers.ts'
import { findPersonal } from './personal/find.ts'
import { shorten, type Statements, toCount } from './statements.ts'
import type { Table } from './table.ts'
import { type TextCounts, countTexts } from './texts.ts'
import { exactLimit, isCode, isFiniteNumber, kindOfText, type Missing } from './values.ts'

/** A column is of a type if so many of its present values are. */
const typeShare = 0.95
/** The commonest value of a nearly constant column has so many of the present ones. */
const nearConstant = 0.99

export interface ColumnQuestion {
  missing: Missing
  minimumShown: number
  /** What the first rows look like: a guess that saves work and decides nothing. */
  likely: 'number' | 'instant' | 'text'
  /** Also a guess: few values make up its rows, so that equal texts are put together before anything is made of them. */
  repeats: boolean
}

/** The column's values with their rows in a table `g(v, t, n)`: v a number or an instant, t a text where v does not say all. */
export interface Grouped {
  form: 'number' | 'instant' | 'text'
  type: ColumnType
  present: number
  offType: number
  infinite: number
  missing: ColumnProfile['missing']
  distinct: number
  commonest: number
  numbers: NumberProfile | null
  dates: DateCounts | null
  texts: TextCounts | null
}

/** Nearly every row has a value of its own: such values name rows and are no categories. */
export const isIdentifier = ({ distinct, present }: Pick<ColumnProfile, 'distinct' | 'present'>): boolean => distinct > 20 && distinct * 2 > present

/** One GROUP BY reads the column; all else looks at its different values. */
export async function profileColumn(ask: Statements, table: Table, column: SourceColumn, question: ColumnQuestion): Promise<ColumnProfile> {
  const grouped = await group(ask, table, column, question)
  const personal = await findPersonal(ask, column.name, grouped, question.missing)
  const { form, type, present, offType, infinite, missing, distinct, commonest, numbers, dates, texts } = grouped
  const withheld = personal.length > 0 ? 'personal' : type === 'text' && isIdentifier({ distinct, present }) ? 'identifier' : null
  const flags: ColumnProfile['flags'] = []
  if (present > 0 && distinct === 1) flags.push('constant')
  else if (present > 0 && commonest > nearConstant * present) flags.push('near_constant')
  const missed = Object.values(missing).reduce((sum, n) => sum + n, 0)
  if (present > 1 && distinct === present && missed === 0) flags.push('key_candidate')
  const named = withheld === null
  return {
    name: column.name,
    storage: column.type,
    type,
    present,
    offType,
    infinite,
    missing,
    distinct,
    commonest,
    flags,
    withheld,
    length: texts?.length ?? null,
    numbers: withheld === 'personal' ? null : numbers,
    dates: withheld === 'personal' ? null : dates,
    top: named && present > 0 ? await readTop(ask, form, question) : [],
    variants: texts === null || texts.variants === null ? null : { ...texts.variants, shown: named ? texts.variants.shown : [] },
    personal,
  }
}

async function group(ask: Statements, table: Table, column: SourceColumn, question: ColumnQuestion): Promise<Grouped> {
  const native = table.isText ? null : nativeForm(column.type)
  const form = native ?? question.likely
  const found = form === 'text' ? null : await groupTyped(ask, table, column, { form, question })
  if (found !== null) return found
  return groupText(ask, table, column, question)
}

function nativeForm(type: string): 'number' | 'instant' | 'text' {
  if (type !== 'BOOLEAN' && isNumeric(type)) return 'number'
  return type === 'DATE' || type.startsWith('TIMESTAMP') ? 'instant' : 'text'
}

const castTo = { number: 'DOUBLE', instant: 'TIMESTAMP' } as const

/** Null where too few values are of the likely type: then the column is grouped as text. */
async function groupTyped(ask: Statements, table: Table, column: SourceColumn, { form, question }: { form: 'number' | 'instant'; question: ColumnQuestion }): Promise<Grouped | null> {
  const c = column.identifier
  if (!table.isText && form === 'number') {
    // One value as stored is one number: what is computed of it can wait until equal ones are together.
    const long = /BIGINT|HUGEINT|DECIMAL/.test(column.type) ? `CASE WHEN abs(v) >= ${exactLimit} THEN CAST(c AS VARCHAR) END` : 'NULL::VARCHAR'
    await ask.rows(`CREATE OR REPLACE TEMP TABLE g AS SELECT v, ${long} AS t, n FROM (SELECT CAST(c AS DOUBLE) AS v, c, n FROM (SELECT ${c} AS c, count(*) AS n FROM ${table.view} GROUP BY 1))`)
    return finishNumbers(ask, table, question.missing)
  }
  const typed = table.isText ? `TRY_CAST(c AS ${castTo[form]})` : column.type.includes('WITH TIME ZONE') ? `timezone('UTC', c)` : `CAST(c AS ${castTo[form]})`
  const value = table.isText && form === 'number' ? `CASE WHEN ${isCode('c')} THEN NULL ELSE ${typed} END` : typed
  await (question.repeats ? groupRepeating : groupEach)(ask, { view: table.view, column: c, value, large: form === 'number' ? `abs(v) >= ${exactLimit}` : 'false' })
  return form === 'number' ? finishNumbers(ask, table, question.missing) : finishInstants(ask, table, question.missing)
}

interface Values {
  view: string
  column: string
  /** Of `c`, null where it has no such value. */
  value: string
  /** Values `v` that do not tell all that stands in the file. */
  large: string
}

async function groupRepeating(ask: Statements, { view, column, value, large }: Values): Promise<void> {
  const texts = `(SELECT ${column} AS c, count(*) AS n FROM ${view} GROUP BY 1)`
  await ask.rows(`CREATE OR REPLACE TEMP TABLE g AS SELECT v, CASE WHEN v IS NULL OR ${large} THEN CAST(c AS VARCHAR) END AS t, sum(n)::BIGINT AS n FROM (SELECT ${value} AS v, c, n FROM ${texts}) GROUP BY ALL`)
}

/** Values by themselves, which takes half as long as with a text beside them; a second look at the column finds texts where values do not tell all. */
async function groupEach(ask: Statements, { view, column, value, large }: Values): Promise<void> {
  const values = `(SELECT ${value} AS v, c FROM (SELECT ${column} AS c FROM ${view}))`
  await ask.rows(`CREATE OR REPLACE TEMP TABLE g AS SELECT v, NULL::VARCHAR AS t, n FROM (SELECT v, count(*) AS n FROM ${values} GROUP BY v)`)
  const others = await ask.row(`SELECT count(*) AS n FROM g WHERE v IS NULL OR ${large}`)
  if (toCount(others['n']) === 0) return
  await ask.rows(`DELETE FROM g WHERE v IS NULL OR ${large}`)
  await ask.rows(`INSERT INTO g SELECT v, CAST(c AS VARCHAR), count(*) FROM ${values} WHERE v IS NULL OR ${large} GROUP BY v, c`)
}

interface Leftovers {
  missing: Partial<Record<MissingKind, number>>
  present: number
  distinct: number
  codes: number
  commonest: number
}

const nullKindOf = ({ file }: Table) => (file.kind === 'csv' ? 'empty' : 'null')

/** Values that are no number or instant: missing in some way, or of another type. */
async function readLeftovers(ask: Statements, table: Table, missing: Missing): Promise<Leftovers> {
  const rows = await ask.rows(`SELECT ${kindOfText('t', missing, nullKindOf(table))} AS kind, sum(n) AS r, count(*) AS d, max(n) AS m, sum(n) FILTER (${isCode('t')}) AS codes FROM g WHERE v IS NULL GROUP BY ALL ORDER BY kind`)
  const found: Leftovers = { missing: {}, present: 0, distinct: 0, codes: 0, commonest: 0 }
  for (const row of rows) {
    if (row['kind'] === 'present') Object.assign(found, { present: toCount(row['r']), distinct: toCount(row['d']), commonest: toCount(row['m']), codes: toCount(row['codes']) })
    else found.missing[row['kind'] as MissingKind] = toCount(row['r'])
  }
  return found
}

async function finishNumbers(ask: Statements, table: Table, missing: Missing): Promise<Grouped | null> {
  const left = await readLeftovers(ask, table, missing)
  const tokens = missing.numbers.length === 0 ? 'false' : `v IN (${missing.numbers.map(toDouble).join(', ')})`
  const odd = await ask.row(
    `SELECT sum(n) FILTER (isnan(v)) AS nan, sum(n) FILTER (isinf(v)) AS inf, count(DISTINCT v) FILTER (isinf(v)) AS infinities, max(n) FILTER (isinf(v)) AS m, sum(n) FILTER (${tokens}) AS token FROM g WHERE v IS NOT NULL AND (NOT isfinite(v) OR ${tokens})`,
  )
  const numbers = await countNumbers(ask, `(SELECT v, n FROM g WHERE ${isFiniteNumber('v', missing)})`)
  const infinite = toCount(odd['inf'])
  const fitting = (numbers?.rows ?? 0) + infinite
  if (left.codes > 0 || left.present > (1 - typeShare) * (left.present + fitting)) return null
  const all = { ...left.missing, ...counted('nan', toCount(odd['nan']) + (left.missing.nan ?? 0)), ...counted('token', toCount(odd['token']) + (left.missing.token ?? 0)) }
  return {
    form: 'number',
    type: fitting === 0 ? 'empty' : numbers?.whole ? 'integer' : 'number',
    present: left.present + fitting,
    offType: left.present,
    infinite,
    missing: all,
    distinct: left.distinct + (numbers?.distinct ?? 0) + toCount(odd['infinities']),
    commonest: Math.max(left.commonest, numbers?.commonest ?? 0, toCount(odd['m'])),
    numbers: numbers?.profile ?? null,
    dates: null,
    texts: null,
  }
}

async function finishInstants(ask: Statements, table: Table, missing: Missing): Promise<Grouped | null> {
  const left = await readLeftovers(ask, table, missing)
  const found = await countDates(ask, '(SELECT v, n FROM g WHERE v IS NOT NULL)')
  const fitting = found?.rows ?? 0
  if (left.present > (1 - typeShare) * (left.present + fitting)) return null
  return {
    form: 'instant',
    type: found === null ? 'empty' : found.midnights ? 'date' : 'timestamp',
    present: left.present + fitting,
    offType: left.present,
    infinite: 0,
    missing: left.missing,
    distinct: left.distinct + (found?.distinct ?? 0),
    commonest: Math.max(left.commonest, found?.commonest ?? 0),
    numbers: null,
    dates: found?.profile ?? null,
    texts: null,
  }
}

const counted = (kind: MissingKind, n: number) => (n > 0 ? { [kind]: n } : {})

/** The text of each value, and its number or instant where the column turns out to be of that type. */
async function groupText(ask: Statements, table: Table, column: SourceColumn, question: ColumnQuestion): Promise<Grouped> {
  const { missing } = question
  const c = `CAST(${column.identifier} AS VARCHAR)`
  await ask.rows(`CREATE OR REPLACE TEMP TABLE k AS SELECT t, n, ${kindOfText('t', missing, nullKindOf(table))} AS kind FROM (SELECT ${c} AS t, count(*) AS n FROM ${table.view} GROUP BY 1)`)
  const kinds = await ask.rows(`SELECT kind, sum(n) AS r, count(*) AS d, max(n) AS m FROM k GROUP BY kind ORDER BY kind`)
  const lost = Object.fromEntries(kinds.filter(({ kind }) => kind !== 'present').map((row) => [row['kind'] as MissingKind, toCount(row['r'])]))
  const here = kinds.find(({ kind }) => kind === 'present')
  const present = toCount(here?.['r'])
  const isOther = /[[(<]|^(BLOB|BIT|MAP|UNION|STRUCT|JSON)/.test(column.type)
  const typed = present === 0 || isOther ? null : await retype(ask, table, { present, missing })
  if (typed !== null) return typed
  const base = { form: 'text' as const, present, offType: 0, infinite: 0, missing: lost, distinct: toCount(here?.['d']), commonest: toCount(here?.['m']), numbers: null, dates: null }
  if (present === 0) return { ...base, type: 'empty', texts: null }
  if (isOther) return { ...base, type: 'other', texts: null }
  const texts = await countTexts(ask, { distinct: base.distinct, minimumShown: question.minimumShown })
  return { ...base, type: texts.booleans ? 'boolean' : 'text', texts }
}

async function retype(ask: Statements, table: Table, { present, missing }: { present: number; missing: Missing }): Promise<Grouped | null> {
  const first = `ascii(t) BETWEEN 32 AND 57 OR ascii(t) IN (73, 78, 105, 110)`
  const fit = await ask.row(
    `SELECT sum(n) FILTER (CASE WHEN ${first} THEN TRY_CAST(t AS DOUBLE) IS NOT NULL END) AS numbers, sum(n) FILTER (${isCode('t')}) AS codes, sum(n) FILTER (CASE WHEN ascii(t) BETWEEN 48 AND 57 THEN TRY_CAST(t AS TIMESTAMP) IS NOT NULL END) AS instants FROM k WHERE kind = 'present'`,
  )
  const enough = (n: unknown) => toCount(n) >= typeShare * present
  const codes = toCount(fit['codes'])
  if (codes === 0 && enough(fit['numbers'])) {
    await ask.rows(`CREATE OR REPLACE TEMP TABLE g AS SELECT v, CASE WHEN v IS NULL OR abs(v) >= ${exactLimit} THEN t END AS t, sum(n)::BIGINT AS n FROM (SELECT TRY_CAST(t AS DOUBLE) AS v, t, n FROM k) GROUP BY ALL`)
    return finishNumbers(ask, table, missing)
  }
  if (!enough(fit['instants'])) return null
  await ask.rows(`CREATE OR REPLACE TEMP TABLE g AS SELECT v, CASE WHEN v IS NULL THEN t END AS t, sum(n)::BIGINT AS n FROM (SELECT TRY_CAST(t AS TIMESTAMP) AS v, t, n FROM k) GROUP BY ALL`)
  return finishInstants(ask, table, missing)
}

/** Only what enough rows share is named; missing values are none. Ties by the text. */
async function readTop(ask: Statements, form: Grouped['form'], { missing, minimumShown }: ColumnQuestion): Promise<ColumnProfile['top']> {
  const number = `CASE WHEN v = trunc(v) AND abs(v) < 1e15 THEN CAST(v::BIGINT AS VARCHAR) ELSE CAST(v AS VARCHAR) END`
  const source = {
    number: `SELECT coalesce(t, ${number}) AS value, n FROM g WHERE ${isFiniteNumber('v', missing)}`,
    instant: `SELECT CAST(v AS VARCHAR) AS value, n FROM g WHERE v IS NOT NULL`,
    text: `SELECT t AS value, n FROM k WHERE kind = 'present'`,
  }[form]
  const rows = await ask.rows(`${source} AND n >= ${minimumShown} ORDER BY n DESC, value LIMIT 10`)
  return rows.map((row) => ({ value: shorten(String(row['value'])), n: toCount(row['n']) }))
}
