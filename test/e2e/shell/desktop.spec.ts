import { join } from 'node:path'
import type { Bridge } from '../../../shared/bridge.ts'
import { allCommands } from '../../../shared/commands.ts'
import { callCore, expect, test } from './shell.ts'

declare const window: { countersign: Bridge; heard: string[] }

test('every command of the table is in the native menu and reaches the page', async ({ shell: { app, page } }) => {
  await page.evaluate(() => {
    window.heard = []
    window.countersign.onCommand((command) => window.heard.push(command))
  })
  const ids = allCommands.map((command) => command.id)
  await app.evaluate(({ Menu }, all) => {
    for (const id of all) Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
  }, ids)
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(ids)
})

test('the native menu acts in the page: it goes to screens, opens dialogs and the palette, verifies and changes the colours', async ({ shell: { app, page }, home }) => {
  const person = { name: 'Ana Lima', email: 'ana@example.org', roles: ['data_scientist'], passphrase: 'correct horse' }
  await callCore(page, 'workspace/create', { dir: join(home, 'workspace'), name: 'Credit', person })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
  const choose = (id: string) => app.evaluate(({ Menu }, one) => Menu.getApplicationMenu()?.getMenuItemById(one)?.click(), id)
  for (const [id, title] of [['go.models', 'Models'], ['go.people', 'People'], ['go.ledger', 'Ledger']] as const) {
    await choose(id)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }
  const shownOnDesktop = await page.evaluate(() => window.countersign.notify({ title: 'Countersign', body: '2 things wait for you.', target: 'go.calendar' }))
  expect(shownOnDesktop).toBe(true)
  const told = await app.evaluate(({ Notification }) => {
    const { shown } = Notification as unknown as { shown: { title: string; body: string; emit: (event: 'click') => void }[] }
    const newest = shown.at(-1)!
    newest.emit('click')
    return [newest.title, newest.body]
  })
  expect(told).toEqual(['Countersign', '2 things wait for you.'])
  await expect(page.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible()
  await choose('ledger.verify')
  await expect(page.getByRole('region', { name: 'Verification' })).toContainText('every leaf, node, root, canonical form and signature')
  await choose('help.shortcuts')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await choose('palette.open')
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeVisible()
  await page.keyboard.press('Escape')
  const scheme = () => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])
  const before = await scheme()
  await choose('theme.toggle')
  await expect.poll(scheme).not.toBe(before)
  await choose('session.sign-out')
  await expect(page.getByRole('button', { name: /Nobody signed in/ })).toBeVisible()
  await choose('session.sign-in')
  await expect(page.getByRole('dialog', { name: 'Sign in' })).toBeVisible()
  await page.keyboard.press('Escape')
  await choose('workspace.close')
  await expect(page.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
  await choose('workspace.create')
  await expect(page.getByRole('dialog', { name: 'Create a workspace' })).toBeVisible()
})

test('a page that stops listening hears no more commands', async ({ shell: { app, page } }) => {
  await page.evaluate(() => {
    window.heard = []
    const stop = window.countersign.onCommand((command) => window.heard.push(`first ${command}`))
    stop()
    window.countersign.onCommand((command) => window.heard.push(`second ${command}`))
  })
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.models')?.click())
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(['second go.models'])
})

test('dialogs answer with one path, or null when they are cancelled', async ({ shell: { app, page } }) => {
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/data/rows.csv'] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  })
  expect(await page.evaluate(() => window.countersign.openDialog({ title: 'Choose a file', filters: [{ name: 'Data', extensions: ['csv', 'parquet'] }] }))).toBe('/data/rows.csv')
  expect(await page.evaluate(() => window.countersign.folderDialog({ title: 'Choose a folder' }))).toBe('/data/rows.csv')
  expect(await page.evaluate(() => window.countersign.saveDialog({ title: 'Save', defaultPath: 'dossier.pdf' }))).toBeNull()
})

test('a dialog with options of another shape is refused', async ({ shell: { page } }) => {
  const ask = (options: unknown) => page.evaluate((given) => window.countersign.openDialog(given as never).then(() => 'shown', () => 'refused'), options)
  expect(await ask({})).toBe('refused')
  expect(await ask({ title: 7 })).toBe('refused')
  expect(await ask({ title: 'x', filters: [{ name: 'x', extensions: ['../..'] }] })).toBe('refused')
})
