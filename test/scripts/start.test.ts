import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

test('npm start without Electron prints one sentence and an address, serves the page, and ends with Ctrl-C', { timeout: 120_000 }, async () => {
  const env = { ...process.env, BROWSER: 'none', CI: '1', COUNTERSIGN_HOME: mkdtempSync(join(tmpdir(), 'countersign-')), ELECTRON_OVERRIDE_DIST_PATH: '' }
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  const address = await new Promise<URL>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const [found] = /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+$/m.exec(text) ?? []
      if (found !== undefined) resolve(new URL(found))
    })
  })
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('Building'))
  expect(lines).toEqual([expect.stringMatching(/^Countersign is served on this computer only, because .+BROWSER=none asks for the address only.*\.$/), address.href])
  expect(await (await fetch(address.origin)).text()).toContain('<div id="root">')
  child.removeAllListeners('exit')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})
