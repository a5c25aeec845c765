"""Rows to arrays: the bands that may be recommended, the vocabulary, and what members chose."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db.models import QuerySet

from bands.models import BandKeyword, Keyword
from embeddings.golden.models import GoldenPair
from embeddings.models import (
    BandVector,
    EmbeddingSpace,
    LearnedSpace,
    LearnedVector,
    TextVector,
)
from embeddings.services import keyword_fingerprint
from embeddings.vectors import NoDirection, mean_direction, placed
from members.models import BandFeedback, Member, MemberBand, MemberKeyword
from recommendations.algorithms.types import Vector
from recommendations.reach.compare import Pair
from recommendations.reach.ground import Ground, LearnedGround, TextGround
from recommendations.reach.search import Catalogue, neighbour_lists
from recommendations.reach.tastes import Shelf

AROUND = 20  # nearest bands that a synthetic taste group is drawn from


def load_catalogue(space: EmbeddingSpace) -> Catalogue:
    """What the search of a space may find (CONTRACT A1), all of it."""
    eligible = (
        BandVector.objects.in_space(space.pk)
        .filter(band__is_published=True, band__deleted_at=None, band__description__isnull=False)
        .exclude(band__description__text="")
    )
    stored = BandVector.objects.arrays(space.pk, eligible.values_list("band_id", flat=True))
    ids = np.fromiter(stored, dtype=np.int64, count=len(stored))
    rows = np.array(list(stored.values()), dtype=np.float32).reshape(-1, space.dimensions)
    return Catalogue(ids, rows)


def load_ground(texts: Catalogue, vocabulary: "Vocabulary", *, learned: bool) -> Ground:
    """The texts' space, or what was learnt over it and serves, where there is such and it is
    wanted."""
    known = LearnedSpace.objects.active_over(vocabulary.space.pk) if learned else None
    if known is None:
        return TextGround(texts)
    stored = LearnedVector.objects.arrays(known, texts.ids.tolist())
    rows = np.array(list(stored.values()), dtype=np.float32)
    carriers = [LearnedVector.objects.of_carriers(known, [pk]) for pk in vocabulary.ids]
    nothing = np.zeros(known.dimensions)
    means = np.array([nothing if row is None else row for row in carriers])
    return LearnedGround(Catalogue(texts.ids, rows), known.layout, means)


def catalogue_hash(catalogue: Catalogue) -> str:
    """Equal for equal bands with equal vectors."""
    digest = hashlib.sha256(catalogue.ids.tobytes())
    digest.update(catalogue.vectors.tobytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Vocabulary:
    """The live keywords in id order, and the vectors of those sentences of them that have one."""

    space: EmbeddingSpace
    ids: tuple[int, ...]
    words: tuple[str, ...]
    vectors: dict[str, Vector]  # by fingerprint

    def direction(self, places: Sequence[int]) -> Vector | None:
        """As a request without an outside call has it (CONTRACT A8): the vector of the words
        together where it is known, else the unit mean of their own."""
        whole = self._vectors([[self.words[place] for place in places]])
        points = whole or self._vectors([[self.words[place]] for place in places])
        try:
            return mean_direction(points) if points else None
        except NoDirection:
            return None

    def with_sentences(self, wishes: Iterable[Sequence[int]]) -> "Vocabulary":
        """The same, knowing what is stored of those words together, too."""
        sentences = [[self.words[place] for place in places] for places in wishes]
        return replace(self, vectors=self.vectors | _stored(self.space, sentences))

    def places(self, keyword_ids: Iterable[int]) -> tuple[int, ...]:
        known = {pk: place for place, pk in enumerate(self.ids)}
        return tuple(known[pk] for pk in keyword_ids if pk in known)

    def _vectors(self, sentences: Sequence[Sequence[str]]) -> list[Vector]:
        keys = [keyword_fingerprint(words) for words in sentences if words]
        return [self.vectors[key] for key in keys if key in self.vectors]


def load_vocabulary(space: EmbeddingSpace) -> Vocabulary:
    rows = list(Keyword.objects.live().order_by("pk").values_list("pk", "keyword"))
    ids, words = tuple(pk for pk, _word in rows), tuple(word for _pk, word in rows)
    return Vocabulary(space, ids, words, _stored(space, [[word] for word in words]))


def _stored(space: EmbeddingSpace, sentences: Iterable[Sequence[str]]) -> dict[str, Vector]:
    keys = {keyword_fingerprint(words) for words in sentences if words}
    found = {}
    for key, raw in TextVector.objects.arrays(space.model_key, keys).items():
        with suppress(NoDirection):
            found[key] = placed(raw, space.centre_array, space.dimensions)
    return found


def load_shelf(catalogue: Catalogue, vocabulary: Vocabulary) -> Shelf:
    """What synthetic tastes are drawn from."""
    places = {pk: place for place, pk in enumerate(vocabulary.ids)}
    rows = {int(pk): row for row, pk in enumerate(catalogue.ids)}
    carried: list[list[int]] = [[] for _row in rows]
    links = BandKeyword.objects.order_by("band_id", "keyword_id")
    for band_id, keyword_id in links.values_list("band_id", "keyword_id"):
        if band_id in rows and keyword_id in places:
            carried[rows[band_id]].append(places[keyword_id])
    use = np.bincount(
        [word for words in carried for word in words], minlength=len(vocabulary.ids)
    ).astype(np.int64)
    around = neighbour_lists(catalogue, min(AROUND, len(catalogue.ids) - 1))
    return Shelf(around, carried, use)


def load_pairs(catalogue: Catalogue) -> list[Pair]:
    """The golden pairs that count, of bands that the catalogue holds, as rows."""
    rows = {pk: row for row, pk in enumerate(catalogue.ids.tolist())}
    active = GoldenPair.objects.active().order_by("pk")
    stored = active.values_list("band_a_id", "band_b_id", "is_near")
    return [(rows[a], rows[b], near) for a, b, near in stored if a in rows and b in rows]


@dataclass(frozen=True)
class Recorded:
    """A member's choice as ids; nothing else of the member goes further than this."""

    cursor: int
    band_ids: tuple[int, ...]
    keyword_ids: tuple[int, ...]
    blocked_ids: tuple[int, ...]


def count_recorded(most: int) -> int:
    return len(_with_both()[:most])


def load_recorded(*, after: int, limit: int, now: datetime) -> list[Recorded]:
    """The next members with bands and keywords, by id: those whom a list can be made for."""
    members = list(_with_both().filter(pk__gt=after)[:limit])
    bands = _by_member(MemberBand.objects.filter(member__in=members), "band_id")
    words = _by_member(MemberKeyword.objects.filter(member__in=members), "keyword_id")
    blocks = _by_member(BandFeedback.objects.excluding(now).filter(member__in=members), "band_id")
    return [
        Recorded(pk, *(tuple(chosen.get(pk, ())) for chosen in (bands, words, blocks)))
        for pk in members
    ]


def _with_both() -> QuerySet:
    return (
        Member.objects.live()
        .filter(pk__in=MemberBand.objects.values("member_id"))
        .filter(pk__in=MemberKeyword.objects.values("member_id"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _by_member(rows: QuerySet, column: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for member_id, pk in rows.order_by(column).values_list("member_id", column):
        found.setdefault(member_id, []).append(pk)
    return found
