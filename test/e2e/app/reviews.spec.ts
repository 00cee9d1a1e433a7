import { adoptBatchPolicy } from '../../support/batch-policy.ts'
import { passphraseOf, quiet } from '../../support/world.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { expect, expectAccessible, goTo, openExample, people, signIn, test, type Served } from './served.ts'
import { changePerson, choose, readToTheEnd, signAs } from './signing.ts'
import type { Page } from '@playwright/test'

test.use({ opensExample: true })

const { author, reviewer, approver } = people

async function openReview(page: Page, served: Served, person: typeof author): Promise<void> {
  await openExample(page, served)
  await signIn(page, person)
  await page.getByRole('link', { name: /^Reviews/ }).click()
  await expectAccessible(page)
  if (person === author) await page.getByRole('link', { name: /^In review/ }).click()
  await page.getByText('R-14', { exact: true }).click()
}

const part = (page: Page) => page.getByRole('region', { name: 'Your part' })
const text = (page: Page) => page.getByRole('region', { name: 'The exact text that will be signed' })

test('a review can be signed only after the last line of its text was on screen, and a wrong passphrase keeps everything else', async ({ app, served }) => {
  await app.setViewportSize({ width: 1280, height: 640 })
  await openReview(app, served, reviewer)
  await expect(app.getByText('your signature is missing')).toBeVisible()
  await expect(text(app), 'no decision is suggested').toHaveCount(0)
  await choose(app, 'Endorse')
  const sign = app.getByRole('button', { name: 'Sign review', exact: true })
  await app.getByLabel('Passphrase of Rui Reviewer', { exact: true }).fill('not the right one')
  await expect(app.getByText('Scroll the text to its last line first.')).toBeVisible()
  await expect(sign).toBeDisabled()
  await expectAccessible(app)
  await readToTheEnd(app)
  await sign.click()
  await expect(app.getByText(/passphrase is not right|wrong passphrase|passphrase of/i).last()).toBeVisible()
  await expect(app.getByLabel('Passphrase of Rui Reviewer', { exact: true })).toHaveValue('')
  await expect(text(app)).toContainText('Decision: ENDORSE')
  await expectAccessible(app)
  await signAs(app, reviewer, 'Endorse')
  await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('reviewed')
  await expect(part(app)).toContainText('You have signed this request already')
  await app.getByRole('button', { name: 'signed text' }).click()
  await expect(app.getByRole('region', { name: 'Signed note' })).toContainText('— reviewer@countersign.example')
  await expectAccessible(app)
})

test('rejecting stands beside approving, takes reasons that become part of the text, and ends the request visibly', async ({ app, served }) => {
  await openReview(app, served, reviewer)
  await signAs(app, reviewer, 'Endorse')
  await changePerson(app, reviewer, approver)
  await expect(part(app).getByRole('radio')).toHaveCount(4)
  await choose(app, 'Reject')
  await expect(app.getByText('Fill in at least one reason of the policy')).toBeVisible()
  await app.getByRole('combobox', { name: 'Reasons of the policy' }).click()
  await app.getByRole('option', { name: 'fairness below threshold' }).click()
  await app.getByRole('textbox', { name: 'Reason', exact: true }).fill('The gap between age groups is above the limit.')
  await app.getByRole('textbox', { name: 'What a new submission needs' }).fill('A gap within the limit, or its reason.')
  await expect(text(app)).toContainText('Reason-Codes: fairness_below_threshold')
  await expect(text(app)).toContainText('Reason: The gap between age groups is above the limit.')
  await expectAccessible(app)
  await app.reload()
  await choose(app, 'Reject')
  await expect(app.getByRole('textbox', { name: 'What a new submission needs' }), 'what was typed outlives a reload').toHaveValue('A gap within the limit, or its reason.')
  await signAs(app, approver, 'Reject')
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Rejected: The gap between age groups is above the limit.')
  await expectAccessible(app)
  await app.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Reviews' }).click()
  await app.getByRole('link', { name: /^Ended/ }).click()
  await expect(app.getByRole('grid', { name: 'reviews' })).toContainText('rejected')
})

test('an author is told why they can not sign, and can withdraw with a reason', async ({ app, served }) => {
  await openReview(app, served, author)
  await expect(part(app)).toContainText('nobody signs off their own work')
  await expectAccessible(app)
  await choose(app, 'Withdraw')
  await app.getByRole('textbox', { name: 'Reason' }).fill('A column was recoded.')
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Withdrawn: A column was recoded.')
})

test('review and approval by two people approve the version until a date, with conditions where they are named', async ({ app, served }) => {
  await openReview(app, served, reviewer)
  await signAs(app, reviewer, 'Endorse')
  await changePerson(app, reviewer, approver)
  await choose(app, 'Approve with conditions')
  await app.getByRole('textbox', { name: 'What has to be done' }).fill('Repeat the check by region.')
  await app.getByRole('combobox', { name: 'Owner' }).click()
  await app.getByRole('option', { name: 'Ana Author' }).click()
  await part(app).getByLabel('Due').fill('2090-01-31')
  await app.getByRole('textbox', { name: 'Shown by' }).fill('a fairness check by region')
  await expect(text(app)).toContainText('Condition-A: Repeat the check by region.')
  await expectAccessible(app)
  await signAs(app, approver, 'Approve with conditions')
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Approved with conditions until')
  await expect(app.getByRole('list', { name: 'States of this revision' })).toContainText('approved with conditions')
  await expectAccessible(app)
})

test('evidence that comes later holds a request up visibly; asked for changes, it goes on as a new revision with its signatures void', async ({ app, served }) => {
  await openReview(app, served, reviewer)
  await signAs(app, reviewer, 'Endorse')
  await changePerson(app, reviewer, author)
  await app.getByRole('region', { name: 'What it is', exact: true }).getByRole('link', { name: 'credit-lr@1' }).click()
  await app.getByRole('link', { name: 'New check…' }).click()
  await app.getByRole('link', { name: /^Fairness/ }).click()
  await app.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(projectFile('examples/german-credit/german-lr-predictions.csv'))
  for (let pressed = 0; pressed < 4; pressed += 1) await app.getByRole('button', { name: 'Next' }).click()
  await app.getByRole('button', { name: 'Declare and run', exact: true }).click()
  await expect(app.getByRole('heading', { level: 1, name: /Fairness of credit-lr 1/ }), 'the result, not the wizard').toContainText('fail')
  await changePerson(app, author, approver)
  await goTo(app, '/reviews/R-14')
  await expect(app.getByRole('list', { name: 'What keeps it from going on' })).toContainText('was added to the evidence after the submission')
  await choose(app, 'Ask for changes')
  await app.getByRole('textbox', { name: 'What has to change' }).fill('Submit it with the new check.')
  await app.getByRole('button', { name: 'Ask for changes', exact: true }).click()
  await expect(app.getByRole('region', { name: 'The way so far' })).toContainText('Returned: Submit it with the new check.')
  await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('counts no more')
  await changePerson(app, approver, author)
  await choose(app, 'Begin a new revision')
  await app.getByRole('textbox', { name: 'What changed' }).fill('The new check is there.')
  await app.getByRole('button', { name: 'Begin a new revision', exact: true }).click()
  await expect(app.getByText('R-14, revision 2')).toBeVisible()
  await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('revision 1')
  await expect(app.getByRole('table', { name: 'What happened' })).toContainText('changes requested')
  await expectAccessible(app)
})

/** Two more requests, on tier 3 and under a policy that lets several of it be signed in one act. */
async function openTwoMore({ core }: Served): Promise<string[]> {
  const workspace = core.workspace()
  const { identity, catalog, reviews } = workspace
  const signers = ['first@example.org', 'second@example.org'] as const
  for (const email of signers) await identity.enrol(author.email, { name: email, email, roles: ['compliance_reviewer'], passphrase: passphraseOf(email), signerPassphrase: author.passphrase })
  await adoptBatchPolicy(workspace, signers)
  const { id } = catalog.addUseCase(author.email, { name: 'Churn', purpose: 'Rank customers.', affected: '', tier: 3, tierReasons: '' })
  const ids: string[] = []
  for (const model of ['churn', 'upsell']) {
    catalog.addModel(author.email, { name: model, useCase: id, task: 'classification', description: '' })
    const { ref } = await catalog.addVersion(author.email, { model, data: [], parameters: {}, note: '' }, quiet)
    ids.push(reviews.request(author.email, { version: ref, message: '' }).id)
  }
  return ids
}

test('several requests are signed in one act where the policy lets them: each text read and confirmed by itself, and every signature says so', async ({ app, served }) => {
  await app.setViewportSize({ width: 1280, height: 800 })
  await openExample(app, served)
  const ids = await openTwoMore(served)
  await signIn(app, reviewer)
  await goTo(app, '/reviews')
  await expect(app.getByRole('checkbox', { name: 'Sign R-14 together with others' })).toBeDisabled()
  for (const id of ids) await app.getByRole('checkbox', { name: `Sign ${id} together with others` }).check()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Sign 2 together…' }).click()
  const sign = app.getByRole('button', { name: 'Sign 2 reviews', exact: true })
  await app.getByLabel('Passphrase of Rui Reviewer', { exact: true }).fill(reviewer.passphrase)
  for (const id of ids) {
    await expect(sign, 'each is confirmed by itself').toBeDisabled()
    const shown = app.getByRole('region', { name: `The exact text that will be signed for ${id}` })
    await expect(shown).toContainText(`Review: ${id}`)
    await shown.focus()
    await app.keyboard.press('End')
    await app.getByRole('checkbox', { name: `I have read this text and sign it for ${id}` }).check()
  }
  await expectAccessible(app)
  await sign.click()
  await expect(app.getByRole('table', { name: 'Signed together' })).toContainText('decision due')
  await expectAccessible(app)
  await changePerson(app, reviewer, approver)
  await goTo(app, `/reviews/${ids[0]}`)
  await signAs(app, approver, 'Approve')
  const signatures = app.getByRole('table', { name: 'Signatures' })
  await expect(signatures).toContainText('signed in a batch of 2')
  await expect(signatures).toContainText('same device as Ada Approver')
  await expect(signatures).toContainText('same device as Rui Reviewer')
  await expectAccessible(app)
})
