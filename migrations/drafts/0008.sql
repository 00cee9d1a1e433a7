-- How many runs of an experiment have a value under a name: the columns of its table, asked each time that it is opened. Told from the values
-- themselves, a small experiment would pass over the runs of all others.
CREATE TABLE run_key_count (experiment TEXT NOT NULL, key INTEGER NOT NULL, runs INTEGER NOT NULL, PRIMARY KEY (experiment, key)) STRICT, WITHOUT ROWID;
INSERT INTO run_key_count SELECT experiment, key, count(*) FROM run_parameter JOIN run ON no = run GROUP BY experiment, key;
INSERT INTO run_key_count SELECT experiment, key, count(*) FROM run_tag JOIN run ON no = run GROUP BY experiment, key;
INSERT INTO run_key_count SELECT experiment, key, count(*) FROM run_latest JOIN run ON no = run GROUP BY experiment, key;
CREATE TRIGGER run_parameter_counted AFTER INSERT ON run_parameter BEGIN
  INSERT INTO run_key_count SELECT experiment, new.key, 1 FROM run WHERE no = new.run ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_parameter_uncounted AFTER DELETE ON run_parameter BEGIN
  UPDATE run_key_count SET runs = runs - 1 WHERE experiment = (SELECT experiment FROM run WHERE no = old.run) AND key = old.key;
END;
CREATE TRIGGER run_tag_counted AFTER INSERT ON run_tag BEGIN
  INSERT INTO run_key_count SELECT experiment, new.key, 1 FROM run WHERE no = new.run ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_tag_uncounted AFTER DELETE ON run_tag BEGIN
  UPDATE run_key_count SET runs = runs - 1 WHERE experiment = (SELECT experiment FROM run WHERE no = old.run) AND key = old.key;
END;
CREATE TRIGGER run_latest_counted AFTER INSERT ON run_latest BEGIN
  INSERT INTO run_key_count SELECT experiment, new.key, 1 FROM run WHERE no = new.run ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_latest_uncounted AFTER DELETE ON run_latest BEGIN
  UPDATE run_key_count SET runs = runs - 1 WHERE experiment = (SELECT experiment FROM run WHERE no = old.run) AND key = old.key;
END;
