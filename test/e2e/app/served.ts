import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { createCore, type Core } from '../../../electron/core/compose.ts'
import { createExample, examplePeople } from '../../../electron/core/example.ts'
import { serveHttp } from '../../../electron/core/serve-http.ts'
import type { Machine } from '../../../electron/core/workspace.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'
import '../../support/built-programs.ts'
import { quickSealing } from '../../support/sealing.ts'
import { holdPrograms, type Held } from './held-programs.ts'

export { expect }

/** Where one test's program runs: its folders, and a one-time address for each window. */
export interface Served {
  readonly core: Core
  readonly dir: string
  /** A copy of the example workspace, not open yet. */
  readonly example: string
  readonly newAddress: () => string
  /** DuckDB on a computer that takes its time: while held, nothing that it says arrives. */
  readonly duckdb: Held
  /** The example was open before the page was. */
  readonly isOpen: boolean
}

export interface Built {
  readonly root: string
  readonly example: string
  readonly home: string
}

export const pageRoot = process.env.COUNTERSIGN_PAGE ?? projectFile('dist/renderer')

/** The real core behind the real HTTP server with the built page. A test fails on every script error and on what the console calls one. */
export const test = base.extend<{ served: Served; app: Page; expectedFaults: RegExp | null; opensExample: boolean }, { built: Built }>({
  /** The example is open before the page loads for the first time: for tests that begin in it. */
  opensExample: [false, { option: true }],
  /** What the console may call an error in tests that bring it about. */
  expectedFaults: [null, { option: true }],
  built: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const root = mkdtempSync(join(tmpdir(), 'countersign-e2e-'))
      const built = { root, example: join(root, 'example'), home: join(root, 'home') }
      await createExample(built.example, machineAt(built.home), { signal: new AbortController().signal, progress: () => {} })
      await use(built)
      rmSync(root, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  served: async ({ built, opensExample }, use) => {
    const dir = mkdtempSync(join(built.root, 'test-'))
    const example = join(dir, 'german-credit')
    cpSync(built.example, example, { recursive: true })
    cpSync(built.home, join(dir, 'home'), { recursive: true })
    const bugs: unknown[] = []
    const report = (error: unknown) => void bugs.push(error)
    const duckdb = holdPrograms(nodePrograms)
    const core = createCore({ ...machineAt(join(dir, 'home')), programs: duckdb.programs, report })
    let address = ''
    const server = await serveHttp({ router: core.router, sessions: core.sessions, pageRoot, report, onAddress: (next) => (address = next) })
    if (opensExample) await core.open(example)
    await use({ core, dir, example, newAddress: () => address, duckdb, isOpen: opensExample })
    await server.close()
    await core.close()
    expect(bugs, 'faults that the core reported').toEqual([])
  },
  app: async ({ page, served, expectedFaults }, use) => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}\n${error.stack ?? ''}`))
    page.on('console', (message) => message.type() === 'error' && !isRefusal(message.text()) && !expectedFaults?.test(message.text()) && faults.push(message.text()))
    await page.goto(served.newAddress())
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await use(page)
    expect(faults, 'errors of the page').toEqual([])
  },
})

/** The browser itself logs every answer above 399; a refusal with a sentence is no fault of the page. */
const isRefusal = (text: string): boolean => /Failed to load resource: the server responded with a status of 4\d\d/.test(text)

export const machineAt = (stateDir: string): Machine => ({ clock: systemClock, stateDir, programs: nodePrograms, sealing: quickSealing, version: 'test' })

/** The computer that a test's core runs on. */
export const machineOf = ({ dir }: Served): Machine => machineAt(join(dir, 'home'))

const [author, reviewer, approver] = examplePeople as [(typeof examplePeople)[0], (typeof examplePeople)[0], (typeof examplePeople)[0]]
export const people = { author, reviewer, approver }

/** Opens the example in this window, unless the page began with it, and waits for the overview. */
export async function openExample(page: Page, served: Served): Promise<void> {
  if (!served.isOpen) {
    await served.core.open(served.example)
    await page.reload()
  }
  await expect(page.getByRole('heading', { level: 1, name: 'What waits' })).toBeVisible()
}

/** How many entries the open workspace has, which is the number that the next one gets. */
export const sizeOf = ({ core }: Served): number => core.workspace().ledger.tip().size

export async function signIn(page: Page, person: { name: string; email: string; passphrase: string }): Promise<void> {
  await page.getByRole('button', { name: /Nobody signed in|sign in to write/ }).click()
  await page.getByRole('menuitem', { name: 'Sign in…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByRole('combobox', { name: 'Person' }).click()
  await page.getByRole('option', { name: person.name }).click()
  await dialog.getByLabel('Passphrase', { exact: true }).fill(person.passphrase)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
}

/** What axe judges by colours; everything else that it looks at is the same elements in either scheme. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** WCAG 2.2 A and AA by axe, in both colour schemes; `within`: of a part of the page, where the rest was looked at elsewhere. */
export async function expectAccessible(page: Page, within: string | null = null): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // axe is half a megabyte of script: a page that has it already is not given it again. It runs in the page itself, which has
    // no frames, instead of in a second one for every result, and describes the elements of violations alone.
    const source = (await page.evaluate(() => 'axe' in window)) ? { axeSource: 'void 0' } : {}
    const builder = new AxeBuilder({ page, ...source }).setLegacyMode().options({ resultTypes: ['violations'] })
    if (colorScheme === 'light') builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    else builder.withRules(colourRules)
    if (within !== null) builder.include(within)
    const { violations } = await builder.analyze()
    expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** Goes to an address of the page without loading it anew, as a link does. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), `#${path}`)
}
