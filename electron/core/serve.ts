import { join } from 'node:path'
import { projectFile } from '../platform/assets.ts'
import { createLog } from '../platform/log.ts'
import { createCore } from './compose.ts'
import { createMachine } from './machine.ts'
import { openBrowser, type Opening } from './open-browser.ts'
import { serveHttp } from './serve-http.ts'

export { chooseOpening, thisMachine } from './open-browser.ts'

export interface ServeAppOptions {
  /** 0 or absent: the system chooses. */
  port?: number
  /** A workspace to open at once. */
  workspace?: string
  /** What to do with the first address. */
  opening: Opening
  /** Lines for the person; an address always stands alone on its line. */
  say: (line: string) => void
}

export interface ServedApp {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Serves the built page and a core on 127.0.0.1. Errors: BUSY where the port is taken; those of opening the workspace. */
export async function serveApp({ port, workspace, opening, say }: ServeAppOptions): Promise<ServedApp> {
  const machine = createMachine()
  const { report } = createLog(machine.stateDir)
  const core = createCore({ ...machine, report })
  let closeBrowser: (() => void) | null = null
  const onAddress = (address: string) => {
    if (closeBrowser) say('That address is used up now. This one opens another window:')
    say(address)
    closeBrowser ??= openBrowser(opening, address, join(machine.stateDir, 'browser'), say)
  }
  try {
    if (workspace !== undefined) await core.open(workspace)
    const server = await serveHttp({ router: core.router, sessions: core.sessions, pageRoot: projectFile('dist/renderer'), port: port ?? 0, report, onAddress })
    const close = async () => {
      closeBrowser?.()
      await server.close()
      await core.close()
    }
    return { port: server.port, close }
  } catch (error) {
    await core.close()
    throw error
  }
}
