import type { Bridge } from '../../../shared/bridge.ts'
import { allCommands } from '../../../shared/commands.ts'
import { expect, test } from './shell.ts'

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
