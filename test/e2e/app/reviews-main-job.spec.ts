import { projectFile } from '../../../electron/platform/assets.ts'
import { expect, openExample, people, signIn, test } from './served.ts'
import { changePerson, signAs } from './signing.ts'

test.use({ opensExample: true })

const { author, reviewer, approver } = people
const data = projectFile('examples/german-credit/german-credit.csv')
const predictions = projectFile('examples/german-credit/german-lr-predictions.csv')

test('the main job by hand: from a use case to an approved version, with three people', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, author)
  const dialog = app.getByRole('dialog')
  const register = dialog.getByRole('button', { name: 'Register', exact: true })

  await app.getByRole('link', { name: /^Models/ }).click()
  await app.getByRole('link', { name: 'Use cases' }).click()
  await app.getByRole('button', { name: 'Register a use case…' }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Small loans')
  await dialog.getByLabel('Purpose').fill('Order applications for small loans for a clerk.')
  await dialog.getByLabel('Affected people').fill('Applicants.')
  await dialog.getByRole('radio', { name: /Tier 2/ }).check()
  await dialog.getByLabel('Reasons for the tier').fill('Economic consequences; a person decides.')
  await register.click()
  await expect(app.getByRole('heading', { level: 1, name: 'Small loans' })).toBeVisible()

  await app.getByRole('link', { name: /^Datasets/ }).click()
  await app.getByRole('button', { name: 'Register a dataset…' }).click()
  await dialog.getByRole('textbox', { name: 'Data file', exact: true }).fill(data)
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('loans')
  await register.click()
  await expect(app.getByRole('heading', { level: 1, name: 'loans 1' })).toBeVisible()

  await app.getByRole('link', { name: /^Models/ }).click()
  await app.getByRole('button', { name: 'Register a model…' }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('loans-lr')
  await dialog.getByRole('combobox', { name: 'Use case' }).click()
  await app.getByRole('option', { name: 'Small loans' }).click()
  await register.click()
  await expect(app.getByRole('heading', { level: 1, name: 'loans-lr' })).toBeVisible()

  await app.getByRole('button', { name: 'Register a version…' }).first().click()
  await dialog.getByRole('combobox', { name: 'Data snapshots' }).click()
  await app.getByRole('option', { name: /loans@1/ }).click()
  await app.keyboard.press('Escape')
  await register.click()
  await expect(app.getByRole('heading', { level: 1, name: 'loans-lr 1' })).toBeVisible()

  await app.getByRole('link', { name: 'New check…' }).click()
  await app.getByRole('link', { name: /^Fairness/ }).click()
  await app.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(predictions)
  for (let pressed = 0; pressed < 4; pressed += 1) await app.getByRole('button', { name: 'Next' }).click()
  await app.getByRole('button', { name: 'Declare and run', exact: true }).click()
  await expect(app.getByRole('heading', { level: 1, name: /Fairness of loans-lr 1/ })).toContainText('fail')

  await app.getByRole('link', { name: 'version 1' }).click()
  await app.getByRole('navigation', { name: 'Parts of this version' }).getByRole('link', { name: /Review/ }).click()
  await app.getByRole('button', { name: 'Request a review…' }).click()
  await expect(dialog).toContainText('two-person')
  await dialog.getByLabel('Message to the reviewers').fill('The age gap is known; see the limits.')
  await dialog.getByRole('button', { name: 'Freeze and request' }).click()
  await expect(app.getByRole('heading', { level: 1, name: /Approve loans-lr 1 for Small loans\?/ })).toBeVisible()

  await changePerson(app, author, reviewer)
  await signAs(app, reviewer, 'Endorse')
  await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('reviewed')
  await changePerson(app, reviewer, approver)
  await signAs(app, approver, 'Approve')
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Approved until')
  await app.getByRole('link', { name: 'loans-lr@1' }).first().click()
  await expect(app.getByRole('heading', { level: 1, name: /loans-lr 1/ })).toContainText('approved')
})
