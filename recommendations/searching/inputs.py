"""Rows to rankings: what is nearest to the query, and what carries its words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from bands.models import BandKeyword
from embeddings.models import EmbeddingSpace
from recommendations.asking.finding import Wish
from recommendations.suggest.inputs import NearestInSpace


@dataclass(frozen=True)
class Rankings:
    """Band ids, best first, each ranking by something else.

    similarity : the best cosine to the whole query; 0 where it has no vector
    like : the id of the one band that was named and liked, if it is one
    """

    all: tuple[Sequence[int], ...]
    similarity: float
    like: int | None


def load_rankings(
    *, wish: Wish, space: EmbeddingSpace, excluded: tuple[int, ...], most: int
) -> Rankings:
    """By the query's own vector, its keywords' and its named bands', and by keywords carried."""
    vectors = {"sentence": wish.sentence, "keywords": wish.keywords, "likes": wish.likes}
    given = {name: vector for name, vector in vectors.items() if vector is not None}
    found = {}
    if given:
        rows = NearestInSpace(space, excluded)(np.array(list(given.values())), most)
        found = dict(zip(given, rows, strict=True))
    near = [one.band_ids.tolist() for one in found.values()]
    carried = _carriers(wish.wanted_ids, excluded, near[0] if near else [], most)
    sentence = found.get("sentence")
    is_near = sentence is not None and len(sentence.similarities)
    return Rankings(
        all=(*near, carried) if carried else tuple(near),
        similarity=float(sentence.similarities[0]) if is_near else 0.0,
        like=next(iter(wish.liked)) if len(wish.liked) == 1 else None,
    )


def _carriers(
    wanted: Collection[int], excluded: Collection[int], near: Sequence[int], most: int
) -> list[int]:
    """Those that carry most of the keywords first; of as many, the nearer one first."""
    if not wanted:
        return []
    rows = BandKeyword.objects.filter(
        keyword__in=wanted, band__is_published=True, band__deleted_at=None
    )
    counted = rows.exclude(band__in=excluded).values_list("band_id").annotate(n=Count("id"))
    places = {pk: place for place, pk in enumerate(near)}
    ordered = sorted(counted, key=lambda row: (-row[1], places.get(row[0], len(near)), row[0]))
    return [pk for pk, _n in ordered[:most]]
