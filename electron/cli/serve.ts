import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { projectFile } from '../platform/assets.ts'
import { parseWhole } from './arguments.ts'
import { findWorkspace, namedWorkspace, type Terminal } from './session.ts'

export function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .summary('serve the app to a browser on this computer')
    .description('Serves the app on 127.0.0.1 and opens it, until Ctrl-C. With a workspace named or around, it opens that one.')
    .option('--port <n>', 'a fixed port instead of a free one', parsePort)
    .option('--no-open', 'print the address and open nothing')
    .action(async (options: { port?: number; open: boolean }, command: Command) => {
      buildPage()
      const { workspace: dir } = command.optsWithGlobals<{ workspace?: string }>()
      const workspace = dir === undefined ? findWorkspace(process.cwd()) : namedWorkspace(dir)
      const { chooseOpening, serveApp, thisMachine } = await import('../core/serve.ts')
      const machine = thisMachine()
      const opening = chooseOpening(options.open ? machine : { ...machine, env: { ...machine.env, BROWSER: 'none' } })
      const served = await serveApp({ opening, say: (line) => terminal.output.say(line), ...(workspace ? { workspace } : {}), ...(options.port ? { port: options.port } : {}) })
      await stopped()
      await served.close()
      terminal.exit(0)
    })
}

/** A package holds the page; a checkout builds it where it is missing or older than its sources. Its lines go to standard error. */
function buildPage(): void {
  const script = projectFile('scripts/build.ts')
  if (!existsSync(script)) return
  const { status } = spawnSync(process.execPath, [script, 'renderer'], { cwd: projectFile(''), stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new AppError('INTERNAL', 'The page could not be built; what went wrong is printed above. Run "npm ci" in the project and try again.')
}

export function parsePort(text: string): number {
  const port = parseWhole('--port', text, 1)
  if (port > 65_535) throw new AppError('BAD_INPUT', `--port goes up to 65535; ${port} is more.`)
  return port
}

/** Until the terminal or whoever started us says that it is over. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
