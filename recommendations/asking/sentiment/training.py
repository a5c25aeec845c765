"""Fit the model: naive Bayes weights under a linear support vector machine, then one byte each.

Wang and Manning, "Baselines and Bigrams" (ACL 2012): a bucket counts by the log-ratio of its odds
in praise and in blame, and the machine learns how far to trust each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommendations.asking.sentiment.features import BUCKETS, buckets
from recommendations.asking.sentiment.model import STEPS, Model

FIFTH = 5  # every fifth text is held out to find the slope
SIXTH = 6  # every sixth, to try settings without looking at the dev part


@dataclass(frozen=True)
class Settings:
    """What training is told.

    cost : of the support vector machine, on vectors of length 1
    temper : the log-ratios' exponent; 1 is plain naive Bayes, 0 leaves presence alone
    """

    cost: float = 1.0
    temper: float = 0.4
    seed: int = 42


def counted(texts: Sequence[str]) -> csr_matrix:
    """(n, BUCKETS) ones where a text has the bucket."""
    rows = [buckets(text) for text in texts]
    starts = np.cumsum([0, *map(len, rows)])
    found = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    return csr_matrix(
        (np.ones(len(found), dtype=np.float32), found, starts), shape=(len(rows), BUCKETS)
    )


def trained(texts: Sequence[str], praise: Sequence[bool], settings: Settings) -> Model:
    """The model of n texts; `praise` tells each one's side."""
    matrix, labels = counted(texts), np.asarray(praise, dtype=bool)
    held = np.arange(len(labels)) % FIFTH == 0
    _weights, scores = _fitted(matrix[~held], labels[~held], matrix[held], settings)
    slope, shift = _calibrated(scores, labels[held], settings)
    (ratios, weights, bias), _scores = _fitted(matrix, labels, matrix[:1], settings)
    return _packed(ratios, weights, slope, slope * bias + shift)


def tried(
    texts: Sequence[str], praise: Sequence[bool], settings: Settings, sizes: Sequence[int]
) -> dict[int, float]:
    """By size, the accuracy on every sixth text after training on the first `size` others."""
    matrix, labels = counted(texts), np.asarray(praise, dtype=bool)
    held = np.arange(len(labels)) % SIXTH == SIXTH - 1
    others, found = np.flatnonzero(~held), {}
    for size in sizes:
        some = others[:size]
        _fit, margins = _fitted(matrix[some], labels[some], matrix[held], settings)
        found[size] = float(np.mean((margins > 0) == labels[held]))
    return found


Fitted = tuple[NDArray[np.float64], NDArray[np.float64], float]


def _fitted(
    matrix: csr_matrix, labels: NDArray[np.bool_], others: csr_matrix, settings: Settings
) -> tuple[Fitted, NDArray[np.float64]]:
    """((log-ratios, weights, bias), the margins of `others`)."""
    from sklearn.svm import LinearSVC  # heavy, and nothing that serves needs it

    ratios = _log_ratios(matrix, labels, settings.temper)
    machine = LinearSVC(C=settings.cost, tol=1e-3, max_iter=100, random_state=settings.seed)
    machine.fit(_scaled(matrix, ratios), labels)
    margins = machine.decision_function(_scaled(others, ratios))
    return (ratios, machine.coef_[0] * ratios, float(machine.intercept_[0])), margins


def _log_ratios(
    matrix: csr_matrix, labels: NDArray[np.bool_], temper: float
) -> NDArray[np.float64]:
    """(BUCKETS,) how much more often a bucket is in praise, with one more of each, tempered."""
    good, bad = (1.0 + np.asarray(matrix[side].sum(axis=0)).ravel() for side in (labels, ~labels))
    ratios = np.log(good / good.sum()) - np.log(bad / bad.sum())
    return np.asarray(np.sign(ratios) * np.abs(ratios) ** temper, dtype=np.float64)


def _scaled(matrix: csr_matrix, ratios: NDArray[np.float64]) -> Any:
    from sklearn.preprocessing import normalize

    return normalize(matrix.multiply(ratios.astype(np.float32)).tocsr())


def _calibrated(
    margins: NDArray[np.float64], labels: NDArray[np.bool_], settings: Settings
) -> tuple[float, float]:
    """Platt's slope and shift: log-odds of praise from margins that training did not see."""
    from sklearn.linear_model import LogisticRegression

    curve = LogisticRegression(C=1e6, random_state=settings.seed)
    curve.fit(margins.reshape(-1, 1), labels)
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])


def _packed(
    ratios: NDArray[np.float64], weights: NDArray[np.float64], slope: float, bias: float
) -> Model:
    """In whole steps. None is cut: the few great weights are what tells the sides apart."""
    most = float(np.abs(weights).max()) or 1.0
    longest = float(np.abs(ratios).max()) or 1.0
    return Model(
        weights=np.rint(weights / most * STEPS).astype(np.int8),
        norms=np.rint(np.abs(ratios) / longest * 255).astype(np.uint8),
        scale=most / STEPS,
        norm_scale=longest / 255,
        slope=slope,
        bias=bias,
    )


def accuracy(model: Model, texts: Sequence[str], praise: Sequence[bool]) -> float:
    """The share of texts whose side the model tells."""
    told = [(model.score(text) > 0) == side for text, side in zip(texts, praise, strict=True)]
    return sum(told) / len(told)
