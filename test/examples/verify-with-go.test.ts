import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { createHandouts, newFolder, type Handouts } from '../support/handouts.ts'

const source = projectFile('examples/verify-with-go')

/** Why the program can not be built here, or null. */
function tryBuild(out: string): string | null {
  const { error, status, stderr } = spawnSync('go', ['build', '-o', out, '.'], { cwd: source, encoding: 'utf8' })
  if (error) return 'Go is not installed'
  return status === 0 ? null : `Go could not build it: ${stderr.trim()}`
}

const folder = newFolder('go-')
const program = join(folder, 'verify')
const missing = tryBuild(program)
if (missing) console.log(`The Go program was not run: ${missing}.`)

afterAll(() => rmSync(folder, { recursive: true }))

describe.runIf(missing === null)('a program of Go, without anything of ours,', () => {
  let made: Handouts
  beforeAll(async () => {
    made = await createHandouts()
  })
  afterAll(() => made.end())

  const run = (...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
  const refuses = (...args: string[]) => spawnSync(program, args, { encoding: 'utf8' }).stderr

  it('accepts a whole export', () => {
    // The newest entry is the one about this export.
    const size = made.world.workspace.ledger.tip().size - 1
    const said = run('export', made.path('export'))
    expect(said).toContain(`over ${size} entries\n`)
    expect(said).toContain(`entries: ${size} of ${size} are in the tree\n`)
    expect(said).toMatch(/signatures: [5-9] statements are signed/)
  })

  it('accepts proofs of inclusion and of consistency', () => {
    const entry = made.path(`entry-${made.proved}.json`)
    expect(run('proof', made.path('log.vkey'), entry, made.path(`entry-${made.proved}.tlog-proof`))).toContain(`proof: entry ${made.proved} is in the tree of`)
    expect(run('consistency', made.path('log.vkey'), made.path('old'), made.path('consistency'))).toMatch(/consistency: \d+ entries continue \d+/)
  })

  it('accepts a cosignature and a statement', () => {
    expect(run('cosigned', made.path('log.vkey'), made.path('witness.vkey'), made.path('cosigned'))).toContain('cosigned: author@example.org saw')
    const signed = made.path(`export/signatures/${made.proved}`)
    expect(run('statement', `${signed}.vkey`, `${signed}.txt`)).toContain('\nDecision: APPROVE\n')
  })

  it('refuses each of them once a byte is changed', () => {
    const spoil = (name: string, from: string, to: string) => {
      const path = join(folder, name)
      const text = readFileSync(made.path(name), 'utf8')
      expect(text).toContain(from)
      writeFileSync(path, text.replace(from, to))
      return path
    }
    const proof = `entry-${made.proved}.tlog-proof`
    expect(refuses('proof', made.path('log.vkey'), spoil(`entry-${made.proved}.json`, '"actor"', '"akter"'), made.path(proof))).toContain('DOES NOT HOLD')
    expect(refuses('proof', made.path('log.vkey'), made.path(`entry-${made.proved}.json`), spoil(proof, `index ${made.proved}`, `index ${made.proved + 1}`))).toContain('DOES NOT HOLD')
    expect(refuses('consistency', made.path('log.vkey'), made.path('cosigned'), made.path('consistency'))).toContain('DOES NOT HOLD')
    const lines = readFileSync(made.path('cosigned'), 'utf8').split('\n')
    expect(refuses('cosigned', made.path('log.vkey'), made.path('witness.vkey'), spoil('cosigned', lines[1]!, `${Number(lines[1]) + 1}`))).toContain('DOES NOT HOLD')
  })

  it('refuses an export with a changed entry, a missing tile or a forged statement', () => {
    const changed = (name: string, change: (dir: string) => void) => {
      const dir = join(folder, name)
      cpSync(made.path('export'), dir, { recursive: true })
      change(dir)
      return refuses('export', dir)
    }
    const edit = (path: string, from: string, to: string) => writeFileSync(path, readFileSync(path, 'latin1').replace(from, to), 'latin1')
    expect(changed('entry', (dir) => edit(join(dir, 'tile/entries/000'), 'Retail', 'Detail'))).toContain('is not the one in the tree')
    expect(changed('tile', (dir) => rmSync(join(dir, 'tile/0/000')))).toContain('DOES NOT HOLD')
    expect(changed('statement', (dir) => edit(join(dir, `signatures/${made.proved}.txt`), 'APPROVE', 'DECLINE'))).toContain(`${made.proved}.txt`)
    expect(existsSync(made.path('export/signatures'))).toBe(true)
  })
})
