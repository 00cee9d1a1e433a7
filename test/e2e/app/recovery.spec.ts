import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { restoreBackup } from '../../../electron/core/backups/restoring.ts'
import { createBackups } from '../../../electron/core/backups/service.ts'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { expect, expectAccessible, goTo, machineOf, people, signIn, sizeOf, test, type Served } from './served.ts'

const quiet = { signal: new AbortController().signal, progress: () => {} }

async function backUp(served: Served): Promise<string> {
  const workspace = openWorkspace(served.example, machineOf(served))
  const file = join(served.dir, 'one.countersign-backup.tar')
  await createBackups(workspace, machineOf(served)).make(file, 'person', quiet)
  workspace.close()
  return file
}

const dialogs = '[role="dialog"]'

test('a backup is looked into, verified and restored from the first screen; of the two copies one takes entries', async ({ app, served }) => {
  const file = await backUp(served)
  const other = join(served.dir, 'notes.tar')
  writeFileSync(other, 'no backup')
  await app.getByRole('button', { name: 'Restore from a backup…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Restore from a backup' })
  await dialog.getByRole('textbox', { name: /^Backup/ }).fill(other)
  await expect(dialog.getByRole('alert')).toContainText(other)
  await expect(dialog.getByRole('button', { name: 'Verify and restore' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^Backup/ }).fill(file)
  await expect(dialog.getByRole('region', { name: 'What is in it' })).toContainText('German credit (example)')
  await expect(dialog.getByRole('region', { name: 'What is in it' })).toContainText('nothing newer was seen')
  const folder = dialog.getByRole('textbox', { name: /^Into the folder/ })
  await folder.fill(served.example)
  await dialog.getByRole('button', { name: 'Verify and restore' }).click()
  await expect(dialog.getByRole('alert')).toContainText('is not empty, and nothing in it was touched')
  await expectAccessible(app, dialogs)
  const twin = join(served.dir, 'twin')
  await folder.fill(twin)
  await dialog.getByRole('button', { name: 'Verify and restore' }).click()
  await expect(dialog.getByRole('status')).toContainText('restored and verified')
  await expect(dialog.getByRole('status')).toContainText('only one of the two takes entries')
  await expectAccessible(app, dialogs)
  await dialog.getByRole('button', { name: 'Open it' }).click()

  await expect(app.getByText('This workspace is open for reading only: The same ledger is also in')).toBeVisible()
  await app.getByRole('link', { name: 'What can be done' }).click()
  await expect(app.getByRole('heading', { level: 1 })).toContainText('reading only')
  const ways = app.getByRole('region', { name: 'Ways out' })
  await expect(ways).toContainText(served.example)
  await expect(ways.getByRole('button', { name: 'Begin a successor…' })).toBeDisabled()
  await expectAccessible(app, '#content')
  await ways.getByRole('button', { name: 'Go on here' }).click()
  await expect(app.getByRole('heading', { level: 1 })).toContainText('takes entries')
  await expect(app.getByText('This workspace is open for reading only')).toBeHidden()
  expect(openedReason(served, served.example)).toContain(twin)
})

test('a backup over a newer ledger opens for reading only, says why, and every way out is a button', async ({ app, served }) => {
  const file = await backUp(served)
  await served.core.open(served.example)
  const size = sizeOf(served)
  served.core.workspace().catalog.addUseCase(people.author.email, { name: 'Later', purpose: 'p', affected: '', tier: 2, tierReasons: '' })
  const checkpoint = join(served.dir, 'newer.checkpoint')
  writeFileSync(checkpoint, served.core.workspace().ledger.tip().checkpoint)
  const older = join(served.dir, 'older')
  await restoreBackup({ file, dir: older }, machineOf(served), quiet)
  await served.core.open(older)
  await app.reload()
  await signIn(app, people.approver)
  await goTo(app, '/recovery')
  const why = app.getByRole('region', { name: 'Why nothing can be added here' })
  await expect(why).toContainText('something newer was seen')
  await expect(why).toContainText(`entry ${size} would be missing`)
  const ways = app.getByRole('region', { name: 'Ways out' })

  await ways.getByRole('button', { name: 'Check a file…' }).click()
  const chooser = app.getByRole('dialog', { name: 'Check a file against this ledger' })
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(served.dir)
  await chooser.getByRole('textbox', { name: 'Folder' }).press('Enter')
  await chooser.getByRole('row', { name: /newer.checkpoint/ }).click()
  const checked = app.getByRole('dialog', { name: 'newer.checkpoint' })
  await expect(checked.getByRole('status')).toContainText(`${size + 1} entries`)
  await checked.getByRole('button', { name: 'Done' }).click()

  await ways.getByRole('button', { name: 'Begin a successor…' }).click()
  const successor = app.getByRole('dialog', { name: 'Begin a successor' })
  await successor.getByLabel('Reason').fill('The newest state is lost.')
  await successor.getByLabel('Passphrase of Ada Approver').fill(people.approver.passphrase)
  await successor.getByRole('combobox', { name: /^Second person/ }).click()
  await app.getByRole('option', { name: /Rui Reviewer/ }).click()
  await successor.getByLabel('Passphrase of the second person').fill('not theirs at all')
  await successor.getByRole('button', { name: 'Sign and begin' }).click()
  await expect(successor.getByRole('alert')).toContainText('passphrase')
  await expect(successor.getByLabel('Reason')).toHaveValue('The newest state is lost.')
  await successor.getByLabel('Passphrase of Ada Approver').fill(people.approver.passphrase)
  await successor.getByLabel('Passphrase of the second person').fill(people.reviewer.passphrase)
  await expectAccessible(app, dialogs)
  await successor.getByRole('button', { name: 'Sign and begin' }).click()
  await expect(successor.getByRole('status')).toContainText('begun')
  await app.keyboard.press('Escape')

  await ways.getByRole('button', { name: 'Open the newer copy' }).click()
  await expect(app.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
  expect(served.core.workspace().dir).toBe(served.example)
  expect(openedReason(served, `${older}-successor`)).toBeNull()
  expect(readFileSync(checkpoint, 'utf8')).toContain(String(size + 1))
})

function openedReason(served: Served, dir: string): string | null {
  const workspace = openWorkspace(dir, machineOf(served))
  workspace.close()
  return workspace.ledger.readOnly?.reason ?? null
}
