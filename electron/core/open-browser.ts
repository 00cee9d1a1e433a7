import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** How the address reaches a screen, and the half of a sentence that says why. */
export interface Opening {
  kind: 'print' | 'app-window' | 'browser'
  command: string
  because: string
}

export interface Machine {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** Tells whether a file exists and may be run. */
  isProgram: (path: string) => boolean
}

const chromiumNames = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge']
const macBrowsers = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `Applications/${name}.app/Contents/MacOS/${name}`)
const windowsBrowsers = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/** An app window where Chrome, Chromium or Edge is there, else the default browser, else the address alone. */
export function chooseOpening(machine: Machine): Opening {
  const { platform, env } = machine
  const wanted = env['BROWSER']
  if (wanted === 'none') return { kind: 'print', command: '', because: 'BROWSER=none asks for the address only' }
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return { kind: 'print', command: '', because: 'this terminal has no screen' }
  if (wanted) return { kind: 'browser', command: wanted, because: 'BROWSER names it' }
  const chromium = candidates(machine).find(machine.isProgram)
  if (chromium !== undefined) return { kind: 'app-window', command: chromium, because: `${nameOf(chromium)} is installed` }
  const opener = { darwin: 'open', win32: 'explorer.exe' }[platform as string] ?? 'xdg-open'
  return { kind: 'browser', command: opener, because: 'neither Chrome, Chromium nor Edge was found for a window of its own' }
}

function candidates({ platform, env }: Machine): string[] {
  if (platform === 'darwin') return ['/', `${env['HOME'] ?? ''}/`].flatMap((home) => macBrowsers.map((path) => home + path))
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? [])
    return windowsBrowsers.flatMap((path) => roots.map((root) => `${root}\\${path}`))
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return chromiumNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function nameOf(path: string): string {
  if (/edge/i.test(path)) return 'Microsoft Edge'
  return /chromium/i.test(path) ? 'Chromium' : 'Chrome'
}

/** Opens the address; returns how to close the window again, where it is one of our own. Never throws. */
export function openBrowser(opening: Opening, address: string, profileDir: string, say: (line: string) => void): () => void {
  if (opening.kind === 'print') return () => {}
  const ownWindow = opening.kind === 'app-window'
  const args = ownWindow ? appWindowArguments(address, profileDir, process.getuid?.() === 0) : [address]
  // A process group of its own: Ctrl-C in the terminal ends the server first, which then closes the window.
  const child = spawn(opening.command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => say(`${opening.command} could not be started; open the address above yourself.`))
  child.unref()
  return () => void (ownWindow && child.kill())
}

/** A profile of its own keeps the person's extensions away from the page, and the page out of their history. */
export function appWindowArguments(address: string, profileDir: string, isRoot: boolean): string[] {
  const quiet = ['--no-first-run', '--no-default-browser-check', '--disable-sync', '--disable-background-networking', '--disable-component-update']
  // Chromium's sandbox refuses to run as root; the test type hides the warning bar about that.
  const root = isRoot ? ['--no-sandbox', '--test-type'] : []
  return [`--app=${address}`, `--user-data-dir=${profileDir}`, '--window-size=1360,900', ...quiet, ...root]
}

/** This computer, as `chooseOpening` sees it. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    isProgram(path) {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    },
  }
}
