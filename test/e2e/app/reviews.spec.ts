import { projectFile } from '../../../electron/platform/assets.ts'
import { expect, expectAccessible, openExample, people, signIn, test, type Served } from './served.ts'
import { changePerson, readToTheEnd, signWith } from './signing.ts'
import type { Page } from '@playwright/test'

const { author, reviewer, approver } = people

async function openReview(page: Page, served: Served, person: typeof author): Promise<void> {
  await openExample(page, served)
  await signIn(page, person)
  await page.getByRole('link', { name: /^Reviews/ }).click()
  await expectAccessible(page)
  if (person === author) await page.getByRole('link', { name: /Waiting for others/ }).click()
  await page.getByText('R-14', { exact: true }).click()
}

test('a review can be signed only after the last line of its text was on screen, and a wrong passphrase keeps everything else', async ({ app, served }) => {
  await app.setViewportSize({ width: 1280, height: 640 })
  await openReview(app, served, reviewer)
  await expect(app.getByText('your signature is missing')).toBeVisible()
  const sign = app.getByRole('button', { name: 'Sign review', exact: true })
  await app.getByLabel('Passphrase of Rui Reviewer', { exact: true }).fill('not the right one')
  await expect(app.getByText('Scroll the text to its last line first.')).toBeVisible()
  await expect(sign).toBeDisabled()
  await expectAccessible(app)
  await readToTheEnd(app)
  await sign.click()
  await expect(app.getByText(/passphrase is not right|wrong passphrase|passphrase of/i).last()).toBeVisible()
  await expect(app.getByLabel('Passphrase of Rui Reviewer', { exact: true })).toHaveValue('')
  await expect(app.getByRole('region', { name: 'The exact text that will be signed' })).toContainText('Decision: ENDORSE')
  await expectAccessible(app)
  await signWith(app, reviewer, 'Sign review')
  await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('reviewed')
  await expect(app.getByText('You have signed this request already')).toBeVisible()
  await app.getByRole('button', { name: 'signed text' }).click()
  await expect(app.getByRole('region', { name: 'Signed note' })).toContainText('— reviewer@countersign.example')
  await expectAccessible(app)
})

test('declining takes reasons, which become part of the text, and ends the request visibly', async ({ app, served }) => {
  await openReview(app, served, reviewer)
  await app.getByText('Decline with reasons').click()
  await expect(app.getByText('Write your reasons')).toBeVisible()
  await app.getByLabel('Reasons for declining').fill('The gap between age groups is above the limit.')
  await expect(app.getByRole('region', { name: 'The exact text that will be signed' })).toContainText('Reason: The gap between age groups is above the limit.')
  await expectAccessible(app)
  await signWith(app, reviewer, 'Sign the decline')
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Declined by Rui Reviewer: The gap between age groups is above the limit.')
  await expectAccessible(app)
  await app.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Reviews' }).click()
  await app.getByRole('link', { name: /Decided/ }).click()
  await expect(app.getByRole('grid', { name: 'reviews' })).toContainText('declined')
})

test('an author is told why they can not sign, and can withdraw with a reason', async ({ app, served }) => {
  await openReview(app, served, author)
  await expect(app.getByRole('region', { name: 'Your signature' })).toContainText('nobody signs off their own work')
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Withdraw…' }).click()
  await app.getByRole('textbox', { name: 'Reason' }).fill('A column was recoded.')
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Withdrawn: A column was recoded.')
})

test('review and approval by two people approve the version until a date', async ({ app, served }) => {
  await openReview(app, served, reviewer)
  await signWith(app, reviewer, 'Sign review')
  await changePerson(app, reviewer, approver)
  await signWith(app, approver, 'Sign approval')
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Approved until')
  await expectAccessible(app)
})

test('new evidence voids an open request visibly, with its reason', async ({ app, served }) => {
  await openReview(app, served, reviewer)
  await changePerson(app, reviewer, author)
  await app.getByRole('region', { name: 'Request', exact: true }).getByRole('link', { name: 'credit-lr@1' }).click()
  await app.getByRole('link', { name: 'New check…' }).click()
  await app.getByRole('link', { name: /^Fairness/ }).click()
  await app.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(projectFile('examples/german-credit/german-lr-predictions.csv'))
  for (let pressed = 0; pressed < 4; pressed += 1) await app.getByRole('button', { name: 'Next' }).click()
  await app.getByRole('button', { name: 'Declare and run', exact: true }).click()
  await expect(app.getByRole('heading', { level: 1, name: /Fairness of credit-lr 1/ })).toBeVisible()
  await app.getByRole('link', { name: /^Reviews/ }).click()
  await app.getByRole('link', { name: /^Void/ }).click()
  await app.getByText('R-14', { exact: true }).click()
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('No longer counts')
  await expectAccessible(app)
})
