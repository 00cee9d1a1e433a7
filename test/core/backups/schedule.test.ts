import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCore, type Core } from '../../../electron/core/compose.ts'
import { quiet } from '../../support/world.ts'
import { createBackupScene, type BackupScene } from './scene.ts'

const day = 86_400_000

let scene: BackupScene
let folder: string
beforeEach(async () => {
  scene = await createBackupScene()
  folder = join(scene.elsewhere, 'scheduled')
  mkdirSync(folder)
})
afterEach(() => scene.end())

const schedule = (over = {}) => scene.backups().changeSettings({ every: 'day', folder, keep: 2, remindAfterDays: 7, ...over })

describe('scheduled backups', () => {
  it('are made when they are due and there is something new, and the newest are kept', async () => {
    expect(schedule().nextAt).toBe('2026-11-21T10:00:00.000Z')
    expect(await scene.backups().makeDue(quiet)).toMatchObject({ by: 'schedule', size: scene.workspace.ledger.tip().size })
    expect(await scene.backups().makeDue(quiet)).toBeNull()
    scene.clock.advance(day)
    // Nothing was added since: the last one holds everything.
    expect(await scene.backups().makeDue(quiet)).toBeNull()
    for (const name of ['B', 'C']) {
      scene.add(name)
      expect(await scene.backups().makeDue(quiet)).not.toBeNull()
      scene.clock.advance(day)
    }
    expect(readdirSync(folder)).toEqual(['retail-credit-2026-11-22T10-00-00.countersign-backup.tar', 'retail-credit-2026-11-23T10-00-00.countersign-backup.tar'])
    expect(scene.backups().state().backups.map(({ present }) => present)).toEqual([true, true])
  })

  it('that a person made, or replaced by something else, are never removed', async () => {
    schedule({ keep: 1 })
    const mine = join(folder, 'mine.tar')
    await scene.backups().make(mine, 'person', quiet)
    scene.add('B')
    const first = await scene.backups().makeDue(quiet)
    writeFileSync(first!.path, 'something else')
    scene.clock.advance(day)
    scene.add('C')
    await scene.backups().makeDue(quiet)
    expect(existsSync(mine)).toBe(true)
    expect(readFileSync(first!.path, 'utf8')).toBe('something else')
  })

  it('need a folder that is there', async () => {
    expect(() => schedule({ folder: null })).toThrow('Say into which folder')
    expect(() => schedule({ folder: join(folder, 'none') })).toThrow('is not there')
    schedule()
    rmSync(folder, { recursive: true })
    await expect(scene.backups().makeDue(quiet)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('are made by the core when it opens a workspace, as a job that screens see', async () => {
    schedule()
    scene.workspace.close()
    const core: Core = createCore({ ...scene.machine, report: (error) => expect.fail(String(error)) })
    await core.open(scene.dir)
    await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith('.tar')), { timeout: 30_000 }).toHaveLength(1)
    await core.close()
    scene.reopen()
  })

  it('do not keep a workspace from opening where their list is damaged; what needs the list says so', async () => {
    schedule()
    const [name] = readdirSync(join(scene.stateDir, 'backups'))
    writeFileSync(join(scene.stateDir, 'backups', name!), '{')
    scene.workspace.close()
    const core = createCore({ ...scene.machine, report: (error) => expect.fail(String(error)) })
    await core.open(scene.dir)
    expect(core.workspace().ledger.readOnly).toBeNull()
    expect(() => scene.backups().state()).toThrow('list of backups is damaged')
    core.workspace().close()
    scene.reopen()
  })
})
