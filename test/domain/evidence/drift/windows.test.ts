import { afterAll, describe, expect, it } from 'vitest'
import { cellOf, columnOf, createDriftRuns, metricOf, valueOf } from './drift-runs.ts'

const runs = createDriftRuns()
afterAll(() => runs.end())

const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10)
/** 120 days of 20 rows; `x` moves up in April, `kind` has a new value from March on. */
const rows = Array.from({ length: 2_400 }, (_, at) => {
  const days = Math.floor(at / 20)
  return `${at % 600 === 7 ? '' : day(days)},${((at * 37) % 101) + (days >= 90 ? 60 : 0)},${days >= 59 && at % 10 === 0 ? 'new' : ['a', 'b'][at % 2]},${at % 40 === 0 ? 1 : ''},same`
})
const table = `day,x,kind,sparse,fixed\n${rows.join('\n')}\n`

describe('windows by month, the first of them the reference', () => {
  it('are named by their month, and rows without a time are counted', async () => {
    const result = await runs.run({ data: runs.write('months.csv', table) }, { windows: { by: 'time', column: 'day', unit: 'month' }, reference: { from: 'windows', first: 2 } })
    expect(result.windows).toEqual([{ key: '2026-03', role: 'current', rows: 619 }, { key: '2026-04', role: 'current', rows: 599 }])
    expect(result.rows).toEqual({ read: 2_400, used: 2_396, excluded: { missing_time: 4 } })
    expect(result.columns.map(({ name }) => name)).toEqual(['x', 'kind', 'sparse', 'fixed'])
    expect(columnOf(result, 'x').reference.rows).toBe(1_178)
    expect(result.columns.map(({ windows }) => windows.map(({ verdict }) => verdict))).toEqual([
      ['pass', 'fail'],
      ['fail', 'fail'],
      ['insufficient_data', 'insufficient_data'],
      ['insufficient_data', 'insufficient_data'],
    ])
    expect(['sparse', 'fixed'].map((name) => cellOf(result, name).reason)).toEqual(['few_values', 'constant'])
    expect(metricOf(result, 'drifted_columns', ['2026-04'])).toMatchObject({ value: 0.5, verdict: 'fail', threshold: { max: 0.25 } })
    expect(metricOf(result, 'drifted_columns', ['2026-03'])).toMatchObject({ value: 0.25, verdict: 'insufficient_data', reason: 'columns_left_out' })
    expect(result.verdict).toBe('fail')
    expect(result.limits.join(' ')).toMatch(/4 rows without a readable time are in no window.*“sparse”: fewer than 30 values in a window.*“fixed”: the same single value/)
  })

  it('a window that is too small is not told, whatever it holds', async () => {
    const data = runs.write('short.csv', `day,x\n${[...Array(400).keys()].map((at) => `2026-01-10,${at % 50}`).join('\n')}\n${[...Array(29).keys()].map((at) => `2026-02-01,${900 + at}`).join('\n')}\n`)
    const result = await runs.run({ data }, { windows: { by: 'time', column: 'day', unit: 'month' }, reference: { from: 'windows', first: 1 } })
    expect(cellOf(result, 'x')).toMatchObject({ verdict: 'insufficient_data', reason: 'few_values', rows: 29 })
    expect(result.verdict).toBe('insufficient_data')
  })
})

describe('other windows', () => {
  it('by week begin on Monday, by day are every day, by rows keep the order of the file', async () => {
    const data = runs.write('days.csv', table)
    const week = await runs.run({ data }, { columns: ['x'], windows: { by: 'time', column: 'day', unit: 'week' }, reference: { from: 'windows', first: 4 } })
    expect(week.windows.slice(0, 2).map(({ key }) => key)).toEqual(['week of 2026-01-26', 'week of 2026-02-02'])
    const days = await runs.run({ data }, { columns: ['x'], windows: { by: 'time', column: 'day', unit: 'day' }, reference: { from: 'days', column: 'day', first: '2026-01-01', last: '2026-01-31' } })
    expect([days.windows[0], days.windows.at(-1), days.windows.length]).toEqual([{ key: '2026-02-01', role: 'current', rows: 20 }, { key: '2026-04-30', role: 'current', rows: 20 }, 89])
    expect(columnOf(days, 'x').reference.rows).toBe(618)
    const chunks = await runs.run({ data }, { columns: ['x'], windows: { by: 'rows', size: 700 }, reference: { from: 'windows', first: 1 } })
    expect(chunks.windows.map(({ key, rows: count }) => [key, count])).toEqual([['rows 701–1400', 700], ['rows 1401–2100', 700], ['rows 2101–2400', 300]])
    expect(columnOf(chunks, 'x').reference.counts.reduce((total, count) => total + count, 0)).toBe(700)
  })

  it('days of the reference need no windows: the other rows are compared with them', async () => {
    const result = await runs.run({ data: runs.write('plain.csv', table) }, { columns: ['x'], reference: { from: 'days', column: 'day', first: '2026-01-01', last: '2026-03-31' } })
    expect(result.windows).toEqual([{ key: 'all', role: 'current', rows: 599 }])
    expect(cellOf(result, 'x').verdict).toBe('fail')
  })

  it('of JSON lines give what the same rows in CSV give', async () => {
    const [header = '', ...lines] = table.trim().split('\n')
    const names = header.split(',')
    const json = lines.map((line) => JSON.stringify(Object.fromEntries(line.split(',').map((value, at) => [names[at]!, value === '' ? null : names[at] === 'x' ? Number(value) : value]))))
    const ask = { columns: ['x', 'kind'], windows: { by: 'time', column: 'day', unit: 'month' }, reference: { from: 'windows', first: 1 } } as const
    const [csv, lined] = [await runs.run({ data: runs.write('same.csv', table) }, { ...ask, columns: [...ask.columns] }), await runs.run({ data: runs.write('same.jsonl', `${json.join('\n')}\n`) }, { ...ask, columns: [...ask.columns] })]
    expect([lined.columns, lined.metrics]).toEqual([csv.columns, csv.metrics])
  })

  it('do not depend on the order of rows', async () => {
    const shuffled = `day,x,kind,sparse,fixed\n${rows.toReversed().join('\n')}\n`
    const ask = { windows: { by: 'time', column: 'day', unit: 'month' }, reference: { from: 'windows', first: 1 } } as const
    const [one, other] = [await runs.run({ data: runs.write('forth.csv', table) }, ask), await runs.run({ data: runs.write('back.csv', shuffled) }, ask)]
    expect([other.columns, other.metrics, other.windows]).toEqual([one.columns, one.metrics, one.windows])
    expect(valueOf(one, 'x', 'psi', 2)).toBeGreaterThan(1)
  })
})
