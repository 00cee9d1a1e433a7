import { existsSync, readFileSync, readdirSync, cpSync, statSync, writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exportTheLogKey, importTheLogKey, rotateLogKey, toLogKeyState } from '../../electron/core/custody.ts'
import { openWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { logKeyFile } from '../../electron/domain/ledger/marks.ts'
import { openCheckpoint } from '../../electron/tlog/checkpoint.ts'
import { parseVkey } from '../../electron/tlog/note.ts'
import { copyWorld, createWorld, founder, passphraseOf, quiet, type World } from '../support/world.ts'

let template: World
let world: World
beforeAll(async () => {
  template = await createWorld()
})
afterAll(() => template.end())
beforeEach(() => {
  world = copyWorld(template)
})
afterEach(() => world.end())

const rotate = (reason = 'a laptop was lost') => rotateLogKey(world.workspace, founder, { reason, passphrase: passphraseOf(founder) })
const add = (workspace: Workspace, name: string) => workspace.catalog.addUseCase(founder, { name, purpose: 'p', affected: '', tier: 2, tierReasons: '' })

describe('where the log key is', () => {
  it('is said, with what protects it there', () => {
    const state = toLogKeyState(world.workspace, world.machine)
    expect(state).toMatchObject({ place: 'file', path: logKeyFile(world.stateDir, world.workspace.ledger.origin), vkey: world.workspace.ledger.logVkey })
    expect(state.sentence).toContain('not encrypted')
    expect(state.history).toMatchObject([{ seq: 0, vkey: state.vkey }])
    expect(statSync(state.path!).mode & 0o777).toBe(0o600)
  })
})

describe('a rotated log key', () => {
  it('signs from its entry on; earlier checkpoints are still those of the old key, byte by byte', async () => {
    const { ledger } = world.workspace
    const before = ledger.tip()
    const old = parseVkey(ledger.logVkey)
    await rotate()
    const next = parseVkey(ledger.logVkey)
    expect(next.keyId).not.toBe(old.keyId)
    expect(next.name).toBe(old.name)
    add(world.workspace, 'Later')
    expect(openCheckpoint(ledger.tip().checkpoint, next).size).toBe(before.size + 2)
    expect(() => openCheckpoint(ledger.tip().checkpoint, old)).toThrow('no signature')
    expect(ledger.checkpointAt(before.size)).toBe(before.checkpoint)
    expect(openCheckpoint(ledger.checkpointAt(before.size + 1), next).size).toBe(before.size + 1)
    expect(ledger.checkCheckpoint(before.checkpoint).outcome).toBe('holds')
    expect(ledger.checkCheckpoint(ledger.checkpointAt(before.size + 1)).outcome).toBe('holds')
    await world.check()
  })

  it('is followed by another, is found again after opening, and is listed', async () => {
    await rotate('first')
    await rotate('second')
    const workspace = world.reopen()
    expect(workspace.ledger.readOnly).toBeNull()
    add(workspace, 'Later')
    const { history, vkey } = toLogKeyState(workspace, world.machine)
    expect(history.map(({ reason, by }) => [reason, by])).toEqual([['The ledger began with it.', 'countersign'], ['first', founder], ['second', founder]])
    expect(history.at(-1)!.vkey).toBe(vkey)
    await world.check()
  })

  it('is found where no hint says in which entry it stands', async () => {
    await rotate()
    const [rotated] = keyFiles().filter((name) => name.includes('.log-'))
    const path = join(world.stateDir, 'keys', rotated!)
    const { since: _since, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    writeFileSync(path, JSON.stringify(rest))
    expect(world.reopen().ledger.readOnly).toBeNull()
    add(world.workspace, 'Later')
    await world.check()
  })

  it('is known to a second program that had the ledger open before', async () => {
    const other = openWorkspace(world.dir, world.machine)
    await rotate()
    add(other, 'by the other')
    expect(other.ledger.logVkey).toBe(world.workspace.ledger.logVkey)
    other.close()
    await world.check()
  })

  it('leaves a ledger read-only where only the old key is', async () => {
    await rotate()
    for (const name of keyFiles()) if (name.includes('.log-')) rmSync(join(world.stateDir, 'keys', name))
    expect(world.reopen().ledger.readOnly?.reason).toContain('another log key')
  })

  it('guards against a copy from before it, although that copy does not know the new key', async () => {
    const copy = join(world.dir, '..', 'copy')
    world.workspace.close()
    cpSync(world.dir, copy, { recursive: true })
    const workspace = world.reopen()
    await rotateLogKey(workspace, founder, { reason: 'x', passphrase: passphraseOf(founder) })
    const old = openWorkspace(copy, world.machine)
    expect(old.ledger.readOnly?.reason).toContain('newer state')
    old.close()
  })

  it('needs the passphrase of the acting person, and a ledger that takes entries', async () => {
    await expect(rotateLogKey(world.workspace, founder, { reason: 'x', passphrase: 'wrong passphrase' })).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    const before = keyFiles()
    rmSync(logKeyFile(world.stateDir, world.workspace.ledger.origin))
    world.reopen()
    await expect(rotate()).rejects.toMatchObject({ code: 'READ_ONLY' })
    expect(keyFiles().length).toBe(before.length - 1)
  })
})

const keyFiles = () => readdirSync(join(world.stateDir, 'keys'))

describe('a workspace that moves to another computer', () => {
  const passphrase = 'on a piece of paper'
  let file: string
  let there: Machine
  let folder: string
  beforeEach(() => {
    file = join(world.dir, '..', 'log.countersign-key')
    folder = join(world.dir, '..', 'there')
    there = { ...world.machine, stateDir: join(world.dir, '..', 'state-there') }
  })
  const copyFolder = () => cpSync(world.dir, folder, { recursive: true })

  it('goes on there with the log key, and no more here', async () => {
    await rotate()
    await exportTheLogKey(world.workspace, founder, { file, passphrase, move: true }, world.machine)
    expect(() => add(world.workspace, 'too late')).toThrow('moved to another computer')
    expect(keyFiles().some((name) => name.includes('.log'))).toBe(false)
    expect(world.reopen().ledger.readOnly?.reason).toContain('moved to another computer')
    expect(toLogKeyState(world.workspace, world.machine)).toMatchObject({ place: 'elsewhere', path: null })
    world.workspace.close()
    copyFolder()
    const moved = openWorkspace(folder, there)
    expect(moved.ledger.readOnly?.reason).toContain('not on this computer')
    await importTheLogKey(moved, { file, passphrase }, there)
    moved.close()
    const going = openWorkspace(folder, there)
    expect(going.ledger.readOnly).toBeNull()
    add(going, 'there')
    expect((await going.ledger.verify('full', quiet)).findings).toEqual([])
    going.close()
    world.reopen()
  })

  it('is not continued there from a copy of the folder that is older than the key', async () => {
    world.workspace.close()
    copyFolder()
    world.reopen()
    add(world.workspace, 'after the copy')
    await exportTheLogKey(world.workspace, founder, { file, passphrase, move: true }, world.machine)
    const moved = openWorkspace(folder, there)
    await importTheLogKey(moved, { file, passphrase }, there)
    moved.close()
    const older = openWorkspace(folder, there)
    expect(older.ledger.readOnly?.reason).toContain('newer state')
    older.close()
  })

  it('keeps its key here where it is only copied, encrypted', async () => {
    await exportTheLogKey(world.workspace, founder, { file, passphrase, move: false }, world.machine)
    add(world.workspace, 'still here')
    const { seed } = JSON.parse(readFileSync(logKeyFile(world.stateDir, world.workspace.ledger.origin), 'utf8')) as { seed: string }
    expect(readFileSync(file, 'utf8')).not.toContain(seed)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await expect(importTheLogKey(world.workspace, { file, passphrase }, world.machine)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('takes no key from a file with another passphrase, of another ledger, or that is none', async () => {
    await exportTheLogKey(world.workspace, founder, { file, passphrase, move: false }, world.machine)
    rmSync(logKeyFile(world.stateDir, world.workspace.ledger.origin))
    const take = (path: string, text = passphrase) => importTheLogKey(world.workspace, { file: path, passphrase: text }, world.machine)
    await expect(take(file, 'something else')).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    const whole = readFileSync(file, 'utf8')
    const changed = join(file, '..', 'changed')
    for (const [text, code] of [
      [whole.replace('/ledger/', '/ledger/0'), 'BAD_INPUT'],
      [whole.replace(/"tag": "./, '"tag": "_'), 'BAD_INPUT'],
      [whole.replace(/"ct": "(.)(.)/, '"ct": "$2$1'), 'WRONG_PASSPHRASE'],
      ['{}', 'BAD_INPUT'],
    ] as const) {
      writeFileSync(changed, text)
      await expect(take(changed)).rejects.toMatchObject({ code })
    }
    await expect(take(join(file, '..', 'none'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    expect(existsSync(logKeyFile(world.stateDir, world.workspace.ledger.origin))).toBe(false)
    await take(file)
    expect(world.reopen().ledger.readOnly).toBeNull()
  })

  it('stays here where the file could not be written', async () => {
    await expect(exportTheLogKey(world.workspace, founder, { file: world.dir, passphrase, move: true }, world.machine)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    add(world.workspace, 'goes on')
    await world.check()
  })
})
