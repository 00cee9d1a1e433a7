import Database from 'better-sqlite3'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRunRows, type RunRows } from '../../../electron/domain/experiments/run-rows.ts'
import { readKeys } from '../../../electron/domain/experiments/search.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { openDraftsOnce } from '../../../electron/platform/drafts-database.ts'

let dir: string
let close = () => {}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'countersign-columns-'))
})
afterEach(() => {
  close()
  rmSync(dir, { recursive: true, force: true })
})

function open() {
  const drafts = openDraftsOnce(join(dir, 'drafts.db'))
  close = drafts.close
  const statements = drafts.statements()
  return { rows: createRunRows(statements), columns: (...experiments: string[]) => readKeys(statements, experiments) }
}

const start = (rows: RunRows, id: string, experiment: string) =>
  rows.insert({ id, experiment, name: id, status: 'running', discarded: 0, source: 'app', client: null, person: 'ana@example.org', user_name: 'ana', started_ms: 1, ended_ms: null, code: null, environment: null, command: null })

const none = { parameters: [], metrics: [], tags: [] }

it('names the columns of an experiment by what its own runs hold, as values come, change and go', () => {
  const { rows, columns } = open()
  const [first, second, other] = [start(rows, 'a', '1'), start(rows, 'b', '1'), start(rows, 'c', '2')]
  for (const no of [first, second]) {
    rows.setParameter(no, 'C', '1')
    rows.setParameter(no, 'C', '2')
    rows.setTag(no, 'team', 'x')
    rows.setTag(no, 'team', 'y')
    for (const step of [0, 2, 1, 3]) rows.addPoint(no, { key: 'auc', value: 0.5, step, atMs: 1 })
  }
  rows.setParameter(other, 'auc', 'a parameter of this name')
  expect(columns('1')).toEqual({ parameters: ['C'], metrics: ['auc'], tags: ['team'] })
  expect(columns('2')).toEqual({ ...none, parameters: ['auc'] })
  expect(columns('1', '2')).toEqual({ parameters: ['C', 'auc'], metrics: ['auc'], tags: ['team'] })
  rows.removeTag(first, 'team')
  rows.remove(first)
  expect(columns('1'), 'another run still has them').toEqual({ parameters: ['C'], metrics: ['auc'], tags: ['team'] })
  rows.removeTag(second, 'team')
  expect(columns('1')).toEqual({ parameters: ['C'], metrics: ['auc'], tags: [] })
  rows.empty(second)
  expect(columns('1')).toEqual(none)
})

it('names them also in a drafts.db from before they were counted', () => {
  const before = new Database(join(dir, 'drafts.db'))
  for (let step = 1; step <= 7; step += 1) before.exec(readFileSync(projectFile(`migrations/drafts/000${step}.sql`), 'utf8'))
  before.pragma('user_version = 7')
  before.exec(`
    INSERT INTO run (no, id, experiment, name, status, source, person, user_name) VALUES (1, 'a', '1', 'a', 'running', 'app', 'ana@example.org', 'ana'), (2, 'b', '1', 'b', 'running', 'app', 'ana@example.org', 'ana');
    INSERT INTO run_key VALUES (1, 'parameter', 'C'), (2, 'metric', 'auc'), (3, 'tag', 'team');
    INSERT INTO run_parameter VALUES (1, 1, '1'), (1, 2, '1');
    INSERT INTO run_latest VALUES (2, 1, 0, 1, 0.5, 0);
    INSERT INTO run_tag VALUES (3, 2, 'x');`)
  before.close()
  const { rows, columns } = open()
  expect(columns('1')).toEqual({ parameters: ['C'], metrics: ['auc'], tags: ['team'] })
  rows.remove(1)
  expect(columns('1')).toEqual({ parameters: ['C'], metrics: [], tags: ['team'] })
})
