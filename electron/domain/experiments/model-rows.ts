import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { atOnce, type DraftStatements } from '../../platform/drafts-database.ts'

/** Rows of drafts.db, as migrations/drafts/0003.sql makes them. */
export interface ModelRow {
  id: string
  experiment: string
  name: string
  type: string
  status: 'pending' | 'ready' | 'failed'
  source_run: string
  created_ms: number
  changed_ms: number
  removed: number
}

export interface ModelPoint {
  key: string
  value: number
  atMs: number
  step: number
  run: string
  dataset: { name: string; digest: string } | null
}

interface PointRow {
  name: string
  value: number
  nan: number
  at_ms: number
  step: number
  run: string
  dataset_name: string | null
  dataset_digest: string | null
}

export interface ModelRows {
  atOnce(act: () => void): void
  find(id: string): ModelRow | undefined
  insert(row: Omit<ModelRow, 'removed'>): void
  touch(id: string, ms: number): void
  setStatus(id: string, status: ModelRow['status']): void
  setRemoved(id: string): void
  /** Everything of it but which runs it is of. */
  remove(id: string): void
  texts(id: string, kind: 'parameter' | 'tag'): Record<string, string>
  setText(id: string, kind: 'parameter' | 'tag', name: string, value: string): void
  removeText(id: string, kind: 'parameter' | 'tag', name: string): void
  points(id: string): ModelPoint[]
  /** In place of one of the same name, time, step and run: clients log the same row again with a dataset. */
  addPoint(id: string, point: ModelPoint): void
  files(id: string): RunArtefact[]
  putFile(id: string, file: RunArtefact): void
  removeFile(id: string, path: string): void
  link(run: string, model: string, direction: 'input' | 'output', step: number): void
  modelsOf(run: string): { model: string; direction: 'input' | 'output'; step: number }[]
  modelsOfMany(runs: readonly string[]): { run: string; model: string; direction: 'input' | 'output'; step: number }[]
  /** The same, and models that name the run as their source without being linked. */
  sealedWith(run: string): ReturnType<ModelRows['modelsOf']>
  runsOf(model: string): string[]
}

export function createModelRows(db: DraftStatements): ModelRows {
  const run = (sql: string, ...values: unknown[]) => void db.prepare(sql).run(...values)
  return {
    atOnce: (act) => atOnce(db, act),
    find: (id) => db.prepare('SELECT * FROM logged_model WHERE id = ?').get(id) as ModelRow | undefined,
    insert: (row) => void db.prepare('INSERT INTO logged_model (id, experiment, name, type, status, source_run, created_ms, changed_ms) VALUES (@id, @experiment, @name, @type, @status, @source_run, @created_ms, @changed_ms)').run(row),
    touch: (id, ms) => run('UPDATE logged_model SET changed_ms = ? WHERE id = ?', ms, id),
    setStatus: (id, status) => run('UPDATE logged_model SET status = ? WHERE id = ?', status, id),
    setRemoved: (id) => run('UPDATE logged_model SET removed = 1 WHERE id = ?', id),
    remove(id) {
      for (const table of ['logged_model_text', 'logged_model_metric', 'logged_model_file']) run(`DELETE FROM ${table} WHERE model = ?`, id)
      run('DELETE FROM logged_model WHERE id = ?', id)
    },
    texts: (id, kind) => Object.fromEntries(db.prepare('SELECT name, value FROM logged_model_text WHERE model = ? AND kind = ? ORDER BY name').raw().all(id, kind) as [string, string][]),
    setText: (id, kind, name, value) => run('INSERT OR REPLACE INTO logged_model_text VALUES (?, ?, ?, ?)', id, kind, name, value),
    removeText: (id, kind, name) => run('DELETE FROM logged_model_text WHERE model = ? AND kind = ? AND name = ?', id, kind, name),
    points: (id) => (db.prepare('SELECT * FROM logged_model_metric WHERE model = ? ORDER BY name, at_ms, step').all(id) as PointRow[]).map(toPoint),
    addPoint: (id, { key, value, atMs, step, run: of, dataset }) =>
      run(
        'INSERT OR REPLACE INTO logged_model_metric (model, name, at_ms, step, run, value, nan, dataset_name, dataset_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        key,
        atMs,
        step,
        of,
        Number.isNaN(value) ? 0 : value,
        Number.isNaN(value) ? 1 : 0,
        dataset?.name ?? null,
        dataset?.digest ?? null,
      ),
    files: (id) => db.prepare('SELECT path, sha256, bytes FROM logged_model_file WHERE model = ? ORDER BY path').all(id) as RunArtefact[],
    putFile: (id, { path, sha256, bytes }) => run('INSERT OR REPLACE INTO logged_model_file VALUES (?, ?, ?, ?)', id, path, sha256, bytes),
    removeFile: (id, path) => run('DELETE FROM logged_model_file WHERE model = ? AND path = ?', id, path),
    link: (of, model, direction, step) => run('INSERT OR REPLACE INTO run_model VALUES (?, ?, ?, ?)', of, model, direction, step),
    modelsOf: (of) => db.prepare('SELECT model, direction, step FROM run_model WHERE run = ? ORDER BY direction, model').all(of) as ReturnType<ModelRows['modelsOf']>,
    modelsOfMany: (runs) => db.prepare('SELECT run, model, direction, step FROM run_model WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, direction, model').all(JSON.stringify(runs)) as ReturnType<ModelRows['modelsOfMany']>,
    sealedWith: (of) =>
      db
        .prepare("SELECT model, direction, step FROM run_model WHERE run = @of UNION ALL SELECT id, 'output', 0 FROM logged_model WHERE source_run = @of AND id NOT IN (SELECT model FROM run_model WHERE run = @of) ORDER BY direction, model")
        .all({ of }) as ReturnType<ModelRows['modelsOf']>,
    runsOf: (model) => db.prepare('SELECT run FROM run_model WHERE model = @model UNION SELECT source_run FROM logged_model WHERE id = @model').pluck().all({ model }) as string[],
  }
}

const toPoint = ({ name, value, nan, at_ms: atMs, step, run, dataset_name: dataset, dataset_digest: digest }: PointRow): ModelPoint => ({
  key: name,
  value: nan ? Number.NaN : value,
  atMs,
  step,
  run,
  dataset: dataset === null ? null : { name: dataset, digest: digest ?? '' },
})
