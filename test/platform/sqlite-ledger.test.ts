import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadLedgerDdl, openLedgerDatabase, toLedgerFailure } from '../../electron/platform/sqlite-ledger.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sqlite-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const failureOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return toLedgerFailure(error, 'ledger.db')
  }
  throw new Error('nothing was refused')
}

describe('what the database says', () => {
  it('is a full disk where no page can be added', () => {
    const db = openLedgerDatabase(join(dir, 'ledger.db'), 'create')
    db.exec(loadLedgerDdl())
    db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
    const failure = failureOf(() => db.prepare('INSERT INTO entry VALUES (0, ?)').run('x'.repeat(60_000)))
    expect(failure).toMatchObject({ fatal: true, error: { code: 'DISK_FULL', message: expect.stringContaining('Free some space') as string } })
    db.close()
  })

  it('is a lock held by another program', () => {
    const path = join(dir, 'ledger.db')
    const [one, two] = [openLedgerDatabase(path, 'create'), openLedgerDatabase(path, 'create')]
    one.exec('BEGIN IMMEDIATE')
    two.pragma('busy_timeout = 20')
    expect(failureOf(() => two.exec('BEGIN IMMEDIATE'))).toMatchObject({ fatal: false, error: { code: 'BUSY' } })
    one.close()
    two.close()
  })

  it('is an unsafe ledger where a guard refuses', () => {
    const db = openLedgerDatabase(join(dir, 'ledger.db'), 'create')
    db.exec(loadLedgerDdl())
    expect(failureOf(() => db.prepare("INSERT INTO entry VALUES (5, '{}')").run())).toMatchObject({ fatal: true, error: { code: 'LEDGER_UNSAFE' } })
    db.close()
  })

  it('is passed on where it is no failure of the database', () => {
    const error = new Error('something else')
    expect(toLedgerFailure(error, 'x')).toEqual({ error, fatal: false })
  })
})
