-- Views of the runs table that people keep: what stands in its address, under a name, for everyone in the workspace.
CREATE TABLE run_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  person TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  UNIQUE (experiment, name)
) STRICT;
