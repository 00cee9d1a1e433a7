import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answers, downloadHost, findElectron, type RuntimeQuestion } from '../../scripts/electron-runtime.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'countersign-'))
const ask = (part: Partial<RuntimeQuestion>) => findElectron({ env: { DISPLAY: ':0', CI: '1' }, platform: 'linux', isRoot: false, root: folder(), say: () => {}, ...part })

test('a runtime that is named is taken', async () => {
  const dist = folder()
  writeFileSync(join(dist, 'electron'), '')
  expect(await ask({ env: { ELECTRON_OVERRIDE_DIST_PATH: dist } })).toMatchObject({ executable: join(dist, 'electron') })
  expect(await ask({ env: { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' } })).toMatchObject({ executable: null, because: expect.stringContaining('/nowhere') })
})

test('a runtime that is installed is taken, but not without a screen and not as root', async () => {
  const root = folder()
  mkdirSync(join(root, 'node_modules/electron/dist'), { recursive: true })
  writeFileSync(join(root, 'node_modules/electron/dist/electron'), '')
  expect(await ask({ root })).toMatchObject({ executable: join(root, 'node_modules/electron/dist/electron') })
  expect(await ask({ root, env: {} })).toMatchObject({ executable: null, because: expect.stringContaining('screen') })
  expect(await ask({ root, isRoot: true })).toMatchObject({ executable: null, because: expect.stringContaining('root') })
})

test('nothing is fetched in CI', async () => {
  expect(await ask({})).toMatchObject({ executable: null, because: expect.stringContaining('not fetched here') })
})

test('a host that can not be reached ends the search at once', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  expect(await answers({ host: '127.0.0.1', port })).toBe(true)
  await new Promise((resolve) => server.close(resolve))
  expect(await answers({ host: '127.0.0.1', port })).toBe(false)
  expect(await ask({ env: { DISPLAY: ':0', HTTPS_PROXY: `http://127.0.0.1:${port}` } })).toMatchObject({ executable: null, because: expect.stringContaining('can not be reached') })
})

test('an address that swallows everything is given up after the time allowed', async () => {
  // TEST-NET-1: packets to it are answered by nobody, or refused by the router at once.
  expect(await answers({ host: '192.0.2.1', port: 443 }, 50)).toBe(false)
})

test('the probe goes where the download would begin', () => {
  expect(downloadHost({})).toEqual({ host: 'github.com', port: 443 })
  expect(downloadHost({ ELECTRON_MIRROR: 'https://mirror.example/electron/' })).toEqual({ host: 'mirror.example', port: 443 })
  expect(downloadHost({ https_proxy: 'http://proxy.example:3128', ELECTRON_MIRROR: 'https://mirror.example/' })).toEqual({ host: 'proxy.example', port: 3128 })
})
