import { describe, expect, it } from 'vitest'
import { emptyDraft, limitProblems, columnProblems, limitable, type PerformanceDraft, toRunInput, windowProblems } from '../../../../renderer/features/evidence/wizard/performance/draft.ts'
import { toWindowChart } from '../../../../renderer/features/evidence/result/performance/charts.ts'
import { toForestSvg } from '../../../../renderer/ui/forest-svg.ts'
import { fileInk } from '../../../../renderer/ui/svg-file.ts'
import { rangeOf, roundTicks, toXySvg } from '../../../../renderer/ui/xy-svg.ts'
import { performanceRun } from '../../../../shared/contract/evidence.ts'

const draft: PerformanceDraft = { ...emptyDraft, version: 'm@1', files: { data: '/x/d.csv', reference: '/x/r.csv' }, label: 'y', positive: '1', prediction: 'p', score: 's', time: 't', windows: 'month', segments: ['sex', 'age'], bands: { age: 4 }, valued: true, valueColumn: 'amount', worth: { tp: 0.1, fp: -0.5, fn: 0, tn: 0 }, limits: { accuracy: { bound: 0.8, source: ' plan ' } } }

describe('the draft of a performance check', () => {
  it('becomes a call that the contract takes, with what was chosen and nothing else', () => {
    const run = performanceRun.parse(toRunInput(draft))
    expect(run.inputs).toEqual({ data: '/x/d.csv', reference: '/x/r.csv' })
    expect(run.settings).toMatchObject({
      model: { prediction: 'p', score: 's', cutoff: null },
      challenger: null,
      windows: { by: 'period', period: 'month' },
      alert: { by: 'relative', warn: 0.05, fail: 0.1 },
      segments: [{ column: 'sex', bands: null }, { column: 'age', bands: 4 }],
      business: { column: 'amount', tp: { fixed: 0, perUnit: 0.1 } },
      thresholds: { accuracy: { min: 0.8, source: 'plan' } },
    })
  })

  it('of a regression leaves out what only two classes have', () => {
    const { settings } = performanceRun.parse(toRunInput({ ...draft, task: 'regression', challengerScore: 'z', limits: { mae: { bound: 3, source: 'plan' }, accuracy: { bound: 0.8, source: 'plan' } } }))
    expect(settings).toMatchObject({ positive: null, model: { prediction: 'p', score: null, cutoff: null }, challenger: null, business: null, locality: { metric: 'mae' }, thresholds: { mae: { max: 3, source: 'plan' } } })
    expect(limitable({ ...draft, score: '', valued: false })).not.toContain('auc_roc')
  })

  it('says what is missing', () => {
    expect(columnProblems({ ...emptyDraft, files: { challenger: 'c.csv' } })).toHaveLength(5)
    expect(windowProblems({ ...draft, time: '', alertWarn: 20, segments: ['y'], segmentFloor: 0 })).toHaveLength(4)
    expect(limitProblems({ ...draft, limits: { accuracy: { bound: 0.8, source: ' ' } } })).toEqual(['Accuracy: say where the threshold comes from.'])
    expect([columnProblems(draft), windowProblems(draft), limitProblems(draft)]).toEqual([[], [], []])
  })
})

describe('charts', () => {
  it('take the words of the data as words', () => {
    const window = { key: '<script>&"', n: 40, value: 0.5, low: 0.4, high: 0.6, gap: null, gapLow: null, gapHigh: null, relative: null, verdict: 'pass' as const }
    const chart = toWindowChart({ name: 'accuracy', reference: null, limits: { min: 0.3, source: 'x' }, chunks: null, whole: null, windows: [window] })
    const svg = toXySvg(chart, { width: 400, height: 300, ink: fileInk, title: 'a < b', source: 'c & d' })
    expect(svg).not.toContain('<script>')
    expect(svg).toContain('&lt;script&gt;&amp;&quot;')
    expect(toXySvg(chart, { width: 400, height: 300, ink: fileInk, title: 'a < b', source: 'c & d' })).toBe(svg)
    expect(toForestSvg({ rows: [{ label: '<b>', note: 'n=1', value: null, low: null, high: null }], xLabel: 'x', range: [-1, 1], zero: 0 }, { width: 400, ink: fileInk })).toContain('&lt;b&gt;')
  })

  it('have round ticks inside their range, of small and of large numbers', () => {
    expect(roundTicks([0, 1]).map(({ label }) => label)).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0'])
    expect(roundTicks([-0.031, 0.012]).map(({ label }) => label)).toEqual(['−0.03', '−0.02', '−0.01', '0.00', '0.01'])
    expect(roundTicks([1_200, 5_100]).map(({ label }) => label)).toEqual(['2000', '3000', '4000', '5000'])
    expect([rangeOf([]), rangeOf([0.5], [0, 1])]).toEqual([[0, 1], [0.46, 0.54]])
  })
})
