import { expect, it } from 'vitest'
import { describeBounds, describePersonal, describeRule } from '../../../../../../shared/quality-words.ts'
import { toBars } from '../../../../../../renderer/features/evidence/result/quality/bars.ts'

it('draws bars of one row so that they can be seen, and none where there is no row', () => {
  expect(toBars({ edges: [0, 1, 2, 3], counts: [1_000, 0, 1] }, { width: 30, height: 20 })).toEqual([
    { x: 0, y: 0, width: 9, height: 20 },
    { x: 10, y: 20, width: 9, height: 0 },
    { x: 20, y: 19, width: 9, height: 1 },
  ])
})

it('puts bounds, rules and personal findings into words', () => {
  expect(describeBounds({ max: 0.2, warn: { max: 0.05 }, source: 'x' })).toBe('≤ 0.05, fails above 0.2')
  expect(describeBounds({ warn: { min: 0.1 }, source: 'x' })).toBe('≥ 0.1, else warns')
  expect(describeBounds({ min: 0.8, source: 'x' })).toBe('≥ 0.8')
  expect(describeRule({ kind: 'set', column: 'sex', values: ['f', 'm'], tolerance: 0.015, warns: false })).toBe('sex is one of f, m, but for 1.5 % of them')
  expect(describePersonal({ kind: 'national_id', basis: 'values', rows: 1_200, country: 'PL' })).toBe('national identity numbers (PL), 1,200 rows')
})
