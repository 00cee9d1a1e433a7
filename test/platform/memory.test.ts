import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const memory = fileURLToPath(new URL('../../electron/platform/memory.ts', import.meta.url))

/** Megabytes of the youngest generation after many short-lived objects, of which some live for a while. */
function youngAfterWork(prepare: string): number {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { keepMemorySmall } from ${JSON.stringify(memory)}
    ${prepare}
    let kept = []
    for (let i = 0; i < 1_000_000; i++) {
      kept.push({ i, text: 'entry ' + i })
      if (kept.length > 20_000) kept = []
    }
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 2 ** 20)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}

it('keeps the youngest generation of the running thread small, although it was started without options', () => {
  expect(youngAfterWork('')).toBeGreaterThan(4)
  expect(youngAfterWork('keepMemorySmall()')).toBeLessThanOrEqual(4)
})

it('names no option that this Node does not know: what it would say stands above every start', () => {
  const program = `import { keepMemorySmall } from ${JSON.stringify(memory)}; keepMemorySmall()`
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
})
