import type Database from 'better-sqlite3'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startHelper } from '../../../electron/domain/ledger/verification/helper.ts'
import { createRangeCheck } from '../../../electron/domain/ledger/verification/range.ts'
import { runSharedVerification, runVerification, type Helper, type HelperOptions } from '../../../electron/domain/ledger/verification/run.ts'
import { openStore } from '../../../electron/domain/ledger/store.ts'
import { createBlobStore } from '../../../electron/platform/blobs.ts'
import { ana, ben, cleo, createFolder, dataset, decision, editLeaf, fillLedger, leafOf, sees, tamper, type Folder } from './sample.ts'

let template: Folder
let folder: Folder
let size: number

/** Three ranges and a tail; statements over the tree just before them, over the range before, and over the first hundred entries. */
beforeAll(() => {
  template = createFolder()
  const ledger = fillLedger(template)
  const fill = (to: number) => ledger.append(ana.name, () => Array.from({ length: to - ledger.tip().size }, (_, i) => dataset(`row ${i}`)))
  fill(4_090)
  const late = sees(ledger)
  fill(5_000)
  ledger.append(ben.name, () => decision('R-5', ben, late))
  ledger.append(cleo.name, () => decision('R-6', cleo, sees(ledger)))
  const past = { origin: ledger.origin, size: 100, root: ledger.rootAt(100) }
  ledger.append(cleo.name, () => decision('R-7', cleo, past))
  ledger.append(ana.name, () => ({ ...dataset('with data'), payloads: [{ telephone: '1' }] }))
  fill(8_500)
  ledger.append(cleo.name, () => decision('R-8', cleo, sees(ledger)))
  fill(12_500)
  size = ledger.tip().size
  ledger.close()
})
afterAll(() => template.end())
beforeEach(() => {
  folder = template.copy()
})
afterEach(() => folder.end())

/** In this thread, but asked and answered as one in another. */
function helperHere({ dir, ...options }: HelperOptions): Helper {
  const store = openStore(join(dir, 'ledger.db'), 'read')
  const check = createRangeCheck({ ...options, store, blobPath: createBlobStore(join(dir, 'blobs')).path })
  const later = <T>(act: () => T) => new Promise<T>((resolve, reject) => void setImmediate(() => Promise.resolve().then(act).then(resolve, reject)))
  return { check: (from) => later(() => check(from)), checkIntegrity: () => later(() => store.checkIntegrity()), close: () => later(() => store.close()) }
}
/** One that knows nothing, so that every entry is read one by one. */
const helpless = (options: HelperOptions): Helper => ({ ...helperHere(options), check: () => Promise.resolve(null) })

const shared = (level: 'leaves' | 'full', start: (options: HelperOptions) => Helper) => runSharedVerification({ ...folder, level }, () => {}, start, 0)

const noteEdit = (leaf: string) => leaf.replace(/(cleo@example\.org )([\w+/]{8})([\w+/])/, (_all, name: string, id: string, first: string) => `${name}${id}${first === 'A' ? 'B' : 'A'}`)
const seqOfReview = (db: Database.Database, review: string) => db.prepare('SELECT seq FROM entry WHERE instr(leaf, ?) > 0').pluck().get(`"review":"${review}"`) as number

/** Puts another table in the place of the entries: one that takes what STRICT and the primary key refuse. */
const rewriteEntries = (db: Database.Database, leaf: string, seq: string) =>
  db.exec(`CREATE TABLE other(seq INTEGER, leaf); INSERT INTO other SELECT ${seq}, ${leaf} FROM entry ORDER BY entry.seq; DROP TABLE entry; ALTER TABLE other RENAME TO entry`)

const damages: Record<string, (db: Database.Database) => void> = {
  'nothing at all': () => {},
  'a character of an entry': (db) => editLeaf(db, 5_200, (leaf) => leaf.replace('row', 'raw')),
  'an entry that is gone': (db) => db.exec('DELETE FROM entry WHERE seq = 9000'),
  'an entry dated before those of the range before': (db) => editLeaf(db, 4_200, (leaf) => leaf.replace('2026-11-21T10', '2026-11-21T09')),
  'entries swapped over the edge of a range': (db) => {
    const [a, b] = [leafOf(db, 4_095), leafOf(db, 4_096)]
    editLeaf(db, 4_095, () => b)
    editLeaf(db, 4_096, () => a)
  },
  'a signature under a decision': (db) => editLeaf(db, seqOfReview(db, 'R-8'), noteEdit),
  'a decision that stands twice': (db) => {
    const [from, to] = [seqOfReview(db, 'R-6'), 8_600]
    editLeaf(db, to, () => leafOf(db, from).replace(`"seq":${from}`, `"seq":${to}`))
  },
  'a root that was signed long before': (db) => editLeaf(db, 50, (leaf) => leaf.replace('before', 'befare')),
  'bytes that are no JSON': (db) => editLeaf(db, 6_000, () => '{"seq":6000'),
  'a leaf that is stored as bytes': (db) => rewriteEntries(db, 'CASE seq WHEN 6002 THEN CAST(leaf AS BLOB) ELSE leaf END', 'seq'),
  'two entries under one number': (db) => rewriteEntries(db, 'leaf', 'CASE seq WHEN 6003 THEN 6004 ELSE seq END'),
  'another order of members': (db) => editLeaf(db, 6_001, (leaf) => leaf.replace(/^\{("actor":"[^"]*"),("at":"[^"]*")/, '{$2,$1')),
  'a stored hash': (db) => db.exec('UPDATE node SET hash = zeroblob(32) WHERE level = 8 AND n = 20'),
  'a stored hash that is gone': (db) => db.exec('DELETE FROM node WHERE level = 8 AND n = 33'),
  'a payload': (db) => db.exec("UPDATE payload SET body = x'7b7d'"),
  'an entry at a number far beyond': (db) => db.prepare('INSERT INTO entry VALUES (1000000000000, ?)').run(leafOf(db, 7)),
}

describe('a verification of ranges finds what reading entry by entry finds', () => {
  it.each(Object.keys(damages))('with %s', async (name) => {
    tamper(folder.dir, damages[name]!)
    for (const level of ['leaves', 'full'] as const) {
      const expected = await shared(level, helpless)
      expect(runVerification({ ...folder, level }, () => {})).toEqual(expected)
      expect(await shared(level, helperHere)).toEqual(expected)
    }
    expect((await shared('full', helperHere)).verdict === 'intact').toBe(name === 'nothing at all')
  })

  it('with a file that is missing', async () => {
    const blobs = join(folder.dir, 'blobs')
    for (const name of readdirSync(blobs)) rmSync(join(blobs, name), { recursive: true })
    const expected = await shared('full', helpless)
    expect(expected.findings.map(({ kind }) => kind)).toEqual(['BLOB-MISSING', 'BLOB-MISSING'])
    expect(await shared('full', helperHere)).toEqual(expected)
  })
})

describe('the helper in a thread of its own', () => {
  it('answers what this thread would, and progress reaches the end', async () => {
    const steps: number[] = []
    const result = await runSharedVerification({ ...folder, level: 'full' }, (done) => void steps.push(done), startHelper, 0)
    expect(result).toEqual(runVerification({ ...folder, level: 'full' }, () => {}))
    expect(result).toMatchObject({ verdict: 'intact', size })
    expect(steps.at(-1)).toBe(size)
  })

  it('may fail: the verification goes on without it', async () => {
    const broken = (options: HelperOptions): Helper => {
      const helper = startHelper({ ...options, dir: join(options.dir, 'nowhere') })
      return { ...helper, checkIntegrity: () => Promise.resolve([]) }
    }
    expect(await shared('full', broken)).toEqual(runVerification({ ...folder, level: 'full' }, () => {}))
  })
})
