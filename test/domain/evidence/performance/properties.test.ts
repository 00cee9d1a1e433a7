import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import type { PerformanceMetric, PerformanceResult } from '../../../../shared/contract/evidence.ts'
import { naiveMetrics, type PlainRow } from './naive.ts'
import { type Choices, createPerformanceRuns, valuesOf } from './runs.ts'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'

const runs = createPerformanceRuns()
afterAll(() => runs.end())

interface Row extends PlainRow {
  sex: string
  age: number
  day: string
}

const names = ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'balanced_accuracy', 'mcc', 'auc_roc', 'average_precision', 'brier'] as const satisfies readonly PerformanceMetric[]
const watched = [...names]

/** Few different scores, so that ties are many; some groups so small that rates have nobody. */
function draw(n: number, seed: number): Row[] {
  const random = createRandom(seed)
  return Array.from({ length: n }, (_, at) => {
    const score = Math.floor(random.fraction() * 21) / 20
    const label = random.fraction() < 0.2 + 0.6 * score
    return { label, score, decision: score >= 0.55, sex: random.fraction() < 0.3 ? 'f' : random.fraction() < 0.03 ? 'x' : 'm', age: 18 + Math.floor(random.fraction() * 60), day: `2026-0${1 + Math.floor((at * 4) / n)}-1${at % 10}` }
  })
}

const toCsv = (rows: readonly Row[]): string => `label,decision,score,sex,age,day\n${rows.map(({ label, decision, score, sex, age, day }) => `${Number(label)},${Number(decision)},${score},${sex},${age},${day}`).join('\n')}\n`
const choices: Choices = {
  task: 'binary',
  label: 'label',
  positive: '1',
  model: { prediction: 'decision', score: 'score', cutoff: null },
  time: 'day',
  windows: { by: 'period', period: 'month' },
  segments: [{ column: 'sex' }, { column: 'age', edges: [30, 50] }],
  locality: { minimumRows: 5 },
  watched,
  business: { column: null, tp: { fixed: 5, perUnit: 0 }, fp: { fixed: -2, perUnit: 0 }, fn: { fixed: -1, perUnit: 0 }, tn: { fixed: 0, perUnit: 0 } },
}
const rows = draw(600, 7)
let at = 0
const run = (of: readonly Row[], more: Partial<Choices> = {}): Promise<PerformanceResult> => runs.run({ data: runs.write(`rows-${at++}.csv`, toCsv(of)) }, { ...choices, ...more })

const band = (age: number): string => (age < 30 ? '< 30' : age < 50 ? '30 to < 50' : '≥ 50')
const wanted = (part: readonly Row[]) => Object.fromEntries(Object.entries(naiveMetrics(part)).map(([name, value]) => [name, value === null ? null : (expect.closeTo(value, 9) as number)]))
const whole = run(rows)

describe('against a second implementation', () => {
  it('all rows, every window and every segment have the same values', async () => {
    const result = await whole
    const { business_value: worth, log_loss: _, ece: __, ...values } = valuesOf(result)
    expect(values).toEqual(wanted(rows))
    expect(worth).toBeCloseTo(rows.reduce((total, { label, decision }) => total + (label ? (decision ? 5 : -1) : decision ? -2 : 0), 0) / rows.length, 9)
    for (const month of ['2026-01', '2026-02', '2026-03', '2026-04']) {
      const found = Object.fromEntries(result.decay.map(({ name, windows }) => [name, windows.find(({ key }) => key === month)!.value]))
      expect(found).toEqual(wanted(rows.filter(({ day }) => day.startsWith(month))))
    }
    expect(result.locality!.segments.length).toBeGreaterThan(8)
    for (const { by, estimates, n, rest } of result.locality!.segments) {
      const inside = rows.filter(({ sex, age }) => (by['sex'] === undefined || by['sex'] === sex) && (by['age'] === undefined || by['age'] === band(age)))
      expect([n, rest.n]).toEqual([inside.length, rows.length - inside.length])
      expect(Object.fromEntries(estimates.map(({ name, value }) => [name, value]))).toEqual(wanted(inside))
    }
  })

  it('the curve at each of its points, and the sweep, count the rows of that score or more', async () => {
    const { curve } = (await whole).data
    expect(curve!.points.length).toBe(21)
    for (const { threshold, tp, fp } of [...curve!.points, ...curve!.sweep]) {
      const above = rows.filter(({ score }) => score >= threshold)
      expect([tp, fp]).toEqual([above.filter(({ label }) => label).length, above.filter(({ label }) => !label).length])
    }
  })
})

describe('what does not matter, and what must follow', () => {
  it('rows in another order give the same result', async () => {
    const { inputs: _, ...before } = await whole
    const { inputs: __, ...after } = await run(rows.toReversed())
    expect(after).toEqual(before)
  })

  it('rows twice over keep every value and narrow every interval', async () => {
    const [once, twice] = [await whole, await run([...rows, ...rows])]
    for (const [place, { name, value, low, high }] of once.data.estimates.entries()) {
      const other = twice.data.estimates[place]!
      expect([other.name, other.value]).toEqual([name, expect.closeTo(value!, 9)])
      expect(other.high! - other.low!).toBeLessThan(high! - low!)
    }
  })

  it('with the other class as positive, recall and specificity change places and the area under the curve stays', async () => {
    const [one, other] = [valuesOf(await whole), valuesOf(await run(rows.map((row) => ({ ...row, score: Number((1 - row.score).toFixed(2)) })), { positive: '0' }))]
    expect(other).toMatchObject({ recall: one['specificity'], specificity: one['recall'], accuracy: one['accuracy'], auc_roc: expect.closeTo(one['auc_roc']!, 12), mcc: expect.closeTo(one['mcc']!, 12), brier: expect.closeTo(one['brier']!, 12) })
  })
})

describe('what is not read', () => {
  it('dates and times that Parquet knows as such fall into the windows that their text falls into', async () => {
    const [csv, parquet] = [runs.write('dates.csv', `${toCsv(rows)}1,1,0.7,f,40,\n`), runs.write('dates.parquet', '')]
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    for (const period of ['week', 'quarter'] as const) {
      const choice: Partial<Choices> = { windows: { by: 'period', period } }
      const text = await runs.run({ data: csv }, { ...choices, ...choice })
      for (const type of ['DATE', 'TIMESTAMP']) {
        await connection.run(`COPY (SELECT * REPLACE (CAST(day AS ${type}) AS day) FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`)
        const own = await runs.run({ data: parquet }, { ...choices, ...choice })
        expect(own.decay).toEqual(text.decay)
        expect(own.rows).toEqual(text.rows)
      }
      expect(text.rows.excluded['missing_time']).toBe(1)
    }
    connection.closeSync()
  })

  it('windows and segments that are watched by decisions or by ranks alone have the same of those as when all is watched', async () => {
    const all = await whole
    for (const few of [['accuracy'], ['recall', 'auc_roc']] as const) {
      const result = await run(rows, { watched: [...few] })
      expect(result.data).toEqual(all.data)
      for (const name of few) expect(result.decay.find((one) => one.name === name)).toEqual(all.decay.find((one) => one.name === name))
      for (const segment of result.locality!.segments) {
        const same = all.locality!.segments.find(({ by }) => JSON.stringify(by) === JSON.stringify(segment.by))!
        expect(segment.estimates).toEqual(segment.estimates.map(({ name }) => same.estimates.find((one) => one.name === name)))
      }
    }
  })
})
