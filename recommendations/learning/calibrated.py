"""New bands beside the others: both by how likely they are to be liked.

Whatever learns from listens gives a band that nobody listens to scores on a scale of their own. So
some bands are hidden with all their listens, and some listens of the others; the method learns
from the rest; and of both kinds it is found out how likely a score is to be right:

    warm: P(right) = sigmoid(a + b s)         new: P(right) = sigmoid(a' + b' s + c ln(1 + tags))

(Platt, 1999). A new band's score becomes the warm score that is as likely. Then all new bands are
moved together until they have the share of the places that they have of what is right, as in
calibrated recommendations (Steck, RecSys 2018). The order among warm bands stays what it was.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from recommendations.learning.fused import standardised
from recommendations.learning.sparse import columns_of, ones_at
from recommendations.learning.types import Method, Model, Scores, Tastes, World

SEED = 42
HIDDEN = 0.2  # of the bands, and of the listens of the others
LEAST_LISTENERS = 5  # of a band that is hidden
ASKED = 400  # listeners whose scores are looked at
BEST = 300  # bands of each kind that are looked at for each of them: who may come into a list
RIDGE = 1e-4
PLACES = 10  # of a list, in which new bands have their share
MOST_MOVED, STEPS = 5.0, 12

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """(2,) and (3,) weights of 1, the score and, for new bands, ln(1 + tags)."""

    warm: Values
    cold: Values

    def shifted(self, by: float) -> "Scale":
        """With new bands likelier by that much, in logits."""
        return Scale(self.warm, self.cold + np.array([by, 0.0, 0.0]))

    def as_warm(self, scores: Values, tags: Values) -> Values:
        """Scores of cold bands -> the warm scores that are as likely to be right."""
        a, b = self.warm
        shift, slope, known = self.cold
        return np.asarray((shift + slope * scores + known * tags - a) / b)


@dataclass(frozen=True)
class OneScale:
    """A model whose (b,) cold bands are put on the scale of the others."""

    model: Model
    cold: NDArray[np.bool_]
    tags: Values
    scale: Scale

    def scores(self, tastes: Tastes) -> Scores:
        scores = standardised(self.model.scores(tastes))
        scores[:, self.cold] = self.scale.as_warm(
            scores[:, self.cold].astype(np.float64), self.tags[self.cold]
        )
        return scores


@dataclass(frozen=True)
class Calibrated:
    method: Method

    def fit(self, world: World) -> Model:
        listeners = np.asarray(world.listens.sum(axis=0)).ravel()
        if world.new is None or not world.new.any() or not (listeners >= LEAST_LISTENERS).any():
            return self.method.fit(world)
        scale = self._scale(world, listeners)
        return OneScale(self.method.fit(world), world.new, _tags(world), scale)

    def _scale(self, world: World, listeners: Values) -> Scale:
        rng = np.random.default_rng(SEED)
        hidden = _hidden(listeners, rng)
        known, right = _parted(world.listens, hidden, rng)
        rehearsed = replace(world, listens=known, new=None)
        model = self.method.fit(rehearsed)
        rows = np.sort(rng.choice(known.shape[0], min(ASKED, known.shape[0]), replace=False))
        tastes = Tastes(known[rows], world.words[rows])
        scores = standardised(model.scores(tastes)).astype(np.float64)
        never = np.asarray(known.sum(axis=0)).ravel() == 0
        asked = _Asked(scores, columns_of(known[rows]), [right[row] for row in rows], _tags(world))
        scale = Scale(
            warm=asked.weights(~never, with_tags=False),
            cold=asked.weights(hidden, with_tags=True),
        )
        return asked.moved(scale, hidden, ~never)


@dataclass(frozen=True)
class _Asked:
    """(q, b) scores, what each of q listeners is known to listen to, and what was hidden."""

    scores: Values
    known: list[NDArray[np.intp]]
    right: list[NDArray[np.intp]]
    tags: Values

    def weights(self, among: NDArray[np.bool_], *, with_tags: bool) -> Values:
        """Of the logistic regression over the best of the bands in `among`."""
        columns, labels = [], []
        for scores, known, right in zip(self.scores, self.known, self.right, strict=True):
            rows = _best(scores, among, known)
            parts = [np.ones(len(rows)), scores[rows]]
            columns.append(np.column_stack([*parts, self.tags[rows]] if with_tags else parts))
            labels.append(np.isin(rows, right))
        return _logistic(np.vstack(columns), np.concatenate(labels).astype(np.float64))

    def moved(self, scale: Scale, hidden: NDArray[np.bool_], warm: NDArray[np.bool_]) -> Scale:
        """The scale by which the hidden bands have their share of the places, halving STEPS
        times how far they are moved."""
        wanted = float(np.mean(hidden[np.concatenate(self.right)]))
        low, high = -MOST_MOVED, MOST_MOVED
        for _step in range(STEPS):
            middle = (low + high) / 2
            if self._share(scale.shifted(middle), hidden, warm) < wanted:
                low = middle
            else:
                high = middle
        return scale.shifted((low + high) / 2)

    def _share(self, scale: Scale, hidden: NDArray[np.bool_], warm: NDArray[np.bool_]) -> float:
        shown = [
            _best(self._on_one_scale(row, scale, hidden), hidden | warm, known)[:PLACES]
            for row, known in zip(self.scores, self.known, strict=True)
        ]
        return float(np.mean(hidden[np.concatenate(shown)]))

    def _on_one_scale(self, scores: Values, scale: Scale, hidden: NDArray[np.bool_]) -> Values:
        result = scores.copy()
        result[hidden] = scale.as_warm(scores[hidden], self.tags[hidden])
        return result


def _best(scores: Values, among: NDArray[np.bool_], known: NDArray[np.intp]) -> NDArray[np.intp]:
    free = among.copy()
    free[known] = False
    rows = np.flatnonzero(free)
    return rows[np.argsort(-scores[rows], kind="stable")[:BEST]]


def _logistic(columns: Values, labels: Values) -> Values:
    def loss(weights: Values) -> tuple[float, Values]:
        logits = columns @ weights
        value = np.mean(np.logaddexp(0, logits) - labels * logits)
        slope = columns.T @ (1 / (1 + np.exp(-logits)) - labels) / len(labels)
        return float(value + RIDGE * weights @ weights), slope + 2 * RIDGE * weights

    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, dtype=np.float64)


def _hidden(listeners: Values, rng: np.random.Generator) -> NDArray[np.bool_]:
    enough = np.flatnonzero(listeners >= LEAST_LISTENERS)
    chosen = rng.choice(enough, size=max(round(HIDDEN * len(enough)), 1), replace=False)
    return np.isin(np.arange(len(listeners)), chosen)


def _parted(
    listens: csr_array, hidden: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[csr_array, list[NDArray[np.intp]]]:
    """What stays known, and what is to be found: hidden bands, and a fifth of the others."""
    kept, right = [], []
    for row in columns_of(listens):
        warm = rng.permutation(row[~hidden[row]])
        size = round(HIDDEN * len(warm))
        kept.append(np.sort(warm[size:]))
        right.append(np.sort(np.concatenate([row[hidden[row]], warm[:size]])))
    return ones_at(kept, listens.shape[1]), right


def _tags(world: World) -> Values:
    return np.log1p(np.asarray(world.tags.sum(axis=1), dtype=np.float64).ravel())
