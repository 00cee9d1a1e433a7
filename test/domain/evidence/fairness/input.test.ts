import { DuckDBInstance } from '@duckdb/node-api'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { FairnessSettings } from '../../../../shared/contract/evidence.ts'
import type { AppError } from '../../../../shared/errors.ts'
import { refuseThresholds } from '../../../../electron/domain/evidence/fairness/input-rules.ts'
import { type Ask, createRuns, groupOf, toSettings } from '../check-runs.ts'

const runs = createRuns()
afterAll(() => runs.end())

const good = ['label,prediction,group', '1,1,A', '0,0,A', '1,0,B', '0,1,B']
const csv = (lines: readonly string[]) => `${lines.join('\n')}\n`
let at = 0
const write = (content: string | Uint8Array, name = `input-${++at}.csv`) => runs.write(name, content)

async function refusal(path: string, ask: Ask = {}): Promise<AppError> {
  const failed = await runs.run(path, ask).then(
    () => null,
    (error: unknown) => error as AppError,
  )
  if (failed === null) throw new Error('the input was accepted')
  return failed
}

/** Writes a Parquet file with a DuckDB of the test's own. */
async function writeParquet(name: string, select: string): Promise<string> {
  const path = join(runs.dir, name)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  return path
}

describe('an input that is refused', () => {
  const refused: [string, string, Ask, string][] = [
    ['a missing column', csv(good), { groups: ['sex'] }, 'has no column “sex”. Its columns are: label, prediction, group.'],
    ['the wrong case of a name', csv(good), { label: 'Label' }, 'has no column “Label”. Its columns are: label, prediction, group.'],
    ['a name that comes twice', csv(['label,prediction,group,group', '1,1,A,A']), {}, 'has 2 columns named “group”; rename them'],
    ['one column in two roles', csv(good), { groups: ['label'] }, 'The column “label” is named as label and as group; give each role its own column.'],
    ['three labels', csv([...good, '2,1,A']), {}, 'the label column “label” has 3 values: “0” (2 rows), “1” (2 rows), “2” (1 row). A fairness check needs exactly two'],
    ['one label', csv(['label,prediction,group', '1,1,A', '1,1,B']), {}, 'the label column “label” has one value only: “1” (2 rows). A fairness check needs rows of both outcomes.'],
    ['no label at all', csv(['label,prediction,group', ',1,A', 'NA,0,B']), {}, 'the label column “label” has no value in any row'],
    ['a positive value that never comes', csv(good), { positive: 'yes' }, 'the label column “label” never has the positive value “yes”. It has: “0” (2 rows), “1” (2 rows). Name one of them as positive.'],
    ['predictions of other values', csv(['label,prediction,group', '1,yes,A', '0,no,B']), {}, 'the prediction column “prediction” has values that the label does not have: “no” (1 row), “yes” (1 row); the label has “0” (1 row), “1” (1 row).'],
    ['no prediction at all', csv(['label,prediction,group', '1,,A', '0,,B']), {}, 'the prediction column “prediction” has no value in any row'],
    ['labels and predictions in different rows', csv(['label,prediction,group', '1,,A', '0,,B', ',1,A', ',0,B']), {}, 'none of its 4 rows has both a label in “label” and a value in “prediction”.'],
    ['a group column without values', csv(['label,prediction,group', '1,1,', '0,0,NA']), {}, 'the group column “group” has no value in any usable row; choose another one.'],
    ['no rows', csv(['label,prediction,group']), {}, 'has a header and no rows; export the data again.'],
    ['no bytes', '', {}, 'is empty: it has 0 bytes. Export the data again.'],
    ['blank lines only', '\n\n', {}, 'is empty: it has blank lines only.'],
    ['a line with more fields', csv([...good, '1,1,A,more']), {}, 'has 4 fields in line 6 where the header names 3 columns; correct that line.'],
    ['an open quote', csv([...good, '1,1,"A']), {}, 'has a quote that is not closed properly in line 6'],
  ]
  it.each(refused)('%s', async (_, content, ask, sentence) => {
    const { code, message } = await refusal(write(content), ask)
    expect(message).toContain(sentence)
    expect(message).toContain(sentence.startsWith('The column') ? 'label' : `input-${at}.csv`)
    expect(['BAD_INPUT', 'FILE_UNREADABLE']).toContain(code)
  })

  const score = { decision: { kind: 'score', column: 'score', threshold: 0.5 } } as const
  it.each([
    ['words', ['0.9', 'high', '0.1', 'low'], '2 scores in “score” are no finite numbers, for example “high”'],
    ['decimal commas', ['0.9', '"0,5"', '0.1', '0.2'], '1 score in “score” is no finite number, for example “0,5”. Write numbers with a decimal point'],
    ['infinity', ['0.9', 'inf', '0.1', '0.2'], '1 score in “score” is no finite number, for example “inf”'],
  ])('scores with %s', async (_, scores, sentence) => {
    const lines = scores.map((value, row) => `${row % 2},${value},${row < 2 ? 'A' : 'B'}`)
    expect((await refusal(write(csv(['label,score,group', ...lines])), score)).message).toContain(sentence)
  })

  it.each([
    ['Latin-1 text after a megabyte of UTF-8', Buffer.from(csv([...good, ...Array.from({ length: 180_000 }, () => '1,1,A'), '1,1,M\u00fcnchen']), 'latin1'), 'FILE_UNREADABLE', 'is not UTF-8 text in line 180006; save it as UTF-8 and try again.'],
    ['UTF-16 text with the larger byte first', Buffer.from(`\ufeff${csv(good)}`, 'utf16le').swap16(), 'UNSUPPORTED_FORMAT', 'is UTF-16 text with the larger byte first; save it as UTF-8.'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and more'), 'UNSUPPORTED_FORMAT', 'is an Excel workbook or ZIP archive; save the sheet as CSV or Parquet.'],
    ['an Arrow file', Buffer.from('ARROW1\0\0'), 'UNSUPPORTED_FORMAT', 'is an Arrow file; save it as Parquet or CSV.'],
    ['anything else that is no text', Buffer.from([1, 2, 0, 3]), 'UNSUPPORTED_FORMAT', 'is not text and not Parquet'],
    ['a damaged gzip file', Buffer.concat([gzipSync(csv(good)).subarray(0, 20), Buffer.from('damage')]), 'FILE_UNREADABLE', 'is a damaged gzip file'],
    ['a damaged Parquet file', Buffer.from('PAR1 nothing PAR1'), 'FILE_UNREADABLE', 'is a damaged Parquet file; export it again.'],
  ])('%s', async (_, content, code, sentence) => {
    const error = await refusal(write(content))
    expect(error.message).toContain(sentence)
    expect(error.code).toBe(code)
  })

  it('a text file that is called Parquet', async () => {
    expect((await refusal(write(csv(good), 'text.parquet'))).message).toBe('text.parquet is named as a Parquet file but does not begin as one; export it again.')
  })

  it('JSON that is none', async () => {
    expect((await refusal(write('{"label": 1\nfoo\n', 'broken.jsonl'))).message).toContain('broken.jsonl is not valid JSON lines in line 2')
  })

  it('a folder, a file that is not there', async () => {
    mkdirSync(join(runs.dir, 'folder.csv'))
    expect((await refusal(join(runs.dir, 'folder.csv'))).message).toContain('folder.csv is a folder; name one file with the rows in it.')
    expect((await refusal(join(runs.dir, 'absent.csv'))).message).toContain('absent.csv; check the path.')
  })

  it('a threshold with the bound of the other kind, or out of range', () => {
    const judged = (thresholds: FairnessSettings['thresholds']) => refuseThresholds(toSettings({ thresholds }))
    expect(() => judged({ impact_ratio: { max: 0.8, source: 'x' } })).toThrow('impact_ratio is judged by a min alone')
    expect(() => judged({ equalized_odds_difference: { max: 0.1, min: 0, source: 'x' } })).toThrow('equalized_odds_difference is judged by a max alone')
    expect(() => judged({ equalized_odds_difference: { max: 10, source: 'x' } })).toThrow('must be between 0 and 1')
  })

  it('more groups than a person can read', async () => {
    const lines = Array.from({ length: 25_001 }, (_, row) => `${row % 2},1,g${row}`)
    expect((await refusal(write(csv(['label,prediction,group', ...lines])))).message).toContain('“group” has 25001 different values; a group column may give at most 25000 groups.')
  })

  it('a group column with a value of its own in nearly each row, before all of them are counted', async () => {
    const lines = (label: (row: number) => string) => csv(['label,prediction,group', ...Array.from({ length: 60_000 }, (_, row) => `${label(row)},1,${'g'.repeat(80)}${row}`)])
    expect((await refusal(write(lines((row) => String(row % 2))))).message).toContain('“group” has at least 50000 different values; a group column may give at most 25000 groups.')
    // Rows that the check leaves out count for nothing.
    const { result } = await runs.run(write(lines((row) => (row % 300 === 0 ? String((row / 300) % 2) : 'NA'))))
    expect(result.rows).toMatchObject({ read: 60_000, used: 200 })
  })
})

describe('an input that is understood', () => {
  const header = 'label,prediction,group'

  it('counts rows without a value by reason and drops none in silence', async () => {
    const lines = [header, '1,1,A', '0,0,B', ',1,A', 'NA,0,B', '1,,A', '?,N/A,A', '1,0,', '0,1,NULL', '0,1,nan']
    const { result } = await runs.run(write(csv(lines)))
    expect(result.rows).toEqual({ read: 9, used: 5, excluded: { missing_label: 3, missing_prediction: 1, 'missing_group:group': 3 } })
    expect(result.groups.map(({ n }) => n)).toEqual([1, 1])
    expect(result.limits.slice(0, 2)).toEqual(['4 rows of 9 had no label or no decision and could not be used.', '3 rows without a value in “group” are in no group over it.'])
  })

  it('keeps a row that lacks one group column in the groups over the others', async () => {
    const lines = ['label,prediction,sex,age', '1,1,f,old', '0,0,m,', '1,0,,old', '0,1,f,young']
    const { result } = await runs.run(write(csv(lines)), { groups: ['sex', 'age'] })
    expect(result.rows.excluded).toMatchObject({ 'missing_group:sex': 1, 'missing_group:age': 1 })
    expect(groupOf(result, { sex: 'm' }).n).toBe(1)
    expect(groupOf(result, { age: 'old' }).n).toBe(2)
    expect(result.groups.filter(({ by }) => Object.keys(by).length === 2).map(({ by }) => Object.values(by).join())).toEqual(['f,old', 'f,young'])
  })

  it('takes words as labels, and tells them apart letter by letter', async () => {
    const lines = ['label,prediction,group', 'bad,good,A', 'good,good,A', 'good, bad ,B', 'bad,bad,B']
    const { result } = await runs.run(write(csv(lines)), { positive: ' good ' })
    expect(groupOf(result, { group: 'A' })).toMatchObject({ tp: 1, fp: 1, fn: 0, tn: 0 })
    expect((await refusal(write(csv(lines)), { positive: 'Good' })).message).toContain('never has the positive value “Good”')
  })

  it('accepts one label where the predictions show the other, and says what is undefined', async () => {
    const { result } = await runs.run(write(csv([header, '0,1,A', '0,0,A', '0,0,B', '0,0,B'])))
    expect(groupOf(result, { group: 'A' }).rates.true_positive_rate).toMatchObject({ value: null, reason: 'denominator_zero' })
    expect(groupOf(result, { group: 'A' }).rates.selection_rate.value).toBe(0.5)
    expect(result.limits).toContain('Every label is negative: rates that need the other class are undefined.')
  })

  it('decides by score ≥ threshold, at the threshold too', async () => {
    const lines = ['label,score,group', '1,0.5,A', '0,0.49999999999999994,A', '1,5e-1,B', '0, 1 ,B', '0,NaN,B', '1,,A']
    const { result } = await runs.run(write(csv(lines)), { decision: { kind: 'score', column: 'score', threshold: 0.5 } })
    expect(groupOf(result, { group: 'A' })).toMatchObject({ tp: 1, tn: 1, fp: 0, fn: 0 })
    expect(groupOf(result, { group: 'B' })).toMatchObject({ tp: 1, fp: 1, fn: 0, tn: 0 })
    expect(result.rows.excluded).toMatchObject({ missing_score: 2 })
  })

  it('reads scores with blank or lower-case missing tokens as missing, whatever way is tried first', async () => {
    const lines = ['label,score,group', '1,0.7,A', '0, na ,A', '1,"  ",B', '0,0.1,B']
    const { result } = await runs.run(write(csv(lines)), { decision: { kind: 'score', column: 'score', threshold: 0.5 } })
    expect(result.rows).toMatchObject({ used: 2, excluded: { missing_score: 2 } })
  })

  it.each([
    ['semicolons, a byte-order mark and CRLF', `\ufeff${good.join('\r\n').replaceAll(',', ';')}\r\n`],
    ['tabs', csv(good).replaceAll(',', '\t')],
    ['pipes', csv(good).replaceAll(',', '|')],
    ['old Macintosh line ends', good.join('\r')],
    ['UTF-16', Buffer.from(`\ufeff${csv(good)}`, 'utf16le')],
    ['quotes and spaces in the header', csv(good).replace('label,prediction,group', '"label" , prediction ,"group"')],
    ['quoted values over two lines', csv(['label,prediction,group,note', '1,1,A,"two\nlines"', '0,0,A,"a "" b"', '1,0,B,"x,y"', '0,1,B,'])],
  ])('reads CSV with %s', async (_, content) => {
    const { result } = await runs.run(write(content))
    expect(result.groups.map(({ by, tp, fp, fn, tn }) => [by['group'], tp, fp, fn, tn])).toEqual([['A', 1, 0, 0, 1], ['B', 0, 1, 1, 0]])
  })

  it('reads gzip, JSON lines and Parquet to the same counts as CSV', async () => {
    const objects = good.slice(1).map((line) => line.split(','))
    const json = objects.map(([label, prediction, group]) => JSON.stringify({ label: Number(label), prediction: prediction === '1' ? 1.0 : '0', group }))
    const values = objects.map(([label, prediction, group]) => `(${label}::DOUBLE, ${prediction}::TINYINT, '${group} ')`)
    const paths = [
      write(csv(good)),
      write(gzipSync(csv(good)), 'good.csv.gz'),
      write(csv(json), 'good.jsonl'),
      write(gzipSync(csv(json)), 'good.jsonl.gz'),
      write(`[${json.join(',\n')}]`, 'good.json'),
      await writeParquet('good.parquet', `FROM (VALUES ${values.join(', ')}) t(label, prediction, "group")`),
    ]
    const results = []
    for (const path of paths) results.push((await runs.run(path)).result)
    for (const { groups } of results) expect(groups).toEqual(results[0]!.groups)
    expect(results.map(({ inputs }) => inputs[0]!.format)).toEqual(['csv', 'csv.gz', 'jsonl', 'jsonl.gz', 'jsonl', 'parquet'])
  })

  it('reads Parquet with booleans, NaN scores and nulls', async () => {
    const values = `(true, 0.9::DOUBLE, 'A'), (false, 0.1, 'A'), (true, 'NaN'::DOUBLE, 'A'), (false, NULL, 'B'), (NULL, 0.4, 'B'), (true, 0.2, 'B'), (false, 0.6, NULL)`
    const path = await writeParquet('typed.parquet', `FROM (VALUES ${values}) t(label, score, "group")`)
    const { result } = await runs.run(path, { positive: 'true', decision: { kind: 'score', column: 'score', threshold: 0.5 } })
    expect(result.rows).toEqual({ read: 7, used: 4, excluded: { missing_label: 1, missing_score: 2, 'missing_group:group': 1 } })
  })

  it('finds a JSON key that only a late row has', async () => {
    const early = Array.from({ length: 21_000 }, (_, row) => JSON.stringify({ label: row % 2, prediction: 1 }))
    const late = [JSON.stringify({ label: 1, prediction: 0, group: 'A' }), JSON.stringify({ label: 0, prediction: 0, group: 'B' })]
    const { result } = await runs.run(write(csv([...early, ...late]), 'late.jsonl'))
    expect(result.groups.map(({ n }) => n)).toEqual([1, 1])
    expect(result.rows.excluded['missing_group:group']).toBe(21_000)
  })

  it('gives no name of a column or a value a meaning of its own', async () => {
    const nasty = `x"; DROP TABLE counted; --'`
    const quoted = `"${nasty.replaceAll('"', '""')}"`
    const lines = [`label,prediction,${quoted}`, `1,1,${quoted}`, `0,0,'; SELECT 1; --`]
    const path = write(csv(lines), `o'dd [1]*?.csv`)
    const { result } = await runs.run(path, { groups: [nasty] })
    expect(result.groups.map(({ by }) => by[nasty])).toEqual([`'; SELECT 1; --`, nasty])
    expect((await refusal(path, { groups: [nasty], positive: `1' OR '1'='1` })).message).toContain('never has the positive value')
  })

  it('counts 10,000 groups and their combinations', async () => {
    const lines = Array.from({ length: 40_000 }, (_, row) => `${row % 2},${row % 3 === 0 ? 1 : 0},g${row % 10_000},${row < 20_000 ? 'x' : 'y'}`)
    const { result } = await runs.run(write(csv(['label,prediction,group,half', ...lines])), { groups: ['group', 'half'] })
    expect(result.groups).toHaveLength(10_000 + 2 + 20_000)
    expect(result.groups.reduce((sum, { by, n }) => sum + ('half' in by ? 0 : n), 0)).toBe(40_000)
  })
})
