import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { examplePeople } from '../../../electron/core/example.ts'
import { exportTo } from '../../../electron/core/ledger-files.ts'
import { expect, expectAccessible, test, type Served } from './served.ts'

const quiet = { signal: new AbortController().signal, progress: () => {} }

/** The example signed off, its dossier and its export beside each other. */
async function handOut({ core, dir, example }: Served): Promise<{ dossier: string; exported: string }> {
  await core.open(example)
  const workspace = core.workspace()
  const [author, reviewer, approver] = examplePeople
  const { id, version } = workspace.reviews.list({})[0]!
  for (const [person, act] of [[reviewer, 'review'], [approver, 'approve']] as const) {
    const { sha256 } = workspace.reviews.statement(person!.email, { id, act })
    await workspace.reviews.sign(person!.email, { id, sha256, passphrase: person!.passphrase })
  }
  const dossier = join(dir, 'dossier.pdf')
  await workspace.reports.exportDossier(author!.email, { version, out: dossier }, quiet)
  const exported = join(dir, 'exported')
  expect(await exportTo(workspace, { dir: exported }, quiet)).toMatchObject({ verifier: true, missingBlobs: [] })
  return { dossier, exported }
}

/** Opens the page from disk with the network off; a test fails on every request beyond the file itself. */
async function openVerifier(page: Page, exported: string): Promise<void> {
  const address = pathToFileURL(join(exported, 'verify.html')).href
  await page.context().setOffline(true)
  page.on('request', (request) => expect(request.url()).toBe(address))
  page.on('console', (message) => expect(message.type(), message.text()).not.toBe('error'))
  page.on('pageerror', (error) => expect(error).toBeNull())
  await page.goto(address)
}

const choose = (page: Page, label: string, path: string) => page.getByLabel(label).setInputFiles(path)
const verdict = (page: Page) => page.locator('.verdict')
const check = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title })

test('an export and a dossier are checked from disk, without network', async ({ page, served }) => {
  const { dossier, exported } = await handOut(served)
  await openVerifier(page, exported)
  await expectAccessible(page)

  await choose(page, 'Choose a PDF or bundle', dossier)
  await expect(verdict(page)).toHaveText('✓ What could be checked holds.')
  await expect(check(page, 'The ledger still continues this dossier')).toContainText('Not checked')

  await choose(page, 'Choose an exported folder', exported)
  await expect(page.getByRole('heading', { name: 'exported' })).toBeVisible()
  await expect(verdict(page)).toHaveText('✓ What could be checked holds.')
  for (const title of ['The checkpoint is signed by the ledger', 'The entries add up to the signed root', 'Every stored hash is the one', 'People signed what the ledger says they signed']) {
    await expect(check(page, title)).toContainText('✓ Holds')
  }
  const approval = page.getByRole('row', { name: /Ada Approver.*APPROVE/ })
  await expect(approval).toContainText('✓ Holds')
  const { fingerprint } = served.core.workspace().identity.person(examplePeople[2]!.email)
  await expect(approval).toContainText(fingerprint)
  await approval.getByText(/^signed text of entry/).click()
  await expect(approval).toContainText('Meaning: approval')
  await expectAccessible(page)

  await choose(page, 'Choose a PDF or bundle', dossier)
  await expect(check(page, 'The ledger still continues this dossier')).toContainText('✓ Holds')
  await expect(page.getByText('records this very file in entry')).toBeVisible()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.screenshot({ path: 'test-results/verifier-light.png', fullPage: true })
})

test('what somebody changed does not hold, and the page says where', async ({ page, served }) => {
  const { dossier, exported } = await handOut(served)
  const changed = join(served.dir, 'changed')
  cpSync(exported, changed, { recursive: true })
  // The newest entry is the one about this export.
  const size = served.core.workspace().ledger.tip().size - 1
  const bundle = join(changed, `tile/entries/000.p/${size}`)
  const before = readFileSync(bundle, 'latin1')
  expect(before).toContain('Decision: APPROVE')
  writeFileSync(bundle, before.replace('Decision: APPROVE', 'Decision: APPROVA'), 'latin1')

  await openVerifier(page, exported)
  await choose(page, 'Choose an exported folder', changed)
  await expect(verdict(page)).toHaveText('✗ Something does not hold.')
  await expect(check(page, 'The entries add up to the signed root')).toContainText('✗ Does not hold')
  await expect(check(page, 'People signed what the ledger says they signed')).toContainText('DECISION-SIGNATURE')
  await expect(page.getByRole('row', { name: /Ada Approver.*APPROVA/ })).toContainText('✗ Does not hold')
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: 'test-results/verifier-dark.png', fullPage: true })

  const spoiled = join(served.dir, 'spoiled.pdf')
  writeFileSync(spoiled, spoilAttachment(readFileSync(dossier)))
  await choose(page, 'Choose a PDF or bundle', spoiled)
  await expect(verdict(page)).toHaveText('✗ Something does not hold.')

  const text = join(served.dir, 'letter.txt')
  writeFileSync(text, 'Dear auditor')
  await choose(page, 'Choose a PDF or bundle', text)
  await expect(page.getByRole('status')).toContainText('neither an exported folder')
})

/** One byte inside the first embedded file. */
function spoilAttachment(pdf: Buffer): Buffer {
  const at = pdf.indexOf('stream\n', pdf.indexOf('/Type /EmbeddedFile')) + 40
  pdf[at]! ^= 1
  return pdf
}
