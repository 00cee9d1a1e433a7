-- Drafts of people: work that is not yet a fact. Forward only; never edited once released.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER,
  kind TEXT NOT NULL,
  subject_type TEXT NOT NULL,
  subject_ref TEXT NOT NULL,
  person TEXT NOT NULL,
  base INTEGER,
  content TEXT NOT NULL,
  origin TEXT,
  kept TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (person, document)
) STRICT;

CREATE TABLE draft_file (
  draft INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('attachment', 'origin')),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (draft, role, name)
) STRICT;
