"""From what a member chose to a ranking; nothing is stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bands.models import Band
from embeddings.models import BandVector, EmbeddingSpace, LearnedSpace
from embeddings.querysets import Serving
from recommendations.algorithms import registry
from recommendations.algorithms.overhearing import Overhearing
from recommendations.algorithms.types import Algorithm, Matrix, Nearest, Ranking
from recommendations.suggest.inputs import Inputs, serving_now, surroundings
from recommendations.suggest.quotes import Quotes, choose_quotes
from recommendations.suggest.refusals import (
    NoBandsPicked,
    NoKeywordsPicked,
    UnknownAlgorithm,
)

Watching = Callable[[Nearest], Nearest]  # wraps the search of a ranking

DEFAULT_ALGORITHM = "v3"


@dataclass(frozen=True)
class Decision:
    """A ranking with how it came about.

    vectors_hash : as `Surroundings.hash_on` has it
    queries : what found the hits, a row for each taste group; None when nothing was looked for
    """

    ranking: Ranking
    degraded: tuple[str, ...]
    vectors_hash: str
    space: EmbeddingSpace
    queries: Matrix | None = field(compare=False)

    def quotes(self, bands: Mapping[int, Band]) -> Quotes:
        if self.queries is None:
            return {}
        return choose_quotes(
            hits=self.ranking.hits, queries=self.queries, space=self.space, bands=bands
        )


def unwatched(nearest: Nearest) -> Nearest:
    return nearest


def decide(
    *,
    inputs: Inputs,
    now: datetime,
    algorithm: str,
    space: EmbeddingSpace | None = None,
    watching: Watching = unwatched,
    needs_keywords: bool = False,
    may_call: bool = True,
) -> Decision:
    """Rank for these inputs.

    space : that of the texts; without one it is the one that serves
    watching : may listen to the search
    may_call : whether a provider may be asked for the keywords' vector (CONTRACT A8)

    Raises `UnknownAlgorithm`, `NoBandsPicked`, `NoKeywordsPicked` and `CatalogueNotReady`.
    """
    recommend = _known(algorithm)
    _check(inputs, needs_keywords)
    serving = _serving(space)
    around = surroundings(algorithm, inputs=inputs, serving=serving, now=now, may_call=may_call)
    heard = Overhearing(watching(around.nearest))
    ranking = recommend(around.taste, heard)
    vectors_hash = around.hash_on(serving.standing)
    return Decision(ranking, around.degraded, vectors_hash, serving.space, heard.queries)


def _serving(space: EmbeddingSpace | None) -> Serving:
    if space is None:
        return serving_now()
    learned = LearnedSpace.objects.active_over(space.pk)
    return Serving(space, BandVector.objects.standing(space.pk), learned)


def _known(algorithm: str) -> Algorithm:
    try:
        return registry.algorithm(algorithm)
    except registry.UnknownAlgorithm:
        raise UnknownAlgorithm from None


def _check(inputs: Inputs, needs_keywords: bool) -> None:
    if not inputs.band_ids:
        raise NoBandsPicked
    if needs_keywords and not inputs.keyword_ids:
        raise NoKeywordsPicked
