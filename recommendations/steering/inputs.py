"""Rows to arrays: what an address names, and where the search looks for it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from bands.duplicates.models import BandMerge
from bands.models import Band, Keyword
from embeddings.models import EmbeddingSpace
from recommendations.algorithms import registry
from recommendations.algorithms.types import Ids, Vector
from recommendations.steering.address import State, Turns
from recommendations.steering.models import BandFamiliarity
from recommendations.suggest.inputs import Inputs, Surroundings, in_learned_space, in_text_space

UNKNOWN = 0.5  # familiarity of a band that was not counted yet


@dataclass(frozen=True)
class Named:
    """A state whose ids all stand for something, the keywords' words, and how many ids did not."""

    state: State
    keywords: tuple[str, ...]
    unknown: int

    @property
    def inputs(self) -> Inputs:
        """All that may not be found: picks, more, less and what is left out."""
        turns = self.state.turns
        bands = {*self.state.band_ids, *turns.more, *turns.less}
        return Inputs(
            band_ids=tuple(sorted(bands)),
            keyword_ids=self.state.keyword_ids,
            keywords=self.keywords,
            blocked_ids=self.state.without_ids,
        )


def load_named(state: State) -> Named:
    """Merged bands are those that they became; what a listener may not see is left out."""
    turns, was = state.turns, state.was or Turns()
    chosen = (*state.band_ids, *turns.more, *turns.less)
    heirs = _heirs((*chosen, *state.without_ids, *was.more, *was.less))
    words = Keyword.objects.live().filter(pk__in=state.keyword_ids).order_by("pk")
    known = dict(words.values_list("pk", "keyword"))
    unknown = sum(pk not in heirs for pk in chosen) + len(state.keyword_ids) - len(known)
    named = replace(
        state,
        band_ids=tuple(sorted(set(_current(state.band_ids, heirs)))),
        keyword_ids=tuple(known),
        without_ids=tuple(sorted(set(_current(state.without_ids, heirs)))),
        turns=_renamed(turns, heirs),
        was=state.was and _renamed(state.was, heirs),
    )
    return Named(named, tuple(known.values()), unknown)


def load_surroundings(named: Named, space: EmbeddingSpace, now: datetime) -> Surroundings:
    is_learned = named.state.algorithm in registry.LEARNED
    surroundings = in_learned_space if is_learned else in_text_space
    return surroundings(inputs=named.inputs, space=space, now=now)


def load_familiarity(ids: Ids) -> tuple[Vector, bool]:
    """(n,) how well known each is, and whether anything was counted at all."""
    rows = BandFamiliarity.objects.filter(band__in=ids.tolist())
    shares = dict(rows.values_list("band_id", "share"))
    return np.array([shares.get(pk, UNKNOWN) for pk in ids.tolist()]), bool(shares)


def _heirs(band_ids: Collection[int]) -> dict[int, int]:
    """Which published band each of these ids stands for."""
    wanted = set(band_ids)
    found = _published(wanted)
    heirs = BandMerge.objects.heirs(wanted - found) if wanted - found else {}
    there = _published(heirs.values()) if heirs else set()
    return {pk: pk for pk in found} | {pk: heir for pk, heir in heirs.items() if heir in there}


def _published(band_ids: Collection[int]) -> set[int]:
    return set(Band.objects.published().filter(pk__in=band_ids).values_list("pk", flat=True))


def _renamed(turns: Turns, heirs: dict[int, int]) -> Turns:
    return replace(turns, more=_current(turns.more, heirs), less=_current(turns.less, heirs))


def _current(band_ids: tuple[int, ...], heirs: dict[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(heirs[pk] for pk in band_ids if pk in heirs))
