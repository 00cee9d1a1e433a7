"""The rates of every group as one would get them from Python's libraries: WHICH PATH, prints a line of JSON.

pandas: groupby and scikit-learn's metrics by each of two group columns and for their intersection; fairlearn: one MetricFrame of the
intersection alone, with its differences and ratios. Neither resamples anything. Times are from after the imports, the file's reading included.
"""
import json
import resource
import sys
import time

which, path = sys.argv[1:3]

import pandas as pd
from sklearn.metrics import accuracy_score, precision_score, recall_score

if which == "fairlearn":
    import fairlearn.metrics as fm

both = ["sex", "age_group"]
groupings = [both] if which == "fairlearn" else [["sex"], ["age_group"], both]
started = time.perf_counter()
rows = pd.read_parquet(path, columns=["label", "prediction", "sex", "age_group"])
read = time.perf_counter()


def of_group(group):
    label, prediction = group["label"], group["prediction"]
    return pd.Series(
        {
            "selection_rate": prediction.mean(),
            "tpr": recall_score(label, prediction, zero_division=0),
            "fpr": 1 - recall_score(label, prediction, pos_label=0, zero_division=0),
            "precision": precision_score(label, prediction, zero_division=0),
            "accuracy": accuracy_score(label, prediction),
        }
    )


for columns in groupings:
    if which == "pandas":
        rows.groupby(columns)[["label", "prediction"]].apply(of_group)
    else:
        metrics = {
            "selection_rate": fm.selection_rate,
            "tpr": fm.true_positive_rate,
            "fpr": fm.false_positive_rate,
            "precision": precision_score,
            "accuracy": accuracy_score,
        }
        frame = fm.MetricFrame(metrics=metrics, y_true=rows["label"], y_pred=rows["prediction"], sensitive_features=rows[columns])
        frame.by_group, frame.difference(), frame.ratio()
done = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"milliseconds": (done - started) * 1000, "reading": (read - started) * 1000, "mebibytes": peak}))
