import { rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { highWaterFile } from '../../../electron/domain/ledger/marks.ts'
import { createSigner } from '../../../electron/tlog/note.ts'
import { ana, ben, cleo, decision, editLeaf, enrolment, replacement, resign, sees, tamper } from './sample.ts'
import { cut, seqOf, setScene } from './scene.ts'

const scene = setScene()

describe('somebody who stole the log key', () => {
  const rewrite = (change: (db: Database.Database) => void) => {
    tamper(scene.folder.dir, (db) => {
      change(db)
      resign(db, scene.logKey)
    })
    scene.forgetMarks()
  }

  it('is caught by each signature and each report after the change', () => {
    rewrite((db) => editLeaf(db, 20, (leaf) => leaf.replace('before-', 'befare-')))
    expect(scene.kinds()).toEqual(['DECISION-HISTORY', 'HISTORY-CHANGED'])
  })

  it('can rewrite what came after the newest signature and report: that limit is inherent', () => {
    rewrite((db) => editLeaf(db, scene.size - 3, (leaf) => leaf.replace('after-', 'aftar-')))
    expect(scene.verify().verdict).toBe('intact')
  })

  it('is caught there too by what this computer saw', () => {
    tamper(scene.folder.dir, (db) => {
      editLeaf(db, scene.size - 3, (leaf) => leaf.replace('after-', 'aftar-'))
      resign(db, scene.logKey)
    })
    expect(scene.kinds('open')).toEqual(['EXTERNAL-MISMATCH'])
  })

  it('cuts the end and signs a shorter head', () => {
    tamper(scene.folder.dir, (db) => {
      cut(db, scene.size - 5)
      resign(db, scene.logKey)
    })
    expect(scene.verify()).toMatchObject({ verdict: 'incomplete', size: scene.size - 5 })
    expect(scene.kinds('open')).toEqual(['ROLLED-BACK'])
    rmSync(highWaterFile(scene.folder.stateDir, scene.origin))
    expect(scene.kinds('open')).toEqual(['ROLLED-BACK'])
  })

  it('cuts a signed entry out and renumbers: later people had signed a longer ledger', () => {
    rewrite((db) => {
      const gone = 20
      db.prepare('DELETE FROM entry WHERE seq = ?').run(gone)
      for (let seq = gone + 1; seq < scene.size; seq++) {
        editLeaf(db, seq, (leaf) => leaf.replace(`"seq":${seq},"v"`, `"seq":${seq - 1},"v"`))
        db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(seq - 1, seq)
      }
    })
    expect(scene.kinds()).toEqual(expect.arrayContaining(['DECISION-FUTURE', 'DECISION-HISTORY']))
  })

  it('replays a decision', () => {
    const ledger = scene.folder.open()
    const seq = [...ledger.entries(0, scene.size)].find(({ kind }) => kind === 'decision/v1')!.seq
    const { body } = ledger.read(seq)
    ledger.append(ben.name, () => ({ kind: 'decision/v1', body }))
    ledger.close()
    expect(scene.kinds()).toEqual(['DECISION-REPLAYED'])
    expect(scene.verify().findings[0]).toMatchObject({ seq: scene.size, detail: `Entry ${scene.size} repeats the signed text of entry ${seq}.` })
  })

  it.each([
    ['signed by somebody else', () => decision('R-2', cleo, seen(), ben.name)],
    ['about another review than the entry says', () => ({ ...decision('R-2', ben, seen()), body: { ...decision('R-2', ben, seen()).body, review: 'R-3' } })],
    ['for another ledger', () => decision('R-2', ben, { ...seen(), origin: 'countersign.example/ledger/other' })],
    ['with another text', () => ({ kind: 'decision/v1' as const, body: { review: 'R-2', note: (decision('R-2', ben, seen()).body['note'] as string).replace('APPROVE', 'DECLINE') } })],
    ['signed twice over', () => ({ kind: 'decision/v1' as const, body: { review: 'R-2', note: `${decision('R-2', ben, seen()).body['note'] as string}\u2014 x AAAAAAAA\n` } })],
    ['without a note', () => ({ kind: 'decision/v1' as const, body: { review: 'R-2' } })],
    ['that is really an enrolment', () => ({ kind: 'decision/v1' as const, body: { review: 'R-2', note: enrolment(cleo, ben, seen()).body['note'] } })],
  ])('adds a decision %s', (_name, forge) => {
    const ledger = scene.folder.open()
    current = sees(ledger)
    ledger.append(ben.name, forge)
    ledger.close()
    expect(scene.kinds()).toEqual(['DECISION-SIGNATURE'])
    expect(scene.kinds('leaves')).toEqual(['DECISION-SIGNATURE'])
  })
  let current: ReturnType<typeof sees>
  const seen = () => current

  it('adds a decision over a ledger that is longer or other than this one', () => {
    const ledger = scene.folder.open()
    ledger.append(ben.name, () => decision('R-2', ben, { ...sees(ledger), size: scene.size + 1 }))
    ledger.append(ben.name, () => decision('R-3', ben, { ...sees(ledger), root: Buffer.alloc(32) }))
    ledger.close()
    expect(scene.kinds()).toEqual(['DECISION-FUTURE', 'DECISION-HISTORY'])
  })

  it('lets an old key sign after it was replaced', () => {
    const second = createSigner('ben@example.org#2', Buffer.alloc(32, 22))
    const ledger = scene.folder.open()
    ledger.append(cleo.name, () => replacement(second, ben, cleo, sees(ledger)))
    ledger.append(ben.name, () => decision('R-2', second, sees(ledger), ben.name))
    expect(scene.verify().verdict).toBe('intact')
    ledger.append(ben.name, () => decision('R-3', ben, sees(ledger)))
    ledger.close()
    expect(scene.kinds()).toEqual(['DECISION-SIGNATURE'])
  })

  it('enrols a person under a key or by a hand that does not fit', () => {
    const dora = createSigner('dora@example.org', Buffer.alloc(32, 4))
    const ledger = scene.folder.open()
    ledger.append(ana.name, () => enrolment(dora, ben, sees(ledger)))
    expect(scene.kinds()).toEqual(['DECISION-SIGNATURE'])
    const again = createSigner('emil@example.org', Buffer.alloc(32, 2))
    ledger.append(ana.name, () => enrolment(again, ana, sees(ledger)))
    ledger.close()
    expect(scene.kinds()).toEqual(['DECISION-SIGNATURE', 'KEY-REUSED'])
  })

  it('exchanges the key that an enrolment gives', () => {
    const own = createSigner(ben.name, Buffer.alloc(32, 66))
    rewrite((db) => editLeaf(db, seqOf(db, 'person.enrolled/v1', 1), (leaf) => leaf.replace(`"vkey":"${ben.vkey}"`, `"vkey":"${own.vkey}"`)))
    const finding = scene.verify().findings.find(({ kind }) => kind === 'DECISION-SIGNATURE')
    expect(finding?.detail).toContain('the signed text says')
  })

  it('writes entries that are not canonical, not entries, of another ledger, or older than those before', () => {
    rewrite((db) => {
      editLeaf(db, scene.size - 5, (leaf) => leaf.replace('{"actor"', '{ "actor"'))
      editLeaf(db, scene.size - 4, (leaf) => leaf.replace('"v":1}', '"v":1,"z":1}'))
      editLeaf(db, scene.size - 3, (leaf) => leaf.replace(scene.origin, 'countersign.example/ledger/other'))
      editLeaf(db, scene.size - 2, (leaf) => leaf.replace('2026-11-21T10', '2026-11-21T09'))
      editLeaf(db, scene.size - 1, (leaf) => leaf.replace('"body":{', '"body":{"name":"twice",'))
    })
    const found = scene.verify().findings.map(({ kind, seq }) => [seq! - scene.size, kind])
    expect(found).toEqual([[-5, 'ENTRY-NONCANONICAL'], [-4, 'ENTRY-MALFORMED'], [-3, 'ENTRY-LEDGER'], [-2, 'CLOCK'], [-1, 'ENTRY-NONCANONICAL']])
  })

  it('puts a checkpoint of their own into a report', () => {
    rewrite((db) => editLeaf(db, seqOf(db, 'report.exported/v1'), (leaf) => leaf.replace('\\n\\n\u2014', 'x\\n\\n\u2014')))
    expect(scene.kinds()).toContain('CHECKPOINT-SIGNATURE')
  })

  it('replaces the genesis', () => {
    rewrite((db) => editLeaf(db, 0, (leaf) => leaf.replace('genesis/v1', 'genesis/v2')))
    expect(scene.kinds()).toContain('GENESIS')
    expect(() => scene.folder.open()).toThrow(expect.objectContaining({ code: 'LEDGER_UNSAFE' }))
  })
})
