import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, openExample, people, signIn, sizeOf, test } from './served.ts'

test.use({ opensExample: true })

test('a dossier is previewed, exported and listed with the digest of its file', async ({ app, served }) => {
  test.slow()
  await openExample(app, served)
  await signIn(app, people.author)
  await app.getByRole('link', { name: /^Reports/ }).click()
  await expect(app.getByText('No dossier was exported yet.')).toBeVisible()
  await expectAccessible(app)
  await app.getByRole('link', { name: 'New dossier…' }).first().click()
  const pages = app.getByRole('region', { name: 'Dossier of credit-lr@1' })
  await expect(pages.getByText(/page 1 of \d+/)).toBeVisible({ timeout: 30_000 })
  await expect(pages.locator('p').first()).toContainText('credit-lr@1')
  await expectAccessible(app)
  const out = join(served.dir, 'dossier.pdf')
  const entry = sizeOf(served)
  await app.getByLabel('Write to', { exact: true }).fill(out)
  await app.getByRole('button', { name: 'Export the dossier' }).click()
  const exported = app.getByRole('status').filter({ hasText: 'exported' })
  await expect(exported).toBeVisible({ timeout: 40_000 })
  const digest = createHash('sha256').update(readFileSync(out)).digest('hex')
  await expect(exported).toContainText(digest)
  await expectAccessible(app)
  await exported.getByRole('button', { name: 'Put the verifier beside it' }).click()
  await expect(exported).toContainText(join(served.dir, 'verify.html'))
  await app.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: /^Reports/ }).click()
  await expect(app.getByRole('grid', { name: 'dossiers' })).toContainText(digest.slice(0, 8))
  await app.evaluate(() => (location.hash = '#/ledger/integrity'))
  await app.getByLabel('File', { exact: true }).fill(out)
  await app.getByRole('button', { name: 'Check against this ledger' }).click()
  await expect(app.getByRole('status').filter({ hasText: 'the file is' })).toContainText('holds')
  const chain = app.getByRole('region', { name: 'The chain' })
  await expect(chain).toContainText(`1 gap in which nobody gave evidence: entries 0 to ${entry - 1}`)
  await chain.getByRole('list', { name: '1 × export' }).getByRole('link', { name: new RegExp(`^entry ${entry}: export by Ana Author`) }).focus()
  await expect(app.getByText('It holds for whoever keeps the exported file.')).toBeVisible()
  await expectAccessible(app)
})

test('a path below a file is refused with a sentence and nothing is recorded', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, people.author)
  const before = served.core.workspace().ledger.tip().size
  await app.evaluate(() => (location.hash = '#/reports/dossier?version=credit-lr%401'))
  await app.getByLabel('Write to', { exact: true }).fill(join(served.example, 'ledger.db', 'dossier.pdf'))
  await app.getByRole('button', { name: 'Export the dossier' }).click()
  await expect(app.getByRole('main').getByRole('alert')).toBeVisible({ timeout: 40_000 })
  expect(served.core.workspace().ledger.tip().size).toBe(before)
})
