import { expect, test } from 'vitest'
import { appWindowArguments, chooseOpening, type Machine } from '../../electron/core/open-browser.ts'

const machine = (part: Partial<Machine> & { there?: string[] }): Machine => ({
  platform: 'linux',
  env: { DISPLAY: ':0', PATH: '/usr/local/bin:/usr/bin' },
  isProgram: (path) => (part.there ?? []).includes(path),
  ...part,
})

test('BROWSER=none only prints, whatever is installed', () => {
  expect(chooseOpening(machine({ env: { BROWSER: 'none', DISPLAY: ':0', PATH: '/usr/bin' }, there: ['/usr/bin/chromium'] }))).toMatchObject({ kind: 'print' })
})

test('a Linux terminal without a screen only prints; Wayland is a screen', () => {
  const there = ['/usr/bin/chromium']
  expect(chooseOpening(machine({ env: { PATH: '/usr/bin' }, there }))).toMatchObject({ kind: 'print', because: 'this terminal has no screen' })
  expect(chooseOpening(machine({ env: { PATH: '/usr/bin', WAYLAND_DISPLAY: 'wayland-0' }, there }))).toMatchObject({ kind: 'app-window' })
})

test('Chrome, Chromium or Edge gives a window of its own', () => {
  expect(chooseOpening(machine({ there: ['/usr/bin/chromium'] }))).toEqual({ kind: 'app-window', command: '/usr/bin/chromium', because: 'Chromium is installed' })
  expect(chooseOpening(machine({ there: ['/usr/bin/microsoft-edge'] }))).toMatchObject({ because: 'Microsoft Edge is installed' })
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  expect(chooseOpening(machine({ platform: 'darwin', env: {}, there: [chrome] }))).toMatchObject({ kind: 'app-window', command: chrome })
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
  expect(chooseOpening(machine({ platform: 'win32', env: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, there: [edge] }))).toMatchObject({ kind: 'app-window', command: edge })
})

test('without one of them the default browser opens, or the one that BROWSER names', () => {
  expect(chooseOpening(machine({}))).toMatchObject({ kind: 'browser', command: 'xdg-open' })
  expect(chooseOpening(machine({ platform: 'darwin', env: {} }))).toMatchObject({ kind: 'browser', command: 'open' })
  expect(chooseOpening(machine({ env: { BROWSER: 'firefox', DISPLAY: ':0' } }))).toMatchObject({ kind: 'browser', command: 'firefox' })
})

test('the app window has a profile of its own, and goes without sandbox only as root', () => {
  const args = appWindowArguments('http://127.0.0.1:1/#token=x', '/state/browser', false)
  expect(args).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/#token=x', '--user-data-dir=/state/browser']))
  expect(args).not.toContain('--no-sandbox')
  expect(appWindowArguments('http://127.0.0.1:1/', '/state/browser', true)).toEqual(expect.arrayContaining(['--no-sandbox', '--test-type']))
})
