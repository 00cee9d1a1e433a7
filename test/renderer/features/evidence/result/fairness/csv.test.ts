import { expect, test } from 'vitest'
import type { FairnessResult, GroupResult } from '../../../../../../shared/contract/evidence.ts'
import { toGroupsCsv, toMetricsCsv } from '../../../../../../renderer/features/evidence/result/fairness/csv.ts'

const group = (by: Record<string, string>): GroupResult => ({ by, n: 3, selected: 2, tp: 1, fp: 1, fn: 0, tn: 1, sufficient: false, rates: {} as GroupResult['rates'] })
const result = (part: Partial<FairnessResult>) => ({ groups: [], metrics: [], ...part }) as unknown as FairnessResult

test('a group named like a formula stays text in a spreadsheet, and commas and quotes stay in their cell', () => {
  const csv = toGroupsCsv(result({ groups: [group({ '=cmd': 'a' }), group({ sex: 'x, "y"' })] }))
  const [, formula, quoted] = csv.split('\r\n')
  expect(formula).toMatch(/^'=cmd · a,3,1,1,0,1,no/)
  expect(quoted).toMatch(/^"sex · x, ""y""",3/)
})

test('figures keep full precision and a value that is undefined is an empty cell with its reason', () => {
  const csv = toMetricsCsv(
    result({
      metrics: [
        { name: 'impact_ratio', over: ['sex'], value: 0.7322580645161291, low: null, high: null, threshold: { min: 0.8, source: 'rule' }, verdict: 'pass', n: 3, between: null },
        { name: 'impact_ratio', over: ['sex', 'age'], value: null, low: null, high: null, threshold: null, verdict: 'insufficient_data', n: 0, between: null, reason: 'no_groups' },
      ],
    }),
  )
  expect(csv).toContain('impact_ratio,sex,,,0.7322580645161291,,,0.8,,rule,3,pass,')
  expect(csv).toContain('impact_ratio,sex × age,,,,,,,,,0,insufficient_data,no_groups')
})
