-- Runs: authoritative while they are open, a working copy of the sealed bytes afterwards. docs/formats/run.md
-- Names of parameters, metrics and tags are stored once: a table of 100,000 runs is searched by key, over neighbouring rows.
CREATE TABLE run (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  experiment TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'scheduled', 'finished', 'failed', 'killed')),
  -- Set aside by a person or client; the ledger says so as well.
  discarded INTEGER NOT NULL DEFAULT 0,
  source TEXT NOT NULL,
  client TEXT,
  person TEXT NOT NULL,
  user_name TEXT NOT NULL,
  started_ms INTEGER,
  ended_ms INTEGER,
  code TEXT,
  environment TEXT,
  command TEXT,
  -- Counts every change, so that what is sealed is what was read.
  revision INTEGER NOT NULL DEFAULT 0,
  -- The newest sealed version and its revision; 0 and NULL while there is none.
  sealed INTEGER NOT NULL DEFAULT 0,
  sealed_sha256 TEXT,
  sealed_revision INTEGER
) STRICT;
CREATE INDEX run_experiment ON run (experiment, started_ms DESC, id);

CREATE TABLE run_key (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('parameter', 'metric', 'tag')), name TEXT NOT NULL, UNIQUE (kind, name)) STRICT;

CREATE TABLE run_parameter (key INTEGER NOT NULL, run INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, run)) STRICT, WITHOUT ROWID;
CREATE INDEX run_parameter_run ON run_parameter (run);
CREATE TABLE run_tag (key INTEGER NOT NULL, run INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, run)) STRICT, WITHOUT ROWID;
CREATE INDEX run_tag_run ON run_tag (run);

-- SQLite has no NaN: it is value 0 with nan 1.
CREATE TABLE run_metric (
  run INTEGER NOT NULL, key INTEGER NOT NULL, step INTEGER NOT NULL, at_ms INTEGER NOT NULL, value REAL NOT NULL, nan INTEGER NOT NULL,
  PRIMARY KEY (run, key, step, at_ms, value, nan)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_latest (
  key INTEGER NOT NULL, run INTEGER NOT NULL, step INTEGER NOT NULL, at_ms INTEGER NOT NULL, value REAL NOT NULL, nan INTEGER NOT NULL,
  PRIMARY KEY (key, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_latest_run ON run_latest (run);

CREATE TABLE run_dataset (
  run INTEGER NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (run, name, digest, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_artefact (
  run INTEGER NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;

-- Entries up to which sealed runs are in these tables.
CREATE TABLE run_copied (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL) STRICT;
INSERT INTO run_copied VALUES (1, -1);
