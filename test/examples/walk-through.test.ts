import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { readHead } from '../support/cli.ts'

const run = promisify(execFile)

test('the walk-through of the German credit example runs to its end and leaves a dossier', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'walk-'))
  try {
    const { COUNTERSIGN_HOME: _home, ...env } = process.env
    const { stdout: printed } = await run('bash', [projectFile('examples/german-credit/walk-through.sh'), folder], { env: { ...env, COUNTERSIGN_CLI: projectFile('dist/core/cli.mjs') }, cwd: folder })
    expect(printed).toMatch(/C-\d+ {2}fail/)
    expect(printed).toMatch(/R-\d+ {2}approved/)
    expect(printed).toMatch(/Verdict +intact/)
    expect(printed).toMatch(/Checkpoint +holds/)
    expect(readHead(join(folder, 'workspace'))).toMatch(/^\d+ entries\ncountersign\.example\/ledger\//)
    expect(existsSync(join(folder, 'credit-lr-1.pdf'))).toBe(true)
    // As a checkout is used: npm, and the sources as they are.
    const fromSources = ['--prefix', projectFile('.'), 'run', '-s', 'countersign', '--', '--workspace', join(folder, 'workspace'), 'ledger', 'verify', '--checkpoint', join(folder, 'credit-lr-1.pdf')]
    expect((await run('npm', fromSources, { env: { ...env, COUNTERSIGN_HOME: join(folder, 'state') }, cwd: folder })).stdout).toMatch(/Verdict +intact/)
    // Keys of the example's people stay beside it, each as hard to guess as docs/formats/custody.md says.
    const keys = join(folder, 'state', 'keys')
    expect(readdirSync(keys)).toHaveLength(4)
    expect(readdirSync(keys).filter((name) => /"N": *131072\b/.test(readFileSync(join(keys, name), 'utf8')))).toHaveLength(3)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
