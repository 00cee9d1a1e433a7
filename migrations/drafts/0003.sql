-- Models that clients log beside their runs, with the files and figures of each. docs/formats/run.md
CREATE TABLE logged_model (
  id TEXT PRIMARY KEY,
  experiment TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'ready', 'failed')),
  source_run TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX logged_model_experiment ON logged_model (experiment, created_ms DESC, id);

CREATE TABLE logged_model_text (
  model TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('parameter', 'tag')), name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (model, kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE logged_model_metric (
  model TEXT NOT NULL, name TEXT NOT NULL, at_ms INTEGER NOT NULL, step INTEGER NOT NULL, run TEXT NOT NULL,
  value REAL NOT NULL, nan INTEGER NOT NULL, dataset_name TEXT, dataset_digest TEXT,
  PRIMARY KEY (model, name, at_ms, step, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE logged_model_file (model TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (model, path)) STRICT, WITHOUT ROWID;
CREATE TABLE run_model (
  run TEXT NOT NULL, model TEXT NOT NULL, direction TEXT NOT NULL CHECK (direction IN ('input', 'output')), step INTEGER NOT NULL,
  PRIMARY KEY (run, direction, model)
) STRICT, WITHOUT ROWID;
