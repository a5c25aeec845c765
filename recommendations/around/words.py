"""A keyword with the bands that are most like it, and the keywords that go with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from bands.models import Band, Keyword
from bands.querysets import BandQuerySet, KeywordQuerySet
from bands.search import vocabulary
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.services import keyword_points
from recommendations.around.relating import related

SHOWN = 24
RELATED = 8


@dataclass(frozen=True)
class Word:
    """A keyword and what lies around it.

    synonyms : other spellings that mean it
    bands : `SHOWN` of its bands at most, the most typical first, loaded for cards
    total : how many bands carry it
    is_ordered : by likeness to the keyword's vector; by name where it has none
    related : keywords that its bands also carry, with how many of them do
    """

    keyword: Keyword
    synonyms: tuple[str, ...]
    bands: tuple[Band, ...]
    total: int
    is_ordered: bool
    related: tuple[tuple[Keyword, int], ...]


def around_keyword(keyword_id: int) -> Word | None:
    """None for a keyword that is not, or not any more, in the vocabulary."""
    carriers = Band.objects.published().filter(keywords=keyword_id)
    words = {word.pk: word for word in _with_company(carriers)}
    keyword = words.pop(keyword_id, None)
    if keyword is None:
        return None
    ids = list(carriers.order_by("name", "pk").values_list("pk", flat=True))
    likeness = _likeness(keyword, ids)
    ordered = sorted(ids, key=lambda pk: (-likeness.get(pk, -1.0), ids.index(pk)))[:SHOWN]
    cards = Band.objects.for_cards().in_bulk(ordered)
    return Word(
        keyword=keyword,
        synonyms=tuple(keyword.synonyms.order_by("word").values_list("word", flat=True)),
        bands=tuple(cards[pk] for pk in ordered if pk in cards),
        total=len(ids),
        is_ordered=bool(likeness),
        related=_related(words, len(ids)),
    )


def _likeness(keyword: Keyword, band_ids: list[int]) -> dict[int, float]:
    """band id -> cosine to the keyword's stored vector; empty where it has none."""
    space = EmbeddingSpace.objects.active()
    points = keyword_points(space=space, keywords=[keyword.keyword]) if space else {}
    if space is None or keyword.keyword not in points:
        return {}
    point = points[keyword.keyword]
    vectors = BandVector.objects.arrays(space.pk, band_ids)
    return {pk: float(vector @ point) for pk, vector in vectors.items()}


def _with_company(carriers: BandQuerySet) -> KeywordQuerySet:
    """The vocabulary with how many of the carriers carry each word, as `together`."""
    return vocabulary().annotate(together=Count("bands", filter=Q(bands__in=carriers)))


def _related(others: Mapping[int, Keyword], own: int) -> tuple[tuple[Keyword, int], ...]:
    together = {pk: word.together for pk, word in others.items()}
    counts = {pk: word.band_count for pk, word in others.items()}
    order = related(together, counts, own)
    return tuple((others[pk], together[pk]) for pk in order[:RELATED])
