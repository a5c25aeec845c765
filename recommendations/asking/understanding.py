"""What a sentence says, step by step; each step may be used alone (CONTRACT R63).

Names first, then the keywords in what is left, then the attitude to both, then what follows from
it: what is left out, what must be there, and what could not be met.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommendations.asking.attitudes import Attitude, Kind, Thing, attitudes
from recommendations.asking.cues import FOREIGN, Cues, Hit, Word, find_cues
from recommendations.asking.mentions import Lexicon, Mention, find_mentions, in_other_layout
from recommendations.asking.reading import Reading, Span
from recommendations.asking.sayings import idioms
from recommendations.asking.sentiment.feeling import Feeling, Judge, feeling_of
from recommendations.asking.strangers import find_strangers

MOST_TAGS = 5  # CONTRACT S41
GENRE = "genre"
MOMENTS = {"situation", "season"}


@dataclass(frozen=True)
class Heard:
    """A band that was named, and how the listener stands to it."""

    mention: Mention
    attitude: Attitude
    confidence: float  # 0.5 to 1


@dataclass(frozen=True)
class Tag:
    """A keyword that was understood, with the words that led to it.

    leads : is it what the last sentence asks for more of (더 조용한 걸로)?
    """

    word: Word
    led_by: tuple[str, ...]
    leads: bool = False


class Lack(StrEnum):
    """Why something that was asked for cannot be met."""

    STRANGER = "stranger"  # a name that the catalogue does not have
    FOREIGN = "foreign"  # music that the vocabulary has no word for
    ERA = "era"  # the catalogue knows no years


@dataclass(frozen=True)
class Unmet:
    lack: Lack
    said: str


@dataclass(frozen=True)
class Filters:
    """What a band must and must not be (CONTRACT S44, S46; ruling O5)."""

    bands_out: tuple[int, ...] = ()
    keywords_out: tuple[int, ...] = ()
    genres: tuple[int, ...] = ()  # one of them, when there are any
    kind: str = ""  # "band" or "solo"


@dataclass(frozen=True)
class Understanding:
    said: str
    is_korean: bool
    feeling: Feeling
    heard: tuple[Heard, ...]
    wanted: tuple[Tag, ...]  # `MOST_TAGS` at most
    unwanted: tuple[Tag, ...]
    filters: Filters
    unmet: tuple[Unmet, ...]

    @property
    def is_empty(self) -> bool:
        """Was nothing understood that bands could be found by?"""
        likes = any(one.attitude is not Attitude.DISLIKE for one in self.heard)
        return not (likes or self.wanted or self.unwanted or self.filters.bands_out)

    def banded(self, attitude: Attitude) -> tuple[int, ...]:
        """The ids of the named bands that the listener stands to so."""
        return tuple(one.mention.band_id for one in self.heard if one.attitude is attitude)


def understand(text: str, lexicon: Lexicon, cues: Cues, judge: Judge) -> Understanding:
    reading = Reading.of(in_other_layout(text, lexicon))
    mentions = find_mentions(reading, lexicon)
    taken = [*(one.span for one in mentions), *idioms(reading.said)]
    hits = find_cues(reading, cues, taken)
    things = [Thing(one.span, Kind.BAND) for one in mentions]
    things += [Thing(hit.span, _kind(hit, cues)) for hit in hits]
    stances = _stances(reading, things)
    of_bands, of_words = stances[: len(mentions)], stances[len(mentions) :]
    heard = _heard(reading, mentions, of_bands, judge)
    wanted, unwanted = _tags(hits, of_words, cues)
    wanted = wanted[:MOST_TAGS]
    return Understanding(
        said=reading.said,
        is_korean=reading.is_korean,
        feeling=feeling_of(reading, stances, judge),
        heard=heard,
        wanted=wanted,
        unwanted=unwanted,
        filters=filters_of(heard, wanted, unwanted, kind=_kind_of_act(reading, things)),
        unmet=_unmet(reading, mentions, hits, of_words),
    )


def _stances(reading: Reading, things: Sequence[Thing]) -> list[Attitude]:
    """The attitude to each of the things, in whatever order they are."""
    order = sorted(range(len(things)), key=lambda index: things[index].span.start)
    found = attitudes(reading, [things[index] for index in order])
    back = dict(zip(order, found, strict=True))
    return [back[index] for index in range(len(things))]


def _kind(hit: Hit, cues: Cues) -> Kind:
    facets = {cues.words[one].facet for one in hit.meanings if one != FOREIGN}
    return Kind.MOMENT if facets and facets <= MOMENTS else Kind.KEYWORD


def _heard(
    reading: Reading, mentions: Sequence[Mention], stances: Sequence[Attitude], judge: Judge
) -> tuple[Heard, ...]:
    """One for each band: of several mentions the last that is not neutral counts."""
    by_band: dict[int, Heard] = {}
    for mention, stance in zip(mentions, stances, strict=True):
        feeling = feeling_of(reading, [stance], judge)
        known = by_band.get(mention.band_id)
        if known is None or stance is not Attitude.NEUTRAL:
            first = known.mention if known else mention
            by_band[mention.band_id] = Heard(first, stance, feeling.confidence)
    return tuple(by_band.values())


def _tags(
    hits: Sequence[Hit], stances: Sequence[Attitude], cues: Cues
) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """Wanted and unwanted keywords; what is not wanted anywhere is not wanted."""
    led: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
    for hit, stance in zip(hits, stances, strict=True):
        for keyword in filter(FOREIGN.__ne__, hit.meanings):
            words = led[stance is not Attitude.DISLIKE].setdefault(keyword, [])
            words += [hit.said] * (hit.said not in words)
    wanted, unwanted = (
        tuple(Tag(cues.words[keyword], tuple(words)) for keyword, words in led[sign].items())
        for sign in (True, False)
    )
    return tuple(tag for tag in wanted if tag.word.keyword not in led[False]), unwanted


_SOLO = re.compile(
    r"솔로|싱어송라이터|1인\s*밴드|혼자\s*하는\s*뮤지션|\bsolo\b|singer-songwriter", re.I
)


def _refused(heard: Sequence[Heard]) -> Iterator[int]:
    """The disliked bands, each with those of its name but for what is liked by another."""
    liked = {one.mention.band_id for one in heard if one.attitude is not Attitude.DISLIKE}
    for one in heard:
        if one.attitude is Attitude.DISLIKE:
            yield one.mention.band_id
            yield from (pk for pk in one.mention.namesakes if pk not in liked)


def filters_of(
    heard: Sequence[Heard], wanted: Sequence[Tag], unwanted: Sequence[Tag], *, kind: str
) -> Filters:
    """What follows from bands and keywords; `kind` is that of the act, "" where none is named."""
    return Filters(
        bands_out=tuple(dict.fromkeys(_refused(heard))),
        keywords_out=tuple(tag.word.keyword_id for tag in unwanted),
        genres=tuple(tag.word.keyword_id for tag in wanted if tag.word.facet == GENRE),
        kind=kind,
    )


def _kind_of_act(reading: Reading, things: Sequence[Thing]) -> str:
    """ "solo" where such acts are asked for, "band" where they are refused, else ""."""
    found = _SOLO.search(reading.said)
    if not found:
        return ""
    act = Thing(Span(*found.span()), Kind.KEYWORD)
    if any(act.span.meets(thing.span) for thing in things):
        return ""  # 기타 솔로 is no act
    order = sorted([act, *things], key=lambda thing: thing.span.start)
    stance = attitudes(reading, order)[order.index(act)]
    return "band" if stance is Attitude.DISLIKE else "solo"


_ERA = re.compile(
    r"(?:19|20)?\d0\s*년대|(?:19|20)\d\d년|\b(?:19|20)?\d0'?s\b|신인|신곡|최신|요즘\s*나온|옛날\s*밴드|새로\s*나온"
    r"|\bnew releases?\b|\bbrand new\b",
    re.I,
)


def _unmet(
    reading: Reading,
    mentions: Sequence[Mention],
    hits: Sequence[Hit],
    stances: Sequence[Attitude],
) -> tuple[Unmet, ...]:
    foreign = [
        Unmet(Lack.FOREIGN, hit.said)
        for hit, stance in zip(hits, stances, strict=True)
        if FOREIGN in hit.meanings and stance is not Attitude.DISLIKE
    ]
    eras = [Unmet(Lack.ERA, found.group()) for found in _ERA.finditer(reading.said)]
    taken = [one.span for one in mentions] + [hit.span for hit in hits]
    strangers = [Unmet(Lack.STRANGER, name) for name in find_strangers(reading, taken)]
    return tuple(dict.fromkeys((*strangers, *foreign, *eras)))
