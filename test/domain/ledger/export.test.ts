import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportTo } from '../../../electron/core/ledger-files.ts'
import { readEvidence } from '../../../electron/domain/ledger/evidence.ts'
import { exportLedger } from '../../../electron/domain/ledger/export.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { openCheckpoint } from '../../../electron/tlog/checkpoint.ts'
import { openNote, parseVkey } from '../../../electron/tlog/note.ts'
import { listTiles, parseEntryBundle } from '../../../electron/tlog/tiles.ts'
import { AppError } from '../../../shared/errors.ts'
import { createHandouts, newFolder, type Handouts } from '../../support/handouts.ts'
import { copyWorld, founder, quiet } from '../../support/world.ts'

let made: Handouts
let folder: string
beforeAll(async () => {
  made = await createHandouts()
  folder = newFolder('export-')
})
afterAll(() => {
  made.end()
  rmSync(folder, { recursive: true })
})

const read = (name: string) => readFileSync(made.path(`export/${name}`))
const options = () => ({ ledger: made.world.workspace.ledger, blobs: createBlobStore(join(made.world.dir, 'blobs')), verifier: null, actor: founder })

describe('an exported ledger', () => {
  it('holds every entry and every tile of the tree, and nothing else of it', () => {
    const { ledger } = made.world.workspace
    const { size } = openCheckpoint(read('checkpoint').toString(), parseVkey(read('log.vkey').toString().trim()))
    expect(size).toBe(ledger.tip().size - 1)
    const listed = [...listTiles(size)]
    const leaves = listed.filter(({ level }) => level === 'entries').flatMap(({ path, width }) => parseEntryBundle(read(path), width)!)
    expect(leaves).toEqual([...ledger.entries(0, size)].map(({ leaf }) => leaf))
    const files = readdirSync(made.path('export/tile'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files).toHaveLength(listed.length)
  })

  it('holds every signed statement with the key that made it', () => {
    const names = readdirSync(made.path('export/signatures'))
    const signed = [...made.world.workspace.ledger.entries(0, made.world.workspace.ledger.tip().size - 1)].filter(({ body }) => 'note' in body && typeof body['note'] === 'string' && body['note'].includes('\n\n\u2014 '))
    expect(names).toHaveLength(2 * signed.length)
    for (const { seq, actor, body } of signed) {
      expect(read(`signatures/${seq}.txt`).toString()).toBe(body['note'])
      const key = parseVkey(read(`signatures/${seq}.vkey`).toString().trim())
      expect(openNote(read(`signatures/${seq}.txt`).toString(), [key]).verified[0]!.name).toBe(actor)
    }
  })

  it('holds the files that entries name, each under its digest', () => {
    const blobs = readdirSync(made.path('export/blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(blobs.length).toBeGreaterThanOrEqual(2)
    for (const { parentPath, name } of blobs) {
      const digest = createHash('sha256').update(readFileSync(join(parentPath, name))).digest('hex')
      expect(join(parentPath, name).replaceAll('/', '')).toContain(digest)
    }
  })

  it('goes into a new or an empty folder only, outside of the workspace', async () => {
    await expect(exportTo(made.world.workspace, { dir: made.path('export') }, quiet)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(exportTo(made.world.workspace, { dir: made.path('dossier.pdf') }, quiet)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(exportTo(made.world.workspace, { dir: join(made.world.dir, 'out') }, quiet)).rejects.toThrow(/inside the workspace/)
    expect(await exportTo(made.world.workspace, { dir: join(folder, 'plain'), verifier: false }, quiet)).toMatchObject({ verifier: false })
    expect(existsSync(join(folder, 'plain', 'verify.html'))).toBe(false)
    mkdirSync(join(folder, 'empty'))
    const { size } = made.world.workspace.ledger.tip()
    expect(await exportLedger(options(), join(folder, 'empty'), quiet)).toMatchObject({ size, missingBlobs: [], verifier: false, seq: size })
  })

  it('is recorded with the checkpoint that left, which is evidence outside; a ledger that is read-only goes out without', async () => {
    const { ledger, index } = made.world.workspace
    const { size, root, checkpoint } = ledger.tip()
    const { seq, files, bytes } = await exportTo(made.world.workspace, { dir: join(folder, 'recorded') }, quiet)
    expect(ledger.read(seq!)).toMatchObject({ actor: 'countersign', kind: 'ledger.exported/v1', body: { what: 'ledger', size, root: root.toString('base64'), checkpoint, folder: 'recorded', files, bytes } })
    expect(readEvidence(index, ledger, ledger.tip().size)).toMatchObject({ lastEvidence: { seq, kind: 'report', by: 'countersign' }, entriesSinceEvidence: 0 })
    const readOnly = { ...ledger, readOnly: { reason: 'It was rolled back.' } }
    expect(await exportLedger({ ...options(), ledger: readOnly }, join(folder, 'read-only'), quiet)).toMatchObject({ size: size + 1, seq: null })
    expect(ledger.tip().size).toBe(size + 1)
    await made.world.check()
    const full = { ...ledger, append: () => { throw new AppError('DISK_FULL', 'The disk is full.') } }
    await expect(exportLedger({ ...options(), ledger: full }, join(folder, 'full'), quiet)).rejects.toMatchObject({ code: 'DISK_FULL' })
    for (const name of ['recorded', 'read-only']) rmSync(join(folder, name), { recursive: true })
  })

  it('that is recorded with another history than this one is found', async () => {
    const forged = copyWorld(made.world)
    const { ledger } = forged.workspace
    const { body } = ledger.read(ledger.tip().size - 1)
    ledger.append(founder, () => ({ kind: 'ledger.exported/v1', body: { ...body, root: Buffer.alloc(32, 1).toString('base64') } }))
    ledger.append(founder, () => ({ kind: 'ledger.exported/v1', body: { ...body, checkpoint: (body['checkpoint'] as string).replace(/\n\d+\n/, '\n3\n') } }))
    const { findings } = await ledger.verify('leaves', quiet)
    expect(findings.map(({ kind }) => kind)).toEqual(['HISTORY-CHANGED', 'CHECKPOINT-SIGNATURE'])
    forged.end()
  })

  it('is all there or not there at all', async () => {
    const stop = new AbortController()
    const work = { signal: stop.signal, progress: () => stop.abort() }
    await expect(exportLedger(options(), join(folder, 'cancelled'), work)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readdirSync(folder).toSorted()).toEqual(['empty', 'plain'])
  })

  it('names what is missing instead of leaving it out in silence', async () => {
    const blob = createBlobStore(join(made.world.dir, 'blobs'))
    const entry = [...made.world.workspace.ledger.entries(0, 20)].find(({ kind }) => kind === 'version.registered/v1')!
    const digest = entry.body['manifestHash'] as string
    const bytes = readFileSync(blob.path(digest))
    rmSync(blob.path(digest))
    const { missingBlobs } = await exportLedger(options(), join(folder, 'gap'), quiet)
    writeFileSync(blob.path(digest), bytes)
    expect(missingBlobs).toEqual([digest])
  })

  it('is refused where the entries do not lead to the signed root', async () => {
    const { ledger } = made.world.workspace
    const changed = { ...ledger, entries: (from: number, to: number) => [...ledger.entries(from, to)].map((entry) => (entry.seq === 5 ? { ...entry, leaf: `${entry.leaf} ` } : entry)) }
    await expect(exportLedger({ ...options(), ledger: changed }, join(folder, 'changed'), quiet)).rejects.toMatchObject({ code: 'LEDGER_UNSAFE' })
    expect(existsSync(join(folder, 'changed'))).toBe(false)
  })

  it('speaks of the tree at its beginning, also where entries are added meanwhile', async () => {
    const { ledger } = made.world.workspace
    const before = ledger.tip().size
    let added = false
    const progress = () => {
      if (!added) ledger.append(founder, () => ({ kind: 'dataset.registered/v1', body: { name: 'meanwhile', description: '' } }))
      added = true
    }
    expect(await exportLedger(options(), join(folder, 'growing'), { signal: new AbortController().signal, progress })).toMatchObject({ size: before })
  })
})
