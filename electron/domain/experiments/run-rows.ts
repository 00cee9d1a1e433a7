import { atOnce, type DraftStatements } from '../../platform/drafts-database.ts'
import { createModelRows, type ModelRows } from './model-rows.ts'

/** Rows of drafts.db, as migrations/drafts/0002.sql makes them. Their columns are said there. */
export interface RunRowOf {
  no: number
  id: string
  experiment: string
  name: string
  status: 'running' | 'scheduled' | 'finished' | 'failed' | 'killed'
  discarded: number
  source: 'app' | 'command_line' | 'recorded' | 'mlflow' | 'import'
  client: string | null
  person: string
  user_name: string
  started_ms: number | null
  ended_ms: number | null
  code: string | null
  environment: string | null
  command: string | null
  revision: number
  sealed: number
  sealed_sha256: string | null
  sealed_revision: number | null
}

export type KeyKind = 'parameter' | 'metric' | 'tag'
export interface PointRow {
  step: number
  at_ms: number
  value: number
  nan: number
}
export interface Point {
  key: string
  /** Not-a-number and the infinities are values too. */
  value: number
  step: number
  atMs: number
}
export interface DatasetRow {
  name: string
  digest: string
  role: string
  content: string
}
export interface ArtefactRow {
  path: string
  sha256: string
  bytes: number
  at_ms: number
}

export const toNumber = ({ value, nan }: Pick<PointRow, 'value' | 'nan'>): number => (nan ? Number.NaN : value)

/** Statements over the rows of runs, compiled once a connection; each act in `atOnce` is one transaction. */
export interface RunRows {
  /** Models that clients log, by the same connection. */
  readonly models: ModelRows
  atOnce<T>(act: () => T): T
  find(id: string): RunRowOf | undefined
  /** Ids of hexadecimal digits that begin so, at most ten. */
  idsFrom(beginning: string): string[]
  insert(row: Omit<RunRowOf, 'no' | 'revision' | 'sealed' | 'sealed_sha256' | 'sealed_revision'>): number
  /** Counts the change as well. */
  update(no: number, changes: Partial<Pick<RunRowOf, 'name' | 'status' | 'discarded' | 'started_ms' | 'ended_ms' | 'code' | 'environment' | 'command' | 'user_name'>>): void
  touch(no: number): void
  markSealed(no: number, seal: { number: number; sha256: string; revision: number }): void
  remove(no: number): void
  /** Takes away everything that was logged; that there was such a run stays. */
  empty(no: number): void
  parameter(no: number, key: string): string | undefined
  setParameter(no: number, key: string, value: string): void
  setTag(no: number, key: string, value: string): void
  removeTag(no: number, key: string): boolean
  /** A point that is there already stays as it is. */
  addPoint(no: number, point: Point): void
  values(kind: 'parameter' | 'tag', no: number): Record<string, string>
  latest(no: number): Point[]
  /** Points of one metric by step, time and value: at most so many, those after `after`. */
  points(no: number, key: string, atMost: number, after?: PointRow): PointRow[]
  pointsFrom(no: number, key: string, offset: number, atMost: number): PointRow[]
  countPoints(no: number, key: string): number
  steps(no: number, key: string, from: number, to: number): number[]
  pointsAt(no: number, key: string, steps: readonly number[], atMost: number): PointRow[]
  metricKeys(no: number): string[]
  putDataset(no: number, row: DatasetRow): void
  datasets(no: number): DatasetRow[]
  putArtefact(no: number, row: ArtefactRow): void
  removeArtefact(no: number, path: string): boolean
  artefacts(no: number): ArtefactRow[]
  copiedTo(): number
  setCopiedTo(seq: number): void
  counts(): { experiment: string; all: number; open: number; failed: number; discarded: number }[]
}

export const createRunRows = (db: DraftStatements): RunRows => {
  const one = createStatements(db)
  const keys = createKeys(db)
  const later = (row: PointRow, than: PointRow) => row.step - than.step || row.at_ms - than.at_ms || row.nan - than.nan || row.value - than.value
  return {
    models: createModelRows(db),
    atOnce(act) {
      try {
        return atOnce(db, act)
      } catch (error) {
        // Names that were new are not there now.
        keys.forget()
        throw error
      }
    },
    find: (id) => one.find.get(id) as RunRowOf | undefined,
    idsFrom: (beginning) => one.idsFrom.pluck().all(beginning, `${beginning}g`) as string[],
    insert: (row) => Number(one.insert.run(row).lastInsertRowid),
    update(no, changes) {
      const names = Object.keys(changes)
      db.prepare(`UPDATE run SET revision = revision + 1${names.map((name) => `, ${name} = @${name}`).join('')} WHERE no = @no`).run({ ...changes, no })
    },
    touch: (no) => void one.touch.run(no),
    markSealed: (no, { number, sha256, revision }) => void one.markSealed.run(number, sha256, revision, no),
    remove: (no) => removeValues(db, no, 'DELETE FROM run WHERE no = ?'),
    empty: (no) => removeValues(db, no, 'UPDATE run SET code = NULL, environment = NULL, command = NULL WHERE no = ?'),
    parameter: (no, key) => one.parameter.pluck().get(keys.find('parameter', key), no) as string | undefined,
    setParameter: (no, key, value) => void one.setParameter.run(keys.intern('parameter', key), no, value),
    setTag: (no, key, value) => void one.setTag.run(keys.intern('tag', key), no, value),
    removeTag: (no, key) => one.removeTag.run(keys.find('tag', key), no).changes > 0,
    addPoint(no, { key, value, step, atMs }) {
      const id = keys.intern('metric', key)
      const row = { step, at_ms: atMs, value: Number.isNaN(value) ? 0 : value, nan: Number.isNaN(value) ? 1 : 0 }
      one.addPoint.run(no, id, step, atMs, row.value, row.nan)
      const latest = one.latestOf.get(id, no) as PointRow | undefined
      if (latest === undefined || later(row, latest) > 0) one.setLatest.run(id, no, step, atMs, row.value, row.nan)
    },
    values: (kind, no) => Object.fromEntries((kind === 'parameter' ? one.parameters : one.tags).raw().all(no) as [string, string][]),
    latest: (no) => (one.latest.all(no) as (PointRow & { key: string })[]).map((row) => ({ key: row.key, step: row.step, atMs: row.at_ms, value: toNumber(row) })),
    points(no, key, atMost, after) {
      const id = keys.find('metric', key)
      return (after ? one.pointsAfter.all(no, id, after.step, after.at_ms, after.value, after.nan, atMost) : one.points.all(no, id, atMost)) as PointRow[]
    },
    pointsFrom: (no, key, offset, atMost) => one.pointsFrom.all(no, keys.find('metric', key), atMost, offset) as PointRow[],
    countPoints: (no, key) => one.countPoints.pluck().get(no, keys.find('metric', key)) as number,
    steps: (no, key, from, to) => one.steps.pluck().all(no, keys.find('metric', key), from, to) as number[],
    pointsAt: (no, key, steps, atMost) => one.pointsAt.all(no, keys.find('metric', key), JSON.stringify(steps), atMost) as PointRow[],
    metricKeys: (no) => one.metricKeys.pluck().all(no) as string[],
    putDataset: (no, row) => void one.putDataset.run(no, row.name, row.digest, row.role, row.content),
    datasets: (no) => one.datasets.all(no) as DatasetRow[],
    putArtefact: (no, row) => void one.putArtefact.run(no, row.path, row.sha256, row.bytes, row.at_ms),
    removeArtefact: (no, path) => one.removeArtefact.run(no, path).changes > 0,
    artefacts: (no) => one.artefacts.all(no) as ArtefactRow[],
    copiedTo: () => one.copiedTo.pluck().get() as number,
    setCopiedTo: (seq) => void one.setCopiedTo.run(seq),
    counts: () => one.counts.all() as ReturnType<RunRows['counts']>,
  }
}

function removeValues(db: DraftStatements, no: number, finish: string): void {
  for (const table of ['run_parameter', 'run_tag', 'run_metric', 'run_latest', 'run_dataset', 'run_artefact']) db.prepare(`DELETE FROM ${table} WHERE run = ?`).run(no)
  db.prepare(finish).run(no)
}

const createStatements = (db: DraftStatements) => ({
  find: db.prepare('SELECT * FROM run WHERE id = ?'),
  idsFrom: db.prepare('SELECT id FROM run WHERE id >= ? AND id < ? ORDER BY id LIMIT 10'),
  insert: db.prepare(
    'INSERT INTO run (id, experiment, name, status, discarded, source, client, person, user_name, started_ms, ended_ms, code, environment, command) VALUES (@id, @experiment, @name, @status, @discarded, @source, @client, @person, @user_name, @started_ms, @ended_ms, @code, @environment, @command)',
  ),
  touch: db.prepare('UPDATE run SET revision = revision + 1 WHERE no = ?'),
  markSealed: db.prepare('UPDATE run SET sealed = ?, sealed_sha256 = ?, sealed_revision = ? WHERE no = ?'),
  parameter: db.prepare('SELECT value FROM run_parameter WHERE key = ? AND run = ?'),
  setParameter: db.prepare('INSERT INTO run_parameter VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'),
  parameters: db.prepare('SELECT name, value FROM run_parameter JOIN run_key ON id = key WHERE run = ? ORDER BY name'),
  setTag: db.prepare('INSERT INTO run_tag VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'),
  removeTag: db.prepare('DELETE FROM run_tag WHERE key = ? AND run = ?'),
  tags: db.prepare('SELECT name, value FROM run_tag JOIN run_key ON id = key WHERE run = ? ORDER BY name'),
  addPoint: db.prepare('INSERT OR IGNORE INTO run_metric VALUES (?, ?, ?, ?, ?, ?)'),
  latestOf: db.prepare('SELECT step, at_ms, value, nan FROM run_latest WHERE key = ? AND run = ?'),
  setLatest: db.prepare('INSERT INTO run_latest VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET step = excluded.step, at_ms = excluded.at_ms, value = excluded.value, nan = excluded.nan'),
  latest: db.prepare('SELECT name AS key, step, at_ms, value, nan FROM run_latest JOIN run_key ON id = key WHERE run = ? ORDER BY name'),
  points: db.prepare('SELECT step, at_ms, value, nan FROM run_metric WHERE run = ? AND key = ? ORDER BY step, at_ms, value, nan LIMIT ?'),
  pointsAfter: db.prepare('SELECT step, at_ms, value, nan FROM run_metric WHERE run = ? AND key = ? AND (step, at_ms, value, nan) > (?, ?, ?, ?) ORDER BY step, at_ms, value, nan LIMIT ?'),
  pointsFrom: db.prepare('SELECT step, at_ms, value, nan FROM run_metric WHERE run = ? AND key = ? ORDER BY step, at_ms, value, nan LIMIT ? OFFSET ?'),
  countPoints: db.prepare('SELECT count(*) FROM run_metric WHERE run = ? AND key = ?'),
  steps: db.prepare('SELECT DISTINCT step FROM run_metric WHERE run = ? AND key = ? AND step BETWEEN ? AND ? ORDER BY step'),
  pointsAt: db.prepare('SELECT step, at_ms, value, nan FROM run_metric WHERE run = ? AND key = ? AND step IN (SELECT value FROM json_each(?)) ORDER BY step, at_ms, value, nan LIMIT ?'),
  metricKeys: db.prepare('SELECT name FROM run_latest JOIN run_key ON id = key WHERE run = ? ORDER BY name'),
  putDataset: db.prepare('INSERT OR REPLACE INTO run_dataset VALUES (?, ?, ?, ?, ?)'),
  datasets: db.prepare('SELECT name, digest, role, content FROM run_dataset WHERE run = ? ORDER BY name, digest, role'),
  putArtefact: db.prepare('INSERT OR REPLACE INTO run_artefact VALUES (?, ?, ?, ?, ?)'),
  removeArtefact: db.prepare('DELETE FROM run_artefact WHERE run = ? AND path = ?'),
  artefacts: db.prepare('SELECT path, sha256, bytes, at_ms FROM run_artefact WHERE run = ? ORDER BY path'),
  copiedTo: db.prepare('SELECT seq FROM run_copied'),
  setCopiedTo: db.prepare('UPDATE run_copied SET seq = max(seq, ?)'),
  counts: db.prepare(
    "SELECT experiment, sum(runs) AS 'all', sum(runs * (status IN ('running', 'scheduled'))) AS open, sum(runs * (status IN ('failed', 'killed'))) AS failed, sum(runs * discarded) AS discarded FROM run_count GROUP BY experiment",
  ),
})

/** Names stay for good, so what was looked up once needs no second look; another process only adds to them. */
function createKeys(db: DraftStatements) {
  const known = new Map<string, number>()
  const find = db.prepare('SELECT id FROM run_key WHERE kind = ? AND name = ?').pluck()
  const insert = db.prepare('INSERT OR IGNORE INTO run_key (kind, name) VALUES (?, ?)')
  const look = (kind: KeyKind, name: string) => {
    const at = `${kind} ${name}`
    const id = known.get(at) ?? (find.get(kind, name) as number | undefined)
    if (id !== undefined && known.size < 100_000) known.set(at, id)
    return id
  }
  return {
    /** -1, which no row has, where the name is unknown. */
    find: (kind: KeyKind, name: string) => look(kind, name) ?? -1,
    forget: () => known.clear(),
    intern(kind: KeyKind, name: string) {
      const id = look(kind, name)
      if (id !== undefined) return id
      insert.run(kind, name)
      return look(kind, name)!
    },
  }
}
