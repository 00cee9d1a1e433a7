import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportTo } from '../../electron/core/ledger-files.ts'
import { openWorkspace } from '../../electron/core/workspace.ts'
import { isWritable } from '../../electron/platform/sqlite-ledger.ts'
import { createWorld, founder, quiet, type World } from '../support/world.ts'

/** Makes a folder one that nothing can be written to, as on a disc or a share; undone by what it returns. Null where this user can not. */
function protect(dir: string): (() => void) | null {
  chmodSync(dir, 0o555)
  if (!isWritable(join(dir, 'ledger.db'))) return () => chmodSync(dir, 0o755)
  // Permissions do not hold root back.
  chmodSync(dir, 0o755)
  try {
    execFileSync('mount', ['--bind', dir, dir], { stdio: 'ignore' })
    execFileSync('mount', ['-o', 'remount,ro,bind', dir], { stdio: 'ignore' })
    return () => void execFileSync('umount', [dir])
  } catch {
    return null
  }
}

function canProtect(): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'protect-'))
  writeFileSync(join(dir, 'ledger.db'), '')
  const undo = process.platform === 'win32' ? null : protect(dir)
  undo?.()
  rmSync(join(dir, 'ledger.db'))
  rmdirSync(dir)
  return undo !== null
}

const able = canProtect()
if (!able) process.stderr.write('No folder can be write-protected here: a workspace in one is not tested.\n')

describe.runIf(able)('a workspace in a folder that can not be written to', () => {
  let world: World
  let unprotect: () => void
  let runs: [sealed: string, open: string]
  beforeAll(async () => {
    world = await createWorld()
    const { experiments } = world.workspace
    const start = (name: string) => experiments.start({ person: founder, source: 'app', client: null }, { experiment: '0', name }).id
    runs = [start('sealed'), start('open')]
    experiments.log(runs[0], { points: [{ key: 'auc', value: 0.9, step: 0, atMs: 0 }] })
    await experiments.finish(founder, runs[0])
    world.workspace.close()
    unprotect = protect(world.dir)!
  })
  afterAll(() => {
    unprotect()
    world.end()
  })

  it('is read, verified in full and exported, and takes nothing', async () => {
    const workspace = openWorkspace(world.dir, world.machine)
    const { ledger, identity } = workspace
    expect(ledger.readOnly).toEqual({ reason: 'The workspace folder is write-protected on this computer.' })
    expect(identity.people().map(({ email }) => email)).toEqual([founder])
    expect(await ledger.verify('full', quiet)).toMatchObject({ verdict: 'intact', findings: [], size: ledger.tip().size })
    const out = join(world.stateDir, 'out')
    expect(await exportTo(workspace, { dir: out, verifier: false }, quiet)).toMatchObject({ size: ledger.tip().size, seq: null })
    expect(() => ledger.append(founder, () => ({ kind: 'dataset.registered/v1', body: { name: 'x', description: '' } }))).toThrow(expect.objectContaining({ code: 'READ_ONLY' }))
    workspace.close()
  })

  it('shows experiments and runs, sealed and open ones, and also where drafts.db is gone; nothing is written', () => {
    const names = () => readdirSync(world.dir).toSorted()
    const look = () => {
      const workspace = openWorkspace(world.dir, world.machine)
      const { experiments } = workspace
      const found = experiments.search({ experiments: ['0'], filter: '', orderBy: [], show: 'all', limit: 10, offset: 0 }).rows.map(({ name, metrics }) => `${name} ${metrics['auc']}`)
      expect(() => experiments.log(runs[0], { tags: { k: 'v' } }, true)).toThrow(expect.objectContaining({ code: 'READ_ONLY' }))
      const listed = experiments.list().map(({ id, runs: counts }) => `${id} ${counts.all}`)
      workspace.close()
      return { found: found.toSorted(), listed }
    }
    const before = names()
    expect(look()).toEqual({ found: ['open undefined', 'sealed 0.9'], listed: ['0 2'] })
    unprotect()
    renameSync(join(world.dir, 'drafts.db'), join(world.stateDir, 'drafts.db'))
    unprotect = protect(world.dir)!
    expect(look()).toEqual({ found: ['sealed 0.9'], listed: ['0 1'] })
    unprotect()
    renameSync(join(world.stateDir, 'drafts.db'), join(world.dir, 'drafts.db'))
    unprotect = protect(world.dir)!
    expect(names()).toEqual(before)
  })

  it('is not read past a log that holds its newest entries', () => {
    const copy = join(world.stateDir, 'copy')
    unprotect()
    const open = openWorkspace(world.dir, world.machine)
    open.ledger.append(founder, () => ({ kind: 'dataset.registered/v1', body: { name: 'in the log', description: '' } }))
    // What a copy taken from a running program holds.
    cpSync(world.dir, copy, { recursive: true, filter: (path) => !path.endsWith('-shm') })
    open.close()
    unprotect = protect(world.dir)!
    const unprotectCopy = protect(copy)!
    const refused = { code: 'FILE_UNREADABLE', message: expect.stringMatching(/copy the workspace into a folder where you may write/) as string }
    expect(() => openWorkspace(copy, world.machine)).toThrow(expect.objectContaining(refused))
    unprotectCopy()
  })
})
