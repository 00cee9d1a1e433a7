import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { createWorkspace } from '../../../electron/core/workspace.ts'
import { dropFile } from './dropping.ts'
import { expect, expectAccessible, goTo, machineOf, openExample, people, signIn, test, type Served } from './served.ts'
import { signAs } from './signing.ts'

test.use({ opensExample: true })

const guest = { ...people.approver, name: 'Gil Guest', email: 'gil@guest.example', passphrase: 'a guest signs here' }

/** A second workspace on this computer, as another organisation has one; one person of it may approve. */
async function createOther(served: Served): Promise<string> {
  const other = join(served.dir, 'other')
  const { name, email, passphrase } = guest
  const workspace = await createWorkspace({ dir: other, name: 'Guests', person: { name, email, passphrase, roles: ['final_approver'] } }, machineOf(served))
  workspace.close()
  return other
}

const importDialog = (app: Page, name: string): Locator => app.getByRole('dialog', { name: `Import ${name}` })

async function openFolder(app: Page, dir: string): Promise<void> {
  await app.keyboard.press('Control+o')
  const chooser = app.getByRole('dialog', { name: 'Open a workspace' })
  await chooser.getByLabel('Folder', { exact: true }).fill(dir)
  await chooser.getByLabel('Folder', { exact: true }).press('Enter')
  await expect(chooser.getByRole('row', { name: /witness/ })).toBeVisible()
  await chooser.getByRole('button', { name: 'Choose this folder' }).click()
}

async function closeWorkspace(app: Page, name: string): Promise<void> {
  await app.getByRole('button', { name: `${name} workspace` }).click()
  await app.getByRole('menuitem', { name: 'Close this workspace' }).click()
  await expect(app.getByRole('heading', { level: 1, name: 'Countersign' })).toBeVisible()
}

/** Compares every fingerprint that has to be compared; until then there is no way in. */
async function compareAndImport(app: Page, dialog: Locator): Promise<void> {
  const take = dialog.getByRole('button', { name: 'Import', exact: true })
  await expect(take).toBeDisabled()
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await take.click()
  await expect(dialog).toBeHidden()
}

async function saveFile(app: Page, dialog: Locator, out: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Write to', exact: true }).fill(out)
  await dialog.getByRole('button', { name: 'Write the file' }).click()
  await expect(dialog.getByRole('status')).toContainText('written')
}

test('a request goes out as a file, is read and signed in another workspace, and the answer counts where it was asked', async ({ app, served }) => {
  test.slow()
  const other = await createOther(served)
  const [request, answer] = [join(served.dir, 'R-14.countersign'), join(served.dir, 'answer.countersign')]

  await test.step('it is written, with the fingerprint to read out and the page that verifies beside it', async () => {
    await openExample(app, served)
    await signIn(app, people.author)
    await goTo(app, '/reviews/R-14')
    await app.getByRole('button', { name: 'Send elsewhere…' }).click()
    const dialog = app.getByRole('dialog', { name: 'Send R-14 for review elsewhere' })
    await saveFile(app, dialog, request)
    await expect(dialog.getByRole('status')).toContainText('fingerprint')
    await dialog.getByRole('button', { name: 'Put the verifier beside it' }).click()
    await expect(dialog.getByRole('status')).toContainText('Written as')
    expect(existsSync(join(served.dir, 'verify.html'))).toBe(true)
    await expectAccessible(app)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  })

  await test.step('in its own workspace, and spoiled, it is refused with a sentence', async () => {
    await dropFile(app, request)
    await expect(importDialog(app, 'R-14.countersign')).toContainText('This bundle went out from this very workspace')
    await importDialog(app, 'R-14.countersign').getByRole('button', { name: 'Only check it against this ledger' }).click()
    await app.getByRole('dialog', { name: 'R-14.countersign' }).getByRole('button', { name: 'Done' }).click()
    const spoiled = join(served.dir, 'spoiled.countersign')
    const bytes = readFileSync(request)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(spoiled, bytes)
    await dropFile(app, spoiled)
    await expect(importDialog(app, 'spoiled.countersign').getByRole('alert')).toContainText(/is refused: .* Nothing was written\./)
    await importDialog(app, 'spoiled.countersign').getByRole('button', { name: 'Close' }).last().click()
    await closeWorkspace(app, 'German credit (example)')
  })

  await test.step('without a workspace it can be looked at, and waits for one', async () => {
    await dropFile(app, request)
    const dialog = importDialog(app, 'R-14.countersign')
    await expect(dialog).toContainText('Open the one that it is for')
    await expectAccessible(app)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await openFolder(app, other)
    await expect(dialog).toContainText('a request to review and sign')
    await expect(dialog.getByRole('region', { name: 'What holds and what does not' })).toContainText(/\d+ entries are in the tree of 17 entries/)
    await expect(dialog.getByRole('region', { name: 'Whom it comes from' })).toContainText('first contact')
    await expectAccessible(app)
    await dialog.getByRole('button', { name: 'Sign in to import…' }).click()
    const signingIn = app.getByRole('dialog', { name: 'Sign in' })
    await signingIn.getByLabel('Passphrase', { exact: true }).fill(guest.passphrase)
    await signingIn.getByRole('button', { name: 'Sign in' }).click()
    await compareAndImport(app, dialog)
  })

  await test.step('it is read whole and signed there, with the key of whoever acts', async () => {
    await expect(app.getByRole('heading', { level: 1, name: 'credit-lr 1 for Retail credit' })).toBeVisible()
    await expect(app.getByRole('table', { name: 'Metrics against their thresholds' })).toBeVisible()
    await expect(app.getByRole('table', { name: 'Artefact' }).or(app.getByText('No model file or folder was given.'))).toBeVisible()
    await expectAccessible(app)
    await signAs(app, guest, 'Endorse')
    const signed = app.getByRole('region', { name: 'Signed here' })
    await expect(signed).toContainText('cosigned the state of German credit (example) as a witness')
    await signed.getByRole('button', { name: 'Save the answer of Gil Guest…' }).click()
    await saveFile(app, app.getByRole('dialog', { name: 'Save the answer' }), answer)
    await app.getByRole('dialog', { name: 'Save the answer' }).getByRole('button', { name: 'Close' }).last().click()
    await app.getByRole('link', { name: 'From elsewhere' }).click()
    await expect(app.getByRole('grid', { name: 'requests from elsewhere' })).toContainText('reviewed by Gil Guest')
    await expectAccessible(app)
    await closeWorkspace(app, 'Guests')
  })

  await test.step('the answer counts once its signer is enrolled, and comes in once', async () => {
    await openFolder(app, served.example)
    await signIn(app, people.author)
    await goTo(app, '/reviews')
    await app.getByRole('button', { name: 'Import a bundle…' }).click()
    const chooser = app.getByRole('dialog', { name: 'Import a bundle' })
    await chooser.getByLabel('Folder', { exact: true }).fill(served.dir)
    await chooser.getByLabel('Folder', { exact: true }).press('Enter')
    await chooser.getByRole('row', { name: /answer\.countersign/ }).click()
    const dialog = importDialog(app, 'answer.countersign')
    await expect(dialog).toContainText('Gil Guest <gil@guest.example> signed, and is not enrolled in this workspace')
    await dialog.getByRole('button', { name: 'Enrol Gil Guest with this key…' }).click()
    const enrol = app.getByRole('dialog', { name: 'Enrol a person' })
    await expect(enrol.getByLabel('E-mail')).toHaveValue(guest.email)
    await enrol.getByRole('checkbox', { name: /^Gil Guest has read me this fingerprint/ }).check()
    await enrol.getByRole('combobox', { name: 'Roles' }).click()
    await app.getByRole('option', { name: 'Final approver' }).click()
    await enrol.getByLabel('Passphrase of Ana Author').fill(people.author.passphrase)
    await expectAccessible(app)
    await enrol.getByRole('button', { name: 'Sign and enrol' }).click()
    await expect(dialog).toContainText('From then on the signature counts')
    await compareAndImport(app, dialog)
    await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('Gil Guest')
    await expect(app.getByRole('table', { name: 'Signatures' })).toContainText('reviewed')
    await dropFile(app, answer)
    await expect(dialog).toContainText('This very file was imported before: it is R-14.')
    await expect(dialog.getByRole('button', { name: 'Open R-14' })).toBeVisible()
  })
})
