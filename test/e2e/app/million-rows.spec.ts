import { expect, openExample, test } from './served.ts'

interface Asked {
  json: { offset: number; limit: number }
}

const total = 1_000_000

/** The answers are made up on the wire: a real ledger of this size takes minutes to write, and only the table is looked at here. */
const madeUp = ({ json: { offset, limit } }: Asked) =>
  Array.from({ length: Math.min(limit, total - offset) }, (_, step) => ({
    seq: total - 1 - offset - step,
    at: '2026-11-21T10:00:00.000Z',
    actor: 'countersign',
    kind: 'genesis/v1',
    summary: `row ${offset + step}`,
    subject: null,
  }))

test('a million rows scroll: the far ends are a key away, few rows are drawn, few pages are read', async ({ app, served }) => {
  await openExample(app, served)
  let reads = 0
  await app.route('**/rpc/ledger/entries', async (route) => {
    reads += 1
    const asked = JSON.parse(route.request().postData() ?? '') as Asked
    await route.fulfill({ json: { json: { total, rows: madeUp(asked) } } })
  })
  await app.evaluate(() => (location.hash = '#/ledger'))
  const grid = app.getByRole('grid', { name: 'entries' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(total + 1))
  await grid.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  await expect(app.getByRole('gridcell', { name: /^row (499|500)\d{3}$/ }).nth(5)).toBeVisible()
  await app.getByRole('row', { name: /row 500000/ }).focus()
  await app.keyboard.press('End')
  await expect(app.getByRole('row', { name: /row 999999/ })).toBeFocused()
  await app.keyboard.press('Home')
  await expect(app.getByRole('row', { name: /row 0 / })).toBeFocused()
  expect(await app.locator('[data-row]').count()).toBeLessThan(80)
  expect(reads).toBeLessThan(12)
})
