import { DuckDBInstance } from '@duckdb/node-api'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { columnOf, createQualityRuns, metricOf, type QualityAsk } from './quality-runs.ts'

const runs = createQualityRuns()
afterAll(() => runs.end())
const lines = (rows: readonly string[]) => `${rows.join('\n')}\n`

async function writeParquet(name: string, select: string): Promise<string> {
  const path = join(runs.dir, name)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  return path
}

const rows = ['city;share;day', 'Zürich;0,5;2026-01-01', 'Köln;-1,25;2026-01-02', '"a;b";3;2026-01-03', 'München;1,5e2;']
const semicolons = lines(rows)
const commas = lines(['city,share,day', 'Zürich,0.5,2026-01-01', 'Köln,-1.25,2026-01-02', 'a;b,3,2026-01-03', 'München,1.5e2,'])
const objects = lines(['{"city":"Zürich","share":0.5,"day":"2026-01-01"}', '{"city":"Köln","share":-1.25,"day":"2026-01-02"}', '{"city":"a;b","share":3,"day":"2026-01-03"}', '{"city":"München","share":150}'])

describe('the same rows in every dialect', () => {
  it.each<[string, string | Uint8Array, string, string]>([
    ['commas and points', commas, 'x.csv', 'csv'],
    ['semicolons and decimal commas', semicolons, 'x.csv', 'csv'],
    ['a byte-order mark and CRLF', `\ufeff${semicolons.replaceAll('\n', '\r\n')}`, 'x.csv', 'csv'],
    ['Latin-1', Buffer.from(semicolons, 'latin1'), 'x.csv', 'csv (latin-1)'],
    ['Latin-1 in gzip', gzipSync(Buffer.from(semicolons, 'latin1')), 'x.csv.gz', 'csv.gz (latin-1)'],
    ['UTF-16', Buffer.from(`\ufeff${semicolons}`, 'utf16le'), 'x.csv', 'csv (utf-16)'],
    ['tabs', commas.replaceAll(',', '\t'), 'x.tsv', 'csv'],
    ['gzip', gzipSync(commas), 'x.csv.gz', 'csv.gz'],
    ['JSON lines', objects, 'x.jsonl', 'jsonl'],
  ])('%s', async (_, content, name, format) => {
    const result = await runs.run(runs.write(content, name))
    expect(result.inputs[0]!.format).toBe(format)
    expect(result.columns.map(({ name: column, type, present }) => [column, type, present])).toEqual([['city', 'text', 4], ['share', 'number', 4], ['day', 'date', 3]])
    expect(columnOf(result, 'city')).toMatchObject({ distinct: 4, length: { min: 3, max: 7 } })
    expect(columnOf(result, 'share').numbers).toMatchObject({ min: -1.25, max: 150, mean: 38.0625 })
    expect(columnOf(result, 'day').dates).toMatchObject({ min: '2026-01-01', max: '2026-01-03' })
  })

  it('Parquet, whose types are its own', async () => {
    const path = await writeParquet('x.parquet', `FROM (VALUES ('Zürich', 0.5::DOUBLE, DATE '2026-01-01'), ('Köln', -1.25, DATE '2026-01-02'), ('a;b', 3, DATE '2026-01-03'), ('München', 150, NULL)) t(city, share, day)`)
    const result = await runs.run(path)
    expect(result.columns.map(({ storage, type, present }) => [storage, type, present])).toEqual([['VARCHAR', 'text', 4], ['DOUBLE', 'number', 4], ['DATE', 'date', 3]])
    expect(columnOf(result, 'share').numbers).toMatchObject({ min: -1.25, max: 150, mean: 38.0625 })
    expect(columnOf(result, 'day').missing).toEqual({ null: 1 })
  })

  it('a decimal comma beside a decimal point is taken for neither', async () => {
    const result = await runs.run(runs.write(lines(['a;b', '0,5;0.5', '1,5;1.5'])))
    expect(result.columns.map(({ type }) => type)).toEqual(['text', 'number'])
  })
})

describe('an input that is refused', () => {
  const data = lines(['id,label,x', '1,a,2', '2,b,3'])
  it.each<[string, string, QualityAsk, string]>([
    ['no rows', 'id,label,x\n', {}, 'has a header and no rows; export the data again.'],
    ['a label that is not there', data, { label: 'y' }, 'has no column “y”. Its columns are: id, label, x.'],
    ['a rule on a column that comes twice', 'x,x\n1,2\n', { rules: [{ kind: 'not_null', column: 'x' }] }, 'has 2 columns named “x”; rename them'],
    ['a pattern that is none', data, { rules: [{ kind: 'pattern', column: 'x', pattern: '(' }] }, 'The pattern “(” of the column “x” is no regular expression (RE2 syntax); correct it.'],
    ['an empty range', data, { rules: [{ kind: 'range', column: 'x', min: 2, max: 1 }] }, 'The range of “x” begins after its end.'],
    ['a range without a bound', data, { rules: [{ kind: 'range', column: 'x' }] }, 'The range of “x” needs a min, a max or both.'],
    ['a change of rows without a reference', data, { rules: [{ kind: 'row_count_change', max: 0.1 }] }, 'A rule compares the number of rows with a reference, and none is given'],
    ['a threshold on the wrong side', data, { thresholds: { missing_share: { min: 0.1, source: 'x' } } }, 'missing_share is judged by a max alone'],
    ['a label that names rows', data, { label: 'id', rowIds: ['id'] }, 'The column “id” is named as label and as a column that names rows'],
  ])('%s', async (_, content, ask, sentence) => {
    await expect(runs.run(runs.write(content), ask)).rejects.toThrow(sentence)
  })

  it.each([
    ['without its columns', 'a,b\n1,2\n', 'a benchmark table has the columns “column”, “value” and “share” (or “count”); this one has: a, b.'],
    ['of a column that the data does not have', 'column,value,share\nsex,f,1\n', 'it speaks of the column “sex”, which'],
    ['with a share that is none', 'column,value,share\nlabel,a,many\n', 'a share of “label” is no number from 0 on.'],
    ['with a value twice', 'column,value,share\nlabel,a,1\nlabel,a,2\n', 'the value “a” of “label” is named twice.'],
  ])('a benchmark %s', async (_, content, sentence) => {
    await expect(runs.run({ data: runs.write(data), benchmark: runs.write(content) })).rejects.toThrow(sentence)
  })
})

describe('an odd input that is understood', () => {
  it('one class only: balance is not judged, and nothing is called a leak', async () => {
    const result = await runs.run(runs.write(lines(['x,label', '1,a', '2,a'])), { label: 'label' })
    expect(metricOf(result, 'minimum_class_share', 'label')).toMatchObject({ value: null, verdict: 'insufficient_data', reason: 'single_class' })
    expect(result.metrics.some(({ name }) => name.startsWith('leakage'))).toBe(false)
  })

  it('labels written in several ways are several classes, and said to be variants', async () => {
    const result = await runs.run(runs.write(lines(['x,label', '1,yes', '2,Yes', '3,no', '4,no'])), { label: 'label', minimumRows: 1, minimumShown: 1 })
    expect(result.label!.classes).toEqual([{ value: 'no', n: 2 }, { value: 'Yes', n: 1 }, { value: 'yes', n: 1 }])
    expect(metricOf(result, 'variant_share', 'label')).toMatchObject({ value: 0.25, verdict: 'warn' })
  })

  it('columns of one name are profiled each, and counted', async () => {
    const result = await runs.run(runs.write(lines(['x,x,X', '1,a,2', '2,b,3'])))
    expect(result.columns.map(({ name, type }) => [name, type])).toEqual([['x', 'integer'], ['x', 'text'], ['X', 'integer']])
    expect(metricOf(result, 'duplicate_names')).toMatchObject({ value: 1, verdict: 'warn' })
  })

  it('10,000 categories, every value of its own, nothing at all', async () => {
    const content = lines(['category,own,none', ...Array.from({ length: 30_000 }, (_, at) => `c${at % 10_000},${at}k,`)])
    const result = await runs.run(runs.write(content), { rules: [{ kind: 'unique', column: 'category' }] })
    expect(columnOf(result, 'category')).toMatchObject({ distinct: 10_000, withheld: null, commonest: 3, top: [] })
    expect(columnOf(result, 'own')).toMatchObject({ distinct: 30_000, withheld: 'identifier' })
    expect(columnOf(result, 'none')).toMatchObject({ type: 'empty', present: 0, missing: { empty: 30_000 } })
    expect(result.rules[0]).toMatchObject({ checked: 30_000, violations: 30_000 })
    expect(metricOf(result, 'missing_share', 'none')).toMatchObject({ value: 1, verdict: 'fail' })
  })

  it('lists, structures, bytes, times with a zone and NaN of Parquet', async () => {
    const select = `SELECT [i, i] AS list, {'a': i} AS structure, i::VARCHAR::BLOB AS bytes, TIMESTAMPTZ '2026-01-01 00:00:00+00' + INTERVAL (i) DAY AS at, CASE WHEN i = 1 THEN 'NaN'::DOUBLE WHEN i = 2 THEN 'inf'::DOUBLE ELSE i END AS x, i % 2 = 0 AS even FROM range(20) r(i)`
    const result = await runs.run(await writeParquet('types.parquet', select))
    expect(result.columns.map(({ name, type }) => [name, type])).toEqual([['list', 'other'], ['structure', 'other'], ['bytes', 'other'], ['at', 'date'], ['x', 'integer'], ['even', 'boolean']])
    expect(columnOf(result, 'x')).toMatchObject({ present: 19, infinite: 1, missing: { nan: 1 } })
    expect(columnOf(result, 'at').dates).toMatchObject({ min: '2026-01-01', max: '2026-01-20', gaps: { stepSeconds: 86_400, gaps: 0 } })
    expect(columnOf(result, 'even').top).toEqual([{ value: 'false', n: 10 }, { value: 'true', n: 10 }])
  })

  it('a key of JSON that only a late row has', async () => {
    const early = Array.from({ length: 21_000 }, (_, row) => JSON.stringify({ x: row }))
    const result = await runs.run(runs.write(lines([...early, '{"x": 1, "late": "here"}']), 'late.jsonl'))
    expect(columnOf(result, 'late')).toMatchObject({ present: 1, missing: { null: 21_000 } })
  })

  it('a name of a column that would be a statement', async () => {
    const nasty = `x"; DROP TABLE g; --'`
    const result = await runs.run(runs.write(`"${nasty.replaceAll('"', '""')}",label\n1,a\n2,b\n`), { label: 'label', rules: [{ kind: 'range', column: nasty, max: 1 }, { kind: 'set', column: 'label', values: [`a' OR '1'='1`] }] })
    expect(result.rules.map(({ violations }) => violations)).toEqual([1, 2])
  })
})
