import { expect, test } from 'vitest'
import { compare, toLines } from '../../../scripts/compare-with-python/comparison.ts'
import type { Own } from '../../../scripts/compare-with-python/values.ts'

const question = { name: 'rows', data: 'rows.csv', kind: 'binary', positive: '1', challenged: null } as const
const own = (value: number | null, otherwise?: number): Own => ({ library: 'scipy', metric: 'm', over: 'all rows', value, ...(otherwise === undefined ? {} : { otherwise: { value: otherwise, reason: 'undefined here' } }) })
const judge = (one: Own, theirs: number | null) => compare({ question, own: [one] }, [{ case: 'rows', library: 'scipy', metric: 'm', over: 'all rows', value: theirs }], ['scipy'])[0]?.verdict

test('values are the same up to 1e-9, relative above 1', () => {
  expect(judge(own(0.5), 0.5 + 9e-10)).toBe('same')
  expect(judge(own(0.5), 0.5 + 2e-9)).toBe('DIFFERS')
  expect(judge(own(1_000), 1_000 + 9e-7)).toBe('same')
  expect(judge(own(null), null)).toBe('same')
  expect(judge(own(null), 0)).toBe('DIFFERS')
})

test('another definition explains the value that follows from it, and no other', () => {
  expect(judge(own(null, 0), 0)).toBe('differs by definition')
  expect(judge(own(0.5, 1), 1)).toBe('differs by definition')
  expect(judge(own(0.5, 1), 0.9)).toBe('DIFFERS')
})

test('a value that only one side has is a difference, and a library that is not there is not compared', () => {
  expect(compare({ question, own: [own(0.5)] }, [], ['scipy'])).toMatchObject([{ verdict: 'DIFFERS', reason: 'the library gave no value' }])
  expect(compare({ question, own: [] }, [{ case: 'rows', library: 'scipy', metric: 'm', over: 'all rows', value: 1 }], ['scipy'])).toMatchObject([{ verdict: 'DIFFERS', reason: 'not in our result' }])
  expect(compare({ question, own: [own(0.5)] }, [], ['fairlearn'])).toEqual([])
})

test('values of a metric that agree share a line with the two furthest apart; each that differs has its own', () => {
  const answers = [0.5, 0.25 + 1e-12, 0.7, 0.8].map((value, at) => ({ case: 'rows', library: 'scipy', metric: 'm', over: `g${at}`, value }) as const)
  const ours = [0.5, 0.25, 0.1, 0.2].map((value, at) => ({ ...own(value), over: `g${at}` }))
  expect(toLines(compare({ question, own: ours }, answers, ['scipy']))).toEqual([
    ['rows', 'scipy', 'm', '2 values', '0.25', '0.250000000001', '1.0e-12', 'same'],
    ['rows', 'scipy', 'm', 'g2', '0.1', '0.7', '0.60', 'DIFFERS'],
    ['rows', 'scipy', 'm', 'g3', '0.2', '0.8', '0.60', 'DIFFERS'],
  ])
})
