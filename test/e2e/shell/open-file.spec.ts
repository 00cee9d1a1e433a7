import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Bridge } from '../../../shared/bridge.ts'
import { expect, startShell, test } from './shell.ts'

declare const window: { countersign: Bridge; opened: string[] }

/** Opens a second listener beside the page's own: files go to windows, and every listener of one hears them. */
const listen = (page: Page) =>
  page.evaluate(() => {
    window.opened = []
    window.countersign.onOpenFile((path) => window.opened.push(path))
  })
const opened = (page: Page) => page.evaluate(() => window.opened)
const emit = (app: ElectronApplication, name: 'open-file' | 'second-instance', args: unknown[]) =>
  app.evaluate(
    ({ app: electron }, [event, rest]) => {
      ;(electron as unknown as { emit: (name: string, ...args: unknown[]) => void }).emit(event as string, { preventDefault() {} }, ...(rest as unknown[]))
    },
    [name, args] as const,
  )

test('a double click on macOS and a second start hand their bundle to the page', async ({ shell: { app, page } }) => {
  await listen(page)
  await emit(app, 'open-file', ['/in/request.countersign'])
  await emit(app, 'second-instance', [['/opt/countersign', '--flag', 'answer.countersign'], '/home/ana'])
  await emit(app, 'second-instance', [['/opt/countersign', 'notes.txt'], '/home/ana'])
  await expect.poll(() => opened(page)).toEqual(['/in/request.countersign', '/home/ana/answer.countersign'])
})

test('a double-clicked bundle ends in the preview of its import, which writes nothing', async ({ shell: { app, page } }) => {
  await emit(app, 'open-file', [join(import.meta.dirname, '../../fixtures/bundles/request.countersign')])
  const dialog = page.getByRole('dialog', { name: 'Import request.countersign' })
  await expect(dialog).toContainText('credit-lr@1 for Retail credit')
  await expect(dialog.getByRole('region', { name: 'What holds and what does not' })).toContainText('10 entries are in the tree of 11 entries')
  await expect(dialog).toContainText('No workspace is open.')
})

test('a bundle named at the start waits for the page', async ({ home }) => {
  const bundle = join(home, 'request.countersign')
  const { app, page } = await startShell(home, [bundle])
  // The page itself may have heard of it already; a reload shows that nothing is told twice.
  await page.reload()
  await page.waitForFunction(() => 'countersign' in window)
  await listen(page)
  await emit(app, 'open-file', ['/in/next.countersign'])
  await expect.poll(async () => (await opened(page)).at(-1)).toBe('/in/next.countersign')
  expect((await opened(page)).filter((path) => path === bundle).length).toBeLessThanOrEqual(1)
  await app.close()
})

test('a dropped file says where it lies', async ({ shell: { page } }) => {
  const path = await page.evaluate(() => window.countersign.pathOfFile(Object.assign({}, { standInPath: '/in/request.countersign' })))
  expect(path).toBe('/in/request.countersign')
})
