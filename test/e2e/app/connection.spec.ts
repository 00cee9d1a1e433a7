import { serveHttp } from '../../../electron/core/serve-http.ts'
import { expect, expectAccessible, goTo, openExample, pageRoot, people, signIn, test } from './served.ts'

const lost = 'Countersign does not answer.'

test.describe('a connection that was lost', () => {
  // The browser logs each call that reached nobody.
  test.use({ expectedFaults: /net::ERR_/ })

  test('is said, and the window goes on by itself, signed in as before, when Countersign answers again', async ({ app, served, context }) => {
    await openExample(app, served)
    await signIn(app, people.reviewer)
    await context.setOffline(true)
    await goTo(app, '/ledger/3')
    await expect(app.getByRole('alert').filter({ hasText: lost })).toBeVisible()
    await expectAccessible(app)
    await context.setOffline(false)
    await expect(app.getByText(lost)).toBeHidden()
    await expect(app.getByRole('region', { name: 'canonical bytes' })).toBeVisible()
    await expect(app.getByRole('button', { name: /Rui Reviewer/ })).toBeVisible()
  })

  test('to a program that was started anew needs its new address, and says so', async ({ page, served }) => {
    await served.core.open(served.example)
    const serve = (port: number) => {
      const addresses: string[] = []
      return serveHttp({ router: served.core.router, sessions: served.core.sessions, pageRoot, port, report: console.error, onAddress: (next) => addresses.push(next) }).then(
        (server) => ({ ...server, addresses }),
      )
    }
    const first = await serve(0)
    await page.goto(first.addresses[0]!)
    await expect(page.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
    await first.close()
    const second = await serve(first.port)
    try {
      await goTo(page, '/ledger/3')
      await expect(page.getByRole('alert').filter({ hasText: lost })).toContainText('after a new start, open the address that it prints')
      await expect(page.getByText('This window is no longer connected to Countersign.').first()).toBeVisible()
      await page.goto('about:blank')
      await page.goto(second.addresses[0]!)
      await expect(page.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
    } finally {
      await second.close()
    }
  })
})

test('a window that is reloaded before its address was answered opens all the same', async ({ page, served }) => {
  let asked = 0
  await page.route('**/session', async (route) => {
    asked += 1
    if (asked > 1) return route.continue()
    // The program grants the session; the page is gone before it hears of it.
    await route.fetch()
    await route.abort()
  })
  await page.goto(served.newAddress(), { waitUntil: 'commit' })
  await expect.poll(() => asked).toBe(1)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
})

test('an address opens one window: in a second one it says what to do, and a third address works', async ({ app, served, browser }) => {
  await expect(app.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
  const unused = served.newAddress()
  const open = async (address: string) => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(address)
    return page
  }
  const second = await open(unused)
  await expect(second.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
  const third = await open(unused)
  await expect(third.getByRole('alert')).toContainText('This address was used before.')
  await expect(third.getByRole('alert')).toContainText('open the newest address that it printed')
  await expectAccessible(third)
  const fourth = await open(served.newAddress())
  await expect(fourth.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
  for (const page of [second, third, fourth]) await page.context().close()
})
