import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, openExample, people, signIn, test } from './served.ts'

test('a request goes out as one file, with the fingerprint to read to the receiver', async ({ app, served }) => {
  await openExample(app, served)
  await signIn(app, people.author)
  await app.evaluate(() => (location.hash = '#/reviews/R-14'))
  await app.getByRole('button', { name: 'Send elsewhere…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Send R-14 for review elsewhere' })
  const out = join(served.dir, 'R-14.countersign')
  await dialog.getByRole('textbox', { name: 'Write to', exact: true }).fill(out)
  await dialog.getByRole('button', { name: 'Write the file' }).click()
  await expect(dialog.getByRole('status')).toContainText('written')
  await expect(dialog.getByRole('status')).toContainText('fingerprint')
  await expectAccessible(app)
  expect(existsSync(out)).toBe(true)
})
