import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { parseAlert, parseSegment, parseWindows, parseWorth } from '../../electron/cli/check/performance-arguments.ts'
import { author, createPlace, prepareTemplate, removePlaces } from '../support/cli.ts'
import { predictionsFile } from '../support/world.ts'

let template: Awaited<ReturnType<typeof prepareTemplate>>
beforeAll(async () => {
  template = await prepareTemplate()
})
afterAll(removePlaces)

const zero = { fixed: 0, perUnit: 0 }

test('a performance check by the command line: limits from a file, a window that fails ends with 1, and it is computed again the same', async () => {
  const place = createPlace(template.root)
  const here = ['--workspace', 'workspace', '--as', author, '--json']
  writeFileSync(join(place.root, 'limits.yaml'), 'accuracy: { min: 0.7, warn: { min: 0.76 } }\nauc_roc: { min: 0.85, source: model plan }\n')
  const options = ['--label', 'label', '--positive', '1', '--prediction', 'prediction', '--score', 'score', '--challenger-score', 'month', '--challenger-cutoff', '20', '--segment', 'sex,age:4', '--windows', 'chunks:5', '--worth', 'tp=0.1*credit_amount, fp=-0.5*credit_amount']
  const run = await place.run(['check', 'performance', '--version', template.version, '--data', predictionsFile, ...options, '--limits', 'limits.yaml', ...here])
  expect(run, run.stderr).toMatchObject({ code: 1 })
  const shown = JSON.parse(run.stdout) as { check: string; verdict: string; metrics: { name: string; over: string[]; verdict: string }[]; challenger: { n: number }; locality: { tried: number }; data: { curve: { points: unknown[] } } }
  const verdictOf = (name: string) => shown.metrics.find((metric) => metric.name === name && metric.over.length === 0)!.verdict
  expect([shown.verdict, verdictOf('accuracy'), verdictOf('auc_roc'), verdictOf('recall')]).toEqual(['fail', 'warn', 'fail', 'not_applicable'])
  expect([shown.challenger.n, shown.data.curve.points.length]).toEqual([1000, 200])
  expect(shown.metrics.filter(({ over }) => over[0] === 'window')).toHaveLength(10)
  const again = await place.run(['check', 'recompute', shown.check, '--file', predictionsFile, ...here])
  expect(JSON.parse(again.stdout)).toEqual({ id: shown.check, same: true, differences: [] })
  const text = await place.run(['check', 'show', shown.check, ...here.slice(0, 4)])
  expect(text.stdout).toMatch(/\n +0 +147 +153\n +1 +93 +607/)
})

describe('what is typed', () => {
  it('windows, alerts and segments', () => {
    expect([parseWindows('month'), parseWindows('chunks:6'), parseWindows('rows:500')]).toEqual([{ by: 'period', period: 'month' }, { by: 'chunks', count: 6 }, { by: 'rows', rows: 500 }])
    expect(parseAlert('relative:0.02,0.04')).toMatchObject({ by: 'relative', warn: 0.02, fail: 0.04 })
    expect(parseAlert('deviations:3,10')).toMatchObject({ by: 'deviations', deviations: 3, chunks: 10 })
    expect([parseSegment('sex'), parseSegment('age:4'), parseSegment('income:1000/2500.5'), parseSegment('t:-1/')]).toEqual([{ column: 'sex' }, { column: 'age', bands: 4 }, { column: 'income', edges: [1000, 2500.5] }, { column: 't', edges: [-1] }])
    expect(() => parseWindows('fortnight')).toThrow('"fortnight" is none of these')
    expect(() => parseAlert('loud')).toThrow('"loud" is neither')
  })

  it('what decisions are worth, as sums of numbers and of numbers times one column', () => {
    expect(parseWorth('tp=5, fp=-2.5')).toEqual({ column: null, tp: { fixed: 5, perUnit: 0 }, fp: { fixed: -2.5, perUnit: 0 }, fn: zero, tn: zero })
    expect(parseWorth('TP = 0.1*amount, fp=-5 - 0.5 * amount,fn=-amount,tn=1e-3*amount+2')).toEqual({ column: 'amount', tp: { fixed: 0, perUnit: 0.1 }, fp: { fixed: -5, perUnit: -0.5 }, fn: { fixed: 0, perUnit: -1 }, tn: { fixed: 2, perUnit: 0.001 } })
    expect(() => parseWorth('tp=a*b')).toThrow('is not what a row can be worth')
    expect(() => parseWorth('tp=2*a, fp=b')).toThrow('it names a and b')
    expect(() => parseWorth('hits=2')).toThrow('"hits=2" is none')
    expect(() => parseWorth('tp=')).toThrow('"" is not what a row can be worth')
  })
})
