import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, expect, it } from 'vitest'
import { renderDossier } from '../../../electron/domain/reports/dossier/document.ts'
import { createQualityRuns } from '../evidence/quality/quality-runs.ts'
import { dossier } from './dossiers.ts'
import { germanCheck } from './german-credit.ts'

const runs = createQualityRuns()
afterAll(() => runs.end())
const titanic = new URL('../../fixtures/data/titanic.csv', import.meta.url).pathname

it('a dossier shows findings, rules, profile, representation and personal columns of a data-quality check, and no personal value', async () => {
  const benchmark = runs.write('column,value,share\nSex,male,0.5\nSex,female,0.5\n')
  const result = await runs.run({ data: titanic, benchmark }, { label: 'Survived', rowIds: ['PassengerId'], rules: [{ kind: 'range', column: 'Age', min: 1 }] })
  const check = { ...germanCheck(), kind: 'quality' as const, verdict: result.verdict, inputs: result.inputs, scope: ['profile'], result }
  const pdf = await getDocument({ data: new Uint8Array(await renderDossier({ ...dossier(), checks: [check] })), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  const text = pages.join(' ').replace(/\s+/g, ' ')
  for (const words of ['Data quality check C-9', 'Label leakage, lambda', '0.924', 'Age is 1 at least', 'Profile of the columns', 'Representation by Sex', 'Name: names of people, by the name of the column', '≤ 0.05, fails above 0.2']) {
    expect(text).toContain(words)
  }
  expect(text).not.toContain('Braund')
})
