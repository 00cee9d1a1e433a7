import { afterAll, describe, expect, it } from 'vitest'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import type { PerformanceResult } from '../../../shared/contract/evidence.ts'
import { createPerformanceRuns, fixture } from '../evidence/performance/runs.ts'
import { dossier } from './dossiers.ts'
import { germanCheck } from './german-credit.ts'

const runs = createPerformanceRuns()
afterAll(() => runs.end())

async function textOf(result: PerformanceResult): Promise<string> {
  const resultText = JSON.stringify(result)
  const check = { ...germanCheck(), kind: 'performance' as const, verdict: result.verdict, inputs: result.inputs, rowsRead: result.rows.read, rowsUsed: result.rows.used, result, resultText }
  const pdf = await getDocument({ data: new Uint8Array(await renderDossier(dossier({ checks: [check] }))), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) pages.push((await (await pdf.getPage(number)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '))
  await pdf.cleanup()
  return pages.join(' ').replace(/\s+/g, ' ')
}

describe('the part of a dossier about a performance check', () => {
  it('has every metric, the table of decisions, windows with their limits, segments and the challenger', async () => {
    const result = await runs.run(
      { data: fixture('california-housing-production.csv'), reference: fixture('california-housing-reference.csv') },
      {
        task: 'binary',
        label: 'clf_target',
        positive: '1',
        model: { prediction: 'y_pred', score: 'y_pred_proba', cutoff: null },
        challenger: { prediction: null, score: 'MedInc', cutoff: 4 },
        time: 'timestamp',
        windows: { by: 'period', period: 'month' },
        segments: [{ column: 'HouseAge', bands: 4 }],
        thresholds: { accuracy: { min: 0.7, source: 'model plan, section 4' } },
      },
    )
    const text = await textOf(result)
    const decimals = (value: number) => value.toFixed(3).replace('-', '−')
    for (const { value, low, high } of result.metrics) expect(text).toContain(`${decimals(value!)} ${decimals(low!)} to ${decimals(high!)}`)
    for (const count of result.data.confusion!.counts.flat()) expect(text).toContain(` ${count.toLocaleString('en')} `)
    for (const said of ['model plan, section 4', 'Accuracy by window', '2022-05', 'Worst segments', 'HouseAge ≥ ', 'Challenger against champion', 'McNemar’s test', 'At other cutoffs', 'Calibration']) expect(text).toContain(said)
  })

  it('of a regression has its errors, and of what was not asked nothing', async () => {
    const result = await runs.run({ data: fixture('diabetes-predictions.csv') }, { task: 'regression', label: 'progression', model: { prediction: 'line', score: null, cutoff: null } })
    const text = await textOf(result)
    for (const said of ['Mean absolute error', '44.275', 'No threshold was declared']) expect(text).toContain(said)
    for (const absent of ['Confusion matrix', 'Worst segments', 'Challenger against', 'by window']) expect(text).not.toContain(absent)
  })
})
