import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkExport, isExport } from '../../verifier/export-check.ts'
import { createFileSet } from '../../verifier/given-files.ts'
import { overall, type Result } from '../../verifier/result.ts'
import { createHandouts, newFolder, type Handouts } from '../support/handouts.ts'
import { fromFolder } from './given.ts'

let made: Handouts
let folder: string
beforeAll(async () => {
  made = await createHandouts()
  folder = newFolder('verifier-')
})
afterAll(() => {
  made.end()
  rmSync(folder, { recursive: true })
})

const check = async (dir: string) => (await checkExport(fromFolder(dir), async () => {})).result
const failing = ({ checks }: Result) => checks.filter(({ state }) => state === 'fails').map(({ title }) => title)

describe('an export as it was written', () => {
  it('holds in every point', async () => {
    const files = fromFolder(made.path('export'))
    expect(isExport(files)).toBe(true)
    const { result, tree } = await checkExport(files, async () => {})
    const { ledger } = made.world.workspace
    expect(result.checks.map(({ state, title }) => `${state}: ${title}`)).toEqual([
      'holds: The checkpoint is signed by the ledger',
      'holds: The entries add up to the signed root',
      'holds: Every stored hash is the one that the entries give',
      'holds: Every entry stands where it was written',
      'holds: People signed what the ledger says they signed',
      'holds: Reports and witnesses speak of this history',
    ])
    expect(overall(result)).toBe('holds')
    // The newest entry is the one about this export.
    const size = ledger.tip().size - 1
    expect(result).toMatchObject({ origin: ledger.origin, size, root: ledger.rootAt(size).toString('base64') })
    expect(tree!.rootAt(100)).toBe(ledger.rootAt(100).toString('base64'))
    expect(tree!.rootAt(1_000)).toBeNull()
  })

  it('shows each signature with its signer, what it says and the fingerprint of its key', async () => {
    const { signatures, files } = await check(made.path('export'))
    const approval = signatures.find(({ seq }) => seq === made.proved)!
    const { fingerprint } = made.world.workspace.identity.person('approver@example.org')
    expect(approval).toMatchObject({ state: 'holds', signer: 'Person approver <approver@example.org>', what: 'APPROVE · credit-lr@1', fingerprint })
    expect(approval.text).toContain('\nMeaning: approval\n')
    expect(files.length).toBeGreaterThanOrEqual(2)
    expect(files.every(({ state }) => state === 'holds')).toBe(true)
  })
})

describe('an export that somebody changed', () => {
  const changed = async (change: (dir: string) => void) => {
    const dir = join(folder, 'changed')
    rmSync(dir, { recursive: true, force: true })
    cpSync(made.path('export'), dir, { recursive: true })
    change(dir)
    return check(dir)
  }
  const edit = (path: string, from: string, to: string) => {
    const before = readFileSync(path, 'latin1')
    expect(before).toContain(from)
    writeFileSync(path, before.replace(from, to), 'latin1')
  }

  it('in an entry does not add up to the signed root', async () => {
    const result = await changed((dir) => edit(join(dir, 'tile/entries/000'), 'Retail credit', 'Detail credit'))
    expect(overall(result)).toBe('fails')
    expect(failing(result)).toContain('The entries add up to the signed root')
    expect(failing(result)).toContain('Every stored hash is the one that the entries give')
  })

  it('in a signed text says whose signature is gone', async () => {
    const result = await changed((dir) => edit(join(dir, 'tile/entries/000'), 'Decision: APPROVE', 'Decision: APPROVA'))
    expect(failing(result)).toContain('People signed what the ledger says they signed')
    expect(result.signatures.find(({ seq }) => seq === made.proved)).toMatchObject({ state: 'fails' })
    expect(result.signatures.filter(({ state }) => state === 'fails').length).toBeLessThan(result.signatures.length)
  })

  it('in a tile, the checkpoint or the key is named', async () => {
    expect(failing(await changed((dir) => writeFileSync(join(dir, 'tile/0/000'), Buffer.alloc(8192))))).toEqual(['Every stored hash is the one that the entries give'])
    expect(failing(await changed((dir) => edit(join(dir, 'log.vkey'), 'countersign', 'Countersign')))).toEqual(['The checkpoint is signed by the ledger'])
    expect(failing(await changed((dir) => edit(join(dir, 'checkpoint'), '\n\n', 'x\n\n')))).toContain('Checkpoint')
  })

  it('by taking entries away is not a shorter ledger', async () => {
    const result = await changed((dir) => rmSync(join(dir, 'tile/entries/000')))
    expect(failing(result)).toContain('The entries add up to the signed root')
    expect(result.checks.find(({ title }) => title.startsWith('Every stored hash'))!.state).toBe('unchecked')
  })

  it('in a file that entries name, or without it, says so at that file', async () => {
    let blob = ''
    const result = await changed((dir) => {
      blob = fromFolder(dir).paths.find((path) => path.startsWith('blobs/'))!
      writeFileSync(join(dir, blob), 'other')
    })
    expect(result.files.find(({ name }) => name === blob)).toMatchObject({ state: 'fails' })
    const without = await changed((dir) => rmSync(join(dir, blob)))
    expect(without.files.find(({ name }) => name === blob)).toMatchObject({ state: 'unchecked' })
    expect(overall(without)).toBe('holds')
  })
})

it('a folder without tiles is no export', () => {
  expect(isExport(createFileSet('x', new Map([['checkpoint', new Blob([])]])))).toBe(false)
})
