"""Several methods as one: their scores made comparable, weighed and added; and places kept for
bands that few are shown.

    fused(u, i) = sum over parts p of  w_p * (s_p(u, i) - mean_p(u)) / spread_p(u)

    rare(u, i)  = (fused(u, i) - mean(i)) / spread(i)   over a reference population of listeners

The first is CombSUM over standard scores (Shaw and Fox, TREC-2, 1994; Montague and Aslam, CIKM
2001). The second is local scaling, a correction of hubness (Zelnik-Manor and Perona, NIPS 2004;
Schnitzer et al., JMLR 13, 2012): it is high where a band fits this listener better than it fits
others, and so it favours nobody for being known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.learning.sparse import columns_of, ones_at
from recommendations.learning.types import Factors, Method, Model, Scores, Tastes, World

SHOWN = 10  # places of which some are kept
REFERENCE = 400  # listeners over whom a band's usual score is taken
SHOWN_PICKS = 5  # of a reference listener
SEED = 42


@dataclass(frozen=True)
class Part:
    method: Method
    weight: float


@dataclass(frozen=True)
class Blend:
    """The fitted parts; `usual` and `spread` (b,) are a band's scores over the reference."""

    models: tuple[Model, ...]
    weights: tuple[float, ...]

    def scores(self, tastes: Tastes) -> Scores:
        total = np.zeros(tastes.picks.shape, dtype=np.float32)
        for model, weight in zip(self.models, self.weights, strict=True):
            total += np.float32(weight) * standardised(model.scores(tastes))
        return total


@dataclass(frozen=True)
class Explorer:
    """A blend that keeps `discovery` of the ten places for what fits this listener unusually well.

    They are the last of the ten, taken from the `depth` best of the blend; the rest stays in the
    blend's order. A knob of 0 is the blend itself.
    """

    blend: Blend
    usual: NDArray[np.float32]
    spread: NDArray[np.float32]
    discovery: int
    depth: int

    def scores(self, tastes: Tastes) -> Scores:
        blended = self.blend.scores(tastes)
        rare = (blended - self.usual) / self.spread
        rows = zip(blended, rare, columns_of(tastes.picks), strict=True)
        return np.stack([self._raised(*row) for row in rows])

    def _raised(
        self, blended: NDArray[np.float32], rare: NDArray[np.float32], picks: NDArray[np.integer]
    ) -> NDArray[np.float32]:
        """The blend with the discovered bands lifted between the last kept place and the next."""
        candidates = blended.copy()
        candidates[picks] = -np.inf
        order = np.argsort(-candidates, kind="stable")[: self.depth]
        kept = SHOWN - self.discovery
        others = order[kept:]
        found = others[np.argsort(-rare[others], kind="stable")[: self.discovery]]
        result = np.empty_like(blended)
        result[:] = np.minimum(blended, blended[order[kept]])
        result[order[:kept]] = blended[order[:kept]] + 2
        result[found] = blended[order[kept]] + 1 + np.linspace(0.5, 0, len(found))
        return result


@dataclass(frozen=True)
class Fused:
    parts: tuple[Part, ...]
    discovery: int = 0
    depth: int = 1000

    def fit(self, world: World) -> Model:
        models = tuple(part.method.fit(world) for part in self.parts)
        blend = Blend(models, tuple(part.weight for part in self.parts))
        if not self.discovery:
            return blend
        usual = blend.scores(reference(world))
        spread = usual.std(axis=0) + np.float32(1e-3)
        return Explorer(blend, usual.mean(axis=0), spread, self.discovery, self.depth)


def standardised(scores: Scores) -> Factors:
    """(q, b) with mean 0 and spread 1 in each row; a row of equal scores is 0."""
    spread = scores.std(axis=1, keepdims=True)
    centred = scores - scores.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.where(spread > 0, spread, 1), dtype=np.float32)


def reference(world: World) -> Tastes:
    """Known listeners as if they were new: some of their picks, and their keywords."""
    rng = np.random.default_rng(SEED)
    count = world.listens.shape[0]
    chosen = np.sort(rng.choice(count, size=min(REFERENCE, count), replace=False))
    rows = [rng.permutation(world.listens[[row]].indices)[:SHOWN_PICKS] for row in chosen]
    return Tastes(ones_at(rows, world.n_bands), world.words[chosen])
