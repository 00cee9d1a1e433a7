"""
A day's work with MLflow's own client: what scripts of data scientists do, each step read back and compared.
The address is the environment's MLFLOW_TRACKING_URI. Prints a line of JSON for each step.
"""
import json
import math
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mlflow
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException

client = MlflowClient()
is_three = int(mlflow.__version__.split(".")[0]) >= 3
steps = []


def step(function):
    steps.append(function)
    return function


def refused(text, act):
    try:
        act()
    except MlflowException as error:
        assert text in str(error), f"another message: {error}"
        return
    raise AssertionError("it was not refused")


class Doubler(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input["x"] * 2


@step
def experiments_are_made_found_renamed_and_put_away():
    made = mlflow.set_experiment("Credit risk")
    assert mlflow.set_experiment("Credit risk").experiment_id == made.experiment_id
    client.set_experiment_tag(made.experiment_id, "team", "risk")
    other = client.create_experiment("Other", tags={"a": "1"})
    client.rename_experiment(other, "Others")
    assert [one.name for one in client.search_experiments(filter_string="tags.team = 'risk'")] == ["Credit risk"]
    client.delete_experiment(other)
    assert client.get_experiment(other).lifecycle_stage == "deleted"
    client.restore_experiment(other)
    refused("already exists", lambda: client.create_experiment("Others"))


@step
def a_run_is_logged_and_read_back():
    with mlflow.start_run(run_name="first") as run:
        mlflow.log_param("C", 0.5)
        mlflow.log_params({"solver": "lbfgs", "long": "x" * 6000})
        for at in range(20):
            mlflow.log_metric("loss", 1 / (at + 1), step=at)
        mlflow.log_metrics({"auc": 0.91, "nothing": math.nan, "much": math.inf}, step=3)
        mlflow.set_tags({"stage": "try", "note": "line one\nline two"})
    read = mlflow.get_run(run.info.run_id)
    assert read.info.status == "FINISHED" and read.info.run_name == "first"
    assert read.data.params["C"] == "0.5" and len(read.data.params["long"]) == 6000
    assert read.data.metrics["auc"] == 0.91 and math.isnan(read.data.metrics["nothing"]) and read.data.metrics["much"] > 1e308
    assert [point.step for point in client.get_metric_history(run.info.run_id, "loss")] == list(range(20))
    refused("Changing param values is not allowed", lambda: client.log_param(run.info.run_id, "C", "0.7"))


@step
def batches_come_whole_and_twice_without_harm():
    run = client.create_run(mlflow.set_experiment("Credit risk").experiment_id)
    points = [Metric("m", float(at), 1_700_000_000_000 + at, at) for at in range(2500)]
    for _ in range(2):
        client.log_batch(run.info.run_id, metrics=points[:1000])
    client.log_batch(run.info.run_id, metrics=points[1000:1800], params=[Param(f"p{at}", str(at)) for at in range(100)], tags=[RunTag(f"t{at}", str(at)) for at in range(100)])
    client.log_batch(run.info.run_id, metrics=points[1800:])
    assert len(client.get_metric_history(run.info.run_id, "m")) == 2500
    client.set_terminated(run.info.run_id, "FAILED")
    assert client.get_run(run.info.run_id).info.status == "FAILED"


@step
def runs_are_nested_resumed_renamed_deleted_and_restored():
    with mlflow.start_run(run_name="parent") as parent:
        with mlflow.start_run(run_name="child", nested=True) as child:
            mlflow.log_metric("a", 1)
    with mlflow.start_run(run_id=child.info.run_id):
        mlflow.log_metric("a", 2, step=1)
    client.update_run(child.info.run_id, name="renamed")
    read = client.get_run(child.info.run_id)
    assert read.data.tags["mlflow.parentRunId"] == parent.info.run_id and read.data.metrics["a"] == 2 and read.info.run_name == "renamed"
    client.delete_run(child.info.run_id)
    refused("must be in the 'active' state", lambda: client.log_metric(child.info.run_id, "a", 3))
    client.restore_run(child.info.run_id)
    assert client.get_run(child.info.run_id).info.lifecycle_stage == "active"


@step
def files_go_there_and_come_back():
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "inner").mkdir()
        (Path(folder) / "inner" / "große Datei 1.bin").write_bytes(bytes(range(256)) * 4096)
        with mlflow.start_run() as run:
            mlflow.log_text("hello", "notes/read me.txt")
            mlflow.log_dict({"a": 1}, "a.json")
            mlflow.log_artifacts(folder, "all")
        assert sorted(one.path for one in client.list_artifacts(run.info.run_id)) == ["a.json", "all", "notes"]
        back = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="all", dst_path=folder + "/back"))
        assert (back / "inner" / "große Datei 1.bin").read_bytes() == bytes(range(256)) * 4096
        assert mlflow.artifacts.load_text(run.info.artifact_uri + "/notes/read me.txt") == "hello"


@step
def data_is_told_with_its_digest():
    data = mlflow.data.from_pandas(pd.DataFrame({"x": [1.0, 2.0]}), name="rows")
    with mlflow.start_run() as run:
        mlflow.log_input(data, context="training", tags={"source": "test"} if is_three else None)
    read = client.get_run(run.info.run_id).inputs.dataset_inputs[0]
    assert (read.dataset.name, read.dataset.digest) == ("rows", data.digest)
    assert [run.info.run_id] == [one.info.run_id for one in client.search_runs([run.info.experiment_id], "dataset.name = 'rows'")]


@step
def a_model_is_logged_registered_and_loaded():
    frame = pd.DataFrame({"x": [1.0, 2.0]})
    where = {"name": "model"} if is_three else {"artifact_path": "model"}
    with mlflow.start_run() as run:
        mlflow.log_metrics({"auc": 0.8, "nothing": math.nan})
        logged = mlflow.pyfunc.log_model(python_model=Doubler(), registered_model_name="doubler", pip_requirements=["mlflow"], **where)
    for uri in [logged.model_uri, "models:/doubler/1", f"runs:/{run.info.run_id}/model"]:
        assert list(mlflow.pyfunc.load_model(uri).predict(frame)) == [2.0, 4.0], uri
    client.set_registered_model_alias("doubler", "champion", "1")
    assert list(mlflow.pyfunc.load_model("models:/doubler@champion").predict(frame)) == [2.0, 4.0]


@step
def models_and_versions_are_described_and_found():
    client.update_registered_model("doubler", "Doubles.")
    client.set_registered_model_tag("doubler", "owner", "ana")
    second = client.create_model_version("doubler", client.get_model_version("doubler", "1").source, run_id=client.get_model_version("doubler", "1").run_id)
    client.set_model_version_tag("doubler", second.version, "checked", "yes")
    client.transition_model_version_stage("doubler", second.version, "Staging")
    assert [one.version for one in client.search_model_versions("name = 'doubler' and tags.checked = 'yes'")] == ["2"]
    assert [one.name for one in client.search_registered_models("tags.owner = 'ana'")] == ["doubler"]
    assert client.get_model_version_by_alias("doubler", "champion").version == "1"
    client.delete_registered_model_alias("doubler", "champion")
    client.delete_model_version("doubler", "2")
    refused("not found", lambda: client.get_model_version("doubler", "2"))


@step
def logged_models_are_found_by_their_figures():
    if not is_three:
        return
    experiment = mlflow.set_experiment("Credit risk").experiment_id
    model = client.create_logged_model(experiment, name="scored", params={"depth": "4"})
    with mlflow.start_run():
        mlflow.log_metric("f1", 0.7, model_id=model.model_id)
    client.finalize_logged_model(model.model_id, "READY")
    client.set_logged_model_tags(model.model_id, {"kind": "tree"})
    found = client.search_logged_models([experiment], filter_string="metrics.f1 > 0.5 AND tags.kind = 'tree'")
    assert [one.model_id for one in found] == [model.model_id] and found[0].params == {"depth": "4"}


@step
def runs_are_searched_ordered_and_paged():
    experiment = client.create_experiment("Search")
    for at in range(25):
        run = client.create_run(experiment, run_name=f"run {at}")
        client.log_batch(run.info.run_id, metrics=[Metric("auc", at / 25, 1, 0)], params=[Param("C", str(at % 5))])
    found = client.search_runs([experiment], "metrics.auc >= 0.4 and params.C = '1'", order_by=["metrics.auc DESC"])
    assert [one.info.run_name for one in found] == ["run 21", "run 16", "run 11"]
    names, token = [], None
    while True:
        page = client.search_runs([experiment], max_results=10, order_by=["metrics.auc ASC"], page_token=token)
        names += [one.info.run_name for one in page]
        token = page.token
        if not token:
            break
    assert names == [f"run {at}" for at in range(25)]
    assert len(mlflow.search_runs([experiment], filter_string="attributes.run_name LIKE 'run 1%'")) == 11
    refused("Invalid", lambda: client.search_runs([experiment], "metrics.auc ~ 1"))


@step
def eight_threads_log_at_once():
    experiment = mlflow.set_experiment("Credit risk").experiment_id

    def log(number):
        run = client.create_run(experiment, run_name=f"thread {number}").info.run_id
        for at in range(20):
            client.log_metric(run, "m", at, step=at)
        client.set_terminated(run)
        return len(client.get_metric_history(run, "m"))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(log, range(8))) == [20] * 8


@step
def what_is_not_there_is_said_at_once():
    refused("not found", lambda: client.get_run("0" * 32))
    assert client.get_experiment_by_name("nobody") is None
    refused("not found", lambda: client.get_registered_model("nobody"))


for one in steps:
    try:
        one()
        print(json.dumps({"step": one.__name__, "why": None}), flush=True)
    except Exception:
        print(json.dumps({"step": one.__name__, "why": traceback.format_exc()[-1500:]}), flush=True)
