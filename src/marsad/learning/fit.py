"""Fitting linear models: maximum likelihood with a penalty on large weights, by L-BFGS (needs SciPy).

``classifier`` learns from examples with a class each, ``ranker`` from questions with several candidates of which one
or more are right (conditional logit: the likelihood of a question is the probability of all right ones together).
Examples and candidates are given by the checksums of their features (``keys_of``). With a ``prior``, a model learned
before, the penalty is on what is changed in it: what the new examples do not speak of stays as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from marsad.reader.learned.linear import Keys, Linear, key


def keys_of(features: Iterable[str]) -> Keys:
    """The checksums by which models know features, each once, in rising order."""
    return np.unique(np.fromiter(map(key, features), np.uint32))


@dataclass(frozen=True)
class Penalty:
    """``l2`` is the penalty on squared weights; features met fewer than ``least`` times are left out."""

    l2: float = 1.0
    least: int = 2
    steps: int = 120


@dataclass(frozen=True)
class Question:
    """Candidates with their features' checksums (``keys_of``), and which of them are right."""

    candidates: Sequence[Keys]
    right: Sequence[bool]


def classifier(
    rows: Sequence[Keys],
    labels: Sequence[str],
    penalty: Penalty = Penalty(),
    prior: Linear | None = None,
) -> Linear:
    """A softmax over the classes that ``labels`` and the prior have."""
    classes = tuple(sorted(set(labels) | set(prior.classes if prior else ())))
    keys, matrix = _matrix(rows, penalty.least, prior)
    target = np.array([classes.index(label) for label in labels])
    shape = (matrix.shape[1], len(classes))
    before = _before(prior, keys, classes)
    hit = np.zeros((len(rows), len(classes)))
    hit[np.arange(len(rows)), target] = 1

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        w = flat.reshape(shape)
        scores = matrix @ w
        scores -= scores.max(axis=1, keepdims=True)
        total = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        logs = scores - total
        moved = w - before
        value = -logs[np.arange(len(rows)), target].sum() + 0.5 * penalty.l2 * (moved * moved).sum()
        gradient = matrix.T @ (np.exp(logs) - hit) + penalty.l2 * moved
        return float(value), np.asarray(gradient).ravel()

    best = minimize(loss, before.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": penalty.steps, "maxcor": 8})
    return Linear(classes, keys, best.x.reshape(shape).astype(np.float32))


def ranker(questions: Sequence[Question], penalty: Penalty = Penalty(), prior: Linear | None = None) -> Linear:
    """A softmax over the candidates of each question; questions without a right candidate teach nothing."""
    asked = [q for q in questions if any(q.right) and not all(q.right)]
    rows = [features for q in asked for features in q.candidates]
    keys, matrix = _matrix(rows, penalty.least, prior)
    before = _before(prior, keys, ("right",))[:, 0]
    sizes = np.array([len(q.candidates) for q in asked])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    group = np.repeat(np.arange(len(asked)), sizes)
    right = np.array([flag for q in asked for flag in q.right], bool)

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = matrix @ w
        top = np.maximum.reduceat(scores, starts)[group]
        odds = np.exp(scores - top)
        every = np.add.reduceat(odds, starts)
        good = np.add.reduceat(np.where(right, odds, 0.0), starts) + 1e-300
        moved = w - before
        value = (np.log(every) - np.log(good)).sum() + 0.5 * penalty.l2 * (moved * moved).sum()
        share = odds / every[group] - np.where(right, odds / good[group], 0.0)
        return float(value), matrix.T @ share + penalty.l2 * moved

    best = minimize(loss, before, jac=True, method="L-BFGS-B", options={"maxiter": penalty.steps, "maxcor": 8})
    return Linear(("right",), keys, best.x.reshape(-1, 1).astype(np.float32))


def _before(prior: Linear | None, keys: npt.NDArray[np.uint32], classes: Sequence[str]) -> npt.NDArray[np.float64]:
    """The prior's weights in the order of these features and classes; zero for what it does not know."""
    weights = np.zeros((len(keys), len(classes)))
    if prior is not None:
        rows = np.searchsorted(keys, prior.keys)
        columns = np.array([classes.index(name) for name in prior.classes], np.intp)
        weights[np.ix_(rows, columns)] = prior.weights
    return weights


def _matrix(
    rows: Sequence[Keys], least: int, prior: Linear | None = None
) -> tuple[npt.NDArray[np.uint32], sparse.csr_matrix]:
    """Checksums of the features that are kept (the prior's all), in rising order, and which rows have them."""
    every = np.concatenate([np.zeros(0, np.uint32), *rows])
    seen, counts = np.unique(every, return_counts=True)
    keys = np.union1d(seen[counts >= least], prior.keys if prior else np.zeros(0, np.uint32)).astype(np.uint32)
    at = np.minimum(np.searchsorted(keys, every), max(0, len(keys) - 1))
    known = keys[at] == every if len(keys) else np.zeros(len(every), bool)
    row = np.repeat(np.arange(len(rows)), [len(own) for own in rows])
    pointers = np.concatenate([[0], np.cumsum(np.bincount(row[known], minlength=len(rows)))])
    matrix = sparse.csr_matrix((np.ones(int(known.sum())), at[known], pointers), shape=(len(rows), len(keys)))
    return keys, matrix
