import { cpSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadLedgerDdl, openLedgerDatabase, type LedgerDatabase } from '../../electron/platform/sqlite-ledger.ts'
import { createWalSpace } from '../../electron/platform/wal-space.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wal-space-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const frameBytes = 24 + 4096
const at = (name: string) => join(dir, name)
const walBytes = () => statSync(at('ledger.db-wal')).size
const count = (db: LedgerDatabase) => db.prepare('SELECT count(*) FROM entry').pluck().get() as number

function createLedgerFile(): LedgerDatabase {
  const db = openLedgerDatabase(at('ledger.db'), 'create')
  db.exec(loadLedgerDdl())
  return db
}

function add(db: LedgerDatabase, from: number, to: number, space = createWalSpace(at('ledger.db'))) {
  for (let seq = from; seq < to; seq++) {
    db.exec('BEGIN IMMEDIATE')
    space.provide()
    db.prepare('INSERT INTO entry VALUES (?, ?)').run(seq, `entry ${String(seq)}`)
    db.exec('COMMIT')
  }
  return space
}

describe('room for the write-ahead log', () => {
  it('lets commits write in place, and keeps pace with a log that outgrows it', () => {
    const db = createLedgerFile()
    const space = add(db, 0, 10)
    const provided = walBytes()
    expect(provided).toBeGreaterThan(10 * frameBytes + 200_000)
    add(db, 10, 40, space)
    expect(walBytes()).toBe(provided)
    add(db, 40, 140, space)
    expect(walBytes()).toBeGreaterThan(provided)
    expect(count(db)).toBe(140)
    space.close()
    db.close()
  })

  it('is as nothing to whoever opens what a crash left, also where it was cut off', () => {
    const db = createLedgerFile()
    const space = add(db, 0, 20)
    for (const [name, cut] of [['whole', 0], ['cut', 100_001]] as const) {
      for (const end of ['', '-wal']) cpSync(at(`ledger.db${end}`), at(`${name}.db${end}`))
      truncateSync(at(`${name}.db-wal`), walBytes() - cut)
      const left = openLedgerDatabase(at(`${name}.db`), 'write')
      expect(count(left), name).toBe(20)
      expect(left.pragma('integrity_check', { simple: true }), name).toBe('ok')
      left.close()
    }
    space.close()
    db.close()
  })

  it('is shared by two that take turns, and given anew after the log was emptied', () => {
    const [one, two] = [createLedgerFile(), openLedgerDatabase(at('ledger.db'), 'write')]
    const spaces = [createWalSpace(at('ledger.db')), createWalSpace(at('ledger.db'))]
    for (let seq = 0; seq < 60; seq++) add(seq % 2 ? one : two, seq, seq + 1, spaces[seq % 2])
    one.pragma('wal_checkpoint(TRUNCATE)')
    expect(walBytes()).toBe(0)
    for (let seq = 60; seq < 120; seq++) add(seq % 2 ? one : two, seq, seq + 1, spaces[seq % 2])
    expect(walBytes()).toBeGreaterThan(60 * frameBytes)
    expect(count(one)).toBe(120)
    expect(two.pragma('integrity_check', { simple: true })).toBe('ok')
    for (const open of [...spaces, one, two]) open.close()
  })

  it('is done without where it can not be had', () => {
    const space = createWalSpace(join(dir, 'nowhere', 'ledger.db'))
    for (let call = 0; call < 20; call++) space.provide()
    expect(() => space.close()).not.toThrow()
  })
})
