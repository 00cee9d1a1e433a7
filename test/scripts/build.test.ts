import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { build } from '../../scripts/build.ts'

const root = join(import.meta.dirname, '../..')

/** As a build leaves it that is killed; never over the lock of one that runs. */
async function leaveLock(content: string): Promise<void> {
  for (;;) {
    try {
      return writeFileSync(join(root, 'dist/.lock'), content, { flag: 'wx' })
    } catch {
      await sleep(20)
    }
  }
}

test('what did not change is not built again', { timeout: 120_000 }, async () => {
  await build(['preload'], () => {})
  const before = statSync(join(root, 'dist/desktop/preload.cjs')).mtimeMs
  const said: string[] = []
  await build(['preload'], (line) => said.push(line))
  expect([said, statSync(join(root, 'dist/desktop/preload.cjs')).mtimeMs]).toEqual([[], before])
})

test('the lock of a build that was killed stops nobody', { timeout: 120_000 }, async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  await leaveLock(String(pid))
  await build(['preload'], () => {})
  expect(() => readFileSync(join(root, 'dist/.lock'))).toThrow('ENOENT')
})

test('the preload is one CommonJS file that requires Electron alone', async () => {
  await build(['preload'], () => {})
  const text = readFileSync(join(root, 'dist/desktop/preload.cjs'), 'utf8')
  expect([...text.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['electron'])
  expect(text).not.toMatch(/^import |^export /m)
})
