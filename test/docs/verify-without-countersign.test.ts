import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { createHandouts, newFolder, type Handouts } from '../support/handouts.ts'

/** The manual's own lines, run in a shell on what a real workspace gives out. The part about dossiers is run in test/domain/reports. */
const manual = readFileSync(projectFile('docs/verify-without-countersign.md'), 'utf8')
const part = (title: string) => manual.slice(manual.indexOf(`\n# ${title}\n`) + 1).split(/\n# /)[0]!
const blocks = (text: string, language: string) => [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]!)
const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

const [checkKey, checkSignatures] = blocks(part('A whole ledger'), 'sh')
const [tree] = blocks(part('A whole ledger'), 'python')
const [checkCosignature] = blocks(part('Proofs and cosignatures'), 'sh')
const [checkNote] = blocks(part('A dossier'), 'sh').filter((block) => block.includes('checkpoint.txt') && block.includes('openssl'))

let made: Handouts
let folder: string
beforeAll(async () => {
  made = await createHandouts()
  folder = newFolder('manual-')
})
afterAll(() => {
  made.end()
  rmSync(folder, { recursive: true })
})

const copy = (name: string): string => {
  const dir = join(folder, name)
  cpSync(made.path('export'), dir, { recursive: true })
  return dir
}
const shell = (lines: string, cwd: string) => execFileSync('sh', ['-e', '-c', lines], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const fails = (lines: string, cwd: string) => spawnSync('sh', ['-e', '-c', lines], { cwd, encoding: 'utf8' }).status !== 0
const edit = (path: string, from: string, to: string) => writeFileSync(path, readFileSync(path, 'latin1').replace(from, to), 'latin1')

describe.runIf(has('openssl') && has('sha256sum'))('the manual, on an exported ledger, with OpenSSL and sha256sum', () => {
  it('accepts the checkpoint, the key of entry 0 and its leaf hash', () => {
    const dir = copy('whole')
    expect(shell(checkNote!.replaceAll('checkpoint.txt', 'checkpoint'), dir)).toContain('Signature Verified Successfully')
    const [count, leaf] = shell(checkKey!, dir).trim().split('\n')
    expect(count).toBe('1')
    expect(leaf!.slice(0, 64)).toBe(readFileSync(join(dir, 'tile/0/000')).subarray(0, 32).toString('hex'))
  })

  it('accepts every signature and every file, and none that was changed', () => {
    const dir = copy('signed')
    expect(shell(checkSignatures!, dir)).toContain('Signature Verified Successfully')
    edit(join(dir, `signatures/${made.proved}.txt`), 'Meaning: approval', 'Meaning: approvaI')
    expect(fails(checkSignatures!, dir)).toBe(true)
    const other = copy('blobs')
    const blob = shell('ls blobs/*/* | head -n 1', other).trim()
    edit(join(other, blob), '"', ' ')
    expect(fails(checkSignatures!, other)).toBe(true)
  })

  it('accepts a cosignature with the time that it was given', () => {
    const dir = newFolder('cosigned-')
    for (const name of ['cosigned', 'witness.vkey']) writeFileSync(join(dir, name), readFileSync(made.path(name)))
    const said = shell(checkCosignature!, dir)
    expect(said).toContain('Signature Verified Successfully')
    expect(said).toContain('2026-11-21T10:00:00Z')
    edit(join(dir, 'cosigned'), '\n2', '\n3')
    expect(fails(checkCosignature!, dir)).toBe(true)
    rmSync(dir, { recursive: true })
  })
})

describe.runIf(has('python3'))('the manual, on an exported ledger, with Python', () => {
  it('accepts the tree over all entries, and none with a changed entry', () => {
    const dir = copy('tree')
    writeFileSync(join(dir, 'tree.py'), tree!)
    // The newest entry is the one about this export.
    expect(shell('python3 tree.py', dir)).toContain(`${made.world.workspace.ledger.tip().size - 1} entries of countersign.example/ledger/`)
    edit(join(dir, 'tile/entries/000'), 'Retail', 'Detail')
    expect(fails('python3 tree.py', dir)).toBe(true)
  })
})
