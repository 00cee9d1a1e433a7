import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { Bridge } from '../../../shared/bridge.ts'
import { toAppUrl } from '../../support/electron-stand-in/network.ts'

export const standInDir = 'test/support/electron-stand-in'
const root = join(import.meta.dirname, '../../..')

export const usesStandIn = (): boolean => {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  return named === undefined || named === join(root, standInDir)
}

export interface Shell {
  app: ElectronApplication
  page: Page
  /** What the page and the core complained about; a test that expects none of it checks that it is empty. */
  complaints: string[]
}

/** Starts the built app on a state directory of its own. */
export async function startShell(home: string, args: readonly string[] = []): Promise<Shell> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= join(root, standInDir)
  const app = await _electron.launch({ args: [root, ...args], cwd: root, env: { ...process.env, COUNTERSIGN_HOME: home, HOME: home } as Record<string, string> })
  const complaints: string[] = []
  app.process().stderr?.on('data', (chunk: Buffer) => {
    if (process.env['SHELL_DEBUG']) process.stderr.write(chunk)
  })
  const page = await app.firstWindow()
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.waitForFunction(() => (window as unknown as { countersign?: Bridge }).countersign !== undefined)
  // The page has its own port by then, so that a spec which asks for another one gets that.
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { app, page, complaints }
}

export const appUrl = (page: Page): string => toAppUrl(page.url())

interface Fixtures {
  home: string
  shell: Shell
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-shell-'))
    await use(home)
    rmSync(home, { recursive: true, force: true })
  },
  shell: async ({ home }, use) => {
    const shell = await startShell(home)
    await use(shell)
    await shell.app.close()
  },
})

/** Opens a port of its own to the core, as the page does, and makes one call over it. */
export function callCore(page: Page, procedure: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    async ([path, json]) => {
      const port = await new Promise<MessagePort>((resolve) => {
        const hear = (event: MessageEvent<{ kind?: string }>) => {
          if (event.data.kind !== 'countersign:port' || !event.ports[0]) return
          // The page must not take the port too: it would hear the answer of a call that it never made.
          event.stopImmediatePropagation()
          window.removeEventListener('message', hear, { capture: true })
          resolve(event.ports[0])
        }
        window.addEventListener('message', hear, { capture: true })
        ;(window as unknown as { countersign: { requestPort: () => void } }).countersign.requestPort()
      })
      const answer = new Promise<{ json: unknown }>((resolve, reject) => {
        port.addEventListener('message', (event: MessageEvent<string>) => {
          const { i, p } = JSON.parse(event.data) as { i: string; p: { b: { json: unknown } } }
          // A page that was still waiting for its first port may hold this one too and call over it.
          if (i === '987654321') resolve(p.b)
        })
        port.addEventListener('close', () => reject(new Error('the port was closed')))
      })
      port.start()
      port.postMessage(JSON.stringify({ i: '987654321', p: { u: `http://orpc/${path}`, b: { json } } }))
      const { json: output } = await answer
      port.close()
      return output
    },
    [procedure, input] as const,
  )
}

export { expect }
