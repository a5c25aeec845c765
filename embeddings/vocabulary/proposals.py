"""What a curator may want to tidy: words that may be one, words that hardly anybody uses.

Proposals are read from the data whenever they are asked for; only what a person turned down is
stored. A merge or a removal makes its proposal go by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from bands.models import BandKeyword, Keyword
from embeddings.models import EmbeddingSpace
from embeddings.vocabulary.likeness import Sign, Spelt, alike
from embeddings.vocabulary.models import DismissedProposal
from embeddings.vocabulary.suggest import keyword_vectors
from members.models import MemberKeyword

RARE = 3  # bands; a keyword that fewer carry is proposed for removal


@dataclass(frozen=True)
class Use:
    """A keyword, how many bands carry it and how many members picked it."""

    keyword: Keyword
    bands: int
    members: int

    @property
    def amount(self) -> tuple[int, int]:
        return self.bands, self.members


@dataclass(frozen=True)
class Twins:
    """Two keywords that may be one; `kept` is the one in wider use."""

    kept: Use
    dropped: Use
    sign: Sign
    cosine: float | None
    shared: int  # bands that carry both


@dataclass(frozen=True)
class Proposals:
    twins: tuple[Twins, ...]
    rare: tuple[Use, ...]


def open_proposals(*, space: EmbeddingSpace | None) -> Proposals:
    """All that nobody has turned down, in seven queries."""
    uses = uses_of_words()
    dismissed = set(DismissedProposal.objects.values_list("keyword_id", "other_id"))
    return Proposals(_twins(uses, space, dismissed), _rare(uses, dismissed))


def uses_of_words() -> dict[int, Use]:
    """Every live keyword with its use, by id, in two queries."""
    alive = Q(bands__deleted_at=None)
    words = Keyword.objects.live().annotate(carriers=Count("bands", filter=alive)).order_by("pk")
    picks = dict(
        MemberKeyword.objects.filter(member__deleted_at=None)
        .values("keyword_id")
        .annotate(pickers=Count("pk"))
        .values_list("keyword_id", "pickers")
    )
    return {word.pk: Use(word, word.carriers, picks.get(word.pk, 0)) for word in words}


def dismiss(*, keyword_ids: tuple[int, ...], by: int | None) -> None:
    """Never propose again: a removal of the one keyword, or a merge of the two."""
    keyword, other = (*sorted(keyword_ids), None)[:2]
    DismissedProposal.objects.get_or_create(
        keyword_id=keyword, other_id=other, defaults={"by_id": by}
    )


def _twins(
    uses: Mapping[int, Use], space: EmbeddingSpace | None, dismissed: set
) -> tuple[Twins, ...]:
    ids = list(uses)
    spelt = {pk: use.keyword.keyword for pk, use in uses.items()}
    points = keyword_vectors(space=space, words=spelt) if space else {}
    words = [Spelt(uses[pk].keyword.keyword, uses[pk].keyword.english) for pk in ids]
    found = [
        (ids[like.a], ids[like.b], like)
        for like in alike(words, [points.get(pk) for pk in ids])
        if (ids[like.a], ids[like.b]) not in dismissed
    ]
    shared = _shared({pk for a, b, _like in found for pk in (a, b)})
    return tuple(
        Twins(*_wider_first(uses[a], uses[b]), like.sign, like.cosine, len(shared[a] & shared[b]))
        for a, b, like in found
    )


def _wider_first(one: Use, other: Use) -> tuple[Use, Use]:
    return (one, other) if one.amount >= other.amount else (other, one)


def _shared(keyword_ids: set[int]) -> dict[int, set[int]]:
    """keyword id -> the bands that carry it."""
    carriers: dict[int, set[int]] = {pk: set() for pk in keyword_ids}
    rows = BandKeyword.objects.filter(keyword__in=keyword_ids, band__deleted_at=None)
    for keyword_id, band_id in rows.values_list("keyword_id", "band_id"):
        carriers[keyword_id].add(band_id)
    return carriers


def _rare(uses: Mapping[int, Use], dismissed: set) -> tuple[Use, ...]:
    few = [use for pk, use in uses.items() if use.bands < RARE and (pk, None) not in dismissed]
    return tuple(sorted(few, key=lambda use: (*use.amount, use.keyword.pk)))
