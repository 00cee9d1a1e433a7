import { expect, it } from 'vitest'
import { summaryLines } from '../../../electron/domain/reports/dossier/summary.ts'
import { dossier } from './dossiers.ts'

it('names on page one the checks that failed before a newest one that passed', () => {
  const [check] = dossier().checks
  const [failed, passed] = [{ ...check!, verdict: 'fail' as const }, { ...check!, id: 'C-20', verdict: 'pass' as const }]
  expect(summaryLines(dossier({ checks: [failed, passed] }))[1]).toContain(`Of the others, 1 failed: ${failed.id} (fairness).`)
  expect(summaryLines(dossier({ checks: [passed, failed] }))[1]).not.toContain('Of the others')
})
