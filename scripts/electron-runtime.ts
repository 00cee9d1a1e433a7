import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

export interface RuntimeQuestion {
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  isRoot: boolean
  root: string
  say: (line: string) => void
}

/** An executable of Electron, or null, and the half of a sentence that says why. */
export interface Runtime {
  executable: string | null
  because: string
}

const probeMs = 2_000
const downloadMs = 180_000

/** Finds Electron's runtime, or fetches it where its download host answers at once. Offline this takes two seconds at most. */
export async function findElectron(question: RuntimeQuestion): Promise<Runtime> {
  const { env, platform, isRoot } = question
  const named = env['ELECTRON_OVERRIDE_DIST_PATH']
  if (named) {
    const executable = join(named, executableName(platform))
    if (existsSync(executable)) return { executable, because: 'ELECTRON_OVERRIDE_DIST_PATH names its runtime' }
    return { executable: null, because: `ELECTRON_OVERRIDE_DIST_PATH names ${named}, where Electron is not` }
  }
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return { executable: null, because: 'Electron needs a screen and this terminal has none' }
  if (platform === 'linux' && isRoot) return { executable: null, because: 'Electron keeps its sandbox and so does not run as root' }
  const installed = join(question.root, 'node_modules/electron/dist', executableName(platform))
  if (existsSync(installed)) return { executable: installed, because: 'its runtime is installed' }
  if (env['CI'] || env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return { executable: null, because: "Electron's runtime is not installed and is not fetched here" }
  if (!(await answers(downloadHost(env)))) return { executable: null, because: "Electron's runtime is not installed and its download host can not be reached" }
  question.say("Fetching Electron's runtime once (about 120 MB) …")
  if (await download(question.root)) return { executable: installed, because: 'its runtime was fetched' }
  return { executable: null, because: "Electron's runtime is not installed and fetching it did not succeed" }
}

function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Where the download would begin: a proxy, a mirror, or GitHub. */
export function downloadHost(env: RuntimeQuestion['env']): { host: string; port: number } {
  const names = ['HTTPS_PROXY', 'https_proxy', 'ELECTRON_MIRROR', 'electron_mirror', 'npm_config_electron_mirror']
  const configured = names.map((name) => env[name]).find((value) => value && URL.canParse(value))
  const url = new URL(configured ?? 'https://github.com')
  return { host: url.hostname, port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443) }
}

/** The name is resolved within the time too: without a network that alone can take half a minute. */
export function answers({ host, port }: { host: string; port: number }, withinMs = probeMs): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answered: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answered)
    }
    const timer = setTimeout(() => end(false), withinMs)
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** The installer of the electron package checks the archive against the checksums it came with. */
function download(root: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], { stdio: 'ignore', timeout: downloadMs, killSignal: 'SIGKILL' })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}
