import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Serve from '../electron/core/serve.ts'
import { keepMemorySmall } from '../electron/platform/memory.ts'
import { allTargets, type Target } from './build.ts'
import { findElectron } from './electron-runtime.ts'

const root = join(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

if (Number(process.versions.napi) < 10) {
  console.error(`Countersign needs Node 22.14 or newer; this is ${process.version}. Start it with: npm start`)
  process.exit(2)
}

const electron = await findElectron({ env: process.env, platform: process.platform, isRoot: process.getuid?.() === 0, root, say })
await (electron.executable === null ? startServer(electron.because) : startElectron(electron.executable, electron.because))

/** In a process of its own, so that the bundler's memory is given back before the app runs. */
function build(targets: readonly Target[]): void {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.ts'), ...targets], { stdio: 'inherit' })
  if (status === 0) return
  console.error('Countersign could not be built; the lines above say why. Run npm ci, then npm start again.')
  process.exit(1)
}

function startElectron(executable: string, because: string): void {
  build(allTargets)
  say(`Countersign runs in Electron, because ${because}.`)
  const child = spawn(executable, [root], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to both of us; Electron ends itself and we follow.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 0))
}

async function startServer(because: string): Promise<void> {
  build(['renderer', 'core', 'verifier'])
  const path = pathToFileURL(join(root, 'dist/core/serve.mjs')).href
  keepMemorySmall()
  const { serveApp, chooseOpening, thisMachine } = (await import(path)) as typeof Serve
  const opening = chooseOpening(thisMachine())
  const place = { print: 'open this address in a browser', 'app-window': 'it opens in a window of its own', browser: 'it opens in your browser' }[opening.kind]
  say(`Countersign is served on this computer only, because ${because}; ${place}, because ${opening.because}. Ctrl-C ends it.`)
  const served = await serveApp({ opening, say })
  const stop = () => void served.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
