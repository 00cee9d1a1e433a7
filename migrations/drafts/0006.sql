-- How many runs an experiment has in each state: asked with every list and page, and too many to count each time.
CREATE TABLE run_count (experiment TEXT NOT NULL, status TEXT NOT NULL, discarded INTEGER NOT NULL, runs INTEGER NOT NULL, PRIMARY KEY (experiment, status, discarded)) STRICT, WITHOUT ROWID;
INSERT INTO run_count SELECT experiment, status, discarded, count(*) FROM run GROUP BY experiment, status, discarded;
CREATE TRIGGER run_counted AFTER INSERT ON run BEGIN
  INSERT INTO run_count VALUES (new.experiment, new.status, new.discarded, 1) ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_uncounted AFTER DELETE ON run BEGIN
  UPDATE run_count SET runs = runs - 1 WHERE experiment = old.experiment AND status = old.status AND discarded = old.discarded;
END;
CREATE TRIGGER run_recounted AFTER UPDATE OF experiment, status, discarded ON run BEGIN
  UPDATE run_count SET runs = runs - 1 WHERE experiment = old.experiment AND status = old.status AND discarded = old.discarded;
  INSERT INTO run_count VALUES (new.experiment, new.status, new.discarded, 1) ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
-- A page of one experiment in its usual order, without those that were set aside, is read and counted in the index alone.
CREATE INDEX run_shown ON run (experiment, discarded, started_ms DESC, id);
