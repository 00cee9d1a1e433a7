import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blobsOf } from '../../../electron/domain/ledger/verification/blobs.ts'
import { createPayloadCheck, toCommitment } from '../../../electron/domain/ledger/verification/payloads.ts'
import { runVerification } from '../../../electron/domain/ledger/verification/run.ts'
import { verifyWorkspace } from '../../../electron/domain/ledger/verify.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { AppError } from '../../../shared/errors.ts'
import { createFolder, dataset, fillLedger, overwrite, quiet, tamper } from './sample.ts'
import type { Folder } from './sample.ts'
import { createWorld } from '../../support/world.ts'

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => folder.end())

describe('a verification', () => {
  it('of an open ledger runs beside it and is remembered', async () => {
    const world = await createWorld()
    const { ledger } = world.workspace
    expect(ledger.lastVerification()).toBeNull()
    const seen: [number, number | null][] = []
    const verification = await ledger.verify('full', { ...quiet, progress: (done, total) => seen.push([done, total]) })
    expect(verification).toMatchObject({ verdict: 'intact', level: 'full', size: ledger.tip().size, checkpoint: ledger.tip().checkpoint, findings: [], verifiedAt: '2026-11-21T10:00:00.000Z' })
    expect(seen.at(-1)).toEqual([ledger.tip().size, ledger.tip().size])
    expect(ledger.lastVerification()).toBe(verification)
    expect((await ledger.verify('open', quiet)).level).toBe('open')
    expect(ledger.lastVerification()?.level).toBe('open')
    world.end()
  })

  it('sees one state of the ledger while others append', async () => {
    const world = await createWorld()
    const { ledger } = world.workspace
    for (let i = 0; i < 600; i++) ledger.append('a@example.org', () => dataset(`${i}`))
    const running = ledger.verify('full', quiet)
    for (let i = 600; i < 650; i++) ledger.append('a@example.org', () => dataset(`${i}`))
    expect((await running).findings).toEqual([])
    world.end()
  })

  it('can be cancelled', async () => {
    const ledger = fillLedger(folder)
    const controller = new AbortController()
    const running = ledger.verify('full', { signal: controller.signal, progress: () => {} })
    controller.abort()
    await expect(running).rejects.toThrow(expect.objectContaining({ code: 'CANCELLED' }))
    expect(ledger.lastVerification()).toBeNull()
    ledger.close()
  })

  it('needs no ledger that could be opened: a damaged file is a verdict', async () => {
    fillLedger(folder).close()
    overwrite(`${folder.dir}/ledger.db`, 0, Buffer.alloc(100))
    const verification = await verifyWorkspace({ ...folder, level: 'full' }, quiet)
    expect(verification).toMatchObject({ verdict: 'unreadable', findings: [{ kind: 'DB-UNREADABLE', seq: null }] })
  })

  it('of a newer format, or of no workspace, is an error', async () => {
    await expect(verifyWorkspace({ ...folder, level: 'full' }, quiet)).rejects.toThrow(AppError)
    fillLedger(folder).close()
    tamper(folder.dir, (db) => db.pragma('user_version = 9'))
    await expect(verifyWorkspace({ ...folder, level: 'full' }, quiet)).rejects.toThrow(expect.objectContaining({ code: 'UNSUPPORTED_FORMAT' }))
  })

  it('hands the verified entries to the comparison of records and lists what differs', () => {
    const ledger = fillLedger(folder)
    const { size } = ledger.tip()
    ledger.close()
    const check = (level: 'leaves' | 'full') =>
      runVerification(
        {
          ...folder,
          level,
          *checkRecords(source) {
            expect(source.size).toBe(size)
            expect([...source.entries()].map(({ seq }) => seq)).toEqual(Array.from({ length: size }, (_, i) => i))
            yield { seq: 4, detail: 'The record dataset before-1 differs.' }
          },
        },
        () => {},
      )
    expect(check('full')).toMatchObject({ verdict: 'broken', findings: [{ kind: 'RECORD-CHANGED', seq: 4 }] })
    expect(check('leaves').verdict).toBe('intact')
  })
})

describe('erasable data', () => {
  const salt = Buffer.alloc(32, 1)
  const body = Buffer.from('{"name":"Zoë"}')
  const id = toCommitment(salt, body)
  const entry = { actor: 'a@example.org', at: '', body: {}, kind: 'x/v1', ledger: '', seq: 7, v: 1 as const, payload: [id.toString('hex')] }
  const erasure = { ...entry, seq: 8, kind: 'payload.redacted/v1', body: { id: id.toString('hex') }, payload: undefined }

  const find = (entries: readonly object[], payloads: { id: Buffer; salt: Buffer; body: Buffer }[]) => {
    const found: [string, number | null][] = []
    const check = createPayloadCheck((kind, seq) => found.push([kind, seq]))
    for (const one of entries) check.take(one as Parameters<typeof check.take>[0])
    check.finish(payloads)
    return found
  }

  it('gives the vector of docs/formats/custody.md', () => {
    const vector = toCommitment(Buffer.from(Array.from({ length: 32 }, (_, i) => i)), Buffer.from('{"telephone":"+49 30 901820"}')).toString('hex')
    expect(readFileSync(projectFile('docs/formats/custody.md'), 'utf8')).toContain(`commitment \`${vector}\``)
  })

  it('is committed to by HMAC-SHA256 under its salt', () => {
    expect(id).toEqual(createHmac('sha256', salt).update('countersign payload v1\n{"name":"Zoë"}').digest())
  })

  it.each([
    ['as committed', [entry], [{ id, salt, body }], []],
    ['changed', [entry], [{ id, salt, body: Buffer.from('{}') }], [['PAYLOAD-CHANGED', 7]]],
    ['gone without a record', [entry], [], [['PAYLOAD-MISSING', 7]]],
    ['erased on the record', [entry, erasure], [], []],
    ['back after its erasure', [entry, erasure], [{ id, salt, body }], [['PAYLOAD-UNREDACTED', 7]]],
    ['named by nobody', [], [{ id, salt, body }], [['PAYLOAD-ORPHAN', null]]],
  ])('is %s', (_name, entries, payloads, expected) => {
    expect(find(entries, payloads)).toEqual(expected)
  })
})

describe('the blobs of an entry', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]

  it('are every digest beside a length, and the manifest', () => {
    expect(blobsOf({ kind: 'check.completed/v1', body: { result: { sha256: a, bytes: 1 }, nested: [{ deep: { sha256: b, bytes: 2 } }] } })).toEqual([a, b])
    expect(blobsOf({ kind: 'version.registered/v1', body: { manifestHash: a } })).toEqual([a])
    expect(blobsOf({ kind: 'review.moved/v1', body: { bundle: { evidence: [{ id: 'C-1', sha256: a }], evidenceHash: b } } })).toEqual([])
  })

  it.each([
    ['snapshot.registered/v1', 'file'],
    ['check.declared/v1', 'inputs'],
    ['report.exported/v1', 'file'],
  ])('are not the files outside that %s names', (kind, member) => {
    expect(blobsOf({ kind, body: { [member]: { name: 'x.csv', sha256: a, bytes: 1 } } })).toEqual([])
  })
})
