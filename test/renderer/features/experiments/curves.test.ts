import { expect, test } from 'vitest'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { compareRuns } from '../../../../renderer/features/experiments/compare/differences.ts'
import { describeCurves, logTicks, lookAt, smooth, toChart, toPoints } from '../../../../renderer/features/experiments/curves.ts'
import { parsePairs, readMetrics } from '../../../../renderer/features/experiments/run/logged-text.ts'
import { checkFilter, toWantedValues } from '../../../../renderer/features/experiments/runs/filter.ts'
import { toRunColumns, toUsualColumns } from '../../../../renderer/features/experiments/runs/run-columns.tsx'
import { decimalsOf, formatMetric, sealOf, tookOf, toTickLabels } from '../../../../renderer/features/experiments/words.tsx'
import { pathOfSubject } from '../../../../renderer/features/ledger/subjects.ts'
import { parseOrderBy } from '../../../../shared/mlflow-filter/order-by.ts'

const curve = (ys: number[]) => ({ label: 'a', look: lookAt(0), points: ys.map((y, x) => ({ x, y })) })

test('what is no finite number is not drawn, and points stand in the order of their steps or seconds', () => {
  const points = [{ step: 2, atMs: 3000, value: 0.2 }, { step: 1, atMs: 1000, value: 'NaN' as const }, { step: 0, atMs: 1500, value: 0.1 }]
  expect(toPoints({ points }, 'step')).toEqual([{ x: 0, y: 0.1 }, { x: 2, y: 0.2 }])
  expect(toPoints({ points }, 'time')).toEqual([{ x: 0.5, y: 0.1 }, { x: 2, y: 0.2 }])
})

test('smoothing keeps a constant as it is, begins at the first value and never leaves the range of what it smooths', () => {
  expect(smooth(curve([3, 3, 3]).points, 0.9).map(({ y }) => Number(y.toFixed(9)))).toEqual([3, 3, 3])
  const ys = smooth(curve([1, 0, 0]).points, 0.5).map(({ y }) => y)
  expect(ys[0]).toBe(1)
  expect(ys).toEqual(ys.toSorted((a, b) => b - a))
  expect(ys.every((y) => y >= 0 && y <= 1)).toBe(true)
})

test('a logarithmic axis leaves out zero and below and has at least two ticks', () => {
  const chart = toChart([curve([1, 0, -1, 100])], { metric: 'loss', axis: 'step', isLog: true })
  expect(chart.series[0]!.points).toEqual([{ x: 0, y: 0 }, { x: 3, y: 2 }])
  expect(chart.y.ticks.map(({ label }) => label)).toEqual(['1', '10', '100'])
  expect(logTicks([0.31, 0.32]).length).toBeGreaterThan(1)
})

test('a chart of nothing, of one point and of twenty runs can be drawn and told', () => {
  expect(toChart([], { metric: 'x', axis: 'time', isLog: false }).x.range).toEqual([0, 1])
  expect(toChart([curve([4])], { metric: 'x', axis: 'step', isLog: false }).series[0]!.kind).toBe('dots')
  expect(new Set(Array.from({ length: 20 }, (_, at) => JSON.stringify(lookAt(at)))).size).toBe(20)
  expect(describeCurves([curve([1, -3, 2]), { ...curve([]), label: 'b' }])).toBe('a: from 1 to 2, least −3, greatest 2. b has no value that can be drawn.')
})

test('runs are compared name by name, and a run that lacks a name differs', () => {
  const runs = [{ C: '1', s: 'a' }, { C: '2', s: 'a', z10: 'x', z2: 'y' }].map((parameters) => ({ parameters }) as unknown as RunDetail)
  const found = compareRuns(runs, ({ parameters }) => parameters)
  expect(found.map(({ key, differs }) => [key, differs])).toEqual([['C', true], ['s', false], ['z2', true], ['z10', true]])
  expect(found[2]!.values).toEqual([null, 'y'])
})

test('what is typed as NAME=VALUE is read line by line, and a line that can not be read is named', () => {
  expect(parsePairs('C = 1.0\n\nurl=a=b\n', 'parameters')).toEqual({ C: '1.0', url: 'a=b' })
  expect(() => parsePairs('C=1\nsolver', 'parameters')).toThrow('Line 2 of the parameters is “solver”')
  expect(() => parsePairs('C=1\nC=2', 'tags')).toThrow('“C” stands twice among the tags, again in line 2')
  expect(() => parsePairs(`${'k'.repeat(251)}=1`, 'tags')).toThrow('has 251 characters; at most 250 are kept')
})

test('pasted metrics are read row by row: each that can not be read has its sentence, and a date in the future is pointed out', () => {
  expect(readMetrics('{"auc": 0.9, "loss": "NaN"}', 'x', 5)).toEqual({ points: [{ key: 'auc', value: 0.9, step: 0, atMs: 5 }, { key: 'loss', value: 'NaN', step: 0, atMs: 5 }], wrong: [], doubt: null })
  expect(readMetrics('[{"key":"auc","value":0.5,"step":3},{"step":4,"auc":0.6,"loss":1}]', 'x', 5).points.map(({ key, step, value }) => [key, step, value])).toEqual([['auc', 3, 0.5], ['auc', 4, 0.6], ['loss', 4, 1]])
  const { points, wrong } = readMetrics('step,auc,loss\n0,0.5,0.7\n1,high,0.6\n2,0.6\n1.5,0.6,0.5\n3,0.7,', 'the metrics', 5)
  expect(points.map(({ key, step }) => `${key} ${step}`)).toEqual(['auc 0', 'loss 0', 'auc 3'])
  expect(wrong.map((one) => one.replace(/ Nothing was written\.$/, ''))).toEqual(['“auc” in line 3 of the metrics is “high”, which is no number. Write it like 0.93, 1e-4, NaN or Infinity.', 'Line 4 of the metrics has 2 cells; its header has 3.', 'The step in line 5 of the metrics is “1.5”, which is no whole number.'])
  expect(readMetrics(`key,value\n${'k'.repeat(300)},1`, 'x', 5).wrong[0]).toContain('has 300 characters; at most 250 are kept')
  expect(readMetrics('{"auc":', 'x', 5).wrong[0]).toMatch(/^x is no JSON/)
  expect(readMetrics('key,value,timestamp\nauc,1,1900000000000\nauc,2,99999999999999999', 'x', 5)).toMatchObject({ doubt: expect.stringContaining('One point is dated in the future, up to 2030-03-17'), wrong: [expect.stringContaining('no whole number')] })
  expect(readMetrics('key,value,timestamp\nauc,1,999999999999999', 'x', 5).wrong[0]).toContain('up to the year 9999')
})

test('a filter says where it is wrong, and every column that sorts is an order that the core reads', () => {
  expect(checkFilter("metrics.auc > 0.9 and params.C = '1.0'")).toBeNull()
  const wrong = checkFilter('metrics.auc > high')!
  expect('metrics.auc > high'.slice(wrong.from, wrong.to)).toBe('high')
  const keys = { parameters: ['C', 'a b', 'x/y-z'], metrics: ['auc', 'val loss@1'], tags: ['team', 'mlflow.user'] }
  expect(toUsualColumns(keys)).not.toContain('tags.mlflow.user')
  const layout = { wanted: toUsualColumns(keys), pins: [], widths: new Map(), folded: [] }
  const columns = toRunColumns(keys, layout, { chosen: [], choose: () => {} }, { valueOf: () => null, decimalsIn: () => 0 })
  const sorting = columns.filter(({ value }) => value !== undefined).map(({ id }) => `${id} DESC`)
  expect(sorting.length).toBeGreaterThan(8)
  for (const order of sorting) expect(parseOrderBy([order], 'runs')[0]).toMatchObject({ ascending: false })
  expect([...new Set(columns.map(({ group }) => group))]).toEqual(['run', 'attributes', 'metrics', 'parameters', 'tags'])
})

test('columns are pinned, ordered, widened and folded by group, and what is gone from the runs is left out', () => {
  const keys = { parameters: ['C', 'depth'], metrics: ['auc', 'loss'], tags: [] }
  const layout = { wanted: ['metrics.loss', 'params.depth', 'metrics.auc', 'params.C', 'params.gone'], pins: ['metrics.auc', 'params.gone'], widths: new Map([['metrics.loss', 300]]), folded: ['parameters'] as const }
  const columns = toRunColumns(keys, layout, { chosen: [], choose: () => {} }, { valueOf: () => null, decimalsIn: () => 0 })
  expect(columns.map(({ id, width, pinned = false }) => [id, width, pinned])).toEqual([['compare', '72px', true], ['run_name', '200px', true], ['metrics.auc', '112px', true], ['metrics.loss', '300px', false], ['folded parameters', '112px', false]])
  expect(columns.at(-1)).toMatchObject({ header: '2 folded', folds: 'folded' })
})

test('values are asked for where one can stand, with what of it is typed', () => {
  const keys = { parameters: ['solver'], metrics: ['auc'], tags: [] }
  const at = (text: string) => toWantedValues(text, text.length, keys)
  expect(at("params.solver = 'sa")).toEqual({ entity: 'parameter', key: 'solver', part: 'sa' })
  expect(at('run_name ILIKE ')).toEqual({ entity: 'attribute', key: 'run_name', part: '' })
  expect([at(''), at('params.so'), at('metrics.auc > '), at("params.solver = 'saga' ")]).toEqual([null, null, null, null])
})

test('labels of one axis have as many digits as the longest, and a column knows how many it has', () => {
  expect([[0.7, 0.725, 1], [100, 200], [1e-7, 2e-7], [-0.5, 0]].map(toTickLabels)).toEqual([['0.700', '0.725', '1.000'], ['100', '200'], ['1.0000e−7', '2.0000e−7'], ['−0.5', '0.0']])
  expect([[0.85045, 0.0980467, 1], [700, 'NaN' as const, 1e-7], []].map(decimalsOf)).toEqual([7, 0, 0])
})

test('values, durations and seals are worded, and the ledger leads to the pages of experiments and runs', () => {
  expect([0.123456789, -0.5, 1e-7, 12345678, 0, 'NaN', '-Infinity'].map((value) => formatMetric(value as number))).toEqual(['0.123457', '−0.5', '1.0000e−7', '12345700', '0', 'NaN', '−Infinity'])
  expect([null, 90_000, 3_725_000].map((endedMs) => tookOf({ startedMs: 0, endedMs }))).toEqual(['–', '90.0 s', '1 h 2 min'])
  const sealed = { number: 1, sha256: '0'.repeat(64) }
  expect([sealOf({ discarded: false, sealed: null, changed: false }), sealOf({ discarded: false, sealed, changed: true }), sealOf({ discarded: true, sealed, changed: true })].map(({ word }) => word)).toEqual(['not sealed', 'changed since', 'set aside'])
  expect([pathOfSubject('experiment:3', 'experiment.opened/v1'), pathOfSubject(`run:${'a'.repeat(32)}`, 'run.sealed/v1')]).toEqual(['/experiments/3', `/runs/${'a'.repeat(32)}`])
})
