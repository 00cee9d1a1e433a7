import { rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Verification } from '../../../shared/contract/ledger.ts'
import { highWaterFile, witnessFile } from '../../../electron/domain/ledger/marks.ts'
import { runVerification } from '../../../electron/domain/ledger/verification/run.ts'
import type { Signer } from '../../../electron/tlog/note.ts'
import { createFolder, fillLedger, stealLogKey } from './sample.ts'
import type { Folder } from './sample.ts'

/** A filled ledger, made once a file and copied for each test. */
export interface Scene {
  readonly folder: Folder
  readonly origin: string
  readonly size: number
  readonly logKey: Signer
  verify(level?: Verification['level']): ReturnType<typeof runVerification>
  /** Kinds of what a verification finds, each once, sorted. */
  kinds(level?: Verification['level']): string[]
  /** The attacker has the whole computer: what it saw of the ledger is gone. */
  forgetMarks(): void
}

export function setScene(): Scene {
  let template: Folder
  let folder: Folder
  let made: Pick<Scene, 'origin' | 'size' | 'logKey'>
  beforeAll(() => {
    template = createFolder()
    const ledger = fillLedger(template)
    made = { origin: ledger.origin, size: ledger.tip().size, logKey: stealLogKey(template, ledger.origin) }
    ledger.close()
  })
  afterAll(() => template.end())
  beforeEach(() => {
    folder = template.copy()
  })
  afterEach(() => folder.end())
  const verify: Scene['verify'] = (level = 'full') => runVerification({ ...folder, level }, () => {})
  return {
    get folder() {
      return folder
    },
    get origin() {
      return made.origin
    },
    get size() {
      return made.size
    },
    get logKey() {
      return made.logKey
    },
    verify,
    kinds: (level) => [...new Set(verify(level).findings.map(({ kind }) => kind))].toSorted(),
    forgetMarks() {
      rmSync(highWaterFile(folder.stateDir, made.origin), { force: true })
      rmSync(witnessFile(folder.dir, made.origin), { force: true })
    },
  }
}

export function seqOf(db: Database.Database, kind: string, nth = 0): number {
  return (db.prepare('SELECT seq FROM entry WHERE leaf LIKE ? ORDER BY seq').pluck().all(`%"kind":"${kind}"%`) as number[])[nth]!
}

export function cut(db: Database.Database, from: number): void {
  db.prepare('DELETE FROM entry WHERE seq >= ?').run(from)
  db.prepare('DELETE FROM node WHERE (n + 1) * (1 << level) > ?').run(from)
}
