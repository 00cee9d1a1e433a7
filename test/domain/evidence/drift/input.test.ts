import { afterAll, describe, expect, it } from 'vitest'
import { type Ask, cellOf, columnOf, createDriftRuns, valueOf } from './drift-runs.ts'

const runs = createDriftRuns()
afterAll(() => runs.end())

const list = (n: number, row: (at: number) => string) => Array.from({ length: n }, (_, at) => row(at)).join('\n')
const csv = (name: string, header: string, n: number, row: (at: number) => string) => runs.write(name, `${header}\n${list(n, row)}\n`)

describe('the same file twice', () => {
  it('has no drift in any measure, and passes', async () => {
    const path = csv('same.csv', 'id,x,y,word', 1_200, (at) => `${at},${(at * 7919) % 1013},${at % 2},${'abcd'[at % 4]}`)
    const result = await runs.run({ data: path, reference: path })
    for (const name of ['x', 'y', 'word']) {
      for (const measure of ['psi', 'js_distance', 'hellinger', 'l_infinity', 'cramers_v', 'missing_difference', 'unseen_share'] as const) expect(valueOf(result, name, measure)).toBe(0)
    }
    expect([valueOf(result, 'x', 'ks_statistic'), valueOf(result, 'x', 'wasserstein'), valueOf(result, 'x', 'ks_p_value')]).toEqual([0, 0, 1])
    expect(columnOf(result, 'id')).toMatchObject({ unjudged: 'identifier' })
    expect(result.verdict).toBe('pass')
  })
})

describe('columns of two files', () => {
  it('are matched by name; what only one has is said, and a category is the same however its number is written', async () => {
    const reference = csv('ref.csv', 'code,extra,x', 400, (at) => `${at % 2},e,${at % 40}`)
    const data = csv('cur.csv', 'x,code', 400, (at) => `${at % 40},${at % 2}.0`)
    const result = await runs.run({ data, reference }, { categorical: ['code'] })
    expect(result.columns.map(({ name }) => name)).toEqual(['x', 'code'])
    expect(columnOf(result, 'code').bins).toEqual({ by: 'values', values: ['0', '1'], rest: false })
    expect(cellOf(result, 'code')).toMatchObject({ unseen: 0, verdict: 'pass' })
    expect(result.limits[0]).toBe('Only one of the two files has “extra”; nothing there could be compared.')
  })

  it('renaming categories changes no number', async () => {
    const rename: Record<string, string> = { a: 'zz', b: 'm', c: 'a' }
    const word = (at: number, shift: number) => 'aabc'[(at * at + shift * (at % 3)) % 4]!
    const run = (name: (letter: string) => string, tag: string) =>
      runs.run({ data: csv(`n${tag}.csv`, 'w', 500, (at) => name(word(at, 1))), reference: csv(`m${tag}.csv`, 'w', 500, (at) => name(word(at, 0))) })
    const [one, other] = [await run((letter) => letter, '1'), await run((letter) => rename[letter]!, '2')]
    for (const measure of ['psi', 'js_distance', 'hellinger', 'l_infinity', 'cramers_v'] as const) expect(valueOf(other, 'w', measure)).toBeCloseTo(valueOf(one, 'w', measure)!, 12)
  })

  it('unseen and missing values are counted, values that are no numbers too', async () => {
    const reference = csv('seen.csv', 'w,n', 300, (at) => `${'ab'[at % 2]},${at}`)
    const data = csv('unseen.csv', 'w,n', 300, (at) => `${at < 30 ? 'c' : at < 90 ? '' : 'a'},${at < 12 ? 'broken' : at < 15 ? 'inf' : at}`)
    const result = await runs.run({ data, reference }, { numeric: ['n'], columns: ['w', 'n'] })
    expect(cellOf(result, 'w')).toMatchObject({ rows: 300, missing: 60, unseen: 30, counts: [210, 0, 30], verdict: 'fail' })
    expect(valueOf(result, 'w', 'unseen_share')).toBe(0.125)
    expect(valueOf(result, 'w', 'missing_difference')).toBe(0.2)
    expect(cellOf(result, 'n')).toMatchObject({ rows: 300, missing: 0, notNumbers: 15 })
    expect(result.limits.join(' ')).toContain('“n”: 15 values that are no finite number')
  })

  it('dates are shown and not judged; an empty column is not told', async () => {
    const path = csv('dates.csv', 'd,empty,x', 200, (at) => `2026-01-${String((at % 28) + 1).padStart(2, '0')},,${at % 50}`)
    const result = await runs.run({ data: path, reference: path })
    expect(columnOf(result, 'd')).toMatchObject({ unjudged: 'date' })
    expect(cellOf(result, 'empty')).toMatchObject({ verdict: 'insufficient_data', reason: 'few_values_in_reference' })
  })

  it('a value that a small sample can not tell from chance is “too few”, a large one still fails', async () => {
    const reference = csv('small-r.csv', 'x', 60, (at) => `${(at * 31) % 60}`)
    const alike = await runs.run({ data: csv('small-c.csv', 'x', 60, (at) => `${(at * 31) % 60}`), reference }, { columns: ['x'] })
    expect(cellOf(alike, 'x').verdict).toBe('insufficient_data')
    expect(alike.metrics.find(({ name }) => name === 'psi')).toMatchObject({ value: 0, verdict: 'insufficient_data', reason: 'noise_floor' })
    const moved = await runs.run({ data: csv('small-m.csv', 'x', 60, (at) => `${((at * 31) % 60) + 50}`), reference }, { columns: ['x'] })
    expect(moved.metrics.find(({ name }) => name === 'psi')).toMatchObject({ verdict: 'fail' })
  })
})

describe('is refused with a sentence:', () => {
  const reference = () => csv('r.csv', 'a,b,t', 50, (at) => `${at},${at},2026-01-01`)
  const data = () => csv('d.csv', 'a,b,t', 50, (at) => `${at},${at},2026-01-01`)
  const threshold = { max: 0.1, source: 'x' }
  it.each<[string, Ask, string]>([
    ['a column that is not there', { columns: ['c'] }, 'd.csv has no column “c”. Its columns are: a, b, t.'],
    ['an exception that is not there', { except: ['c'] }, 'There is no column “c” that could be left out.'],
    ['one column as label and prediction', { label: 'a', prediction: 'a' }, 'named as label and as prediction'],
    ['a column as numbers and as categories', { numeric: ['a'], categorical: ['a'] }, 'named as numeric and as categorical'],
    ['a label that is left out', { label: 'a', except: ['a'] }, 'The label “a” is not among the columns'],
    ['a p-value judged from above', { thresholds: { ks_p_value: threshold } }, 'ks_p_value is judged by a min alone'],
    ['a warning beyond the threshold', { thresholds: { psi: { ...threshold, warn: { max: 0.3 } } } }, 'psi warns at 0.3'],
    ['thresholds for a profile with its own', { profile: 'evidently', thresholds: { psi: threshold } }, 'brings its own limits'],
    ['limits from windows that are not there', { profile: 'nannyml' }, 'need windows'],
    ['a reference of windows and of a file', { reference: { from: 'windows', first: 1 }, windows: { by: 'rows', size: 10 } }, 'a file of its own or part of the data, not both'],
    ['a time that is none', { windows: { by: 'time', column: 'a', unit: 'month' }, columns: ['b'] }, 'no value of “a” is a date or time'],
  ])('%s', async (_, ask, sentence) => {
    await expect(runs.run({ data: data(), reference: reference() }, ask)).rejects.toThrow(sentence)
  })

  it('too many windows, no reference, no rows, nothing left to compare, all rows in the reference', async () => {
    const many = csv('many.csv', 'a,b', 401, (at) => `${at % 7},${at % 5}`)
    await expect(runs.run({ data: many, reference: many }, { windows: { by: 'rows', size: 1 } })).rejects.toThrow('many.csv gives 401 windows; at most 400 can be compared')
    await expect(runs.run({ data: data() })).rejects.toThrow('Name the reference')
    await expect(runs.run({ data: runs.write('none.csv', 'a,b\n'), reference: reference() })).rejects.toThrow('none.csv has a header and no rows')
    await expect(runs.run({ data: data(), reference: runs.write('other.csv', 'x,y\n1,2\n') })).rejects.toThrow('have no column of the same name')
    await expect(runs.run({ data: data() }, { windows: { by: 'rows', size: 10 }, reference: { from: 'windows', first: 9 } })).rejects.toThrow('all its rows are part of the reference')
    await expect(runs.run({ data: data() }, { reference: { from: 'days', column: 't', first: '2027-01-01', last: '2027-01-02' } })).rejects.toThrow('no row is part of the reference')
  })
})
