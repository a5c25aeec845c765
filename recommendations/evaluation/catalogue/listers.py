"""Algorithms and learnt methods under one question: which bands, in which order?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from recommendations.algorithms.types import (
    DEFAULTS,
    Algorithm,
    Hit,
    Params,
    Taste,
)
from recommendations.evaluation.catalogue.questions import Question, Rows
from recommendations.evaluation.ranking import EMPTY, ranked
from recommendations.learning.sparse import columns_of, ones_at
from recommendations.learning.types import Model, Tastes, World
from recommendations.reach.ground import Ground
from recommendations.reach.search import MatrixNearest

NO_BAND = 0  # the id of what stands in for a pick; no row of a database has it
AT_ONCE = 4_000_000  # scores in memory


class Lister(Protocol):
    def __call__(self, questions: Sequence[Question], depth: int | None) -> Rows:
        """(q, depth) rows of bands, best first, `EMPTY` where there are fewer.

        None: as many as a member is shown. Picks are never listed.
        """
        ...


@dataclass(frozen=True)
class Served:
    """An algorithm as it serves, over the vectors of a space."""

    recommend: Algorithm
    ground: Ground

    def __call__(self, questions: Sequence[Question], depth: int | None) -> Rows:
        params = DEFAULTS
        if depth is not None:
            params = replace(params, n_small=depth, n_full=depth)
        shape = (len(questions), max(params.n_small, params.n_full))
        lists = np.full(shape, EMPTY, dtype=np.intp)
        for shown, question in zip(lists, questions, strict=True):
            ids = [hit.band_id for hit in self._hits(question, params)]
            shown[: len(ids)] = np.searchsorted(self.ground.catalogue.ids, ids)
        return lists

    def _hits(self, question: Question, params: Params) -> tuple[Hit, ...]:
        """Who needs picks and is given none is asked with the direction as a pick."""
        taste = self.ground.taste(question.bands, question.words, question.vector)
        nearest = MatrixNearest(self.ground.catalogue, question.bands)
        hits = self.recommend(taste, nearest, params).hits
        if hits or len(question.bands) or taste.keyword is None:
            return hits
        stand_in = Taste(np.array([NO_BAND]), taste.keyword[np.newaxis])
        return self.recommend(stand_in, nearest, params).hits


@dataclass(frozen=True)
class Scored:
    """A learnt method: it sees picks and keywords, and nothing of what is said besides."""

    model: Model
    world: World

    def __call__(self, questions: Sequence[Question], depth: int | None) -> Rows:
        places = DEFAULTS.n_full if depth is None else depth
        step = max(AT_ONCE // self.world.n_bands, 1)
        some = [questions[start : start + step] for start in range(0, len(questions), step)]
        return np.concatenate([self._ranked(each, places) for each in some])

    def _ranked(self, questions: Sequence[Question], places: int) -> Rows:
        picks = [np.array(one.bands, dtype=np.int64) for one in questions]
        words = [np.array(one.words, dtype=np.int64) for one in questions]
        tastes = Tastes(
            ones_at(picks, self.world.n_bands), ones_at(words, self.world.tags.shape[1])
        )
        lists = []
        for scores, known in zip(self.model.scores(tastes), columns_of(tastes.picks), strict=True):
            allowed = np.ones(self.world.n_bands, dtype=np.bool_)
            allowed[known] = False
            lists.append(ranked(scores, allowed, places))
        return np.stack(lists)
