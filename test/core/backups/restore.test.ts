import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { continueHere, inspectBackup, restoreBackup, toRecovery } from '../../../electron/core/backups/restoring.ts'
import { runBackupWork } from '../../../electron/core/backups/work.ts'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { readArchive, readAll, writeArchive, type ArchiveFile } from '../../../electron/platform/archive.ts'
import { quiet } from '../../support/world.ts'
import { createBackupScene, type BackupScene } from './scene.ts'

let scene: BackupScene
let file: string
let files: ArchiveFile[]
let size: number

beforeAll(async () => {
  scene = await createBackupScene()
  file = join(scene.elsewhere, 'backup.tar')
  await scene.backups().make(file, 'person', quiet)
  size = scene.workspace.ledger.tip().size
  files = await unpacked(file)
})
afterAll(() => scene.end())

let dir: string
let nth = 0
beforeEach(() => {
  dir = join(scene.elsewhere, `restored-${++nth}`)
})

async function unpacked(path: string): Promise<ArchiveFile[]> {
  const found: ArchiveFile[] = []
  await readArchive(path, async ({ name, bytes }, content) => {
    found.push({ name, bytes, from: await readAll(content, 1 << 24) })
    return 'go on'
  })
  return found
}

/** Without a worker of its own: what it refuses, restoring refuses. */
const unpack = (path: string) => runBackupWork({ act: 'restore', file: path, target: join(scene.elsewhere, `unpacked-${++nth}`), scratch: join(scene.elsewhere, 'scratch') }, () => {})
const restore = (path: string, into = dir) => restoreBackup({ file: path, dir: into }, scene.machine, quiet)

/** The backup with its files changed; the list is made to fit again where `relist` says so. */
async function changed(change: (files: ArchiveFile[]) => ArchiveFile[], relist = false): Promise<string> {
  const path = join(scene.elsewhere, `changed-${++nth}.tar`)
  let next = change(files.map((one) => ({ ...one })))
  if (relist) {
    const [list, ...rest] = next
    const described = rest.map(({ name, bytes, from }) => ({ path: name, bytes, sha256: createHash('sha256').update(from as Buffer).digest('hex') }))
    const text = Buffer.from(JSON.stringify({ ...(JSON.parse(String(list!.from)) as object), files: described }))
    next = [{ name: list!.name, bytes: text.byteLength, from: text }, ...rest]
  }
  await writeArchive(path, next, new Date(0))
  return path
}

const replaced = (one: ArchiveFile, content: Buffer): ArchiveFile => ({ ...one, bytes: content.byteLength, from: content })
const flipped = (content: Buffer, at: number) => {
  const copy = Buffer.from(content)
  copy[at]! ^= 1
  return copy
}

describe('a restored backup', () => {
  it('is the workspace as it was, says where its twin is, and goes on in place of it when a person says so', async () => {
    const restored = await restore(file)
    expect(restored).toMatchObject({ dir, name: 'Retail credit', size, logKeyHere: true, standing: { state: 'newest', missing: 0, newer: [] } })
    expect(restored.standing.sentence).toContain(scene.dir)
    const workspace = openWorkspace(dir, scene.machine)
    try {
      expect(toRecovery(workspace, scene.machine)).toMatchObject({ elsewhere: scene.dir, successor: { possible: false } })
      continueHere(workspace)
      expect(() => scene.add('In the old place')).toThrow(dir)
      const again = openWorkspace(dir, scene.machine)
      expect(again.ledger.readOnly).toBeNull()
      expect(() => continueHere(again)).toThrow('takes entries already')
      again.close()
      expect(workspace.catalog.version('credit-lr@1').manifest.parameters).toEqual({ C: '1.0' })
      expect((await workspace.ledger.verify('full', quiet)).verdict).toBe('intact')
    } finally {
      workspace.close()
      rmSync(dir, { recursive: true })
      scene.reopen()
    }
  })

  it('goes into an empty folder that is there, and into no other', async () => {
    mkdirSync(dir)
    await restore(file)
    expect(existsSync(join(dir, 'ledger.db'))).toBe(true)
    const before = readdirSync(dir)
    await expect(restore(file)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(readdirSync(dir)).toEqual(before)
    await expect(restore(file, scene.dir)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(restore(file, file)).rejects.toMatchObject({ code: 'CONFLICT' })
    rmSync(dir, { recursive: true })
  })

  it('says on a computer that never saw the ledger that it can not tell', async () => {
    const stranger = { ...scene.machine, stateDir: join(scene.elsewhere, 'stranger') }
    const restored = await restoreBackup({ file, dir }, stranger, quiet)
    expect(restored).toMatchObject({ logKeyHere: false, standing: { state: 'unknown', seen: null } })
    const workspace = openWorkspace(dir, stranger)
    expect(workspace.ledger.readOnly?.reason).toContain('log key')
    workspace.close()
  })
})

describe('a file that is no sound backup', () => {
  it.each<[string, (files: ArchiveFile[]) => ArchiveFile[]]>([
    ['a byte of the ledger changed', (all) => all.map((one) => (one.name === 'ledger.db' ? replaced(one, flipped(one.from as Buffer, 5000)) : one))],
    ['a byte of a blob changed', (all) => all.map((one) => (one.name.startsWith('blobs/') ? replaced(one, flipped(one.from as Buffer, 3)) : one))],
    ['a file left out', (all) => all.slice(0, -1)],
    ['a file more than its list has', (all) => [...all, { name: 'ledger.db-wal', bytes: 1, from: Buffer.of(1) }]],
    ['two files that changed places', (all) => [all[0]!, all[2]!, all[1]!, all[3]!]],
    ['no list at all', (all) => all.slice(1)],
    ['a list that is no JSON', (all) => [replaced(all[0]!, Buffer.from('{')), ...all.slice(1)]],
    ['nothing in it', () => []],
  ])('is refused: %s', async (_name, change) => {
    await expect(unpack(await changed(change))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('leaves no folder behind', async () => {
    await expect(restore(await changed((all) => all.slice(0, -1)))).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(existsSync(dir)).toBe(false)
    expect(readdirSync(scene.elsewhere).filter((name) => name.includes('.restoring'))).toEqual([])
  })

  it.each([
    ['../escaped', 'a way out of the folder'],
    ['blobs/../../escaped', 'a way out through blobs'],
    ['/tmp/escaped', 'an absolute path'],
    ['index.db', 'a file that a backup never holds'],
    ['witness/x/checkpoint', 'a witness that is none'],
  ])('is refused where its list names %s (%s)', async (name) => {
    const path = await changed((all) => [...all, { name, bytes: 4, from: Buffer.from('evil') }], true)
    await expect(unpack(path)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(existsSync(join(scene.elsewhere, 'escaped'))).toBe(false)
  })

  it('is refused where its list was made to fit a changed ledger', async () => {
    const path = await changed((all) => all.map((one) => (one.name === 'ledger.db' ? replaced(one, Buffer.from(String((one.from as Buffer).toString('latin1')).replace('Retail', 'Detail'), 'latin1')) : one)), true)
    await expect(unpack(path)).rejects.toMatchObject({ code: 'LEDGER_UNSAFE' })
  })

  it('is refused where it is cut off at any length, or is no tar', async () => {
    const whole = readFileSync(file)
    for (const length of [0, 100, 511, 512, 1500, Math.floor(whole.length / 2), whole.length - 1024 - 600]) {
      const path = join(scene.elsewhere, 'cut.tar')
      writeFileSync(path, whole.subarray(0, length))
      await expect(unpack(path)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
    const garbage = join(scene.elsewhere, 'garbage.tar')
    writeFileSync(garbage, Buffer.alloc(4096, 7))
    await expect(unpack(garbage)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(inspectBackup(garbage, scene.machine)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(unpack(join(scene.elsewhere, 'none.tar'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(unpack(scene.elsewhere)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  it('is refused with its own word where a newer program wrote it', async () => {
    const path = await changed((all) => [replaced(all[0]!, Buffer.from(String(all[0]!.from).replace('backup/2', 'backup/3'))), ...all.slice(1)])
    await expect(unpack(path)).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
  })
})

describe('a backup restored over a newer ledger', () => {
  it('says what is newer, opens for reading only, and offers the ways out', async () => {
    scene.add('Later')
    scene.add('Latest')
    const later = scene.workspace.ledger.tip().size
    expect((await inspectBackup(file, scene.machine)).standing).toMatchObject({ state: 'behind', seen: later, missing: 2 })
    const { standing } = await restore(file)
    expect(standing).toMatchObject({ state: 'behind', seen: later, missing: 2, newer: [{ kind: 'workspace', path: scene.dir, size: later }] })
    expect(standing.sentence).toContain(`entries ${size} to ${later - 1} would be missing`)
    const workspace = openWorkspace(dir, scene.machine)
    try {
      expect(workspace.ledger.readOnly?.reason).toContain('newer state')
      expect(() => workspace.ledger.append('author@example.org', () => [])).toThrow('Nothing can be added')
      const recovery = toRecovery(workspace, scene.machine)
      expect(recovery).toMatchObject({ readOnly: { reason: workspace.ledger.readOnly!.reason }, standing: { state: 'behind', missing: 2 }, successor: { possible: false, signers: [{ email: 'author@example.org' }] } })
      expect(recovery.successor.sentence).toContain('two people')
    } finally {
      workspace.close()
    }
  })

  it('finds a newer backup as well as the newer workspace', async () => {
    const newer = join(scene.elsewhere, 'newer.tar')
    await scene.backups().make(newer, 'person', quiet)
    const { standing } = await restore(file)
    expect(standing.newer.map(({ kind, path }) => [kind, path])).toEqual([['workspace', scene.dir], ['backup', newer]])
  })
})
