import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** A Chromium on this computer that can drive the screens in tests, or null. `CHROMIUM_PATH` goes before everything. */
export async function findChromium(): Promise<string | null> {
  const named = process.env['CHROMIUM_PATH']
  if (named) return existsSync(named) ? named : null
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const found = [...onPath, ...places].find((path) => existsSync(path))
  return found ?? (await downloadedChromium())
}

async function downloadedChromium(): Promise<string | null> {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}

/** Finds a Chromium or installs one; says what it does. Null, with the reason said, where nothing worked. */
export async function ensureChromium(say: (sentence: string) => void): Promise<string | null> {
  const present = await findChromium()
  if (present !== null) return present
  if (process.env['CHROMIUM_PATH']) {
    say(`CHROMIUM_PATH names ${process.env['CHROMIUM_PATH']}, which does not exist. Correct it or leave it out.`)
    return null
  }
  say('No Chromium, Chrome or Edge is on this computer. Downloading the one that Playwright brings…')
  const windows = process.platform === 'win32'
  const download = spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit', timeout: 300_000, shell: windows })
  if (download.status === 0) return await findChromium()
  if (canUseApt()) {
    say('That did not work. Installing the Debian package chromium with apt-get…')
    const apt = (...args: string[]) => spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    apt('update', '-q')
    apt('install', '-yq', '--no-install-recommends', 'chromium')
    const installed = await findChromium()
    if (installed !== null) return installed
  }
  say('There is no Chromium and none could be installed: install Chromium, Chrome or Edge, or name one with CHROMIUM_PATH.')
  return null
}

function canUseApt(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
