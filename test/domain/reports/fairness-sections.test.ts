import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, expect, it } from 'vitest'
import type { FairnessResult } from '../../../shared/contract/evidence.ts'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import { createRuns } from '../evidence/check-runs.ts'
import { pValue } from '../../../electron/domain/reports/dossier/words.ts'
import { dossier } from './dossiers.ts'
import { germanCheck } from './german-credit.ts'

const runs = createRuns()
afterAll(() => runs.end())
const german = new URL('../../../examples/german-credit/german-lr-predictions.csv', import.meta.url).pathname
const law = new URL('../../fixtures/data/ll144-selection-example.csv', import.meta.url).pathname

async function textOf(result: FairnessResult): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(await renderDossier({ ...dossier(), checks: [germanCheck(result)] })), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  return pages.join(' ').replace(/\s+/g, ' ')
}

it('a dossier shows what a check of scores, strata, a reference and a benchmark stored', async () => {
  const benchmark = [{ column: 'sex', shares: { female: 0.5, male: 0.5 }, source: 'Census 1970' }]
  const { result } = await runs.run(german, { groups: ['sex'], minimum: 30, columns: { score: 'score', controls: ['age_group'] }, more: { reference: { sex: 'male' }, benchmark, resamples: 100 } })
  const text = await textOf(result)
  for (const title of ['Against the reference group', 'Like with like: within each age_group', 'Scores by group', 'Representation', 'Census 1970', 'Shown, not judged', 'Generalized entropy index']) expect(text).toContain(title)
  expect(text).toContain('0.801')
  expect(result.comparisons.find(({ rate }) => rate === 'selection_rate')).toMatchObject({ by: { sex: 'female' }, reference: { sex: 'male' } })
  expect(text, 'with the rows of both groups').toMatch(/female\s+against male\s+Selection rate\s+310\s+and 690/)
})

it('a p-value is never printed as 0', () => {
  expect([0, 0.0009, 0.001, 0.5].map(pValue)).toEqual(['< 0.001', '< 0.001', '0.001', '0.500'])
})

it('a dossier shows the tables of Local Law 144, without a label and without a judgement', async () => {
  const { result } = await runs.run(law, {
    groups: ['sex', 'race_ethnicity'],
    decision: { kind: 'prediction', column: 'selected' },
    columns: { label: undefined },
    thresholds: {},
    more: { report: 'nyc_local_law_144', missing: ['', 'Unknown'] },
  })
  const text = await textOf(result)
  expect(text).toContain('Local Law 144: selection rates by sex')
  expect(text).toContain('250 of an unknown category in no table')
  expect(text).toContain('0.979')
})

it('a dossier shows errors of predicted numbers, and places by k', async () => {
  const numbers = await runs.run(german, { label: 'credit_amount', decision: { kind: 'prediction', column: 'month' }, groups: ['sex'], columns: { positive: undefined }, more: { task: 'regression' }, thresholds: {} })
  expect(await textOf(numbers.result)).toContain('Errors by group')
  const places = await runs.run(german, { decision: { kind: 'top', column: 'score', order: 'descending', cutoffs: [10, 100] }, groups: ['sex'], more: { task: 'ranking' }, thresholds: {} })
  const text = await textOf(places.result)
  expect(text).toContain('Places and exposure')
  expect(text).toContain('sex, top 100')
})
