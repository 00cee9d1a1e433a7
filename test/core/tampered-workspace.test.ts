import Database from 'better-sqlite3'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspace } from '../../electron/core/workspace.ts'
import { logKeyFile } from '../../electron/domain/ledger/marks.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.end())

const verify = async () => (await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind }) => kind)

describe('index.db', () => {
  it('with a record altered: found, the ledger untouched, and built anew', async () => {
    world.workspace.close()
    const db = new Database(join(world.dir, 'index.db'))
    expect(db.prepare("UPDATE person SET name = 'Somebody Else'").run().changes).toBe(1)
    db.close()
    world.reopen()
    expect(await verify()).toEqual(['RECORD-CHANGED'])
    world.workspace.close()
    rmSync(join(world.dir, 'index.db'))
    world.reopen()
    expect(world.workspace.identity.people().map(({ name }) => name)).toEqual(['Ana Author'])
    await world.check()
  })

  it.each(['deleted', 'emptied', 'garbled'])('%s: the workspace opens and shows what the ledger says', async (how) => {
    world.workspace.close()
    const file = join(world.dir, 'index.db')
    if (how === 'deleted') rmSync(file)
    else writeFileSync(file, how === 'emptied' ? '' : Buffer.alloc(50_000, 0x5a))
    world.reopen()
    expect(world.workspace.ledger.readOnly).toBeNull()
    await world.check()
  })
})

describe('the state directory', () => {
  it('with the log key altered: refused with the file that is damaged', () => {
    const { origin } = world.workspace.ledger
    world.workspace.close()
    const file = logKeyFile(world.stateDir, origin)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/"seed": "./, (found) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A')))
    expect(() => openWorkspace(world.dir, world.machine)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE', message: expect.stringContaining(file) as string }))
    writeFileSync(file, text)
    world.reopen()
  })

  it("with a person's key altered: nothing is signed, and the ledger stays as it was", async () => {
    const folder = join(world.stateDir, 'keys')
    const size = world.workspace.ledger.tip().size
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.name.includes('.log'))
    expect(files).not.toHaveLength(0)
    for (const file of files) {
      const path = join(file.parentPath, file.name)
      writeFileSync(path, readFileSync(path, 'utf8').replace(/"ct":\s*"./, (found) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A')))
    }
    await expect(world.workspace.identity.unlock(founder, passphraseOf(founder))).rejects.toMatchObject({ name: 'AppError' })
    expect(world.workspace.ledger.tip().size).toBe(size)
    await world.check()
  })
})

describe('the clock', () => {
  it('turned back: time stands still in the ledger, each entry says by how much, nothing is found', async () => {
    const { ledger } = world.workspace
    const before = ledger.read(ledger.tip().size - 1)
    world.clock.set('2020-01-01T00:00:00.000Z')
    const [entry] = ledger.append(founder, () => ({ kind: 'dataset.registered/v1', body: { name: 'late', description: '' } }))
    expect(entry).toMatchObject({ at: before.at, clockBack: Date.parse(before.at) - Date.parse('2020-01-01T00:00:00.000Z') })
    await world.check()
  })
})
