"""A keyword with the bands that are most like it, and the keywords that go with it."""

from dataclasses import dataclass

from django.db.models import Count

from bands.models import Band, BandKeyword, Keyword
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


def around_keyword(keyword: Keyword) -> Word:
    carriers = Band.objects.published().filter(keywords=keyword)
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
        related=_related(keyword, ids),
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


def _related(keyword: Keyword, band_ids: list[int]) -> tuple[tuple[Keyword, int], ...]:
    rows = BandKeyword.objects.filter(band__in=band_ids).exclude(keyword=keyword)
    together = dict(rows.values_list("keyword").annotate(n=Count("id")))
    words = {word.pk: word for word in vocabulary()}
    together = {pk: n for pk, n in together.items() if pk in words}
    counts = {pk: word.band_count for pk, word in words.items()}
    order = related(together, counts, len(band_ids))
    return tuple((words[pk], together[pk]) for pk in order[:RELATED])
