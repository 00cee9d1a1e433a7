import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, goTo, openExample, people, signIn, test } from './served.ts'

test('a workspace is created with its first person, who then acts in it', async ({ app, served }) => {
  const dir = join(served.dir, 'retail')
  await expect(app.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Create a workspace…' }).click()
  const form = app.getByRole('dialog', { name: 'Create a workspace' })
  await form.getByLabel('Name of the workspace').fill('Retail credit')
  await form.getByLabel('Folder', { exact: true }).fill(dir)
  await form.getByLabel('Folder', { exact: true }).fill(join(served.dir, 'Dropbox', 'retail'))
  await expect(form.getByText('is in a folder that is synchronised (Dropbox)')).toBeVisible()
  await form.getByLabel('Folder', { exact: true }).fill(dir)
  await expect(form.getByText('is in a folder that is synchronised (Dropbox)')).toBeHidden()
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Ana Author')
  await form.getByLabel('E-mail').fill('ana@example.org')
  await form.getByRole('combobox', { name: 'Roles' }).click()
  await app.getByRole('option', { name: 'Data scientist' }).click()
  await form.getByLabel('Passphrase', { exact: true }).fill('eight characters')
  await expect(form.getByText('It can not be recovered')).toBeVisible()
  await form.getByLabel('Passphrase, once more').fill('eight letters')
  await expect(form.getByText('The two are not the same.')).toBeVisible()
  await expect(form.getByRole('button', { name: 'Create' })).toBeDisabled()
  await form.getByLabel('Passphrase, once more').fill('eight characters')
  await expectAccessible(app)
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(app.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await expect(app.getByRole('button', { name: /Ana Author/ })).toBeVisible()
  await expectAccessible(app)
  expect(existsSync(join(dir, 'ledger.db'))).toBe(true)
})

test('the example is built as a job, names its people and their passphrases, and opens', async ({ app }) => {
  await app.getByRole('button', { name: 'Load the example' }).click()
  const table = app.getByRole('table', { name: 'People of the example' })
  await expect(table).toBeVisible({ timeout: 40_000 })
  for (const { name, passphrase } of Object.values(people)) {
    await expect(table.getByRole('row', { name: new RegExp(name) })).toContainText(passphrase)
  }
  await app.reload()
  await expect(table, 'found again after a reload').toBeVisible()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Open the example' }).click()
  await expect(app.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
})

test('a folder that is no workspace is refused with a sentence, and the chooser stays', async ({ app, served }) => {
  await app.getByRole('button', { name: 'Choose a folder…' }).click()
  const chooser = app.getByRole('dialog', { name: 'Open a workspace' })
  await chooser.getByLabel('Folder', { exact: true }).fill(served.dir)
  await chooser.getByLabel('Folder', { exact: true }).press('Enter')
  await expect(chooser.getByRole('row', { name: /german-credit/ })).toBeVisible()
  await expectAccessible(app)
  await chooser.getByRole('button', { name: 'Choose this folder' }).click()
  await expect(app.getByRole('alert')).toContainText(served.dir)
  await expect(app.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
})

test('a workspace is found with the keyboard alone, and is recent afterwards', async ({ app, served }) => {
  await app.keyboard.press('Control+o')
  const chooser = app.getByRole('dialog', { name: 'Open a workspace' })
  await chooser.getByLabel('Folder', { exact: true }).fill(served.dir)
  await chooser.getByLabel('Folder', { exact: true }).press('Enter')
  await chooser.getByRole('row', { name: /german-credit/ }).focus()
  await app.keyboard.press('Enter')
  await expect(chooser.getByLabel('Folder', { exact: true })).toHaveValue(served.example)
  await chooser.getByRole('button', { name: 'Choose this folder' }).press('Enter')
  await expect(app.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
  await app.getByRole('button', { name: 'German credit (example) workspace' }).click()
  await app.getByRole('menuitem', { name: 'Close this workspace' }).click()
  await app.getByRole('list', { name: 'Recent workspaces' }).getByRole('button').click()
  await expect(app.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
})

test('a workspace in a synchronised folder is warned of where it is chosen, on the overview and on the integrity page', async ({ app, served }) => {
  const dir = join(served.dir, 'Dropbox', 'german-credit')
  cpSync(served.example, dir, { recursive: true })
  await openExample(app, { ...served, example: dir })
  const warning = app.getByText('is in a folder that is synchronised (Dropbox)')
  await expect(warning).toBeVisible()
  await goTo(app, '/ledger/integrity')
  await expect(app.getByRole('region', { name: 'Where this workspace lies' })).toContainText('not a safe place')
  await app.evaluate(() => sessionStorage.setItem('countersign.draft.x.check', '1'))
  await app.getByRole('button', { name: 'German credit (example) workspace' }).click()
  await app.getByRole('menuitem', { name: 'Close this workspace' }).click()
  await expect(app.getByRole('list', { name: 'Recent workspaces' })).toContainText('is in a folder that is synchronised (Dropbox)')
  expect(await app.evaluate(() => JSON.stringify(sessionStorage)), 'drafts do not outlive their workspace').not.toContain('countersign.draft')
  await expectAccessible(app)
})

test('what is typed in the chooser stays while a slow folder answers, and the folder asked for last is shown', async ({ app, served }) => {
  const held = Promise.withResolvers<undefined>()
  let first = true
  await app.route('**/workspace/browse', async (route) => {
    if (first) {
      first = false
      await held.promise
    }
    await route.continue()
  })
  await app.keyboard.press('Control+o')
  const chooser = app.getByRole('dialog', { name: 'Open a workspace' })
  const folder = chooser.getByLabel('Folder', { exact: true })
  await folder.fill(served.dir)
  await folder.press('Enter')
  await expect(chooser.getByRole('row', { name: /german-credit/ })).toBeVisible()
  await folder.fill('/somewhere/else')
  const late = app.waitForResponse('**/workspace/browse')
  held.resolve(undefined)
  await late
  await expect(folder).toHaveValue('/somewhere/else')
  await expect(chooser.getByRole('row', { name: /german-credit/ })).toBeVisible()
})

test('a wrong passphrase is refused, the right one signs in, and a reload keeps the person', async ({ app, served }) => {
  await openExample(app, served)
  await app.getByRole('button', { name: 'Sign in…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByRole('combobox', { name: 'Person' }).click()
  await app.getByRole('option', { name: people.reviewer.name }).click()
  await dialog.getByLabel('Passphrase', { exact: true }).fill('not this one')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await signIn(app, people.reviewer)
  await expect(app.getByRole('button', { name: /Rui Reviewer/ })).toBeVisible()
  await app.reload()
  await expect(app.getByRole('button', { name: /Rui Reviewer/ })).toBeVisible()
})
