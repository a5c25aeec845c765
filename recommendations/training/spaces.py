"""A space in memory, and the lists that `ours` makes in it as the site would."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.golden.scoring import FAR_SHARE, NEAR_SHARE
from embeddings.learned.layout import Layout
from recommendations.algorithms import ours
from recommendations.algorithms.types import DEFAULTS, Params, Taste, Vector
from recommendations.evaluation import metrics
from recommendations.learning.types import Factors
from recommendations.reach.compare import Pair
from recommendations.reach.search import Catalogue, MatrixNearest

AT = 10  # places that listeners are asked about

Rows = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Wanted:
    """What somebody chose: (p,) rows of bands, (d,) the text's vector of the keywords, (c,) rows
    of the bands that carry them."""

    bands: Places
    keyword: Vector | None = None
    carriers: Places | None = None


@dataclass(frozen=True)
class Space:
    """(n, layout.dimensions) unit rows of the bands of a catalogue."""

    layout: Layout
    rows: Rows

    def lists(self, wanted: Sequence[Wanted], params: Params = DEFAULTS) -> list[list[int]]:
        """Rows of the bands that `ours` lists, best first."""
        catalogue = Catalogue(
            np.arange(len(self.rows), dtype=np.int64), self.rows.astype(np.float32)
        )
        nearest = MatrixNearest(catalogue)
        return [self._listed(nearest, one, params) for one in wanted]

    def _listed(self, nearest: MatrixNearest, wanted: Wanted, params: Params) -> list[int]:
        bands = self.layout.queries(self.rows[wanted.bands])
        taste = Taste(wanted.bands.astype(np.int64), bands, self._keyword(wanted))
        found = ours.recommend(taste, nearest.excluding(wanted.bands.tolist()), params)
        return [hit.band_id for hit in found.hits]

    def _keyword(self, wanted: Wanted) -> Vector | None:
        has_carriers = wanted.carriers is not None and len(wanted.carriers) > 0
        carriers = self.rows[wanted.carriers].mean(axis=0) if has_carriers else None
        return self.layout.keyword(wanted.keyword, carriers)

    def held(self, pairs: Sequence[Pair]) -> float:
        """The share of golden pairs of rows that hold; NaN without any.

        A pair's rank is the better of its two, as `embeddings.golden` has it; only the rows of the
        pairs are asked for.
        """
        if not pairs:
            return float("nan")
        involved = sorted({row for a, b, _near in pairs for row in (a, b)})
        scores = self.layout.queries(self.rows[involved]) @ self.rows.T
        scores[np.arange(len(involved)), involved] = -np.inf
        asked = dict(zip(involved, scores, strict=True))
        ranks = [min(_rank(asked[a], b), _rank(asked[b], a)) for a, b, _near in pairs]
        others = len(self.rows) - 1
        holds = [
            rank <= NEAR_SHARE * others if near else rank > FAR_SHARE * others
            for rank, (_a, _b, near) in zip(ranks, pairs, strict=True)
        ]
        return float(np.mean(holds))


def of_texts(texts: Factors) -> Space:
    """(n, d) unit rows of a text space, asked as `ours` asks where nothing was learnt."""
    layout = Layout(texts.shape[1], texts.shape[1] + 1, 1.0, 0.0, 0.0)
    return Space(layout, layout.newcomers(texts.astype(np.float64)))


def ndcg(lists: Sequence[Sequence[int]], relevant: Sequence[Places]) -> NDArray[np.float64]:
    """(q,) NDCG@10 of lists, NaN where nothing is relevant."""
    padded = np.full((len(lists), AT), -1, dtype=np.intp)
    for row, shown in enumerate(lists):
        padded[row, : len(shown[:AT])] = shown[:AT]
    return metrics.ndcg(metrics.hits(padded, relevant), metrics.totals(relevant), AT)


def _rank(scores: NDArray[np.float64], row: int) -> int:
    return 1 + int((scores > scores[row]).sum())
