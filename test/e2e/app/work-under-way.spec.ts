import type { Page } from '@playwright/test'
import { projectFile } from '../../../electron/platform/assets.ts'
import { expect, expectAccessible, goTo, openExample, people, signIn, test, type Served } from './served.ts'

const predictions = projectFile('examples/german-credit/german-lr-predictions.csv')

async function runHeld(app: Page, served: Served): Promise<void> {
  await openExample(app, served)
  await signIn(app, people.author)
  await goTo(app, '/checks/new?check=fairness&version=credit-lr%401')
  await app.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(predictions)
  for (let pressed = 0; pressed < 4; pressed += 1) await app.getByRole('button', { name: 'Next' }).click()
  served.duckdb.hold()
  await app.getByRole('button', { name: 'Declare and run', exact: true }).click()
  await expect(app.getByRole('button', { name: /^Cancel: / })).toBeVisible()
}

test('work goes on while screens come and go, is in the tray after a reload, and leaves it when it is done', async ({ app, served }) => {
  await runHeld(app, served)
  const tray = app.getByRole('region', { name: 'Work under way' })
  await expect(tray, 'shown where it was started').toBeHidden()
  await goTo(app, '/people')
  await expect(tray).toContainText(/fairness/i)
  await app.reload()
  await expect(tray).toContainText(/fairness/i)
  await expectAccessible(app)
  served.duckdb.release()
  await expect(tray).toBeHidden()
  await expect(app.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: /^Checks/ })).toContainText('2')
})

test('cancelled work says so and leaves the ledger as it was', async ({ app, served }) => {
  await runHeld(app, served)
  const { size } = served.core.workspace().ledger.tip()
  await goTo(app, '/people')
  await app.getByRole('region', { name: 'Work under way' }).getByRole('button', { name: /^Cancel: / }).click()
  served.duckdb.release()
  await expect(app.getByRole('alert').filter({ hasText: 'cancelled' })).toContainText('Nothing was written.')
  await expect(app.getByRole('region', { name: 'Work under way' })).toBeHidden()
  expect(served.core.workspace().ledger.tip().size).toBe(size)
})
