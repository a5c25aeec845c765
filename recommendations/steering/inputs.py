"""Rows to arrays: what an address names, and where the search looks for it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db import connection

from bands.duplicates.models import BandMerge
from bands.models import Keyword
from embeddings.models import EmbeddingSpace
from recommendations.algorithms import registry
from recommendations.algorithms.types import Ids, Vector
from recommendations.steering.address import State, Turns
from recommendations.steering.models import BandFamiliarity
from recommendations.suggest.inputs import Inputs, Surroundings, in_learned_space, in_text_space

THERE = """
SELECT 'band', id, '', '' FROM band
WHERE id = ANY(%(bands)s::bigint[]) AND is_published AND deleted_at IS NULL
UNION ALL
SELECT 'keyword', id, keyword, english FROM keyword
WHERE id = ANY(%(keywords)s::bigint[]) AND deleted_at IS NULL
ORDER BY 1, 2
"""
UNKNOWN = 0.5  # familiarity of a band that was not counted yet


@dataclass(frozen=True)
class Named:
    """A state whose ids all stand for something, the keywords, and how many ids did not."""

    state: State
    keywords: tuple[Keyword, ...]
    unknown: int

    @property
    def inputs(self) -> Inputs:
        """All that may not be found: picks, more, less and what is left out."""
        turns = self.state.turns
        bands = {*self.state.band_ids, *turns.more, *turns.less}
        return Inputs(
            band_ids=tuple(sorted(bands)),
            keyword_ids=self.state.keyword_ids,
            keywords=tuple(word.keyword for word in self.keywords),
            blocked_ids=self.state.without_ids,
        )


def load_named(state: State) -> Named:
    """Merged bands are those that they became; what a listener may not see is left out."""
    turns, was = state.turns, state.was or Turns()
    chosen = (*state.band_ids, *turns.more, *turns.less)
    bands = {*chosen, *state.without_ids, *was.more, *was.less}
    published, keywords = _there(bands, state.keyword_ids)
    heirs = _heirs(bands, published)
    unknown = sum(pk not in heirs for pk in chosen) + len(state.keyword_ids) - len(keywords)
    named = replace(
        state,
        band_ids=tuple(sorted(set(_current(state.band_ids, heirs)))),
        keyword_ids=tuple(word.pk for word in keywords),
        without_ids=tuple(sorted(set(_current(state.without_ids, heirs)))),
        turns=_renamed(turns, heirs),
        was=state.was and _renamed(state.was, heirs),
    )
    return Named(named, keywords, unknown)


def load_surroundings(named: Named, space: EmbeddingSpace, now: datetime) -> Surroundings:
    is_learned = named.state.algorithm in registry.LEARNED
    surroundings = in_learned_space if is_learned else in_text_space
    return surroundings(inputs=named.inputs, space=space, now=now)


def load_familiarity(ids: Ids) -> tuple[Vector, bool]:
    """(n,) how well known each is, and whether anything was counted at all."""
    rows = BandFamiliarity.objects.filter(band__in=ids.tolist())
    shares = dict(rows.values_list("band_id", "share"))
    return np.array([shares.get(pk, UNKNOWN) for pk in ids.tolist()]), bool(shares)


def _there(
    band_ids: Collection[int], keyword_ids: Collection[int]
) -> tuple[set[int], tuple[Keyword, ...]]:
    """The bands of these that a listener may see, and the keywords, by id."""
    with connection.cursor() as cursor:
        cursor.execute(THERE, {"bands": list(band_ids), "keywords": list(keyword_ids)})
        rows = cursor.fetchall()
    return {pk for kind, pk, *_ in rows if kind == "band"}, tuple(
        Keyword(pk=pk, keyword=word, english=english)
        for kind, pk, word, english in rows
        if kind == "keyword"
    )


def _heirs(band_ids: set[int], published: set[int]) -> dict[int, int]:
    """Which published band each of these ids stands for."""
    there = {pk: pk for pk in published}
    if published == band_ids:
        return there
    heirs = BandMerge.objects.heirs(band_ids - published)
    living, _keywords = _there(heirs.values(), ())
    return there | {pk: heir for pk, heir in heirs.items() if heir in living}


def _renamed(turns: Turns, heirs: dict[int, int]) -> Turns:
    return replace(turns, more=_current(turns.more, heirs), less=_current(turns.less, heirs))


def _current(band_ids: tuple[int, ...], heirs: dict[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(heirs[pk] for pk in band_ids if pk in heirs))
