"""Rows to what the steps need: names, words, vectors, and which bands may not be shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Q

from bands.models import Band, BandKeyword, BandName, Keyword
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.services import Passing, begin_passing, keyword_points
from embeddings.text import registry
from recommendations.asking.attitudes import Attitude
from recommendations.asking.cues import Cues, Word
from recommendations.asking.finding import LEADING, Vector, Wish, mean_or_none
from recommendations.asking.mentions import Lexicon, Name
from recommendations.asking.opposites import akin_to
from recommendations.asking.understanding import Filters, Tag, Understanding
from recommendations.suggest.inputs import NearestInSpace, load_inputs

NEAREST = 100  # bands looked at along each direction

# One number for all names, one for all words: another as soon as anything in them is.
DIGEST = """
SELECT
    (SELECT coalesce(sum(hashtextextended(name.text, name.band_id)), 0)
     FROM band_name AS name JOIN band ON band.id = name.band_id
     WHERE band.deleted_at IS NULL AND band.is_published),
    (SELECT coalesce(sum(hashtextextended(
        concat_ws(chr(10), word.keyword, word.facet, word.english, synonym.word), word.id)), 0)
     FROM keyword AS word LEFT JOIN keyword_synonym AS synonym ON synonym.keyword_id = word.id
     WHERE word.deleted_at IS NULL)
"""


def load_language() -> tuple[Lexicon, Cues]:
    """All names and words as they are now; read and built anew only when one has changed."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST)
        return _language(*cursor.fetchone())


@lru_cache(maxsize=2)
def _language(*_digest: Any) -> tuple[Lexicon, Cues]:
    names = BandName.objects.filter(band__deleted_at=None, band__is_published=True)
    rows = Keyword.objects.by_facet().order_by("id", "synonyms__word")
    words: dict[int, Word] = {}
    for pk, keyword, facet, english, synonym in rows.values_list(
        "pk", "keyword", "facet", "english", "synonyms__word"
    ):
        known = words.get(pk) or Word(pk, keyword, facet, (english,) if english else ())
        words[pk] = known._replace(spellings=(*known.spellings, *([synonym] if synonym else [])))
    cues = Cues.of(words.values())
    spelt = names.order_by("band_id", "id").values_list("band_id", "text")
    return Lexicon.of((Name(*name) for name in spelt), moods=cues.single_words), cues


@dataclass(frozen=True)
class Wished:
    """A wish with what fell short of it."""

    wish: Wish
    degraded: tuple[str, ...] = ()


def load_wish(
    *,
    understood: Understanding,
    space: EmbeddingSpace,
    now: datetime,
    begun: Passing | None = None,
) -> Wished:
    """The vectors of what was understood; the sentence is embedded in one call.

    begun : that call, if it is on its way already
    """
    if begun is None or begun.text != understood.said:
        begun = begin_sentence(text=understood.said, space=space, now=now)
    liked_ids = [*understood.banded(Attitude.LIKE), *understood.banded(Attitude.NEUTRAL)]
    tags = [*understood.wanted, *understood.unwanted]
    points = keyword_points(space=space, keywords=[tag.word.keyword for tag in tags])
    likes = mean_or_none(list(BandVector.objects.arrays(space.pk, liked_ids).values()))
    akin, liked = _akin(understood), keywords_of(liked_ids)
    sentence = begun and begun.vector(now)  # last: it came meanwhile
    wish = Wish(
        sentence=sentence,
        keywords=_mean(points, understood.wanted),
        likes=likes,
        unwanted=_mean(points, understood.unwanted),
        wanted={tag.word.keyword_id: _count(tag) for tag in understood.wanted},
        akin=akin,
        liked=liked,
    )
    short = () if sentence is not None or not understood.said else ("sentence_ignored",)
    missing = () if len(points) == len(tags) else ("keywords_without_vector",)
    return Wished(wish, (*short, *missing))


def load_sentence(*, text: str, space: EmbeddingSpace, now: datetime) -> Vector | None:
    """The unit vector of a sentence, in one call; None where there is none to be had."""
    begun = begin_sentence(text=text, space=space, now=now)
    return begun and begun.vector(now)


def begin_sentence(*, text: str, space: EmbeddingSpace, now: datetime) -> Passing | None:
    """That call, not waited for; None for no text."""
    if not text:
        return None
    return begin_passing(
        space=space,
        text=text,
        embedder=registry.for_space(space.provider, space.model, space.dimensions),
        now=now,
        seconds=settings.EMBEDDING_REQUEST_SECONDS,
    )


def _mean(points: dict[str, Vector], tags: Collection[Tag]) -> Vector | None:
    placed = [tag for tag in tags if tag.word.keyword in points]
    vectors = [points[tag.word.keyword] for tag in placed]
    return mean_or_none(vectors, [_count(tag) for tag in placed])


def _count(tag: Tag) -> float:
    return LEADING if tag.leads else 1.0


def _akin(understood: Understanding) -> frozenset[int]:
    """The ids of the keywords near to what is not wanted, but for those that are wanted."""
    near = akin_to([tag.word.keyword for tag in understood.unwanted])
    near -= {tag.word.keyword for tag in understood.wanted}
    if not near:
        return frozenset()
    return frozenset(Keyword.objects.live().filter(keyword__in=near).values_list("pk", flat=True))


def keywords_of(band_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """band id -> the ids of its live keywords, for every one of the bands."""
    rows = BandKeyword.objects.filter(band__in=band_ids, keyword__deleted_at=None)
    found: dict[int, set[int]] = {band_id: set() for band_id in band_ids}
    for band_id, keyword_id in rows.values_list("band_id", "keyword_id"):
        found[band_id].add(keyword_id)
    return {band_id: frozenset(ids) for band_id, ids in found.items()}


def not_to_be_shown(
    *, understood: Understanding, member_id: int | None, now: datetime
) -> tuple[int, ...]:
    """Picks and blocks of the member, what was named, and what the filters leave out (A1)."""
    own: tuple[int, ...] = ()
    if member_id is not None:
        own = load_inputs(member_id=member_id, now=now).excluded_ids
    named = tuple(one.mention.band_id for one in understood.heard)
    out = understood.filters.bands_out
    return tuple({*own, *named, *out, *_filtered_out(understood.filters)})


def _filtered_out(filters: Filters) -> set[int]:
    outside = Q()
    if filters.keywords_out:
        outside |= Q(pk__in=_carriers(filters.keywords_out))
    if filters.genres:
        outside |= ~Q(pk__in=_carriers(filters.genres))
    if filters.kind:
        outside |= ~Q(kind=filters.kind)
    if not outside:
        return set()
    return set(Band.objects.published().filter(outside).values_list("pk", flat=True))


def _carriers(keyword_ids: Collection[int]):
    return BandKeyword.objects.filter(keyword__in=keyword_ids).values("band_id")


def load_candidates(
    *, space: EmbeddingSpace, directions: Sequence[Vector], excluded: tuple[int, ...]
) -> dict[int, Vector]:
    """band id -> unit vector of what may fit: the nearest along each direction, in one statement.

    What may not be shown is left out inside it (CONTRACT A1).
    """
    found: dict[int, Vector] = {}
    for neighbours in NearestInSpace(space, excluded)(np.array(directions), NEAREST):
        found |= dict(zip(neighbours.band_ids.tolist(), neighbours.vectors, strict=True))
    return found
