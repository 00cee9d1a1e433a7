-- Which runs a model is of is asked at each change to it. docs/formats/run.md
CREATE INDEX run_model_model ON run_model (model);
CREATE INDEX logged_model_source ON logged_model (source_run);
