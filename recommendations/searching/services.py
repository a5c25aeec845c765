"""Bands by name and by what a query means: words and vectors fused, each band with its why."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from bands.models import Band, Keyword
from bands.search import Found, carrying, search_bands
from embeddings.models import EmbeddingSpace
from embeddings.services import Passing
from embeddings.text import compose
from recommendations.asking import inputs as asking
from recommendations.asking.attitudes import Attitude
from recommendations.asking.understanding import Understanding, understand
from recommendations.searching import inputs, wording
from recommendations.searching.fusing import fused

SHOWN = 6
NEAREST = 50  # bands of each ranking
WEIGHTS = (1.0, 2.0)  # of the ranking by vectors, and of that by words; ADR 0029
LEAST_SIMILARITY = 0.30  # as in `asking`: of a query in which nothing was understood


@dataclass(frozen=True)
class Hit:
    """A band that a query means.

    keywords : those of the query that it carries
    words : rare words of the query that its text has
    like : the one band that was named, where one was, and near which it lies
    """

    band: Band  # loaded for cards
    keywords: tuple[Keyword, ...]
    words: tuple[str, ...]
    like: Band | None


@dataclass(frozen=True)
class Meaning:
    """What was found for what was understood.

    keywords : the keywords that were understood
    degraded : marks of what could not be used, such as "sentence_ignored" (RELIABILITY F6)
    """

    hits: tuple[Hit, ...]
    keywords: tuple[Keyword, ...] = ()
    degraded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """Bands by name and by meaning; none of them twice.

    meaning : None for a query that is a name
    comes_first : the meaning, where the names are only somewhat like the query
    """

    found: Found
    meaning: Meaning | None
    comes_first: bool

    @property
    def bands(self) -> list[Band]:
        """In the order of the page."""
        meant = [hit.band for hit in self.meaning.hits] if self.meaning else []
        return [*meant, *self.found.bands] if self.comes_first else [*self.found.bands, *meant]


def search(query: str, *, now: datetime, limit: int = 24) -> Results:
    """The first page of the search."""
    return with_meaning(lambda: search_bands(query, limit=limit), query=query, now=now)


def with_meaning(
    find: Callable[[], Found],
    *,
    query: str,
    keyword_ids: Collection[int] = (),
    may_embed: Callable[[], bool] = lambda: True,
    now: datetime,
) -> Results:
    """What is found by name, and what the query means if it is no name.

    find : by name; what may be a sentence is embedded meanwhile
    keyword_ids : every band carries them all
    may_embed : asked once a query may be read; without it only its words are looked for
    """
    may_embed = cache(may_embed)
    begun = _begun(query, may_embed, now)
    found = find()
    best = found.bands[0].rank if found.bands else None
    comes_first = wording.is_a_guess(best)
    named = set() if comes_first else {band.pk for band in found.bands}
    understood = None if wording.is_a_name(query, best) else _understood(query)
    space = understood and (begun.space if begun else EmbeddingSpace.objects.active())
    if space is None or not wording.is_described(query, best, understood=_weight(understood)):
        return Results(found, None, comes_first=False)
    meaning = _meaning(understood, space, begun, may_embed(), keyword_ids, named, now)
    meant = {hit.band.pk for hit in meaning.hits}
    others = [band for band in found.bands if band.pk not in meant]
    return Results(replace(found, bands=others), meaning, comes_first)


def _begun(query: str, may_embed: Callable[[], bool], now: datetime) -> Passing | None:
    """What has several words is embedded while names are looked for, unless it has to wait."""
    space = EmbeddingSpace.objects.active() if wording.may_be_described(query) else None
    if space is None or space.paused_until is not None or not may_embed():
        return None
    return asking.begin_sentence(text=compose.normalise(query), space=space, now=now)


def _understood(query: str) -> Understanding:
    lexicon, cues = asking.load_language()
    return understand(query, lexicon, cues, judge=lambda _text: 0.0)


def _known_words(understood: Understanding) -> list[str]:
    """What was said for names and keywords; texts are not looked through for it again."""
    tags = (*understood.wanted, *understood.unwanted)
    names = [one.mention.said for one in understood.heard]
    return [*names, *(word for tag in tags for word in tag.led_by)]


def _weight(understood: Understanding) -> int:
    """How many names and keywords were read."""
    return len(understood.heard) + len(understood.wanted) + len(understood.unwanted)


def _meaning(
    understood: Understanding,
    space: EmbeddingSpace,
    begun: Passing | None,
    may_embed: bool,
    keyword_ids: Collection[int],
    named: Collection[int],
    now: datetime,
) -> Meaning:
    excluded = (
        *asking.not_to_be_shown(understood=understood, member_id=None, now=now),
        *named,
    )
    held = inputs.load_held(
        wanted=[tag.word.keyword_id for tag in understood.wanted],
        words=wording.other_words(understood.said, _known_words(understood)),
        excluded=excluded,
    )
    said = understood if may_embed else replace(understood, said="")
    wished = asking.load_wish(understood=said, space=space, now=now, begun=begun)
    degraded = wished.degraded if may_embed else ("sentence_ignored", *wished.degraded)
    rankings = inputs.load_rankings(
        wish=wished.wish, held=held, space=space, excluded=excluded, most=NEAREST
    )
    ids = [pk for pk, _score in fused([rankings.near, rankings.worded], WEIGHTS)]
    if understood.is_empty and rankings.similarity < LEAST_SIMILARITY:
        ids = [pk for pk in ids if pk in rankings.texts]
    if keyword_ids:
        allowed = set(carrying(keyword_ids).values_list("pk", flat=True))
        ids = [pk for pk in ids if pk in allowed]
    return _told(understood, ids[:SHOWN], rankings.texts, degraded)


def _told(
    understood: Understanding,
    ids: Sequence[int],
    texts: Mapping[int, Sequence[str]],
    degraded: tuple[str, ...],
) -> Meaning:
    liked = [
        one.mention.band_id for one in understood.heard if one.attitude is not Attitude.DISLIKE
    ]
    cards = Band.objects.published().filter(pk__in={*ids, *liked}).for_cards().in_bulk()
    wanted = [tag.word.keyword_id for tag in understood.wanted]
    words = {word.pk: word for band in cards.values() for word in band.keywords.all()}
    words |= Keyword.objects.live().in_bulk([pk for pk in wanted if pk not in words])
    like = cards.get(liked[0]) if len(liked) == 1 else None
    hits = tuple(_hit(cards[pk], wanted, texts.get(pk, ()), like) for pk in ids if pk in cards)
    return Meaning(hits, tuple(words[pk] for pk in wanted if pk in words), degraded)


def _hit(band: Band, wanted: Collection[int], words: Sequence[str], like: Band | None) -> Hit:
    carried = tuple(word for word in band.keywords.all() if word.pk in wanted)
    return Hit(band, carried, tuple(words), like)
