"""Rows to arrays: what an address names, and where the search looks for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db import connection

from bands.duplicates.querysets import CHAIN
from bands.models import Keyword
from embeddings.querysets import Serving
from recommendations.algorithms.types import Ids, Vector
from recommendations.mapping.scene import Spot, spot
from recommendations.steering.address import State, Turns
from recommendations.suggest.inputs import Inputs, Surroundings, surroundings

# A band that was merged is the one that it became, however many steps.
THERE = """
WITH RECURSIVE heir AS (
    SELECT asked, asked AS band_id, 0 AS steps FROM unnest(%(bands)s::bigint[]) AS asked
    UNION ALL
    SELECT heir.asked, merge.kept_id, heir.steps + 1 FROM heir
    JOIN band_merge AS merge ON merge.merged_id = heir.band_id AND merge.undone_at IS NULL
    WHERE heir.steps < %(most)s
), there AS (
    SELECT DISTINCT ON (heir.asked) heir.asked, band.id FROM heir
    JOIN band ON band.id = heir.band_id AND band.is_published AND band.deleted_at IS NULL
    ORDER BY heir.asked, heir.steps
)
SELECT 'band', asked, id, '', '' FROM there
UNION ALL
SELECT 'keyword', id, id, keyword, english FROM keyword
WHERE id = ANY(%(keywords)s::bigint[]) AND deleted_at IS NULL
ORDER BY 1, 2
"""
LAND = """
SELECT band.id, band.name, place.x, place.y, known.share FROM band
LEFT JOIN map_place AS place ON place.band_id = band.id
LEFT JOIN band_familiarity AS known ON known.band_id = band.id
WHERE band.is_published AND band.deleted_at IS NULL ORDER BY band.id
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


@dataclass(frozen=True)
class Land:
    """Every band that a listener may see: where it stands on the map, how familiar it is.

    spots : in band order, without those that are not on the map yet
    shares : by band id, without those that were not counted yet
    """

    spots: tuple[Spot, ...]
    shares: Mapping[int, float]

    def familiarity(self, ids: Ids) -> tuple[Vector, bool]:
        """(n,) how well known each is, and whether any of them was counted at all."""
        found = [self.shares.get(pk) for pk in ids.tolist()]
        shares = [UNKNOWN if share is None else share for share in found]
        return np.array(shares), any(share is not None for share in found)


def load_named(state: State) -> Named:
    """Merged bands are those that they became; what a listener may not see is left out."""
    turns, was = state.turns, state.was or Turns()
    chosen = (*state.band_ids, *turns.more, *turns.less)
    others = (*state.without_ids, *was.more, *was.less, *state.came_from)
    heirs, keywords = _there({*chosen, *others}, state.keyword_ids)
    unknown = sum(pk not in heirs for pk in chosen) + len(state.keyword_ids) - len(keywords)
    named = replace(
        state,
        band_ids=tuple(sorted(set(_current(state.band_ids, heirs)))),
        keyword_ids=tuple(word.pk for word in keywords),
        without_ids=tuple(sorted(set(_current(state.without_ids, heirs)))),
        turns=_renamed(turns, heirs),
        was=state.was and _renamed(state.was, heirs),
        came_from=_current(state.came_from, heirs),
    )
    return Named(named, keywords, unknown)


def load_surroundings(named: Named, serving: Serving, now: datetime) -> Surroundings:
    """Without asking a provider: anybody may open an address (FEATURES N7)."""
    return surroundings(
        named.state.algorithm, inputs=named.inputs, serving=serving, now=now, may_call=False
    )


def load_land() -> Land:
    with connection.cursor() as cursor:
        cursor.execute(LAND)
        rows = cursor.fetchall()
    return Land(
        spots=tuple(spot(pk, name, x, y) for pk, name, x, y, _share in rows if x is not None),
        shares={pk: share for pk, _name, _x, _y, share in rows if share is not None},
    )


def _there(
    band_ids: Collection[int], keyword_ids: Collection[int]
) -> tuple[dict[int, int], tuple[Keyword, ...]]:
    """Which band that a listener may see each of these stands for, and the keywords, by id."""
    asked = {"bands": list(band_ids), "keywords": list(keyword_ids), "most": CHAIN}
    with connection.cursor() as cursor:
        cursor.execute(THERE, asked)
        rows = cursor.fetchall()
    return {asked: pk for kind, asked, pk, *_ in rows if kind == "band"}, tuple(
        Keyword(pk=pk, keyword=word, english=english)
        for kind, _asked, pk, word, english in rows
        if kind == "keyword"
    )


def _renamed(turns: Turns, heirs: dict[int, int]) -> Turns:
    return replace(turns, more=_current(turns.more, heirs), less=_current(turns.less, heirs))


def _current(band_ids: tuple[int, ...], heirs: dict[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(heirs[pk] for pk in band_ids if pk in heirs))
