import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'
import { dropFile } from './dropping.ts'
import { expect, expectAccessible, openExample, people, test, type Served } from './served.ts'

test('a checkpoint and a proof that are dropped anywhere say what they are and that they hold; other text is refused', async ({ app, served }) => {
  await openExample(app, served)
  const { ledger } = served.core.workspace()
  const [note, proof] = [join(served.dir, 'kept.note'), join(served.dir, 'entry-3.tlog-proof')]
  writeFileSync(note, ledger.tip().checkpoint)
  writeFileSync(proof, ledger.inclusionFile(3))
  await dropFile(app, note)
  const first = app.getByRole('dialog', { name: 'kept.note' })
  await expect(first).toContainText('holds')
  await expect(first).toContainText('a signed checkpoint')
  await expectAccessible(app)
  await first.getByRole('button', { name: 'Done' }).click()
  await dropFile(app, proof)
  const second = app.getByRole('dialog', { name: 'entry-3.tlog-proof' })
  await expect(second).toContainText('is the one that stands here')
  await second.getByRole('button', { name: 'Done' }).click()
  const text = join(served.dir, 'notes.txt')
  writeFileSync(text, 'no checkpoint at all')
  await dropFile(app, text)
  await expect(app.getByRole('dialog', { name: 'notes.txt' }).getByRole('alert')).toContainText('holds no checkpoint')
})

/** The same ledger with its key, grown another way on a second computer. */
async function forkedCheckpoint({ dir, example }: Served): Promise<string> {
  const [otherDir, otherHome] = [join(dir, 'elsewhere'), join(dir, 'other-home')]
  cpSync(example, otherDir, { recursive: true })
  cpSync(join(dir, 'home'), otherHome, { recursive: true })
  const other = openWorkspace(otherDir, { clock: systemClock, stateDir: otherHome, programs: nodePrograms, version: 'test' })
  other.catalog.addUseCase(people.author.email, { name: 'Another past', purpose: 'It was never written here.', affected: 'Nobody.', owner: people.author.email, tier: 3, tierReasons: 'None.' })
  const path = join(dir, 'forked.note')
  writeFileSync(path, other.ledger.tip().checkpoint)
  other.close()
  return path
}

test('where history forked, both signed notes stand side by side and can be saved', async ({ app, served }) => {
  const forked = await forkedCheckpoint(served)
  await openExample(app, served)
  served.core.workspace().catalog.addUseCase(people.author.email, { name: 'This past', purpose: 'It was written here.', affected: 'Nobody.', owner: people.author.email, tier: 3, tierReasons: 'None.' })
  await dropFile(app, forked)
  const dialog = app.getByRole('dialog', { name: 'forked.note' })
  await expect(dialog.getByRole('status')).toContainText('forked')
  const theirs = await dialog.getByRole('region', { name: 'signed note: From the file' }).textContent()
  const ours = await dialog.getByRole('region', { name: 'signed note: From this ledger' }).textContent()
  expect(theirs).not.toBe(ours)
  await expectAccessible(app)
  await dialog.getByRole('button', { name: 'Save both signed notes…' }).click()
  const chooser = app.getByRole('dialog', { name: 'Save both signed notes' })
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(served.dir)
  await chooser.getByRole('textbox', { name: 'Folder' }).press('Enter')
  await expect(chooser.getByText('forked.note')).toBeVisible()
  await chooser.getByRole('button', { name: 'Save here' }).click()
  await expect(dialog).toContainText('Saved as')
  const saved = join(served.dir, 'two-signed-checkpoints.txt')
  expect(existsSync(saved)).toBe(true)
  expect(readFileSync(saved, 'utf8')).toContain(readFileSync(forked, 'utf8'))
})
