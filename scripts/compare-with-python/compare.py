"""What Python's libraries make of the files named in a question; nothing but the files and the names of columns comes from Countersign.

Question (JSON on standard input): {"libraries": [...], "missing": [...], "cases": [...]}, see cases.ts.
Answer (JSON on standard output): {"unusable": {library: sentence}, "values": [...]}, for each case a list of {"case", "library", "metric", "over", "value"};
a value that is undefined is null.
"""
import csv
import importlib
import json
import math
import sys
import warnings

question = json.load(sys.stdin)
missing = {token.lower() for token in question['missing']}
answers = []


def read(path):
    with open(path, encoding='utf-8', newline='') as file:
        rows = csv.DictReader(file)
        return [{name: None if text.strip().lower() in missing else text.strip() for name, text in row.items()} for row in rows]


def tell(case, library, metric, over, value):
    number = None if value is None or not math.isfinite(value) else float(value)
    answers[-1].append({'case': case['name'], 'library': library, 'metric': metric, 'over': over, 'value': number})


def undefined_on(error, compute):
    """None where a library refuses what Countersign calls undefined."""
    try:
        return compute()
    except error:
        return None


def known(case, column):
    """Rows with an outcome and a value in the column, with outcome and decision as 0 and 1."""
    rows = [row for row in read(case['data']) if row['label'] is not None and row[column] is not None]
    return [{**row, 'y': int(row['label'] == case['positive']), 'd': int(row['prediction'] == case['positive'])} for row in rows]


def decided(case):
    return known(case, 'prediction')


def name_of(columns, values):
    return ', '.join(f'{column}={value}' for column, value in zip(columns, values))


def groups_of(case, rows):
    """Rows by group, for every column and for all of them together; a row without a value in a column is in no group over it."""
    found = {}
    for columns in case['groupings']:
        for row in rows:
            values = [row[column] for column in columns]
            if None not in values:
                found.setdefault(name_of(columns, values), []).append(row)
    return found


def fairlearn_fairness(case):
    import pandas
    from fairlearn import metrics as fair
    from sklearn.metrics import accuracy_score, precision_score

    rates = {
        'selection_rate': fair.selection_rate,
        'true_positive_rate': fair.true_positive_rate,
        'false_positive_rate': fair.false_positive_rate,
        'false_negative_rate': fair.false_negative_rate,
        'true_negative_rate': fair.true_negative_rate,
        'positive_predictive_value': lambda y, d: precision_score(y, d, zero_division=0),
        'accuracy': accuracy_score,
    }
    for columns in case['groupings']:
        # fairlearn refuses a table with missing values in a group column (0.15; before that it dropped them unsaid).
        rows = [row for row in decided(case) if all(row[column] is not None for column in columns)]
        truth, decision = [row['y'] for row in rows], [row['d'] for row in rows]
        of = {'y_true': truth, 'y_pred': decision, 'sensitive_features': pandas.DataFrame([{column: row[column] for column in columns} for row in rows])}
        frame = fair.MetricFrame(metrics={'n': fair.count, **rates}, **of)
        for key, found in frame.by_group.iterrows():
            values = key if isinstance(key, tuple) else (key,)
            if found['n'] > 0:
                for rate in rates:
                    tell(case, 'fairlearn', rate, name_of(columns, values), found[rate])
        over = ' × '.join(columns)
        differences, ratios = frame.difference(), frame.ratio()
        summary = {
            'demographic_parity_difference': fair.demographic_parity_difference(**of),
            'demographic_parity_ratio': fair.demographic_parity_ratio(**of),
            'equalized_odds_difference': fair.equalized_odds_difference(**of),
            'equalized_odds_mean_difference': fair.equalized_odds_difference(**of, agg='mean'),
            'equal_opportunity_difference': fair.equal_opportunity_difference(**of),
            'predictive_equality_difference': differences['false_positive_rate'],
            'predictive_parity_difference': differences['positive_predictive_value'],
            'accuracy_difference': differences['accuracy'],
            'false_negative_rate_ratio': ratios['false_negative_rate'],
            'false_positive_rate_ratio': ratios['false_positive_rate'],
        }
        for metric, value in summary.items():
            tell(case, 'fairlearn', metric, over, value)


fractions = {
    'selection_rate': (lambda row: row['d'] == 1, lambda row: True),
    'true_positive_rate': (lambda row: row['d'] == 1, lambda row: row['y'] == 1),
    'false_positive_rate': (lambda row: row['d'] == 1, lambda row: row['y'] == 0),
    'false_negative_rate': (lambda row: row['d'] == 0, lambda row: row['y'] == 1),
    'true_negative_rate': (lambda row: row['d'] == 0, lambda row: row['y'] == 0),
    'positive_predictive_value': (lambda row: row['y'] == 1, lambda row: row['d'] == 1),
    'negative_predictive_value': (lambda row: row['y'] == 0, lambda row: row['d'] == 0),
    'accuracy': (lambda row: row['y'] == row['d'], lambda row: True),
    'base_rate': (lambda row: row['y'] == 1, lambda row: True),
}


def fraction(rows, rate):
    counted, among = fractions[rate]
    base = [row for row in rows if among(row)]
    return sum(counted(row) for row in base), len(base)


def scipy_fairness(case):
    from scipy import stats

    rows = decided(case)
    groups = groups_of(case, rows)
    for name, members in groups.items():
        for rate in fractions:
            k, n = fraction(members, rate)
            interval = stats.binomtest(k, n).proportion_ci(method='wilson') if n > 0 else None
            tell(case, 'scipy', f'{rate}, lower Wilson bound', name, interval and interval.low)
            tell(case, 'scipy', f'{rate}, upper Wilson bound', name, interval and interval.high)
    for pair in case['pairs']:
        (k1, n1), (k2, n2) = [fraction(groups[name], pair['rate']) for name in (pair['by'], pair['reference'])]
        table = [[k1, n1 - k1], [k2, n2 - k2]]
        if pair['test'] == 'fisher':
            p = stats.fisher_exact(table).pvalue
        else:
            # z squared is chi-square of the four counts without correction. scipy refuses an empty margin.
            p = undefined_on(ValueError, lambda: stats.chi2_contingency(table, correction=False).pvalue)
        tell(case, 'scipy', f"{pair['rate']}, p by {pair['test']}", f"{pair['by']} against {pair['reference']}", p)
    for columns in case['groupings']:
        # Scores are judged for themselves: whether a row was decided on does not matter.
        present = [row for row in known(case, 'score') if all(row[column] is not None for column in columns)]
        for name, members in groups_of({'groupings': [columns]}, present).items():
            inside = {id(row) for row in members}
            others = [float(row['score']) for row in present if id(row) not in inside]
            d = stats.ks_2samp([float(row['score']) for row in members], others).statistic if others else None
            tell(case, 'scipy', 'KS distance of scores from the others', name, d)


def score_metrics(truth, scores):
    from sklearn import metrics as sk

    both = len(set(truth)) == 2
    return {
        'auc_roc': sk.roc_auc_score(truth, scores) if both else None,
        'log_loss': sk.log_loss(truth, scores, labels=[0, 1]),
        'brier': sk.brier_score_loss(truth, scores, pos_label=1),
        'average_precision': sk.average_precision_score(truth, scores),
    }


def sklearn_fairness(case):
    for name, members in groups_of(case, known(case, 'score')).items():
        for metric, value in score_metrics([row['y'] for row in members], [float(row['score']) for row in members]).items():
            if metric != 'average_precision':
                tell(case, 'scikit-learn', metric, name, value)


def sklearn_binary(case):
    from sklearn import metrics as sk

    rows = decided(case)
    truth, decision = [row['y'] for row in rows], [row['d'] for row in rows]
    found = {
        'accuracy': sk.accuracy_score(truth, decision),
        'precision': sk.precision_score(truth, decision, zero_division=0),
        'recall': sk.recall_score(truth, decision, zero_division=0),
        'specificity': sk.recall_score(truth, decision, pos_label=0, zero_division=0),
        'f1': sk.f1_score(truth, decision, zero_division=0),
        'mcc': sk.matthews_corrcoef(truth, decision),
        'balanced_accuracy': sk.balanced_accuracy_score(truth, decision),
    }
    scored = [row for row in rows if row['score'] is not None]
    found.update(score_metrics([row['y'] for row in scored], [float(row['score']) for row in scored]))
    for metric, value in found.items():
        tell(case, 'scikit-learn', metric, 'all rows', value)


def scipy_binary(case):
    from scipy import stats

    if not case['challenged']:
        return
    rows = [row for row in decided(case) if row['challenger'] is not None]
    second = [int(row['challenger'] == case['positive']) == row['y'] for row in rows]
    b = sum(row['d'] == row['y'] and not right for row, right in zip(rows, second))
    c = sum(row['d'] != row['y'] and right for row, right in zip(rows, second))
    if case['challenged'] == 'exact':
        p = stats.binomtest(b, b + c, 0.5).pvalue if b + c > 0 else 1
    else:
        p = stats.chi2.sf((abs(b - c) - 1) ** 2 / (b + c), 1)
    tell(case, 'scipy', f"McNemar, p by {case['challenged']}", 'all rows', p)


def sklearn_numbers(case):
    from sklearn import metrics as sk

    rows = [row for row in read(case['data']) if row[case['label']] is not None and row[case['prediction']] is not None]
    truth, predicted = [float(row[case['label']]) for row in rows], [float(row[case['prediction']]) for row in rows]
    found = {'rmse': sk.root_mean_squared_error, 'mae': sk.mean_absolute_error, 'r2': sk.r2_score}
    for metric, compute in found.items():
        tell(case, 'scikit-learn', metric, 'all rows', compute(truth, predicted))


def sides(case, column, convert):
    return [[convert(row[column]) for row in read(case[side]) if row[column] is not None] for side in ('reference', 'data')]


def scipy_drift(case):
    import numpy
    from scipy import stats
    from scipy.spatial.distance import jensenshannon

    for column in case['numeric']:
        reference, current = sides(case, column, float)
        n, m = len(reference), len(current)
        d = stats.ks_2samp(reference, current).statistic
        tell(case, 'scipy', 'ks_statistic', column, d)
        tell(case, 'scipy', 'ks_p_value, limit', column, stats.kstwobign.sf(d * math.sqrt(n * m / (n + m))))
        tell(case, 'scipy', 'ks_p_value, exact', column, stats.ks_2samp(reference, current, method='exact').pvalue)
        tell(case, 'scipy', 'wasserstein', column, stats.wasserstein_distance(reference, current) / numpy.std(reference))
    for column in case['categorical']:
        reference, current = sides(case, column, str)
        values = sorted({*reference, *current})
        table = numpy.array([[side.count(value) for value in values] for side in (reference, current)])
        test = stats.chi2_contingency(table, correction=False)
        tell(case, 'scipy', 'chi_square', column, test.statistic)
        tell(case, 'scipy', 'chi_square_p_value', column, test.pvalue)
        tell(case, 'scipy', 'cramers_v', column, stats.contingency.association(table, method='cramer'))
        tell(case, 'scipy', 'js_distance', column, jensenshannon(table[0], table[1], base=2))


def evidently_drift(case):
    import pandas
    from evidently.legacy.calculations.stattests import hellinger_distance, jensenshannon, psi, wasserstein_distance_norm
    from evidently.legacy.core import ColumnType

    for column in [*case['numeric'], *case['categorical']]:
        numeric = column in case['numeric']
        kind = ColumnType.Numerical if numeric else ColumnType.Categorical
        reference, current = [pandas.Series(side) for side in sides(case, column, float if numeric else str)]
        tell(case, 'evidently', 'psi', column, psi._psi(reference, current, kind, 0.1)[0])
        tell(case, 'evidently', 'js_distance', column, jensenshannon._jensenshannon(reference, current, kind, 0.1)[0])
        if numeric:
            tell(case, 'evidently', 'wasserstein', column, wasserstein_distance_norm._wasserstein_distance_norm(reference, current, kind, 0.1)[0])
        else:
            tell(case, 'evidently', 'hellinger', column, hellinger_distance._hellinger_distance(reference, current, kind, 0.1)[0])


computed = {
    ('fairlearn', 'fairness'): fairlearn_fairness,
    ('scikit-learn', 'fairness'): sklearn_fairness,
    ('scikit-learn', 'binary'): sklearn_binary,
    ('scikit-learn', 'numbers'): sklearn_numbers,
    ('scipy', 'fairness'): scipy_fairness,
    ('scipy', 'binary'): scipy_binary,
    ('scipy', 'drift'): scipy_drift,
    ('evidently', 'drift'): evidently_drift,
}
modules = {'fairlearn': 'fairlearn.metrics', 'scikit-learn': 'sklearn.metrics', 'scipy': 'scipy.stats', 'evidently': 'evidently.legacy.calculations.stattests'}


def import_libraries():
    """The libraries that load, and why the others do not: one may be installed for another version of what it needs."""
    loaded, unusable = [], {}
    for library in question['libraries']:
        try:
            importlib.import_module(modules[library])
            loaded.append(library)
        except Exception as error:
            unusable[library] = f'{type(error).__name__}: {error}'
    return loaded, unusable


# The libraries warn of the very cases that are compared: denominators of 0.
warnings.simplefilter('ignore')
loaded, unusable = import_libraries()
for one in question['cases']:
    answers.append([])
    for library in loaded:
        if (library, one['kind']) in computed:
            computed[library, one['kind']](one)
json.dump({'unusable': unusable, 'values': answers}, sys.stdout)
