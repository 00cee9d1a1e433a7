import { contentSecurityPolicy } from '../../../electron/core/page-files.ts'
import { appUrl, callCore, expect, test } from './shell.ts'

test('the window shows our page from app://bundle, under the strict policy', async ({ shell: { page, complaints } }) => {
  expect(appUrl(page)).toMatch(/^app:\/\/bundle\/(#\/.*)?$/)
  expect(await page.title()).toContain('Countersign')
  expect(await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))).toBe(contentSecurityPolicy)
  expect(complaints).toEqual([])
})

test('a script that was slipped into the page does not run', async ({ shell: { page } }) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.slippedIn = true'
    document.head.append(script)
    return 'slippedIn' in window
  })
  expect(ran).toBe(false)
})

test('the page has the bridge and nothing else of Electron or Node', async ({ shell: { page } }) => {
  expect(await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'ipcRenderer')])).toEqual(['undefined', 'undefined', 'undefined'])
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'countersign') as object).toSorted())).toEqual(
    ['folderDialog', 'notify', 'onCommand', 'onOpenFile', 'openDialog', 'pathOfFile', 'platform', 'requestPort', 'saveDialog', 'showItem'].toSorted(),
  )
})

test('files outside the page folder and other hosts are not served', async ({ shell: { page } }) => {
  const statuses = await page.evaluate(async () => {
    const status = (path: string) => fetch(path).then((response) => response.status).catch(() => 0)
    return Promise.all(['/../package.json', '/..%2fcore/index.mjs', '/%2e%2e/desktop/main.mjs', '/nothing.html'].map(status))
  })
  expect(statuses).toEqual([404, 404, 404, 404])
})

test('nothing leads out: no navigation, no second window, no request, no permission', async ({ shell: { app, page } }) => {
  const before = appUrl(page)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.org/'
    document.body.append(link)
    link.click()
  })
  // Without an opener, so that the page never waits for a window that is closed before it began.
  await page.evaluate(() => void window.open('https://example.org/', '_blank', 'noopener'))
  expect(await page.evaluate(() => fetch('https://example.org/').then(() => 'sent').catch(() => 'refused'))).toBe('refused')
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied')
  await expect.poll(() => app.windows().length).toBe(1)
  expect(appUrl(page)).toBe(before)
  expect(await callCore(page, 'workspace/state')).toMatchObject({ app: { runtime: 'electron' } })
})
