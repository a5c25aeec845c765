"""Finding bands by name, however it is typed, and by keyword (FEATURES N11).

Names are compared by the keys of `bands.hangul` that are stored with them. What matches
better comes first (`Rank`); a guess is made only when nothing matches as typed.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from django.contrib.postgres.search import TrigramSimilarity
from django.core import signing
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Length, Lower
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from bands import hangul, romanised
from bands.models import Band, BandKeyword, BandName, Keyword
from bands.querysets import BandQuerySet, KeywordQuerySet, Loading
from config.errors import DomainError

MAX_LIMIT = 100
MAX_QUERY = 100  # characters; no name is longer
STEP = 1000  # between two ranks; inside a rank the closer name comes first
ALIAS = 500  # at the same rank the band's own name comes before another's alias
MAX_DIGITS = 18  # of an id; more do not fit the column
NOBODY = 0  # an id that no row has
SIMILAR = 0.3  # pg_trgm.similarity_threshold as PostgreSQL ships it
LEAST_SLIP = 4  # strokes; fewer are somewhere in most names


class Rank(IntEnum):
    EXACT = 0
    PREFIX = 1
    INFIX = 2
    STROKES = 3  # a syllable not yet finished: '실리ㅋ'
    KEYWORD = 4
    SOUND = 5  # spelt out in Latin letters: 'gaeulbanghak'
    SLIP = 6  # typed in the other keyboard layout: 'tlfflzkrpf'
    TYPO = 7


class Place(NamedTuple):
    """Where a page ended: the next one begins behind it."""

    rank: int
    label: str
    band_id: int


@dataclass(frozen=True)
class Found:
    """One page of bands and the cursor of the next one."""

    bands: list[Band]
    next: str | None


class BadCursor(DomainError):
    code = "bad_cursor"
    message = _("cursor 값이 올바르지 않습니다.")


def search_bands(
    query: str,
    *,
    keyword_ids: Collection[int] = (),
    limit: int = 20,
    after: str | None = None,
    loading: Loading = BandQuerySet.for_cards,
) -> Found:
    """Published bands that carry all the keywords, best match first; all bands for no query."""
    place = _place(after)
    bands = carrying(keyword_ids)
    query = query[:MAX_QUERY]
    if not hangul.folded(query):
        return _page(bands.annotate(rank=Value(0)), place, limit, loading)
    if place is None or place.rank < Rank.SOUND * STEP:
        found = _page(_as_typed(bands, query), place, limit, loading)
        if found.bands or place:
            return found
    return _page(_guessed(bands, query), place, limit, loading)


def carrying(keyword_ids: Collection[int]) -> BandQuerySet:
    """The published bands that carry every one of these keywords."""
    wanted = set(keyword_ids)
    if not wanted:
        return Band.objects.published()
    carriers = (
        BandKeyword.objects.filter(keyword__in=wanted, keyword__deleted_at=None)
        .values("band_id")
        .annotate(carried=Count("keyword"))
        .filter(carried=len(wanted))
    )
    return Band.objects.published().filter(pk__in=carriers.values("band_id"))


def keywords_given(values: Collection[str]) -> set[int]:
    """The ids of keywords that a client gave by id or by exact text; `NOBODY` for a stranger.

    The spelling of a word that was merged into another means that one.
    """
    ids = {int(value) for value in values if value.isdecimal() and len(value) <= MAX_DIGITS}
    meant = Q(pk__in=ids) | Q(keyword__in=values) | Q(synonyms__word__in=values)
    given = Keyword.objects.live().filter(meant).values_list("pk", "keyword", "synonyms__word")
    known = {synonym: pk for pk, _word, synonym in given}
    known |= {word: pk for pk, word, _synonym in given}  # a word itself comes before a synonym
    known |= {str(pk): pk for pk, _word, _synonym in given}
    return {known.get(value, NOBODY) for value in values}


def words_named(text: str) -> list[int]:
    """Keywords that are called so: in Korean, in English, by one half of 알앤비·소울, or once."""
    wanted = hangul.folded(text)
    words = Keyword.objects.live().values_list("pk", "keyword", "english", "synonyms__word")
    return [pk for pk, *spellings in words if wanted in _called(*spellings)]


@lru_cache(maxsize=4096)  # the words of the vocabulary, never what somebody typed
def _called(korean: str, english: str, synonym: str | None) -> frozenset[str]:
    """What a keyword is called, folded."""
    return frozenset(map(hangul.folded, (korean, english, synonym or "", *korean.split("·"))))


def vocabulary(facet: str = "") -> KeywordQuerySet:
    """The keywords with how many published bands carry each, as `band_count`."""
    published = Q(bands__deleted_at=None, bands__is_published=True)
    words = Keyword.objects.by_facet().annotate(band_count=Count("bands", filter=published))
    return words.filter(facet=facet) if facet else words


def by_name(query: str) -> Q:
    """The condition that a band is found under this name, however it is typed."""
    return Q(pk__in=BandName.objects.filter(_holds(query)).values("band_id"))


def _as_typed(bands: BandQuerySet, query: str) -> BandQuerySet | None:
    """None: no name and no keyword is typed so."""
    words = words_named(query)
    names = BandName.objects.filter(_holds(query))
    if not (words or names.exists()):  # a sentence, mostly: spare it the statement of the cards
        return None
    names = names.annotate(rank=_closeness(query))
    hit = Q(pk__in=names.values("band_id"))
    if words:
        hit |= Q(pk__in=BandKeyword.objects.filter(keyword__in=words).values("band_id"))
    return bands.filter(hit).annotate(rank=_best(names, otherwise=Rank.KEYWORD))


def _guessed(bands: BandQuerySet, query: str) -> BandQuerySet | None:
    """Names that sound so, slips of the keyboard layout, then typing errors; None for none."""
    slip = _slip(query)
    distance = Value(1.0) - TrigramSimilarity("jamo", hangul.jamo(query))
    typo_rank = Rank.TYPO * STEP + Cast(distance * STEP, IntegerField())
    slipped = _holds(slip) if slip else Q(pk__in=[])
    slip_rank = Rank.SLIP * STEP + Length("folded")
    sound_rank = Rank.SOUND * STEP + Length("folded")
    sounding, typed = _guesses(query, slipped | _resembles(query))
    if not (sounding or typed):
        return None
    names = BandName.objects.filter(pk__in=[*sounding, *typed]).annotate(
        rank=Case(
            When(pk__in=sounding, then=sound_rank),
            When(slipped, then=slip_rank),
            default=typo_rank,
        )
    )
    return bands.filter(pk__in=names.values("band_id")).annotate(
        rank=_best(names, otherwise=Rank.TYPO)
    )


def _resembles(query: str) -> Q:
    """The name is typed nearly so.

    `%` keeps what is at least 0.3 similar. Of 500 names with one stroke wrong, missing, doubled
    or swapped it finds 95 %; of 40 words that are no band's name it takes 2 for one. It is slow
    over a long query, so names too short to be so similar are left out first.
    """
    strokes = hangul.jamo(query)
    long_enough = GreaterThanOrEqual(Length("jamo"), _least_strokes(strokes))
    return Q(long_enough, jamo__trigram_similar=strokes)


def _least_strokes(strokes: str) -> int:
    """Of a word that may be `SIMILAR`: n letters make n + 1 trigrams at most, as pg_trgm pads."""
    padded = f"  {strokes} "
    trigrams = {padded[at : at + 3] for at in range(len(padded) - 2)}
    return math.ceil(SIMILAR * len(trigrams)) - 1


def _guesses(query: str, typed_so: Q) -> tuple[list[int], list[int]]:
    """(ids of the Hangul names that begin as a query in Latin letters sounds, of those typed so).

    For such a query all Hangul names are read, in the same statement.
    """
    if not query.isascii():
        return [], list(BandName.objects.filter(typed_so).values_list("pk", flat=True))
    names = BandName.objects.annotate(
        is_typed_so=Case(When(typed_so, then=True), default=False),
        is_hangul=Case(When(text__regex="[가-힣]", then=True), default=False),
    ).filter(Q(is_typed_so=True) | Q(is_hangul=True))
    rows = names.values_list("pk", "text", "is_typed_so", "is_hangul")
    sounding = [
        pk
        for pk, text, _typed, is_hangul in rows
        if is_hangul and romanised.sounds_like(query, text)
    ]
    return sounding, [pk for pk, _text, is_typed_so, _hangul in rows if is_typed_so]


def _slip(query: str) -> str:
    slip = hangul.from_qwerty(query) if query.isascii() else hangul.to_qwerty(query)
    return slip if len(hangul.jamo(slip)) >= LEAST_SLIP else ""


def _holds(query: str) -> Q:
    """The name contains the query. Jamo are asked first: their index knows short words too."""
    if hangul.is_initials(query):
        return Q(initials__contains=hangul.initials(query))
    strokes = hangul.jamo(query)
    whole = Q(folded__contains=hangul.folded(query))
    return Q(jamo__contains=strokes) & (whole | Q(jamo__startswith=strokes))


def _closeness(query: str) -> Combinable:
    key = "initials" if hangul.is_initials(query) else "folded"
    value = hangul.initials(query) if key == "initials" else hangul.folded(query)
    rank = Case(
        When(**{key: value}, then=Rank.EXACT * STEP),
        When(**{f"{key}__startswith": value}, then=Rank.PREFIX * STEP),
        When(**{f"{key}__contains": value}, then=Rank.INFIX * STEP),
        default=Rank.STROKES * STEP,
    )
    alias = Case(When(is_primary=True, then=0), default=ALIAS)
    return rank + alias + Length("folded")


def _best(names: QuerySet[BandName], *, otherwise: Rank) -> Combinable:
    own = names.filter(band_id=OuterRef("pk")).order_by("rank").values("rank")[:1]
    return Coalesce(Subquery(own), Value(otherwise * STEP))


# --- Pages -------------------------------------------------------------------------------------
def _page(bands: BandQuerySet | None, place: Place | None, limit: int, loading: Loading) -> Found:
    if bands is None:
        return Found([], None)
    ordered = bands.annotate(label=Lower("name")).order_by("rank", "label", "pk")
    beyond = ordered.filter(_behind(place)) if place else ordered
    limit = max(1, min(limit, MAX_LIMIT))
    rows = list(loading(beyond)[: limit + 1])
    shown = rows[:limit]
    return Found(shown, _cursor(shown[-1]) if len(rows) > limit else None)


def _behind(place: Place) -> Q:
    same_rank = Q(rank=place.rank)
    return (
        Q(rank__gt=place.rank)
        | same_rank & Q(label__gt=place.label)
        | same_rank & Q(label=place.label, pk__gt=place.band_id)
    )


def _cursor(band: Band) -> str:
    return signing.dumps(Place(band.rank, band.label, band.pk), salt=__name__)


def _place(cursor: str | None) -> Place | None:
    if not cursor:
        return None
    try:
        return Place(*signing.loads(cursor, salt=__name__))
    except signing.BadSignature as error:
        raise BadCursor from error
