import { atOnce, type DraftStatements } from '../../platform/drafts-database.ts'

export const stages = ['None', 'Staging', 'Production', 'Archived'] as const
export type Stage = (typeof stages)[number]

/** Rows of drafts.db, as migrations/drafts/0005.sql makes them. */
export interface ModelRecord {
  name: string
  created_ms: number
  changed_ms: number
  description: string
}

export interface VersionRecord {
  model: string
  version: number
  created_ms: number
  changed_ms: number
  description: string
  stage: Stage
  source: string
  /** Where its files lie, in the words of MLflow's wire. */
  storage: string
  run: string
  run_link: string
  logged_model: string
  removed: number
}

export type RegistryRows = ReturnType<typeof createRegistryRows>

/** Tags of a model itself stand under version 0. */
export const ofModel = 0

export function createRegistryRows(db: DraftStatements) {
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values).changes > 0
  return {
    atOnce: <T>(act: () => T): T => atOnce(db, act),
    model: (name: string) => db.prepare('SELECT * FROM registered_model WHERE name = ?').get(name) as ModelRecord | undefined,
    insertModel: (name: string, ms: number, description: string) => run('INSERT INTO registered_model VALUES (?, ?, ?, ?)', name, ms, ms, description),
    describeModel: (name: string, description: string) => run('UPDATE registered_model SET description = ? WHERE name = ?', description, name),
    touchModel: (name: string, ms: number) => run('UPDATE registered_model SET changed_ms = ? WHERE name = ?', ms, name),
    rename(name: string, to: string, ms: number) {
      run('UPDATE registered_model SET name = ?, changed_ms = ? WHERE name = ?', to, ms, name)
      run('UPDATE registered_version SET model = ?, changed_ms = ? WHERE model = ?', to, ms, name)
      for (const table of ['registered_tag', 'registered_alias']) run(`UPDATE ${table} SET model = ? WHERE model = ?`, to, name)
    },
    removeModel(name: string) {
      run('DELETE FROM registered_model WHERE name = ?', name)
      for (const table of ['registered_version', 'registered_tag', 'registered_alias']) run(`DELETE FROM ${table} WHERE model = ?`, name)
    },
    version: (model: string, version: number) => db.prepare('SELECT * FROM registered_version WHERE model = ? AND version = ? AND removed = 0').get(model, version) as VersionRecord | undefined,
    /** The greatest of each stage that there is, in the order of their numbers. */
    latest: (model: string) =>
      db.prepare('SELECT * FROM registered_version AS v WHERE model = ? AND removed = 0 AND version = (SELECT max(version) FROM registered_version WHERE model = v.model AND stage = v.stage AND removed = 0) ORDER BY version').all(model) as VersionRecord[],
    /** Numbers of removed versions are not given again. */
    nextVersion: (model: string) => db.prepare('SELECT coalesce(max(version), 0) + 1 FROM registered_version WHERE model = ?').pluck().get(model) as number,
    insertVersion: (row: Omit<VersionRecord, 'removed'>) =>
      void db
        .prepare('INSERT INTO registered_version (model, version, created_ms, changed_ms, description, stage, source, storage, run, run_link, logged_model) VALUES (@model, @version, @created_ms, @changed_ms, @description, @stage, @source, @storage, @run, @run_link, @logged_model)')
        .run(row),
    describeVersion: (model: string, version: number, description: string) => run('UPDATE registered_version SET description = ? WHERE model = ? AND version = ?', description, model, version),
    touchVersion: (model: string, version: number, ms: number) => run('UPDATE registered_version SET changed_ms = ? WHERE model = ? AND version = ?', ms, model, version),
    setStage: (model: string, version: number, stage: Stage) => run('UPDATE registered_version SET stage = ? WHERE model = ? AND version = ?', stage, model, version),
    archiveOthers: (model: string, version: number, stage: Stage, ms: number) => run("UPDATE registered_version SET stage = 'Archived', changed_ms = ? WHERE model = ? AND stage = ? AND version <> ? AND removed = 0", ms, model, stage, version),
    removeVersion(model: string, version: number) {
      run('UPDATE registered_version SET removed = 1 WHERE model = ? AND version = ?', model, version)
      run('DELETE FROM registered_alias WHERE model = ? AND version = ?', model, version)
    },
    tags: (model: string, version: number) => Object.fromEntries(db.prepare('SELECT name, value FROM registered_tag WHERE model = ? AND version = ? ORDER BY name').raw().all(model, version) as [string, string][]),
    setTag: (model: string, version: number, name: string, value: string) => run('INSERT OR REPLACE INTO registered_tag VALUES (?, ?, ?, ?)', model, version, name, value),
    removeTag: (model: string, version: number, name: string) => run('DELETE FROM registered_tag WHERE model = ? AND version = ? AND name = ?', model, version, name),
    aliases: (model: string) => db.prepare('SELECT alias, version FROM registered_alias WHERE model = ? ORDER BY alias').all(model) as { alias: string; version: number }[],
    setAlias: (model: string, alias: string, version: number) => run('INSERT OR REPLACE INTO registered_alias VALUES (?, ?, ?)', model, alias, version),
    removeAlias: (model: string, alias: string) => run('DELETE FROM registered_alias WHERE model = ? AND alias = ?', model, alias),
  }
}
