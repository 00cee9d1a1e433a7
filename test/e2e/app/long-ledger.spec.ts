import { fillLedger } from '../../support/long-ledger.ts'
import { expect, goTo, openExample, people, test } from './served.ts'

test.use({ opensExample: true })

const total = 100_000

test('100,000 entries scroll: the far ends are a key away, few rows are drawn, few pages are read', async ({ app, served }) => {
  await openExample(app, served)
  fillLedger(served.core.workspace().ledger, people.author.email, total)
  let reads = 0
  app.on('request', (request) => void (request.url().endsWith('/rpc/ledger/entries') && (reads += 1)))
  await goTo(app, '/ledger')
  const grid = app.getByRole('grid', { name: 'entries' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(total + 1))
  await expect(app.getByRole('row', { name: /^99,999 / })).toBeVisible()
  await grid.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  const middle = app.getByRole('row', { name: /^(49,9|50,0)\d\d / })
  await expect(middle.nth(5)).toBeVisible()
  await middle.nth(5).focus()
  await app.keyboard.press('End')
  await expect(app.getByRole('row', { name: /^0 / })).toBeFocused()
  await app.keyboard.press('PageUp')
  await expect(app.getByRole('row', { name: /^20 / })).toBeFocused()
  await app.keyboard.press('Home')
  await expect(app.getByRole('row', { name: /^99,999 / })).toBeFocused()
  expect(await app.locator('[data-row]').count()).toBeLessThan(80)
  expect(reads).toBeLessThan(12)
  await app.getByRole('searchbox', { name: 'Search entries' }).fill('row 77777')
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
})
