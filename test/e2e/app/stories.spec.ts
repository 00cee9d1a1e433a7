import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Role } from '../../../shared/contract/identity.ts'
import { createWorkspace } from '../../../electron/core/workspace.ts'
import { addTieredVersion, sealFilled, signers } from '../../support/tiered-version.ts'
import { expect, expectAccessible, goTo, machineAt, openExample, signIn, test as base, type Built, type Served } from './served.ts'
import { changePerson, choose, type ExamplePerson, signAs } from './signing.ts'

const toPerson = (name: string, email: string, roles: Role[]): ExamplePerson => ({ name, email, roles, passphrase: `passphrase of ${email}` })
const [author, owner, validator, expert, risk, counsel, engineer, compliance, approver] = [
  toPerson('Ana Author', 'author@example.org', ['data_scientist']),
  ...['Otto Owner', 'Vera Validator', 'Edda Expert', 'Rosa Risk', 'Carl Counsel', 'Enno Engineer', 'Cleo Compliance', 'Finn Approver'].map((name, at) => {
    const [email, role] = Object.entries(signers)[at]!
    return toPerson(name, email, [role])
  }),
] as [ExamplePerson, ExamplePerson, ExamplePerson, ExamplePerson, ExamplePerson, ExamplePerson, ExamplePerson, ExamplePerson, ExamplePerson]

/** In place of the example: a workspace under the policy "tiered" with a version of the lowest and one of the highest tier. */
const test = base.extend<object, { built: Built }>({
  built: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const root = mkdtempSync(join(tmpdir(), 'countersign-e2e-'))
      const built = { root, example: join(root, 'example'), home: join(root, 'home') }
      const workspace = await createWorkspace({ dir: built.example, name: 'Retail credit', person: author, policy: 'tiered' }, machineAt(built.home))
      for (const person of [owner, validator, expert, risk, counsel, engineer, compliance, approver]) await workspace.identity.enrol(author.email, { ...person, signerPassphrase: author.passphrase })
      for (const tier of [4, 1] as const) await addTieredVersion(workspace, author.email, tier, root)
      workspace.close()
      await use(built)
      rmSync(root, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.use({ opensExample: true })

const shown = new Map<string, number>()

/** The story in pictures, where a folder for them is named: in light and dark, on a small and on a large screen. Their names, in order, read as the story. */
async function show(page: Page, model: string, sentence: string): Promise<void> {
  const { SCREENS_DIR } = process.env
  if (!SCREENS_DIR) return
  mkdirSync(SCREENS_DIR, { recursive: true })
  const number = (shown.get(model) ?? 0) + 1
  shown.set(model, number)
  for (const [width, height] of [[1280, 800], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: join(SCREENS_DIR, `${model}, ${String(number).padStart(2, '0')} ${sentence} (${colorScheme}, ${width}).png`) })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

const part = (page: Page) => page.getByRole('region', { name: 'Your part' })
const signatures = (page: Page) => page.getByRole('table', { name: 'Signatures' })
const way = (page: Page) => page.getByRole('list', { name: 'States of this revision' })
const now = (page: Page) => way(page).locator('[aria-current=step]')

/** From the models to the page of the version, where the request is opened as a draft. */
async function requestReview(page: Page, model: string, message: string): Promise<void> {
  await goTo(page, `/models/${model}/1/review`)
  await page.getByRole('button', { name: 'Request a review…' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Message to the reviewers' }).fill(message)
  await show(page, model, 'the request says what the tier demands')
  await dialog.getByRole('button', { name: 'Open the request' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Approve ${model} 1` })).toBeVisible()
  await expect(now(page)).toContainText('draft')
}

/** The owner declares what could sway them; only then there is a text to sign. */
async function submit(page: Page): Promise<void> {
  await choose(page, 'Submit')
  await expect(part(page)).toContainText('Fill in what could sway you')
  await page.getByRole('textbox', { name: 'Conflict of interest' }).fill('None')
  await expect(page.getByRole('region', { name: 'The exact text that will be signed' })).toContainText('Conflict-Of-Interest: None')
}

test('a version of the lowest tier is approved by the signature of its owner alone, and the program does the rest', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, owner)
  await requestReview(app, 'credit-4', '')
  await submit(app)
  await show(app, 'credit-4', 'the owner reads what they will sign')
  await signAs(app, owner, 'Submit')
  const outcome = app.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('Approved until')
  const happened = app.getByRole('table', { name: 'What happened' })
  for (const move of ['draft; by owner@example.org', 'submitted; by the program', 'in review; by the program', 'decision due; by the program']) {
    await expect(happened.getByRole('row').filter({ hasText: move })).toBeVisible()
  }
  await expect(signatures(app)).toContainText('Otto Owner, model owner')
  await expect(app.getByRole('region', { name: 'Signatures', exact: true }).first()).toContainText('1 of 1')
  await show(app, 'credit-4', 'it is approved until a date')
})

test('a version of the highest tier is approved by eight people in their order, after its validation', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, owner)
  await requestReview(app, 'credit-1', 'Please validate.')
  const review = app.url().split('#')[1]!
  await submit(app)
  await signAs(app, owner, 'Submit')
  await expect(now(app)).toContainText('in validation')
  await expect(app.getByRole('region', { name: 'Test data', exact: true })).toContainText('sealed, unopened')
  await show(app, 'credit-1', 'the owner submitted it')

  await changePerson(app, owner, validator)
  await validate(app, served, review)
  await signAs(app, validator, 'Validate')
  await expect(now(app)).toContainText('in review')
  await show(app, 'credit-1', 'the validator signed')

  await changePerson(app, validator, author)
  await expect(part(app)).toContainText('nobody signs off their own work')
  await show(app, 'credit-1', 'an author may not sign, and is told why')
  await expectAccessible(app)
  let last = author
  for (const person of [expert, risk, counsel, engineer, compliance, approver]) {
    const act = person === compliance || person === approver ? 'Approve' : 'Endorse'
    await changePerson(app, last, person)
    await choose(app, act)
    await show(app, 'credit-1', `${person.name} reads what they will sign`)
    await signAs(app, person, act)
    await expect(signatures(app)).toContainText(person.name)
    last = person
  }
  await expect(app.getByRole('region', { name: 'Outcome' })).toContainText('Approved until')
  await expect(app.getByRole('region', { name: 'Signatures', exact: true }).first()).toContainText('8 of 8')
  await expect(signatures(app).getByRole('button', { name: 'signed text' })).toHaveCount(8)
  await show(app, 'credit-1', 'eight people approved it')
  await expectAccessible(app)
  await previewDossier(app)
})

/** The declaration is written by hand, report and challenges come from elsewhere; the page says at each step what is still missing. */
async function validate(page: Page, served: Served, review: string): Promise<void> {
  const workspace = served.core.workspace()
  const about = { type: 'version' as const, ref: 'credit-1@1' }
  await expect(part(page)).toContainText('Independent validation report')
  await show(page, 'credit-1', 'the validator can not sign without a report')
  await declareIndependence(page)
  sealFilled(workspace, validator.email, 'validation_report', { version: about, model: about, use_case: about, snapshot: about, workspace: about }, 1)
  for (const area of ['purpose', 'data', 'method', 'outcome', 'use'] as const) {
    const { id } = workspace.challenges.raise(validator.email, { review: review.split('/').at(-1)!, area, text: `Why is the ${area} right?` })
    workspace.challenges.answer(owner.email, { id, text: `The ${area} was agreed beforehand.` })
    workspace.challenges.close(validator.email, { id, disposition: 'answered_to_satisfaction', text: 'Heard.' })
  }
  await goTo(page, review)
  await expect(page.getByRole('table', { name: 'Findings, challenges, conditions, waivers' })).toContainText('Why is the method right?')
  await choose(page, 'Validate')
  await page.getByRole('radio', { name: 'Fit for its use' }).check()
}

async function declareIndependence(page: Page): Promise<void> {
  await goTo(page, '/models/credit-1/1/documents')
  await page.getByRole('button', { name: 'New document…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New document' })
  await dialog.getByRole('combobox', { name: 'Kind' }).fill('independence')
  await page.getByRole('option', { name: 'Independence and conflict declaration' }).click()
  await dialog.getByRole('button', { name: 'Begin the draft' }).click()
  const answers = { Person: validator.name, Scope: 'credit-1@1', Relationships: 'None with its authors.', 'Declared on': 'The day of the validation.' }
  for (const [field, answer] of Object.entries(answers)) await page.getByRole('textbox', { name: new RegExp(`^${field}`) }).fill(answer)
  await expect(page.getByText('Nothing required is empty.')).toBeVisible()
  await show(page, 'credit-1', 'the validator declares independence')
  await page.getByRole('button', { name: 'Seal…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Seal', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: /Independence/ })).toContainText('complete')
}

/** What an auditor is handed: every signature stands in it. */
async function previewDossier(page: Page): Promise<void> {
  await goTo(page, '/reports/dossier?version=credit-1%401')
  const pages = page.getByRole('region', { name: 'Dossier of credit-1@1' })
  await expect(pages.locator('p').first()).toContainText('approved', { timeout: 30_000 })
  await show(page, 'credit-1', 'the dossier is ready for the auditor')
  await expectAccessible(page)
}
