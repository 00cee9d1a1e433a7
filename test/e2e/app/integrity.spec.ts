import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, openExample, people, signIn, test } from './served.ts'

test('the integrity page says what is proved up to where, since when and by whom', async ({ app, served }) => {
  await openExample(app, served)
  await app.evaluate(() => (location.hash = '#/ledger/integrity'))
  const chain = app.getByRole('region', { name: 'The chain' })
  await expect(chain).toContainText('guarded by the log key alone')
  await expect(chain.getByRole('img')).toHaveAccessibleName(/^15 entries with/)
  await expect(app.getByText('Two things can not be detected')).toBeVisible()
  await expect(app.getByText(/the newest entries cut off/)).toBeVisible()
  await expectAccessible(app)
})

test('the acting person cosigns the newest checkpoint: it is proved up to there, and they are listed as a witness', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, people.author)
  await app.evaluate(() => (location.hash = '#/ledger/integrity'))
  await app.getByRole('button', { name: 'Cosign the newest checkpoint…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Cosign the newest checkpoint' })
  const out = join(served.dir, 'cosigned.checkpoint')
  await dialog.getByLabel('Write the cosigned checkpoint to', { exact: true }).fill(out)
  await dialog.getByLabel('Passphrase of Ana Author').fill('not her passphrase')
  await dialog.getByRole('button', { name: 'Cosign', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('passphrase')
  await dialog.getByLabel('Passphrase of Ana Author').fill(people.author.passphrase)
  await dialog.getByRole('button', { name: 'Cosign', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText('cosigned')
  await expectAccessible(app)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  expect(readFileSync(out, 'utf8').match(/^— /gm)).toHaveLength(2)
  await expect(app.getByRole('table', { name: 'Witnesses of this ledger' })).toContainText('of this workspace')
  await expect(app.getByRole('region', { name: 'The chain' })).toContainText('entry 15')
  await expect(app.getByRole('region', { name: 'The chain' })).toContainText('1 × cosigned checkpoint')
  await expectAccessible(app)
})
