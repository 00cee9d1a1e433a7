import { expect, test } from 'vitest'
import { toFiguresCsv, toShown } from '../../../../../../renderer/features/evidence/result/fairness/figures.ts'
import { toIntervalSvg } from '../../../../../../renderer/features/evidence/result/fairness/interval-svg.ts'

test('a figure is shown by what it is: a count, a decimal, a small p, an estimate with its interval', () => {
  expect([toShown({ count: 1390 }), toShown({ decimal: -0.1234 }), toShown({ p: 0.00002 }), toShown({ p: null }), toShown(null)].map(({ main }) => main)).toEqual(['1,390', '−0.123', '< 0.001', '–', '–'])
  expect(toShown({ value: 0.5, low: 0.4, high: 0.6 })).toEqual({ main: '0.500', interval: '0.40 to 0.60' })
})

test('the CSV keeps full precision, an estimate in three columns', () => {
  const columns = [
    { head: 'group', of: (row: { name: string; value: number | null }) => row.name },
    { head: 'rate', of: (row: { name: string; value: number | null }) => (row.value === null ? null : { value: row.value, low: 0.1, high: 0.9 }) },
  ]
  expect(toFiguresCsv(columns, [{ name: 'a,b', value: 1 / 3 }, { name: 'c', value: null }])).toBe('group,rate,rate low,rate high\r\n"a,b",0.3333333333333333,0.1,0.9\r\nc,,,\r\n')
})

test('a chart that leaves the page says where its figures come from, and names can not become markup', () => {
  const svg = toIntervalSvg({ title: 'AUC', points: [{ label: '<script>', value: 0.8, low: 0.7, high: 0.9 }, { label: 'none', value: null, low: null, high: null }], bounds: [0, 1], reference: { value: 0.5, label: 'chance' } }, 'Check C-1, file.csv')
  expect(svg).toContain('&lt;script&gt;')
  expect(svg).toContain('Check C-1, file.csv')
  expect(svg).not.toContain('NaN')
})
