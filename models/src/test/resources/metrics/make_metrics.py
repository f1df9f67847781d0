"""Detection figures of seeded score sets by scikit-learn and scipy. usage: make_metrics.py OUT.json

Made with numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1.
"""
import json
import sys

import numpy as np
from scipy.optimize import brentq
from scipy.spatial import ConvexHull
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, log_loss, roc_curve


def crossing(fpr, fnr):
    """Where the polyline through the points (fpr, fnr), given along the curve, cuts fpr = fnr."""
    place = np.arange(len(fpr), dtype=float)
    along = brentq(lambda s: np.interp(s, place, fpr - fnr), 0, len(fpr) - 1, xtol=1e-15)
    return float(np.interp(along, place, fnr))


def hull_crossing(fpr, tpr):
    points = np.vstack([np.column_stack([fpr, tpr]), [[1.0, 0.0]]])
    hull = points[ConvexHull(points).vertices]
    upper = np.array(sorted((x, y) for x, y in hull if (x, y) != (1.0, 0.0)))
    upper = np.vstack([[0.0, 0.0], upper]) if upper[0][0] > 0 else upper
    return crossing(upper[:, 0], 1 - upper[:, 1])


def minimum_cllr(scores, labels, weights):
    """Isotonic regression of balanced labels; log loss of its posteriors in bits."""
    posterior = IsotonicRegression(y_min=0, y_max=1).fit(scores, labels, sample_weight=weights).predict(scores)
    return float(log_loss(labels, np.clip(posterior, 1e-300, 1 - 1e-16), sample_weight=weights) / np.log(2))


def cost(labels, accepted, prior):
    (tn, fp), (fn, tp) = confusion_matrix(labels, accepted, labels=[0, 1])
    return (prior * fn / (fn + tp) + (1 - prior) * fp / (fp + tn)) / min(prior, 1 - prior)


def figures(targets, nontargets):
    scores = np.concatenate([targets, nontargets])
    labels = np.concatenate([np.ones(len(targets), int), np.zeros(len(nontargets), int)])
    weights = np.where(labels == 1, 0.5 / len(targets), 0.5 / len(nontargets))
    fpr, tpr, _ = roc_curve(labels, scores, drop_intermediate=False)
    row = {
        "eer": crossing(fpr, 1 - tpr),
        "eer_rocch": hull_crossing(fpr, tpr),
        "cllr": float(log_loss(labels, 1 / (1 + np.exp(-scores)), sample_weight=weights) / np.log(2)),
        "min_cllr": minimum_cllr(scores, labels, weights),
    }
    for prior in (0.01, 0.05, 0.5):
        row[f"min_dcf_{prior}"] = float(np.min((prior * (1 - tpr) + (1 - prior) * fpr) / min(prior, 1 - prior)))
        row[f"act_dcf_{prior}"] = float(cost(labels, scores >= np.log((1 - prior) / prior), prior))
    if min(targets) < max(nontargets) and max(targets) > min(nontargets):
        fit = LogisticRegression(C=np.inf, class_weight="balanced", tol=1e-12, max_iter=10000, solver="newton-cholesky")
        fit.fit(scores[:, None], labels)
        row["slope"], row["offset"] = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    return row


def main():
    rng = np.random.default_rng(7)
    sets = []
    # name, targets, non-targets, mean of the targets, scores are rounded to 1/grid
    for name, t, n, mean, grid in [
        ("plain", 120, 400, 2.0, None),
        ("few", 3, 5, 1.0, None),
        ("one of each", 1, 1, 1.0, None),
        ("ties", 80, 300, 1.5, 4),
        ("many ties", 200, 200, 1.0, 1),
        ("separated", 40, 60, 14.0, None),
        ("chance", 150, 150, 0.0, None),
        ("reversed", 60, 90, -1.5, 8),
        ("unbalanced", 9, 2000, 2.5, 16),
    ]:
        targets, nontargets = rng.normal(mean, 1, t), rng.normal(0, 1, n)
        if grid:
            targets, nontargets = np.round(targets * grid) / grid, np.round(nontargets * grid) / grid
        sets.append((name, targets, nontargets))
    doubled = np.repeat(rng.normal(1, 1, 30), 3)
    sets.append(("duplicates in both classes", doubled, np.concatenate([doubled[:45], rng.normal(-1, 1, 40)])))
    sets.append(("all equal", np.full(4, 0.5), np.full(6, 0.5)))
    rows = [{"name": name, "targets": t.tolist(), "nontargets": n.tolist(), **figures(t, n)} for name, t, n in sets]
    with open(sys.argv[1], "w") as out:
        json.dump(rows, out)
        out.write("\n")


main()
