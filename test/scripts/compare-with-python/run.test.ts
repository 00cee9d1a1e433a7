import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { projectFile } from '../../../electron/platform/assets.ts'

const script = projectFile('scripts/compare-with-python/run.ts')
const compare = (args: string[], env: Record<string, string>) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env })

test('without Python on the path it says so in a sentence and is content', () => {
  const { status, stdout, stderr } = compare([], { PATH: '' })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stderr: '', stdout: 'Python is not installed: neither python3 nor python runs. Nothing was compared; PYTHON can name an interpreter.\n' })
})

test('an interpreter that is named and does not run is named back', () => {
  const { status, stdout } = compare(['/nowhere/python'], { PATH: '' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '/nowhere/python does not run as Python. Nothing was compared.\n' })
})
