"""One training without a database: learn, try beside what serves, and judge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.algorithms.types import DEFAULTS, Params, Vector
from recommendations.evaluation.bootstrap import Interval, paired
from recommendations.learning.fusing import Fusing, Parts, fused
from recommendations.learning.types import Factors, World
from recommendations.reach import metrics
from recommendations.reach.compare import Pair
from recommendations.training import drift
from recommendations.training.asked import Asked, Candidate, asked, candidate, hubs_kept, preferred
from recommendations.training.feedback import Listens
from recommendations.training.judging import Compared, Evidence, Verdict, judged
from recommendations.training.spaces import Space, Wanted, of_texts

LEAST_LISTENERS = 50  # with three picks or more; fewer say too little
LEAST_ASKED, MOST_ASKED = 10, 600  # listeners who are held out
STARTS = 3  # of K-means, where the site has ten: a tenth of the time, nearly the same groups


@dataclass(frozen=True)
class Material:
    """All that a training learns from and is tried with.

    texts : (n, d) unit rows of the text space
    tags, words : (n, k) keywords of bands, (l, k) of listeners
    chosen : the text's vector of each listener's keywords, None without
    pairs : golden pairs of rows
    tastes : synthetic ones
    serving : the learned space that serves, None where the texts alone do
    """

    texts: Factors
    listens: Listens
    tags: csr_array
    words: csr_array
    chosen: Sequence[Vector | None]
    pairs: Sequence[Pair]
    tastes: Sequence[Wanted]
    serving: Space | None

    @property
    def says_enough(self) -> bool:
        """Whether there are picks enough to learn from, and to tell whether it helped."""
        return (
            self.listens.with_enough >= LEAST_LISTENERS
            and len(self.listens.asked(MOST_ASKED)) >= LEAST_ASKED
        )


@dataclass(frozen=True)
class Outcome:
    """accuracy : mean NDCG@10 over the listeners asked, None where too few picks say anything
    skewness, rank : of the lists of the synthetic tastes; rank is their bands' mean place by
    picks, from 0 for the most picked to 1
    changed : share of those lists' places that are new
    """

    space: Space
    fusing: Fusing
    verdict: Verdict
    evidence: Evidence
    accuracy: Compared | None
    n_asked: int
    skewness: Compared
    rank: Compared
    changed: float


def tried(material: Material, fusing: Fusing, params: Params = DEFAULTS) -> Outcome:
    """Learn, and compare. With too little feedback it is texts and keywords alone."""
    has_enough = material.says_enough
    fusing = fusing if has_enough else replace(fusing, listens=0.0)
    params = replace(params, n_init=min(params.n_init, STARTS))
    rows = material.listens.asked(MOST_ASKED if has_enough else 0)
    listeners = _listeners(material, rows)
    parts = fused(material.texts, world_of(material, has_enough), fusing)
    chosen = _settled(material, parts, fusing, listeners, params)
    new = chosen.space
    texts = of_texts(material.texts)
    old = material.serving or texts
    found = [chosen.found, listeners.accuracies(old, params)]
    lists = [space.lists(material.tastes, params) for space in (new, old)]
    evidence = Evidence(
        _difference(*found) if has_enough else None,
        Compared(new.held(material.pairs), texts.held(material.pairs)),
        Compared(*(_reached(shown, material) for shown in lists)),
        material.serving is not None,
    )
    return Outcome(
        new,
        chosen.fusing,
        judged(evidence),
        evidence,
        Compared(*(float(np.mean(values)) for values in found)) if len(rows) else None,
        len(rows),
        Compared(*(_skewness(shown, material) for shown in lists)),
        Compared(*(_rank(shown, material) for shown in lists)),
        drift.changed_share(lists[1], lists[0]),
    )


def world_of(material: Material, has_enough: bool) -> World:
    """What may be learnt from: without who is held out, or without anybody."""
    known = material.listens.known
    return World(
        known if has_enough else csr_array(known.shape, dtype=np.float32),
        material.tags,
        material.words,
    )


def _listeners(material: Material, rows: NDArray[np.intp]) -> Asked:
    """Later picks count for nothing here: they lie where the space that serves has shown."""
    chosen = [material.chosen[row] for row in rows]
    return asked(material.listens.first[rows], material.words[rows], material.tags, chosen)


def _settled(
    material: Material, parts: Parts, fusing: Fusing, listeners: Asked, params: Params
) -> Candidate:
    """Without the correction of hubs where listeners say so and no golden pair is lost by it."""
    usual = candidate(parts, fusing, listeners, params)
    if not len(usual.found):
        return usual
    chosen = preferred(usual, candidate(parts, hubs_kept(fusing), listeners, params))
    held = [one.space.held(material.pairs) for one in (chosen, usual)]
    return usual if Compared(*held).is_lower else chosen


def _difference(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> Interval:
    return paired(ours, theirs)


def _reached(lists: Sequence[Sequence[int]], material: Material) -> float:
    counts = metrics.k_occurrence(lists, len(material.texts))
    return float(np.mean(counts > 0))


def _skewness(lists: Sequence[Sequence[int]], material: Material) -> float:
    return metrics.skewness(metrics.k_occurrence(lists, len(material.texts)))


def _rank(lists: Sequence[Sequence[int]], material: Material) -> float:
    return mean_rank(lists, np.asarray(material.listens.everything.sum(axis=0)).ravel())


def mean_rank(lists: Sequence[Sequence[int]], picked: NDArray[np.floating]) -> float:
    """Lists and (n,) how often each band was picked -> mean place by picks of what they show,
    0 for the most picked band and 1 for the least; equals share their mean place."""
    shown = [row for one in lists for row in one]
    if not shown:
        return float("nan")
    _values, place, counts = np.unique(-picked, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts + 1) / 2
    return float(middle[place][shown].mean() / max(len(picked) - 1, 1))
