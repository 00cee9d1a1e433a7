import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { FairnessResult } from '../../../../shared/contract/evidence.ts'
import { createRuns, judgeRows, type PlainRow } from '../check-runs.ts'
import { naiveGroups, naiveInequality, naiveMetrics } from './naive.ts'

const columns = ['sex', 'age']
const row = fc.tuple(fc.tuple(fc.constantFrom('f', 'm', 'x', null), fc.constantFrom('young', 'old', null)), fc.boolean(), fc.boolean())
const table = fc.array(row, { minLength: 1, maxLength: 120 }) as fc.Arbitrary<PlainRow[]>
const minimum = fc.integer({ min: 1, max: 8 })
const judge = (rows: readonly PlainRow[], least: number) => judgeRows(rows, { groups: columns, minimum: least })

/** Everything but names. */
const numbersOf = ({ verdict, metrics, groups }: FairnessResult) => ({
  verdict,
  metrics: metrics.map(({ name, over, value, low, high, n, verdict: own, reason }) => ({ name, over, value, low, high, n, own, reason })),
  groups: groups.map(({ by: _by, ...rest }) => JSON.stringify(rest)).toSorted(),
})
const close = (a: number | null, b: number | null) => a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-12)

describe('a fairness result', () => {
  it('agrees with a second, naive implementation on any table', () => {
    fc.assert(
      fc.property(table, minimum, (rows, least) => {
        const result = judge(rows, least)
        for (const over of [['sex'], ['age'], columns]) {
          const naive = naiveGroups(rows, columns, over)
          const groups = result.groups.filter(({ by }) => Object.keys(by).join() === over.join())
          expect(groups).toHaveLength(naive.length)
          for (const one of naive) {
            const found = groups.find(({ by }) => over.every((column) => by[column] === one.by[column]))!
            expect(found.n).toBe(one.n)
            expect(found.rates.selection_rate.value).toBe(one.selection)
            expect(found.rates.true_positive_rate.value).toBe(one.tpr)
            expect(found.rates.false_positive_rate.value).toBe(one.fpr)
            expect(found.rates.positive_predictive_value.value).toBe(one.ppv)
          }
          const wanted = naiveMetrics(naive, least)
          const found = result.metrics.filter((metric) => metric.over.join() === over.join())
          expect(found.map(({ name }) => name).toSorted()).toEqual(Object.keys(wanted).toSorted())
          for (const { name, value } of found) expect(close(value, wanted[name]!), `${name} over ${over.join()}: ${value} against ${wanted[name]}`).toBe(true)
        }
        for (const [name, value] of Object.entries(naiveInequality(rows))) expect(close(result.metrics.find((metric) => metric.name === name)!.value, value)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(table.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))), minimum, ([rows, shuffled], least) => {
        expect(judge(shuffled, least)).toEqual(judge(rows, least))
      }),
    )
  })

  it('does not depend on what groups are called', () => {
    const renamed: Record<string, string> = { f: 'zeta', m: 'alpha', x: 'mid', young: '2', old: '10' }
    fc.assert(
      fc.property(table, minimum, (rows, least) => {
        const other = rows.map(([groups, label, decision]): PlainRow => [groups.map((value) => (value === null ? null : renamed[value]!)), label, decision])
        expect(numbersOf(judge(other, least))).toEqual(numbersOf(judge(rows, least)))
      }),
    )
  })

  it('keeps every rate and value when all rows come twice, and narrows every interval', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const [once, twice] = [judge(rows, 1), judge([...rows, ...rows], 1)]
        // Differential fairness is smoothed: it is meant to grow with the evidence.
        const values = ({ metrics }: FairnessResult) => metrics.filter(({ name }) => name !== 'differential_fairness').map(({ value }) => value)
        values(twice).forEach((value, at) => expect(close(value, values(once)[at]!)).toBe(true))
        once.groups.forEach((group, at) => {
          for (const [name, rate] of Object.entries(group.rates)) {
            const double = twice.groups[at]!.rates[name as 'accuracy']
            expect(double.value).toBe(rate.value)
            expect(rate.value === null || double.high! - double.low! < rate.high! - rate.low!).toBe(true)
          }
        })
      }),
    )
  })

  it('swaps true and false positive rates with their complements when label and decision are turned round', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const turned = rows.map(([groups, label, decision]): PlainRow => [groups, !label, !decision])
        const [result, other] = [judge(rows, 1), judge(turned, 1)]
        result.groups.forEach(({ rates, ...counts }, at) => {
          const mirror = other.groups[at]!
          expect([mirror.tp, mirror.fp, mirror.fn, mirror.tn]).toEqual([counts.tn, counts.fn, counts.fp, counts.tp])
          expect(mirror.rates.true_positive_rate).toEqual(rates.true_negative_rate)
          expect(mirror.rates.positive_predictive_value).toEqual(rates.negative_predictive_value)
          expect(mirror.rates.accuracy).toEqual(rates.accuracy)
        })
        const odds = (one: FairnessResult) => one.metrics.filter(({ name }) => name === 'equalized_odds_difference').map(({ value }) => value)
        odds(result).forEach((value, at) => expect(close(value, odds(other)[at]!)).toBe(true))
      }),
    )
  })

  it('never passes where a group was left out or a value is undefined, and keeps values within their range', () => {
    fc.assert(
      fc.property(table, minimum, (rows, least) => {
        const result = judge(rows, least)
        for (const { name, over, value, verdict, low, high, between } of result.metrics) {
          expect(value !== null || verdict === 'insufficient_data' || verdict === 'not_applicable').toBe(true)
          expect(value === null || (value >= 0 && (value <= 1 || name === 'differential_fairness' || over.length === 0))).toBe(true)
          expect((low ?? value ?? 0) <= (value ?? 0) && (value ?? 0) <= (high ?? value ?? 0)).toBe(true)
          const isOfPair = over.length > 0 && name !== 'equalized_odds_mean_difference'
          expect(isOfPair && JSON.stringify(value === null ? between : between?.[0]) === JSON.stringify(between?.[1])).toBe(false)
        }
        expect(result.verdict === 'pass' && result.groups.some((group) => !group.sufficient)).toBe(false)
      }),
    )
  })
})

describe('the counts of DuckDB', () => {
  const runs = createRuns()
  afterAll(() => runs.end())

  it('are those of the rows, however values are written', async () => {
    const write = fc.record({ rows: table.filter(hasBoth), seed: fc.integer({ min: 0, max: 1_000 }) })
    let at = 0
    await fc.assert(
      fc.asyncProperty(write, async ({ rows, seed }) => {
        const spell = <T>(choices: readonly T[], index: number): T => choices[(index * 7 + seed) % choices.length]!
        const lines = rows.map(([groups, label, decision], index) =>
          [
            ...groups.map((value) => (value === null ? spell(['', 'NA', ' ? ', '"NULL"'], index) : spell([value, ` ${value}`, `"${value} "`], index))),
            label ? spell(['1', '1.0', '01', ' 1 '], index) : spell(['0', '0.0', '-0', '"0"'], index),
            decision ? spell(['1', '1e0', '1.00'], index) : spell(['0', '00', '0.'], index),
          ].join(','),
        )
        const path = runs.write(`table-${at++}.csv`, `sex,age,label,prediction\r\n${lines.join('\r\n')}\r\n`)
        const { result } = await runs.run(path, { groups: columns })
        expect(result.groups).toEqual(judge(rows, 1).groups)
        expect(result.metrics).toEqual(judge(rows, 1).metrics)
      }),
      { numRuns: 12 },
    )
  })
})

function hasBoth(rows: readonly PlainRow[]): boolean {
  const has = (at: 0 | 1) => rows.some(([groups]) => groups[at] !== null)
  return has(0) && has(1) && rows.some(([, label]) => label) && rows.some(([, label]) => !label)
}
