import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { callCore, expect, startShell, test } from './shell.ts'

const person = { name: 'Ana Lima', email: 'ana@example.org', roles: ['data_scientist'], passphrase: 'correct horse' }

const corePid = (app: ElectronApplication) => app.evaluate(({ app: electron }) => electron.getAppMetrics().find((metric) => metric.serviceName?.includes('index') || metric.name?.includes('index'))?.pid)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function jobResult(page: Page, started: unknown): Promise<unknown> {
  const { job: id } = started as { job: string }
  for (;;) {
    const job = (await callCore(page, 'jobs/get', { id })) as { state: string; result: unknown; error: unknown }
    if (job.state !== 'running') return job.state === 'done' ? job.result : job.error
  }
}

test('a workspace is made, verified in a worker and read by DuckDB in a process of its own', async ({ shell: { page }, home }) => {
  const dir = join(home, 'workspace')
  expect(await callCore(page, 'workspace/create', { dir, name: 'Credit', person })).toMatchObject({ open: { name: 'Credit' } })
  expect(existsSync(join(dir, 'ledger.db'))).toBe(true)
  expect(await jobResult(page, await callCore(page, 'ledger/verify', { level: 'full' }))).toMatchObject({ verdict: 'intact' })
  const file = join(home, 'rows.csv')
  writeFileSync(file, 'label,score\n1,0.7\n0,0.2\n')
  expect(await callCore(page, 'evidence/preview', { path: file })).toMatchObject({ rows: [['1', '0.7'], ['0', '0.2']] })
})

test('a window keeps its person over a reload', async ({ shell: { page }, home }) => {
  await callCore(page, 'workspace/create', { dir: join(home, 'workspace'), name: 'Credit', person })
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await callCore(page, 'identity/current')).toMatchObject({ email: 'ana@example.org' })
})

test('a core that dies is started again and the window gets a new port', async ({ shell: { app, page } }) => {
  const first = await corePid(app)
  expect(first).toBeGreaterThan(0)
  const issued = page.evaluate(() => new Promise<string>((resolve) => window.addEventListener('message', (event: MessageEvent<{ kind?: string }>) => resolve(event.data.kind ?? ''), { once: true })))
  process.kill(first as number, 'SIGKILL')
  expect(await issued).toBe('countersign:port')
  expect(await corePid(app)).not.toBe(first)
  expect(await callCore(page, 'workspace/state')).toMatchObject({ open: null })
})

test('after a core died the workspace is open again with all its entries; nobody is signed in, and the page says so', async ({ shell: { app, page }, home }) => {
  const dir = join(home, 'workspace')
  await callCore(page, 'workspace/create', { dir, name: 'Credit', person })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Ana Lima/ })).toBeVisible()
  process.kill((await corePid(app)) as number, 'SIGKILL')
  const notice = page.getByRole('alert').filter({ hasText: 'Countersign was started again' })
  await expect(notice).toContainText('Sign in again to write')
  await expect(page.getByRole('button', { name: /Nobody signed in/ })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
  expect(await callCore(page, 'workspace/state')).toMatchObject({ open: { dir, readOnly: null } })
  expect(await callCore(page, 'ledger/state')).toMatchObject({ size: 3 })
})

test('quitting lets the core close its files, and the window comes back where it was', async ({ home }) => {
  const { app, page } = await startShell(home)
  const dir = join(home, 'workspace')
  await callCore(page, 'workspace/create', { dir, name: 'Credit', person })
  const pid = await corePid(app)
  await app.close()
  // The main process does not wait for the end of what it told to end.
  await expect.poll(() => isAlive(pid as number)).toBe(false)
  expect(existsSync(join(dir, 'ledger.db-wal'))).toBe(false)
  const saved = JSON.parse(readFileSync(join(home, 'window.json'), 'utf8')) as { bounds: object }
  writeFileSync(join(home, 'window.json'), JSON.stringify({ ...saved, bounds: { x: 10, y: 20, width: 1111, height: 777 } }))
  const again = await startShell(home)
  const window = await again.app.browserWindow(again.page)
  expect(await window.evaluate((one) => one.getNormalBounds())).toMatchObject({ width: 1111, height: 777 })
  expect(await callCore(again.page, 'workspace/open', { dir })).toMatchObject({ open: { name: 'Credit' } })
  await again.app.close()
})
