"""
Points MLflow's own REST tests at Countersign: each test that asks for a server gets a workspace of its own. Only the tests that scope.json names are run,
with the parameters of a server behind HTTP ("sqlalchemy"; the others ask the file store of MLflow's own process).
"""
import contextlib
import json
import os
import subprocess

import tests.tracking.integration_test_utils as utils

scope = json.loads(os.environ["CONFORMANCE_SCOPE"])
results = os.environ["CONFORMANCE_RESULTS"]
workspaces = subprocess.Popen(json.loads(os.environ["CONFORMANCE_WORKSPACES"]), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def next_workspace():
    workspaces.stdin.write("new\n")
    workspaces.stdin.flush()
    return workspaces.stdout.readline().strip()


class Workspace:
    """Stands where MLflow's tests start a server of theirs."""

    def __init__(self, *_args, **_kwargs):
        pass

    def __enter__(self):
        address = next_workspace()
        if not address:
            raise RuntimeError("Countersign serves no workspace; what it printed stands above.")
        return address

    def __exit__(self, *_error):
        pass


@contextlib.contextmanager
def init_server(*_args, **_kwargs):
    with Workspace() as address:
        yield address


utils.ServerThread = Workspace
utils._init_server = init_server


def pytest_collection_modifyitems(config, items):
    kept = [item for item in items if in_scope(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
    note({"collected": [item.nodeid for item in kept]})


def in_scope(item):
    names = next((names for file, names in scope["tests"].items() if str(item.path).endswith(file)), [])
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else []
    return item.originalname in names and "file" not in parameters


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        note({"test": report.nodeid, "outcome": report.outcome, "text": report.longreprtext[-2000:]})


def pytest_sessionfinish():
    workspaces.stdin.close()
    workspaces.wait()


def note(line):
    with open(results, "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
