-- Models and versions that MLflow's clients register. That one was registered is an entry; what is said of it later is here. docs/formats/mlflow.md
CREATE TABLE registered_model (name TEXT PRIMARY KEY, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, description TEXT NOT NULL) STRICT;
CREATE TABLE registered_version (
  model TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, description TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
  source TEXT NOT NULL, storage TEXT NOT NULL, run TEXT NOT NULL, run_link TEXT NOT NULL, logged_model TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (model, version)
) STRICT;
-- Tags of a model have the version 0.
CREATE TABLE registered_tag (model TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (model, version, name)) STRICT, WITHOUT ROWID;
CREATE TABLE registered_alias (model TEXT NOT NULL, alias TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (model, alias)) STRICT, WITHOUT ROWID;
