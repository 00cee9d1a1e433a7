import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { projectFile } from '../../../electron/platform/assets.ts'
import { expect, expectAccessible, goTo, openExample, people, signIn, test } from './served.ts'

test.use({ opensExample: true })

const data = (name: string) => projectFile(`test/fixtures/data/${name}`)
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click()

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option }).click()
}

test('a year of production is held against a reference: wizard, declaration, windows, curves, segments, challenger, figures to take along', async ({ app, served, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openExample(app, served)
  await signIn(app, people.author)
  await goTo(app, '/checks/new?check=performance&version=credit-lr%401')
  await app.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(data('california-housing-production.csv'))
  await app.getByRole('textbox', { name: 'Reference file', exact: true }).fill(data('california-housing-reference.csv'))
  await expect(app.getByText('7 columns.')).toBeVisible()
  await next(app)
  await next(app)
  await choose(app, 'True label', /^clf_target/)
  await expect(app.getByRole('combobox', { name: 'Prediction', exact: true })).toHaveValue(/^y_pred,/)
  await choose(app, 'Score', /^y_pred_proba/)
  await app.getByRole('combobox', { name: 'Challenger’s score' }).fill('MedInc')
  await app.getByLabel('Challenger positive from').fill('4')
  await expectAccessible(app)
  await next(app)
  await expect(app.getByRole('combobox', { name: 'Time', exact: true })).toHaveValue(/^timestamp/)
  await choose(app, 'Segment columns', /^HouseAge/)
  await app.keyboard.press('Escape')
  await app.getByLabel('Bands of HouseAge').fill('4')
  await expectAccessible(app)
  await next(app)
  await app.getByLabel('Threshold of Accuracy', { exact: true }).fill('0.7')
  await next(app)
  await expect(app.getByRole('alert')).toContainText('Accuracy: say where the threshold comes from.')
  await app.getByLabel('Source of the threshold of Accuracy').fill('model plan, section 4')
  await expectAccessible(app)
  await next(app)
  await expect(app.getByRole('table', { name: 'Thresholds to be declared' })).toContainText('model plan, section 4')
  await expect(app.getByText('by month')).toBeVisible()
  await app.getByRole('button', { name: 'Declare and run', exact: true }).click()
  await expect(app.getByRole('heading', { level: 1, name: /Performance of credit-lr 1/ })).toContainText('fail')
  const metrics = app.getByRole('table', { name: 'Metrics against their thresholds' })
  await expect(metrics.getByRole('row', { name: /^Accuracy 0/ })).toContainText('≥ 0.70')
  await expect(app.getByRole('table', { name: 'Windows with their gap to the reference' }).getByRole('row')).toHaveCount(13)
  for (const chart of ['ROC curve', 'Precision and recall', 'Calibration', 'Precision, recall and F1 by cutoff', 'Accuracy by window', 'Accuracy of segments against all others', 'Challenger − champion']) {
    await expect(app.getByRole('img', { name: chart, exact: true })).toBeVisible()
  }
  await expect(app.getByText(/McNemar’s test/)).toBeVisible()
  await choose(app, 'Metric shown', 'AUC-ROC')
  await expect(app.getByRole('img', { name: 'AUC-ROC by window' })).toBeVisible()
  await expectAccessible(app)
  const windows = app.getByRole('region', { name: 'Windows', exact: true })
  await windows.getByRole('button', { name: 'Copy as CSV' }).click()
  expect(await app.evaluate(() => navigator.clipboard.readText())).toContain('auc_roc,2021-06,720,0.88417')
  const [svg] = await Promise.all([app.waitForEvent('download'), windows.getByRole('button', { name: 'Save as SVG' }).click()])
  expect(readFileSync(await svg.path(), 'utf8')).toMatch(/^<svg .*AUC-ROC by window, credit-lr 1.*california-housing-production\.csv sha256/)
})
