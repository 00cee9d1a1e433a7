import { createSigner } from '../../../electron/tlog/note.ts'
import { describe, expect, it } from 'vitest'
import { editLeaf, leafOf, resign, tamper } from './sample.ts'
import { cut, setScene } from './scene.ts'

const scene = setScene()

describe('an untouched ledger', () => {
  it.each(['open', 'leaves', 'full'] as const)('is intact at level %s', (level) => {
    expect(scene.verify(level)).toMatchObject({ verdict: 'intact', size: scene.size, findings: [] })
  })

  it('gives the same root whoever computes it', () => {
    const ledger = scene.folder.open()
    expect(scene.verify('full').rootHash).toBe(ledger.tip().root.toString('base64'))
    expect(scene.verify('full').checkpoint).toBe(ledger.tip().checkpoint)
    ledger.close()
  })
})

describe('somebody with an SQLite shell', () => {
  it('changes one character of an entry', () => {
    tamper(scene.folder.dir, (db) => editLeaf(db, 20, (leaf) => leaf.replace('before-', 'befare-')))
    expect(scene.verify().verdict).toBe('broken')
    expect(scene.kinds()).toEqual(['DECISION-HISTORY', 'EXTERNAL-MISMATCH', 'HEAD-MISMATCH', 'HISTORY-CHANGED', 'NODE-MISMATCH'])
    expect(scene.kinds('leaves')).toEqual(['DECISION-HISTORY', 'EXTERNAL-MISMATCH', 'HEAD-MISMATCH', 'HISTORY-CHANGED', 'NODE-MISMATCH'])
    expect(scene.verify().findings[0]).toMatchObject({ kind: 'HEAD-MISMATCH', seq: null })
    const node = scene.verify().findings.find(({ kind }) => kind === 'NODE-MISMATCH')!
    expect(node).toMatchObject({ seq: 0, detail: 'The hash stored for entries 0 to 255 is not the one that these entries give.' })
    expect(node.meaning).not.toBe('')
    expect(node.action).not.toBe('')
  })

  it('removes an entry', () => {
    tamper(scene.folder.dir, (db) => db.exec('DELETE FROM entry WHERE seq = 20'))
    expect(scene.verify().verdict).toBe('broken')
    expect(scene.kinds()).toContain('SEQ-GAP')
    expect(scene.verify().findings.find(({ kind }) => kind === 'SEQ-GAP')).toMatchObject({ seq: 20, detail: 'Entry 20 is missing.' })
  })

  it('removes an entry and renumbers the rest', () => {
    tamper(scene.folder.dir, (db) => {
      db.exec('DELETE FROM entry WHERE seq = 20')
      for (let seq = 21; seq < scene.size; seq++) db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(seq - 1, seq)
    })
    expect(scene.kinds()).toEqual(expect.arrayContaining(['ENTRY-POSITION', 'NODE-MISMATCH', 'TRUNCATED']))
    expect(scene.verify().verdict).toBe('broken')
  })

  it('inserts an entry', () => {
    tamper(scene.folder.dir, (db) => {
      for (let seq = scene.size - 1; seq >= 20; seq--) db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(seq + 1, seq)
      db.prepare('INSERT INTO entry VALUES (20, ?)').run(leafOf(db, 19).replace('"seq":19', '"seq":20'))
    })
    expect(scene.kinds()).toEqual(expect.arrayContaining(['ENTRY-POSITION', 'HEAD-BEHIND', 'NODE-MISMATCH']))
    expect(scene.verify().findings.find(({ kind }) => kind === 'ENTRY-POSITION')).toMatchObject({ seq: 21 })
  })

  it('swaps two entries', () => {
    tamper(scene.folder.dir, (db) => {
      const [a, b] = [leafOf(db, 20), leafOf(db, 21)]
      editLeaf(db, 20, () => b)
      editLeaf(db, 21, () => a)
    })
    expect(scene.kinds()).toEqual(expect.arrayContaining(['ENTRY-POSITION', 'NODE-MISMATCH']))
    expect(scene.verify().findings.filter(({ kind }) => kind === 'ENTRY-POSITION').map(({ seq }) => seq)).toEqual([20, 21])
    expect(scene.kinds('leaves')).toContain('ENTRY-POSITION')
  })

  it('adds an entry without the log key', () => {
    tamper(scene.folder.dir, (db) => db.prepare('INSERT INTO entry VALUES (?, ?)').run(scene.size, leafOf(db, scene.size - 1).replace(`"seq":${scene.size - 1}`, `"seq":${scene.size}`)))
    expect(scene.kinds()).toEqual(['HEAD-BEHIND'])
    expect(scene.kinds('open')).toEqual(['HEAD-BEHIND'])
  })

  it('adds an entry with a number far away', () => {
    tamper(scene.folder.dir, (db) => db.prepare('INSERT INTO entry VALUES (9007199254740000, ?)').run('{}'))
    expect(scene.verify().verdict).toBe('broken')
    expect(scene.kinds()).toEqual(expect.arrayContaining(['SEQ-GAP', 'ENTRY-MALFORMED']))
  })

  it('cuts the last five entries', () => {
    tamper(scene.folder.dir, (db) => cut(db, scene.size - 5))
    expect(scene.verify().verdict).toBe('incomplete')
    expect(scene.kinds()).toEqual(['ROLLED-BACK', 'TRUNCATED'])
    scene.forgetMarks()
    expect(scene.kinds()).toEqual(['TRUNCATED'])
    expect(scene.verify().findings[0]).toMatchObject({ seq: scene.size - 5, detail: `The signed head covers ${scene.size} entries; ${scene.size - 5} are there.` })
  })

  it('recomputes nodes and head with a key of their own', () => {
    tamper(scene.folder.dir, (db) => {
      editLeaf(db, 20, (leaf) => leaf.replace('before-', 'befare-'))
      resign(db, createSigner(scene.origin, Buffer.alloc(32, 99)))
    })
    expect(scene.kinds()).toEqual(['CHECKPOINT-SIGNATURE', 'DECISION-HISTORY', 'EXTERNAL-MISMATCH', 'HISTORY-CHANGED'])
    scene.forgetMarks()
    expect(scene.kinds()).toEqual(['CHECKPOINT-SIGNATURE', 'DECISION-HISTORY', 'HISTORY-CHANGED'])
  })

  it('changes or removes a stored node, or adds one', () => {
    tamper(scene.folder.dir, (db) => {
      db.prepare('UPDATE node SET hash = ? WHERE level = 8 AND n = 0').run(Buffer.alloc(32))
      db.exec('DELETE FROM node WHERE level = 8 AND n = 1')
      db.prepare('INSERT INTO node VALUES (16, 3, ?)').run(Buffer.alloc(32))
    })
    expect(scene.kinds()).toEqual(expect.arrayContaining(['NODE-EXTRA', 'NODE-MISMATCH', 'NODE-MISSING']))
    expect(scene.verify().verdict).toBe('broken')
  })

  it('removes the head', () => {
    tamper(scene.folder.dir, (db) => db.exec('DELETE FROM head'))
    expect(scene.kinds()).toEqual(['HEAD-MISSING'])
    expect(scene.verify()).toMatchObject({ verdict: 'broken', checkpoint: null, size: scene.size })
  })

  it('drops a guard, replaces one, or adds a view', () => {
    tamper(scene.folder.dir, (db) => db.exec("CREATE TRIGGER entry_upd BEFORE UPDATE ON entry BEGIN SELECT 1; END; CREATE VIEW extra AS SELECT 1"), { restoreGuards: false })
    expect(scene.kinds('open')).toEqual(['SCHEMA-CHANGED', 'SCHEMA-EXTRA', 'SCHEMA-MISSING'])
    expect(scene.verify().findings.filter(({ kind }) => kind === 'SCHEMA-MISSING').map(({ detail }) => detail)).toContain('"entry_del" is missing from ledger.db.')
  })

  it('drops a table', () => {
    tamper(scene.folder.dir, (db) => db.exec('DROP TABLE head'), { restoreGuards: false })
    expect(scene.verify().verdict).toBe('broken')
    expect(() => scene.folder.open()).toThrow(expect.objectContaining({ code: 'LEDGER_UNSAFE' }))
  })

  it('writes bytes into an entry that are no UTF-8', () => {
    tamper(scene.folder.dir, (db) => db.exec(`UPDATE entry SET leaf = replace(leaf, 'before-', CAST(x'ff' AS TEXT) || 'efore-') WHERE seq = 20`))
    expect(scene.kinds()).toEqual(expect.arrayContaining(['ENTRY-ENCODING', 'NODE-MISMATCH']))
  })
})
