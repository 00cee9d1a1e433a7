import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectBackup } from '../../../electron/core/backups/restoring.ts'
import { logKeyFile } from '../../../electron/domain/ledger/marks.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { readArchive } from '../../../electron/platform/archive.ts'
import { founder, quiet } from '../../support/world.ts'
import { createBackupScene, type BackupScene } from './scene.ts'

let scene: BackupScene
beforeAll(async () => {
  scene = await createBackupScene()
})
afterAll(() => scene.end())

async function namesIn(file: string): Promise<string[]> {
  const names: string[] = []
  await readArchive(file, async ({ name }) => {
    names.push(name)
    return 'go on'
  })
  return names
}

describe('a backup', () => {
  it('is one file with the ledger, the blobs and the marks of witnesses, and its list comes first', async () => {
    const file = join(scene.elsewhere, 'whole.tar')
    const made = await scene.backups().make(file, 'person', quiet)
    const { size, root } = scene.workspace.ledger.tip()
    expect(made).toMatchObject({ path: file, size, root: root.toString('base64'), bytes: statSync(file).size, present: true, by: 'person' })
    const names = await namesIn(file)
    expect(names.slice(0, 2)).toEqual(['countersign-backup.json', 'ledger.db'])
    expect(names.filter((name) => name.startsWith('blobs/'))).toHaveLength(1)
    expect(names.filter((name) => /^witness\/[0-9a-f]{64}\/checkpoint$/.test(name))).toHaveLength(1)
    expect(names).toHaveLength(4)
  })

  it('holds no key of a person and not the log key', async () => {
    const file = join(scene.elsewhere, 'keys.tar')
    await scene.backups().make(file, 'person', quiet)
    const content = readFileSync(file)
    const { seed } = JSON.parse(readFileSync(logKeyFile(scene.stateDir, scene.workspace.ledger.origin), 'utf8')) as { seed: string }
    expect(content.includes(seed)).toBe(false)
    expect(content.includes(Buffer.from(seed, 'base64'))).toBe(false)
    expect(content.includes('scrypt')).toBe(false)
  })

  it('is readable by its owner only, and leaves nothing else behind', async () => {
    const file = join(scene.elsewhere, 'alone.tar')
    await scene.backups().make(file, 'person', quiet)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(scene.elsewhere).filter((name) => name.startsWith('alone'))).toEqual(['alone.tar'])
    expect(readdirSync(join(scene.stateDir, 'scratch')).filter((name) => name.startsWith('backup-'))).toEqual([])
  })

  it('says what it is without being restored', async () => {
    const file = join(scene.elsewhere, 'said.tar')
    await scene.backups().make(file, 'person', quiet)
    expect(await inspectBackup(file, scene.machine)).toMatchObject({ name: 'Retail credit', origin: scene.workspace.ledger.origin, countersign: 'test', files: 3, standing: { state: 'newest', missing: 0 } })
  })

  it('is noted in the state directory and leaves the ledger as it is', async () => {
    const before = scene.workspace.ledger.tip().checkpoint
    const file = join(scene.elsewhere, 'noted.tar')
    await scene.backups().make(file, 'person', quiet)
    expect(scene.workspace.ledger.tip().checkpoint).toBe(before)
    expect(scene.backups().state()).toMatchObject({ last: { path: file, present: true }, entriesSince: 0, reminder: null })
    rmSync(file)
    expect(scene.backups().state()).toMatchObject({ last: { path: file, present: false }, reminder: expect.stringContaining(file) as string })
  })

  it('is refused where its name is taken, its folder is not there, or it would lie inside the workspace', async () => {
    const taken = join(scene.elsewhere, 'taken.tar')
    writeFileSync(taken, 'something else')
    const make = (file: string) => scene.backups().make(file, 'person', quiet)
    await expect(make(taken)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(readFileSync(taken, 'utf8')).toBe('something else')
    await expect(make(scene.elsewhere)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(make(join(scene.elsewhere, 'no', 'such.tar'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(make(join(scene.dir, 'inside.tar'))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('can be cancelled, and then there is none', async () => {
    const file = join(scene.elsewhere, 'cancelled.tar')
    const stop = new AbortController()
    const making = scene.backups().make(file, 'person', { signal: stop.signal, progress: () => stop.abort() })
    await expect(making).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readdirSync(scene.elsewhere).filter((name) => name.startsWith('cancelled'))).toEqual([])
  })
})

describe('a copy that does not verify', () => {
  it('is no backup: a changed entry, a damaged file among the blobs', async () => {
    const damaged = await createBackupScene()
    try {
      const blob = damaged.workspace.catalog.version('credit-lr@1').manifestHash
      const path = join(damaged.dir, 'blobs', blob.slice(0, 2), blob.slice(2))
      const whole = readFileSync(path)
      writeFileSync(path, 'other bytes')
      await expect(damaged.backups().make(join(damaged.elsewhere, 'a.tar'), 'person', quiet)).rejects.toMatchObject({ code: 'BAD_INPUT' })
      writeFileSync(path, whole)
      const db = new Database(join(damaged.dir, 'ledger.db'))
      db.exec('DROP TRIGGER entry_upd')
      db.prepare("UPDATE entry SET leaf = replace(leaf, 'Retail', 'Detail') WHERE seq = 3").run()
      db.close()
      await expect(damaged.backups().make(join(damaged.elsewhere, 'b.tar'), 'person', quiet)).rejects.toMatchObject({ code: 'LEDGER_UNSAFE' })
      expect(readdirSync(damaged.elsewhere)).toEqual([])
      expect(damaged.backups().state().last).toBeNull()
    } finally {
      damaged.end()
    }
  })
})

describe('a process that is killed while it writes a backup', () => {
  it('leaves no file under the name, and what it left is removed in time', async () => {
    const main = projectFile('dist/core/cli.mjs')
    const file = join(scene.elsewhere, 'killed.tar')
    const parts = () => readdirSync(scene.elsewhere).filter((name) => name.endsWith('.backup-part'))
    const env = { PATH: process.env['PATH'] ?? '', COUNTERSIGN_HOME: scene.stateDir }
    const child = spawn(process.execPath, [main, 'backup', file, '--workspace', scene.dir], { env, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await expect.poll(parts, { timeout: 60_000, interval: 1 }).toHaveLength(1)
    child.kill('SIGKILL')
    await ended
    expect(existsSync(file)).toBe(false)
    const old = new Date(Date.now() - 2 * 86_400_000)
    for (const part of parts()) utimesSync(join(scene.elsewhere, part), old, old)
    await scene.backups().make(file, 'person', quiet)
    expect(parts()).toEqual([])
  })
})

describe('the working copies of a process that was killed', () => {
  it('are removed before the next backup: they may hold what is erased later', async () => {
    const scratch = join(scene.stateDir, 'scratch')
    // No process has this number: Linux and macOS stop far below it.
    const dead = join(scratch, 'backup-99999999-0123456789ab')
    const living = join(scratch, `backup-${process.pid}-0123456789ab`)
    for (const folder of [dead, living]) {
      mkdirSync(folder, { recursive: true })
      copyFileSync(join(scene.dir, 'ledger.db'), join(folder, 'ledger.db'))
    }
    await scene.backups().make(join(scene.elsewhere, 'after.tar'), 'person', quiet)
    expect(existsSync(dead)).toBe(false)
    expect(existsSync(living)).toBe(true)
    rmSync(living, { recursive: true })
  })
})

it('leaves the workspace sound', async () => {
  scene.add(`by ${founder}`)
  await expect(scene.check()).resolves.toBeUndefined()
})
