import { expect, test } from 'vitest'
import type { CheckResult, Measure } from '../../../../../shared/contract/evidence.ts'
import { toCautions, toPairs } from '../../../../../renderer/features/evidence/compare/pairs.ts'

const measure = (name: string, over: string[], value: number | null, interval: [number, number] | null = null, verdict: Measure['verdict'] = 'pass'): Measure => ({
  name,
  over,
  value,
  low: interval?.[0] ?? null,
  high: interval?.[1] ?? null,
  threshold: null,
  verdict,
  n: 10,
})

test('metrics meet by name and by what they are over; one that only one side has stands alone', () => {
  const pairs = toPairs([measure('gap', ['sex'], 0.1), measure('gap', ['age'], 0.2)], [measure('gap', ['age'], 0.5), measure('ratio', ['age'], 0.9)])
  expect(pairs.map(({ name, over, left, right }) => [name, over[0], left?.value, right?.value])).toEqual([
    ['gap', 'sex', 0.1, undefined],
    ['gap', 'age', 0.2, 0.5],
    ['ratio', 'age', undefined, 0.9],
  ])
  expect(pairs.map(({ change }) => change)).toEqual([null, expect.closeTo(0.3, 12) as number, null])
})

test('views of one metric are not mixed up', () => {
  const view = (name: string, value: number) => ({ ...measure('gap', ['sex'], value), view: name })
  expect(toPairs([view('top 10', 0.1), view('top 100', 0.2)], [view('top 100', 0.4)]).map(({ change }) => change)).toEqual([null, expect.closeTo(0.2, 12) as number])
})

test('a change is marked only where the intervals share no value; an undefined value has none', () => {
  const [apart, touching, none, undefinedOne] = toPairs(
    [measure('a', [], 0.1, [0, 0.2]), measure('b', [], 0.1, [0, 0.2]), measure('c', [], 0.1), measure('d', [], null)],
    [measure('a', [], 0.5, [0.3, 0.6]), measure('b', [], 0.5, [0.2, 0.6]), measure('c', [], 0.9), measure('d', [], 1)],
  )
  expect([apart!.apart, touching!.apart, none!.apart]).toEqual([true, false, false])
  expect(undefinedOne!.change).toBeNull()
})

test('other files and other thresholds are said before anything is read from a difference', () => {
  const result = (sha256: string, max: number) => ({ inputs: [{ sha256 }], metrics: [{ ...measure('gap', [], 0.1), threshold: { max, source: 'x' } }] }) as unknown as CheckResult
  expect(toCautions(result('a', 0.1), result('a', 0.1))).toHaveLength(1)
  expect(toCautions(result('a', 0.1), result('b', 0.2))).toEqual([expect.stringContaining('different files') as string, expect.stringContaining('thresholds') as string, expect.any(String) as string])
})
