import type { Locator, Page } from '@playwright/test'
import { projectFile } from '../../../electron/platform/assets.ts'
import { expect, openExample, people, test } from './served.ts'

test.use({ opensExample: true })

const { author, reviewer, approver } = people

/** Presses Tab until the element has the focus: what takes longer than this is not reachable in practice. */
async function tabTo(page: Page, wanted: Locator, most = 40): Promise<void> {
  await expect(wanted).toBeVisible()
  const isThere = () => wanted.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  await expect(wanted, `within ${most} presses of Tab`).toBeFocused()
}

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.locator('[data-selected]')).toContainText(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeHidden()
}

async function signInByKeys(page: Page, person: typeof author): Promise<void> {
  await runCommand(page, 'Sign in…')
  const dialog = page.getByRole('dialog', { name: 'Sign in' })
  await expect(dialog.getByRole('combobox', { name: 'Person' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const option = page.getByRole('option', { name: person.name })
  await expect(option).toBeVisible()
  // The list draws what a key did a moment later: each press waits for that, or the next one would go past.
  await expect(async () => {
    if ((await option.getAttribute('data-combobox-selected')) === null) await page.keyboard.press('ArrowDown')
    await expect(option).toHaveAttribute('data-combobox-selected', /.*/, { timeout: 150 })
  }).toPass({ timeout: 15_000 })
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('Passphrase', { exact: true }), 4)
  await page.keyboard.type(person.passphrase)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden({ timeout: 20_000 })
}

async function signByKeys(page: Page, person: typeof author, choice: string, act: string, goToPart: () => Promise<void>): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  const row = page.getByRole('row', { name: /R-14/ })
  await tabTo(page, row)
  await page.keyboard.press('Enter')
  // What was found and said about the version stands between, each with its own buttons.
  await goToPart()
  await expect(page.getByRole('region', { name: 'Your part' })).toBeFocused()
  await tabTo(page, page.getByRole('radio', { name: choice, exact: true }), 6)
  await page.keyboard.press('Space')
  const text = page.getByRole('region', { name: 'The exact text that will be signed' })
  await expect(text).toContainText('Ledger-Root:')
  await tabTo(page, text, 6)
  await page.keyboard.press('End')
  await expect(page.getByText('Scroll the text to its last line first.')).toBeHidden()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel(`Passphrase of ${person.name}`, { exact: true })).toBeFocused()
  await page.keyboard.type(person.passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table', { name: 'Signatures' })).toContainText(act, { timeout: 20_000 })
}

test('a version is signed off by two people with nothing but the keyboard', async ({ app, served }) => {
  await openExample(app, served)
  await signInByKeys(app, reviewer)
  await signByKeys(app, reviewer, 'Endorse', 'reviewed', async () => {
    await tabTo(app, app.getByRole('link', { name: 'Go to your part' }), 6)
    await app.keyboard.press('Enter')
  })
  await runCommand(app, 'Sign out')
  await expect(app.getByRole('button', { name: /Nobody signed in/ })).toBeVisible()
  await signInByKeys(app, approver)
  await signByKeys(app, approver, 'Approve', 'approved', () => app.keyboard.press('ControlOrMeta+j'))
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Approved until')
})

test('the wizard goes from file to result with nothing but the keyboard', async ({ app, served }) => {
  await openExample(app, served)
  await signInByKeys(app, author)
  await app.keyboard.press('g')
  await app.keyboard.press('m')
  const row = app.getByRole('row', { name: /credit-lr/ })
  await tabTo(app, row)
  await app.keyboard.press('Enter')
  await tabTo(app, app.getByRole('link', { name: 'version 1' }))
  await app.keyboard.press('Enter')
  await tabTo(app, app.getByRole('link', { name: 'New check…' }))
  await app.keyboard.press('Enter')
  await tabTo(app, app.getByRole('link', { name: /^Fairness/ }))
  await app.keyboard.press('Enter')
  await tabTo(app, app.getByRole('textbox', { name: 'Predictions file', exact: true }))
  await app.keyboard.type(projectFile('examples/german-credit/german-lr-predictions.csv'))
  const next = app.getByRole('button', { name: 'Next' })
  await expect(next).toBeEnabled()
  // Enter in a field goes on as Next does: nobody walks through a long table of thresholds.
  const field = app.getByRole('main').getByRole('textbox', { disabled: false }).first()
  const steps = [[next, /First rows/], [next, 'Which column is what'], [next, 'Metrics and thresholds'], [field, 'This is what will be written before the run']] as const
  for (const [from, title] of steps) {
    await tabTo(app, from)
    await app.keyboard.press('Enter')
    await expect(app.getByRole('heading', { level: 2, name: title }), 'the focus goes along to the next step').toBeFocused()
  }
  const run = app.getByRole('button', { name: 'Declare and run', exact: true })
  await tabTo(app, run, 6)
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { level: 1, name: /Fairness of credit-lr 1/ })).toContainText('fail')
})

test('a table is sorted, filtered and walked by keys, and the page keeps its way around', async ({ app, served }) => {
  await openExample(app, served)
  await app.keyboard.press('Tab')
  await expect(app.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('main')).toBeFocused()
  await app.keyboard.press('g')
  await app.keyboard.press('p')
  const grid = app.getByRole('grid', { name: 'people' })
  const sort = grid.getByRole('button', { name: 'name' })
  await tabTo(app, sort)
  await app.keyboard.press('Enter')
  await expect(grid.getByRole('row').nth(1)).toContainText('Ada Approver')
  await app.keyboard.press('Enter')
  await expect(grid.getByRole('row').nth(1)).toContainText('Rui Reviewer')
  await tabTo(app, grid.getByRole('row').nth(1))
  await app.keyboard.press('End')
  await expect(grid.getByRole('row', { name: /Ada Approver/ })).toBeFocused()
  await app.keyboard.press('ArrowUp')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { level: 1, name: 'Ana Author' })).toBeVisible()
  await app.keyboard.press('?')
  await expect(app.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog', { name: 'Keyboard' })).toBeHidden()
})
