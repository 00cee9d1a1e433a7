import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { highWaterFile, witnessFile } from '../../../electron/domain/ledger/marks.ts'
import { blobsOf } from '../../../electron/domain/ledger/verification/blobs.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { overwrite, tamper } from './sample.ts'
import { setScene } from './scene.ts'

const scene = setScene()

describe('damage', () => {
  const file = () => join(scene.folder.dir, 'ledger.db')

  it('makes a cut file unreadable, which is a verdict and no exception', () => {
    truncateSync(file(), 40_960)
    expect(scene.verify()).toMatchObject({ verdict: 'unreadable' })
    expect(scene.kinds()).toContain('DB-UNREADABLE')
  })

  it('makes a file without header unreadable', () => {
    overwrite(file(), 0, Buffer.alloc(100))
    expect(scene.verify()).toMatchObject({ verdict: 'unreadable', size: 0, rootHash: '', checkpoint: null })
    expect(() => scene.folder.open()).toThrow(expect.objectContaining({ code: 'LEDGER_UNSAFE' }))
  })

  it('makes an empty file unreadable', () => {
    writeFileSync(file(), '')
    expect(scene.verify().verdict).toBe('unreadable')
  })

  it('inside the file is found by the check of SQLite, where every entry can still be read', () => {
    // The count of free pages in the header.
    overwrite(file(), 36, Buffer.from([0, 0, 0, 5]))
    expect(scene.verify('leaves').verdict).toBe('intact')
    const { verdict, findings } = scene.verify()
    expect(verdict).toBe('broken')
    expect(findings[0]).toMatchObject({ kind: 'DB-INTEGRITY', seq: null, detail: 'SQLite reports: Freelist: size is 0 but should be 5.' })
  })

  it('names the entry whose row holds no text any more', () => {
    tamper(scene.folder.dir, (db) => {
      // What a flipped bit in a row's header does; STRICT tables let nobody write it.
      db.exec('CREATE TABLE copy AS SELECT * FROM entry; DROP TABLE entry; ALTER TABLE copy RENAME TO entry; UPDATE entry SET leaf = NULL WHERE seq = 5')
    })
    for (const level of ['leaves', 'full'] as const) expect(scene.verify(level).findings).toContainEqual(expect.objectContaining({ kind: 'ENTRY-ENCODING', seq: 5 }))
  })

  it('never goes unnoticed where it changes a content: 60 flipped bits', () => {
    const original = readFileSync(file())
    const contents = () => JSON.stringify(tryRead())
    const before = contents()
    for (let i = 0; i < 60; i++) {
      const bit = (i * 2_654_435_761) % (original.length * 8)
      const flipped = Buffer.from(original)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      writeFileSync(file(), flipped)
      // A flip in unused space changes nothing that anybody could read.
      expect([bit, scene.verify().verdict === 'intact' && contents() !== before]).toEqual([bit, false])
    }
  })
  const tryRead = () => {
    const ledger = scene.folder.open()
    const entries = [...ledger.entries(0, scene.size)].map(({ leaf }) => leaf)
    ledger.close()
    return [entries, ledger.origin]
  }

  it('reports a missing and a changed blob', () => {
    const ledger = scene.folder.open()
    const [manifest, result] = [...ledger.entries(0, scene.size)].flatMap(blobsOf)
    ledger.close()
    const blobs = createBlobStore(join(scene.folder.dir, 'blobs'))
    rmSync(blobs.path(manifest!))
    expect(scene.kinds()).toEqual(['BLOB-MISSING'])
    expect(scene.verify().verdict).toBe('incomplete')
    writeFileSync(blobs.path(result!), 'something else')
    expect(scene.kinds()).toEqual(['BLOB-CHANGED', 'BLOB-MISSING'])
    expect(scene.verify().verdict).toBe('broken')
    expect(scene.kinds('leaves')).toEqual([])
  })

  it('takes a torn or emptied mark for no mark: it never blocks an honest ledger', () => {
    writeFileSync(highWaterFile(scene.folder.stateDir, scene.origin), '')
    writeFileSync(witnessFile(scene.folder.dir, scene.origin), 'countersign.example/ledger/\n12')
    expect(scene.verify().verdict).toBe('intact')
    const ledger = scene.folder.open()
    expect(ledger.readOnly).toBeNull()
    expect(readFileSync(highWaterFile(scene.folder.stateDir, scene.origin), 'utf8')).toBe(ledger.tip().checkpoint)
    ledger.close()
    expect(existsSync(witnessFile(scene.folder.dir, scene.origin))).toBe(true)
  })

  it('lists no more than a hundred findings of a kind, and says how many more there are', () => {
    tamper(scene.folder.dir, (db) => db.exec(`UPDATE entry SET leaf = replace(leaf, '"v":1}', '"v":1 }')`))
    const found = scene.verify().findings.filter(({ kind }) => kind === 'ENTRY-NONCANONICAL')
    expect(found).toHaveLength(101)
    expect(found.at(-1)).toMatchObject({ seq: null, detail: `${scene.size - 100} more findings of this kind are not listed.` })
  })
})
