import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { editLeaf, tamper } from '../../domain/ledger/sample.ts'
import { dropFile } from './dropping.ts'
import { expect, expectAccessible, goTo, openExample, test, type Served } from './served.ts'

test('an entry that was changed is found after opening, and every finding says where, what it means and what to do', async ({ app, served }) => {
  const kept = keepCheckpoint(served)
  tamper(served.example, (database) => editLeaf(database, 3, (leaf) => leaf.replace('Rui Reviewer', 'Rui Rewriter')))
  await openExample(app, served)
  await expect(app.getByRole('link', { name: /broken/ }), 'the rail says so on every screen').toBeVisible()
  await expect(app.getByText('This workspace is open for reading only')).toBeVisible()
  await expect(app.getByRole('img', { name: /The evidence contradicts the entries/ }), 'nothing is shown as proved').toBeVisible()
  await goTo(app, '/ledger/integrity')
  await app.getByRole('button', { name: 'Verify now' }).click()
  const panel = app.getByRole('region', { name: 'Verification' })
  await expect(panel).toContainText('every leaf, node, root, canonical form and signature')
  const findings = panel.getByRole('list', { name: 'Findings' }).getByRole('listitem')
  await expect(findings.filter({ hasText: 'HEAD-MISMATCH' })).toContainText('something among them was changed')
  const signature = findings.filter({ hasText: 'DECISION-SIGNATURE' })
  await expect(signature).toContainText('Do not rely on this act; ask the person named.')
  await expectAccessible(app)
  await expect(app.getByRole('region', { name: 'The chain' }).getByRole('list', { name: /× finding$/ }).getByRole('link', { name: /DECISION-SIGNATURE/ })).toHaveAttribute('href', /ledger\/3$/)
  await expect(app.getByText('Nothing that is shown here is proved.')).toBeVisible()
  await dropFile(app, kept)
  const dropped = app.getByRole('dialog', { name: 'kept.note' })
  await expect(dropped.getByRole('region', { name: 'Findings of this ledger' })).toContainText('DECISION-SIGNATURE')
  await expectAccessible(app)
  await dropped.getByRole('button', { name: 'Done' }).click()
  await signature.getByRole('link', { name: 'entry 3' }).click()
  await expect(app.getByRole('region', { name: 'canonical bytes' })).toContainText('Rui Rewriter')
})

/** The newest checkpoint as somebody outside keeps it. */
function keepCheckpoint({ dir, example }: Served): string {
  const path = join(dir, 'kept.note')
  const [origin] = readdirSync(join(example, 'witness'))
  cpSync(join(example, 'witness', origin!, 'checkpoint'), path)
  return path
}

test('on another computer the workspace is read, not written: the banner says why, records are all there', async ({ app, served }) => {
  rmSync(join(served.dir, 'home'), { recursive: true })
  rmSync(join(served.example, 'index.db'))
  await openExample(app, served)
  await expect(app.getByText('This workspace is open for reading only: The log key of this workspace is not on this computer')).toBeVisible()
  await expect(app.getByRole('grid', { name: 'models' })).toContainText('credit-lr')
  await expect(app.getByRole('link', { name: /intact/ })).toBeVisible()
  await expectAccessible(app)
})
