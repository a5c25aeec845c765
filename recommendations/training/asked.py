"""Held out listeners, asked of a space: does one half of what they picked find the other?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.algorithms.types import DEFAULTS, Params, Vector
from recommendations.evaluation.bootstrap import paired
from recommendations.learning.fusing import Fusing, Parts, laid_out
from recommendations.learning.sparse import columns_of
from recommendations.training.holdout import halves
from recommendations.training.spaces import AT, Places, Space, Wanted, ndcg

Accuracies = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """Of q listeners: both halves of their picks, their keywords' vector, who carries those."""

    halved: Sequence[tuple[Places, Places]]
    chosen: Sequence[Vector | None]
    carriers: Sequence[Places | None]

    def accuracies(self, space: Space, params: Params = DEFAULTS) -> Accuracies:
        """(q,) mean NDCG@10 of the two ways round."""
        if not self.chosen:
            return np.empty(0)
        params = replace(params, n_full=AT)
        both = [
            ndcg(
                space.lists(list(self._wanted(side)), params),
                [pair[1 - side] for pair in self.halved],
            )
            for side in (0, 1)
        ]
        return np.asarray(np.mean(both, axis=0))

    def _wanted(self, side: int) -> Iterator[Wanted]:
        for pair, direction, near in zip(self.halved, self.chosen, self.carriers, strict=True):
            yield Wanted(pair[side], direction, near)


def asked(
    picks: csr_array, words: csr_array, tags: csr_array, chosen: Sequence[Vector | None]
) -> Asked:
    """(q, b) picks, (q, k) keywords of the listeners, (b, k) those of the bands."""
    carried = csr_array(tags.T)
    return Asked(
        [halves(bands) for bands in columns_of(picks)],
        chosen,
        [carriers(carried, columns) for columns in columns_of(words)],
    )


def carriers(carried: csr_array, words: NDArray[np.intp]) -> Places | None:
    """A band that carries two of the words stands in it twice, as in the database's mean."""
    return np.asarray(carried[words].indices, dtype=np.intp) if len(words) else None


@dataclass(frozen=True)
class Candidate:
    """A space that may be learnt; (q,) `found`: its accuracy for each listener asked."""

    fusing: Fusing
    space: Space
    found: Accuracies


def candidate(
    parts: Parts, fusing: Fusing, listeners: Asked, params: Params = DEFAULTS
) -> Candidate:
    space = Space(*laid_out(parts, fusing.against_hubs))
    return Candidate(fusing, space, listeners.accuracies(space, params))


def preferred(usual: Candidate, kept: Candidate) -> Candidate:
    """The one without the correction of hubs, where listeners say so surely.

    The correction brings forward what few are near to. Where many listens are known that costs
    much of what listeners would have picked, where few are it costs nothing.
    """
    return kept if paired(kept.found, usual.found).low > 0 else usual


def hubs_kept(fusing: Fusing) -> Fusing:
    return replace(fusing, against_hubs=0.0)
