import Database from 'better-sqlite3'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger, openLedger } from '../../../electron/domain/ledger/open.ts'
import { highWaterFile, logKeyFile, witnessFile } from '../../../electron/domain/ledger/marks.ts'
import { openLedgerDatabase } from '../../../electron/platform/sqlite-ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import { createFolder, createMemoryRecords, dataset, tamper } from './sample.ts'
import type { Folder } from './sample.ts'
import type { Records } from '../../../electron/domain/ledger/service.ts'

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => folder.end())

const failureOf = (act: () => unknown): AppError => {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
const file = () => join(folder.dir, 'ledger.db')
const fill = (count: number) => {
  const ledger = folder.create()
  ledger.append('a@example.org', () => Array.from({ length: count }, (_, i) => dataset(`${i}`)))
  ledger.close()
}

describe('every connection', () => {
  it.each(['create', 'write', 'read'] as const)('to %s is synchronous, guarded and patient', (mode) => {
    if (mode !== 'create') fill(1)
    mkdirSync(folder.dir, { recursive: true })
    const db = openLedgerDatabase(file(), mode)
    const pragma = (name: string) => db.pragma(name, { simple: true })
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('journal_mode')).toBe('wal')
    for (const on of ['fullfsync', 'checkpoint_fullfsync', 'foreign_keys', 'recursive_triggers', 'cell_size_check', 'secure_delete']) expect([on, pragma(on)]).toEqual([on, 1])
    for (const off of ['trusted_schema', 'mmap_size']) expect([off, pragma(off) ?? 0]).toEqual([off, 0])
    expect(pragma('busy_timeout')).toBe(10_000)
    db.close()
  })

  it('refuses what SQL can do to rows', () => {
    fill(5)
    const db = openLedgerDatabase(file(), 'write')
    const refusals = [
      ["UPDATE entry SET leaf = '{}' WHERE seq = 1", 'append-only'],
      ['DELETE FROM entry WHERE seq = 1', 'append-only'],
      ['DELETE FROM entry', 'append-only'],
      ["INSERT INTO entry VALUES (9, '{}')", 'sequence'],
      ["INSERT INTO entry VALUES (NULL, '{}')", 'sequence'],
      ["INSERT OR REPLACE INTO entry VALUES (1, '{}')", 'sequence'],
      ["INSERT OR IGNORE INTO entry VALUES (1, '{}')", 'sequence'],
      ["INSERT INTO entry VALUES (1, '{}') ON CONFLICT(seq) DO UPDATE SET leaf = '{}'", 'sequence'],
      ["INSERT INTO entry VALUES (6, x'7b7d')", 'cannot store BLOB'],
      ['DELETE FROM head', 'append-only'],
      ['INSERT INTO node VALUES (7, 0, zeroblob(32))', 'CHECK constraint'],
      ['INSERT INTO node VALUES (8, 0, zeroblob(31))', 'CHECK constraint'],
      ["UPDATE sqlite_schema SET sql = '' WHERE name = 'entry_upd'", 'may not be modified'],
    ]
    for (const [sql, message] of refusals) expect(() => db.exec(sql!), sql).toThrow(message!)
    expect(db.prepare('SELECT count(*) FROM entry').pluck().get()).toBe(6)
    db.close()
  })
})

describe('opening', () => {
  it('refuses a folder without a ledger', () => {
    expect(failureOf(() => folder.open())).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('has no ledger.db') as string })
  })

  it('refuses a database of another program', () => {
    mkdirSync(folder.dir, { recursive: true })
    new Database(file()).exec('CREATE TABLE t(x)').close()
    expect(failureOf(() => folder.open()).code).toBe('BAD_INPUT')
    expect(failureOf(() => folder.create()).code).toBe('CONFLICT')
  })

  it('refuses a file that is no database', () => {
    mkdirSync(folder.dir, { recursive: true })
    writeFileSync(file(), 'this is not a database, but it is long enough to look at: '.repeat(100))
    expect(failureOf(() => folder.open()).code).toBe('LEDGER_UNSAFE')
  })

  it('refuses a newer format without touching it', () => {
    fill(1)
    tamper(folder.dir, (db) => db.pragma('user_version = 2'))
    const before = readFileSync(file())
    expect(failureOf(() => folder.open())).toMatchObject({ code: 'UNSUPPORTED_FORMAT', message: expect.stringContaining('ledger format 2') as string })
    expect(readFileSync(file())).toEqual(before)
  })

  it('refuses where write-ahead logging is not granted', () => {
    // A database in memory has no file to log beside, as a network folder has no memory to share.
    expect(failureOf(() => openLedgerDatabase(':memory:', 'create'))).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('write-ahead logging') as string })
  })

  it('is read-only where the log key is not, and says so', () => {
    fill(3)
    const ledger = folder.open({ stateDir: join(folder.stateDir, 'elsewhere') })
    expect(ledger.readOnly?.reason).toContain('log key')
    expect(failureOf(() => ledger.append('a@example.org', () => dataset('x')))).toMatchObject({ code: 'READ_ONLY', message: expect.stringContaining('log key') as string })
    expect([...ledger.entries(0, 10)]).toHaveLength(4)
    expect(ledger.checkpointAt(4)).toBe(ledger.tip().checkpoint)
    expect(failureOf(() => ledger.checkpointAt(2)).code).toBe('READ_ONLY')
    ledger.close()
  })

  it('says which file is damaged when the log key is', () => {
    fill(1)
    const ledger = folder.open()
    const key = logKeyFile(folder.stateDir, ledger.origin)
    ledger.close()
    writeFileSync(key, '{}')
    expect(failureOf(() => folder.open())).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining(key) as string })
  })

  it('keeps the log key to its owner', () => {
    const ledger = folder.create()
    const { mode } = statSync(logKeyFile(folder.stateDir, ledger.origin))
    // Windows knows no such bits.
    expect(mode & 0o077).toBe(process.platform === 'win32' ? mode & 0o077 : 0)
    ledger.close()
  })

  it('is read-only where an older state was put back, until the newer one is found', () => {
    fill(5)
    const older = folder.copy()
    let ledger = folder.open()
    ledger.append('a@example.org', () => dataset('newer'))
    const { size } = ledger.tip()
    ledger.close()
    const newer = folder.copy()
    // The workspace is restored from a backup, the state directory is not.
    rmSync(folder.dir, { recursive: true })
    restore(older.dir, folder.dir)
    ledger = folder.open()
    expect(ledger.readOnly?.reason).toContain(`a signed head over ${size} entries; ${size - 1} are there`)
    expect(failureOf(() => ledger.append('a@example.org', () => dataset('x'))).code).toBe('READ_ONLY')
    ledger.close()
    expect(readFileSync(highWaterFile(folder.stateDir, ledger.origin), 'utf8')).toContain(`\n${size}\n`)
    rmSync(folder.dir, { recursive: true })
    restore(newer.dir, folder.dir)
    ledger = folder.open()
    expect(ledger.readOnly).toBeNull()
    ledger.close()
    older.end()
    newer.end()
  })

  it('is read-only after an edit that shows at once', () => {
    fill(5)
    tamper(folder.dir, (db) => db.exec("UPDATE entry SET leaf = replace(leaf, '\"name\":\"3\"', '\"name\":\"4\"')"))
    const ledger = folder.open()
    expect(ledger.readOnly?.reason).toContain('something among them was changed')
    expect(ledger.tip().size).toBe(6)
    ledger.close()
  })

  it('is read-only where an entry that the records need can not be read', () => {
    fill(600)
    tamper(folder.dir, (db) => db.exec("UPDATE entry SET leaf = 'nonsense' WHERE seq = 3"))
    const ledger = folder.open()
    expect(ledger.readOnly?.reason).toContain('Entry 3 of ledger.db')
    expect(ledger.read(4).seq).toBe(4)
    ledger.close()
  })

  it('writes the newest checkpoint to the witness file and to this computer', () => {
    const ledger = folder.create()
    for (const name of ['one', 'two']) {
      ledger.append('a@example.org', () => dataset(name))
      for (const mark of [witnessFile(folder.dir, ledger.origin), highWaterFile(folder.stateDir, ledger.origin)]) expect(readFileSync(mark, 'utf8')).toBe(ledger.tip().checkpoint)
    }
    ledger.close()
  })

  it('leaves nothing that keeps a failed creation from being tried again', () => {
    const broken = { kind: 'dataset.registered/v1' as const, body: { name: undefined } }
    expect(() => folder.create({ entries: [{ actor: 'a@example.org', draft: broken }] })).toThrow(TypeError)
    expect(failureOf(() => folder.open()).code).toBe('BAD_INPUT')
    const ledger = folder.create({ entries: [{ actor: 'a@example.org', draft: dataset('one') }] })
    expect(ledger.tip().size).toBe(2)
    expect(ledger.read(0).body['createdBy']).toBe('a@example.org')
    ledger.close()
  })

  it('can no longer be used once it is closed', () => {
    const ledger = folder.create()
    ledger.close()
    expect(failureOf(() => ledger.tip()).code).toBe('NO_WORKSPACE')
    expect(failureOf(() => ledger.append('a@example.org', () => dataset('x'))).code).toBe('NO_WORKSPACE')
  })
})

describe('records', () => {
  it('are caught up at the opening, in order and once', () => {
    fill(2_500)
    const records = createMemoryRecords()
    folder.open({ records }).close()
    expect(records.folded).toHaveLength(2_501)
    folder.open({ records }).close()
    expect(records.folded).toHaveLength(2_501)
    expect(records.resets()).toBe(0)
  })

  it('are folded anew where they come from another history', () => {
    fill(10)
    const shorter = folder.copy()
    const records = createMemoryRecords()
    const ledger = folder.open({ records })
    ledger.append('a@example.org', () => [dataset('x'), dataset('y')])
    ledger.close()
    // The folder was restored, its index was not: the records are ahead.
    openLedger({ ...shorter, records }).close()
    expect([records.resets(), records.folded.length]).toEqual([1, 11])
    const fork = openLedger({ ...shorter, records })
    fork.append('a@example.org', () => [dataset('other'), dataset('history')])
    fork.close()
    folder.open({ records }).close()
    expect([records.resets(), records.folded.length]).toEqual([2, 13])
    expect(records.folded.at(-1)?.body['name']).toBe('y')
    shorter.end()
  })

  it('go on from where another process has come meanwhile', () => {
    const records = createMemoryRecords()
    const first = folder.create()
    first.append('ana@example.org', () => ['a', 'b', 'c', 'd'].map((name) => dataset(name)))
    let refused = 0
    const overtaken: Records = {
      ...records,
      fold(entries, tip, from) {
        if (refused === 0) records.fold(entries.slice(0, 2), { size: 2, root: first.rootAt(2) }, from)
        const isFolded = records.fold(entries, tip, from)
        if (!isFolded) refused++
        return isFolded
      },
    }
    folder.open({ records: overtaken }).close()
    expect([refused, records.folded.map(({ seq }) => seq), records.root()]).toEqual([1, [0, 1, 2, 3, 4], first.tip().root.toString('hex')])
    first.close()
  })

  it('are folded anew when that is asked for', () => {
    fill(10)
    const records = createMemoryRecords()
    folder.open({ records }).close()
    folder.open({ records, repair: true }).close()
    expect([records.resets(), records.folded.length]).toEqual([1, 11])
  })
})

/** Puts a backup of a workspace where it was. */
function restore(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of ['ledger.db', 'ledger.db-wal']) {
    try {
      writeFileSync(join(to, name), readFileSync(join(from, name)))
    } catch {
      // A closed ledger has no log beside it.
    }
  }
}

describe('two workspaces', () => {
  it('know nothing of each other', () => {
    const other = createFolder()
    const one = folder.create()
    const two = createLedger({ ...other, stateDir: folder.stateDir, name: 'Other', records: createMemoryRecords() })
    expect(two.origin).not.toBe(one.origin)
    expect(one.checkCheckpoint(two.tip().checkpoint).outcome).toBe('other_ledger')
    one.close()
    two.close()
    other.end()
  })
})
