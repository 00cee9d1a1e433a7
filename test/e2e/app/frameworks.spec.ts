import { expect, expectAccessible, openExample, people, signIn, test } from './served.ts'
import { signWith } from './signing.ts'

test.use({ opensExample: true })

const { approver } = people

test('control sets: counts for all models, one version control by control, evidence behind each, a signed “none” and a signed “does not apply”', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, approver)
  const dialog = app.getByRole('dialog')
  await app.getByRole('link', { name: 'Frameworks', exact: true }).click()
  await expect(app.getByRole('heading', { level: 1, name: 'Frameworks' })).toBeVisible()
  const sets = app.getByRole('table', { name: 'Control sets' })
  await expect(sets.getByRole('row')).toHaveCount(16)
  await expect(sets.getByRole('row', { name: /^EU GMP Annex 22 \(draft\)/ })).toContainText('no control applies')
  await expect(sets.getByRole('row', { name: /^US interagency/ })).toContainText('missing')
  await expect(app.getByRole('main')).toContainText('Not legal advice.')
  await expect(app.getByRole('main')).not.toContainText('%')

  await sets.getByRole('link', { name: 'Singapore AI Verify testing framework' }).click()
  await expect(app.getByRole('region', { name: 'Source and dates' })).toContainText('Voluntary')
  await app.getByRole('table', { name: 'Newest versions' }).getByRole('link', { name: 'credit-lr@1' }).click()
  await expect(app.getByRole('heading', { level: 1, name: /^credit-lr 1/ })).toBeVisible()
  const control = (id: string) => app.locator('details', { has: app.getByText(id, { exact: true }) })
  await control('AIV.1.3').locator('summary').press('Enter')
  await expect(control('AIV.1.3')).toContainText('Nothing is recorded as “Instructions for use”.')
  await expect(control('AIV.1.3')).toContainText('countersign document new instructions_for_use --for credit-lr@1')
  await control('AIV.7.2').locator('summary').click()
  await expect(control('AIV.7.2').getByRole('link', { name: 'C-13' })).toHaveAttribute('href', /#\/checks\/C-13$/)
  await expectAccessible(app)

  const act = async (id: string, button: string, reason: string) => {
    await control(id).getByRole('button', { name: button }).click()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  }
  await control('AIV.1.5').locator('summary').click()
  await act('AIV.1.5', 'There was no incident…', 'The log of operations is empty.')
  await dialog.getByLabel('From').fill('2026-01-01')
  await dialog.getByLabel('Until').fill('2026-03-31')
  await expect(dialog.getByRole('region', { name: 'The exact text that will be signed' })).toContainText('Evidence-Kind: incident')
  await expectAccessible(app, '[role=dialog]')
  await signWith(app, approver, 'Sign and record')
  await expect(control('AIV.1.5')).toContainText('none from 2026-01-01 to 2026-03-31')
  await act('AIV.1.5', 'Confirm…', 'I looked at the log.')
  await expect(dialog.getByRole('region', { name: 'The exact text that will be signed' })).toContainText('Control: AIV.1.5')
  await signWith(app, approver, 'Sign and record')
  await expect(control('AIV.1.5').locator('summary')).toContainText('satisfied')

  await control('AIV.5.7').locator('summary').click()
  await act('AIV.5.7', 'Does not apply…', 'It is not in use yet.')
  await signWith(app, approver, 'Sign and record')
  await expect(control('AIV.5.7')).toContainText('Does not apply: Ada Approver')

  await app.getByRole('link', { name: 'Frameworks', exact: true }).first().click()
  await app.getByRole('button', { name: 'Choose control sets…' }).click()
  for (const other of ['EU AI Act', 'AI Verify']) await expect(dialog.getByRole('checkbox', { name: new RegExp(other) }).first()).toBeChecked()
  await dialog.getByRole('checkbox', { name: /^deployer/ }).uncheck()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('We build it ourselves.')
  await dialog.getByRole('button', { name: 'Record the choice' }).click()
  await expect(app.getByText('as provider, chosen by approver@countersign.example')).toBeVisible()
})
