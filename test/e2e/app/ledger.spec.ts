import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, openExample, test } from './served.ts'

test('entries are listed, filtered by kind and text, and the filter is in the address', async ({ app, served }) => {
  await openExample(app, served)
  await app.getByRole('link', { name: /^Ledger/ }).click()
  const grid = app.getByRole('grid', { name: 'entries' })
  await expect(grid).toHaveAttribute('aria-rowcount', '16')
  await expectAccessible(app)
  await app.getByRole('combobox', { name: 'Show only one kind' }).click()
  await app.getByRole('option', { name: /person\.enrolled/ }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '4')
  await expect(app).toHaveURL(/kind=person\.enrolled/)
  await app.getByRole('searchbox', { name: 'Search entries' }).fill('Rui')
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await app.reload()
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await app.getByRole('searchbox', { name: 'Search entries' }).fill('no such thing')
  await expect(app.getByText('No entry matches the filters.')).toBeVisible()
})

test('rows are walked with the arrow keys and opened with Enter; the entry shows its exact bytes', async ({ app, served }) => {
  await openExample(app, served)
  await app.getByRole('link', { name: /^Ledger/ }).click()
  const grid = app.getByRole('grid', { name: 'entries' })
  await grid.getByRole('row', { name: /review\.requested/ }).focus()
  await app.keyboard.press('End')
  await expect(grid.getByRole('row', { name: /genesis/ })).toBeFocused()
  await app.keyboard.press('ArrowUp')
  await app.keyboard.press('Enter')
  const shown = app.getByRole('region', { name: 'canonical bytes' })
  await expect(shown).toContainText('"kind":"person.enrolled/v1"')
  const leaf = createHash('sha256').update('\0').update((await shown.locator('pre').textContent()) ?? '').digest('hex')
  await expect(app.getByText(leaf), 'the shown bytes hash to the shown leaf').toBeVisible()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Newer' }).click()
  await expect(app.getByRole('heading', { name: 'Entry 2' })).toBeVisible()
})

test('the ledger is verified on demand, and what that proves is said', async ({ app, served }) => {
  await openExample(app, served)
  await app.evaluate(() => (location.hash = '#/ledger/integrity'))
  await app.getByRole('button', { name: 'Verify now' }).click()
  const panel = app.getByRole('region', { name: 'Verification' })
  await expect(panel).toContainText('every leaf, node, root, canonical form and signature')
  await expect(panel).toContainText('intact')
  await expect(app.getByText('It does not prove that what people wrote is true')).toBeVisible()
  await expectAccessible(app)
})

test('a checkpoint that was kept holds; one with a changed root does not', async ({ app, served }) => {
  await openExample(app, served)
  const kept = join(served.dir, 'kept.note')
  const note = served.core.workspace().ledger.tip().checkpoint
  writeFileSync(kept, note)
  await app.evaluate(() => (location.hash = '#/ledger/integrity'))
  await app.getByLabel('File', { exact: true }).fill(kept)
  await app.getByRole('button', { name: 'Check against this ledger' }).click()
  await expect(app.getByRole('status').filter({ hasText: 'its root' })).toContainText('holds')
  const changed = join(served.dir, 'changed.note')
  writeFileSync(changed, note.replace(/\n([A-Za-z0-9])/g, (_, letter: string) => `\n${letter === 'A' ? 'B' : 'A'}`))
  await app.getByLabel('File', { exact: true }).fill(changed)
  await app.getByRole('button', { name: 'Check against this ledger' }).click()
  await expect(app.getByRole('alert').or(app.getByRole('status').filter({ hasText: 'bad signature' }))).toBeVisible()
})
