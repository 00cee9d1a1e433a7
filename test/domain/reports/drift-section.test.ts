import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, expect, it } from 'vitest'
import type { DriftResult } from '../../../shared/contract/evidence.ts'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import { createDriftRuns } from '../evidence/drift/drift-runs.ts'
import { dossier } from './dossiers.ts'
import { germanCheck } from './german-credit.ts'

const runs = createDriftRuns()
afterAll(() => runs.end())
const file = (name: string) => fileURLToPath(new URL(`../../fixtures/data/${name}.csv`, import.meta.url))

it('a dossier shows every column, its measures with what chance gives, and the map of windows', async () => {
  const paths = { data: file('california-housing-production'), reference: file('california-housing-reference') }
  const result: DriftResult = await runs.run(paths, { windows: { by: 'time', column: 'timestamp', unit: 'month' }, label: 'clf_target', prediction: 'y_pred_proba', except: ['id'] })
  const check = { ...germanCheck(), kind: 'drift' as const, verdict: result.verdict, inputs: result.inputs, result, resultText: JSON.stringify(result) }
  const bytes = await renderDossier({ ...dossier(), checks: [check] })
  if (process.env['DRIFT_PDF']) writeFileSync(process.env['DRIFT_PDF'], bytes)
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  const text = pages.join(' ').replace(/\s+/g, ' ')
  for (const said of ['Drift check C-9', 'PSI by column and window', 'Population stability index', 'label drift', 'prediction drift', '10 quantiles of the reference', 'Benjamini and Hochberg']) expect(text).toContain(said)
  for (const { key } of result.windows) expect(text).toContain(key)
  for (const { name } of result.columns) expect(text).toContain(name)
})
