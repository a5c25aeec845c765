"""How the listener stands to each thing named: liked, disliked or neither (CONTRACT R12).

A Korean sentence says it behind the thing (국카스텐은 말고), an English one before it (but not
Guckkasten). So things that are named in one breath form a group, and each group takes the saying
next to it that nothing bars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from recommendations.asking.reading import Reading, Span, is_linked
from recommendations.asking.saying_entries import Where
from recommendations.asking.sayings import Saying, sayings
from recommendations.asking.scope import (
    A_SUCH,
    AGAINST,
    AS_MUCH_AS,
    AS_TOPIC,
    AT_A_DISTANCE,
    BORDER,
    ENDING,
    ITS,
    NEXT_TO,
    OWN_MOOD,
    OWN_NOUN,
    PASSED_OVER,
    REASON,
    REQUEST,
    REQUESTS,
    SELF_NOT,
    SELF_NOT_BEFORE,
    SUCH,
    TURN,
    WHEN,
    WITH,
)


class Attitude(StrEnum):
    LIKE = "like"
    DISLIKE = "dislike"
    NEUTRAL = "neutral"


class Kind(StrEnum):
    BAND = "band"
    KEYWORD = "keyword"
    MOMENT = "moment"  # when and where it is heard: no matter of liking


@dataclass(frozen=True)
class Thing:
    """What an attitude may be had to."""

    span: Span
    kind: Kind


def attitudes(reading: Reading, things: Sequence[Thing]) -> list[Attitude]:
    """One attitude for each of the `things`, which are in the order of the text."""
    text = _Text.of(reading, things)
    found = [Attitude.NEUTRAL] * len(things)
    groups = _groups(reading.said, things)
    for group in groups:
        word = text.word(group)
        for index in group:
            found[index] = _attitude(word, _own(reading.said, things[index]))
    for group, following in pairwise(groups):
        last, first = things[group[-1]], things[following[0]]
        if found[following[0]] is Attitude.DISLIKE and _is_measure(reading.said, last, first):
            for index in group:
                found[index] = Attitude.DISLIKE
        is_liked = found[following[0]] is Attitude.LIKE and found[group[-1]] is Attitude.NEUTRAL
        if is_liked and _is_its_own(reading.said, last, first):
            found[group[-1]] = Attitude.LIKE
    return found


def _is_measure(said: str, one: Thing, word: Thing) -> bool:
    """국카스텐처럼 시끄러운 거 말고 asks for nothing like the band either, nor 메탈처럼 for metal.

    국카스텐 같은 시끄럽지 않은 밴드 does ask for the band's like.
    """
    if one.kind is Kind.MOMENT or word.kind is not Kind.KEYWORD:
        return False
    found = AS_MUCH_AS.fullmatch(said, one.span.end, word.span.start)
    if found is None:
        return False
    return not (found.group().strip().startswith(("같은", "비슷한")) and _own(said, word))


def _is_its_own(said: str, band: Thing, word: Thing) -> bool:
    """이날치 판소리 느낌 좋아 speaks well of the band."""
    kinds = (band.kind, word.kind) == (Kind.BAND, Kind.KEYWORD)
    return kinds and ITS.fullmatch(said, band.span.end, word.span.start) is not None


@dataclass(frozen=True)
class _Word:
    """What is said of a thing, and where the saying begins that says so."""

    value: int
    span: Span


def _attitude(word: _Word | None, denial: Span | None) -> Attitude:
    """A `denial` of the word itself turns what is said: 시끄럽지 않은 건 싫어 wants it loud.

    What is denial and refusal in one (우울한 건 아니었으면) counts once.
    """
    value = word.value if word else 0
    if denial and not (word and word.value < 0 and word.span.meets(denial)):
        value = -(value or 1)
    if not value:
        return Attitude.NEUTRAL
    return Attitude.LIKE if value > 0 else Attitude.DISLIKE


def _own(said: str, thing: Thing) -> Span | None:
    """Where the word itself is denied: 시끄럽지 않은, 안 시끄러운; None where it is not."""
    if thing.kind is Kind.BAND:
        return None
    start, end = thing.span.start, thing.span.end
    stem = end - said[start:end].endswith("지")  # 밝지 않은: a word may be led to by its 지, too
    found = SELF_NOT.match(said, stem) or SELF_NOT_BEFORE.search(said, 0, start)
    return Span(*found.span()) if found else None


def _groups(said: str, things: Sequence[Thing]) -> list[list[int]]:
    """Indices of things that are named in one breath."""
    groups = [[0]] if things else []
    for index, (one, other) in enumerate(pairwise(things), start=1):
        if _goes_on(said, one, other):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _goes_on(said: str, one: Thing, other: Thing) -> bool:
    """Are two named in one breath? A band and a keyword only where they are put together.

    잔잔한 포크, 메탈은 말고: behind a comma 은 sets a keyword against those before it.
    """
    between = said[one.span.end : other.span.start]
    if one.kind is not other.kind:
        return Kind.MOMENT not in {one.kind, other.kind} and bool(WITH.fullmatch(between))
    is_set_apart = "," in between and AGAINST.match(said, other.span.end)
    return is_linked(between) and not (is_set_apart and other.kind is not Kind.BAND)


@dataclass(frozen=True)
class _Text:
    """A text cut into things, sayings and borders."""

    said: str
    things: Sequence[Thing]
    behind: list[Saying]
    ahead: list[Saying]
    borders: list[Span]

    @classmethod
    def of(cls, reading: Reading, things: Sequence[Thing]) -> "_Text":
        names = [thing.span for thing in things if thing.kind is Kind.BAND]
        found = sayings(reading.said, names)
        return cls(
            said=reading.said,
            things=things,
            behind=[one for one in found if one.where is not Where.AHEAD],
            ahead=[one for one in found if one.where is Where.AHEAD],
            borders=[
                span
                for match in BORDER.finditer(reading.said)
                if not _any_meets(span := Span(*match.span()), [t.span for t in things])
            ],
        )

    def word(self, group: Sequence[int]) -> _Word | None:
        """What is said of a group: the saying behind it, else the one ahead of it, else None."""
        thing = self.things[group[0]]
        start, end = thing.span.start, self.things[group[-1]].span.end
        bars = [*self._barring(group), *self.borders]
        behind = self._speaking(thing, end, bars)
        ahead = self._ahead(thing, start, bars)
        if behind and not (ahead and ahead.value < 0 and self._only_ends(behind[0])):
            return _Word(self._value(thing, behind, bars), behind[0].span)
        if ahead is None or (thing.kind is Kind.BAND and self._text_of(ahead) in PASSED_OVER):
            return None
        return _Word(ahead.value, ahead.span)

    def _only_ends(self, saying: Saying) -> bool:
        """피하고 싶은 건 우울한 분위기예요 likens to nothing."""
        is_likening = saying.where is Where.LIKENING
        return is_likening and ENDING.fullmatch(self.said, saying.span.end) is not None

    def _text_of(self, saying: Saying) -> str:
        return self.said[saying.span.start : saying.span.end].lower()

    def _ahead(self, thing: Thing, start: int, bars: Sequence[Span]) -> Saying | None:
        """The last saying before `start` that speaks of what follows; None if barred."""
        ahead = [one for one in self._for(thing, self.ahead) if one.span.end <= start]
        if not ahead or _any_meets(Span(ahead[-1].span.end, start), bars):
            return None
        return ahead[-1]

    def _value(self, thing: Thing, behind: Sequence[Saying], bars: Sequence[Span]) -> int:
        if behind[0].where is Where.COMPARED and thing.kind is Kind.BAND:
            return 0
        if self._is_refused_likeness(behind, bars) or self._is_refused_request(behind):
            return -1
        return self._last_turn(behind, bars)

    def _is_refused_request(self, behind: Sequence[Saying]) -> bool:
        """우울한 노래 추천은 사양."""
        if self._text_of(behind[0]) not in REQUESTS:
            return False
        if len(behind) == 1 or behind[1].value >= 0:
            return False
        return REQUEST.fullmatch(self.said, behind[0].span.end, behind[1].span.start) is not None

    def _is_refused_likeness(self, behind: Sequence[Saying], bars: Sequence[Span]) -> bool:
        """혁오 같은 거 말고, 혁오 느낌 나는 애들은 싫어."""
        if len(behind) == 1:
            return False
        one, other = behind[:2]
        if one.where is not Where.LIKENING or other.value >= 0:
            return False
        stretch = one.span.end, other.span.start
        if _any_meets(Span(*stretch), bars) or self._text_of(other).startswith("없"):
            return False  # 혁오 같은 밴드 없는 게 아쉬워
        is_touching = other.where is Where.TOUCHING or A_SUCH.match(self.said, other.span.end)
        patterns = (NEXT_TO, SUCH) if is_touching else (SUCH,)
        return any(pattern.fullmatch(self.said, *stretch) for pattern in patterns)

    def _for(self, thing: Thing, found: Sequence[Saying]) -> list[Saying]:
        """Of bands a keyword may say something (재밌어서), of another keyword it does not."""
        if thing.kind is Kind.BAND:
            return list(found)
        words = [other.span for other in self.things]
        return [one for one in found if not _any_meets(one.span, words)]

    def _barring(self, group: Sequence[int]) -> list[Span]:
        """What is said of a band may come behind a keyword, never the other way round."""
        is_band = self.things[group[0]].kind is Kind.BAND
        others = [thing for index, thing in enumerate(self.things) if index not in group]
        return [
            thing.span
            for thing in others
            if not self._is_aside(thing, group)
            and (
                not is_band or thing.kind is Kind.BAND or OWN_NOUN.match(self.said, thing.span.end)
            )
        ]

    def _is_aside(self, thing: Thing, group: Sequence[int]) -> bool:
        """Does a word behind the group only say why or when?"""
        if thing.kind is Kind.BAND or thing.span.start < self.things[group[-1]].span.start:
            return False
        if thing.kind is Kind.KEYWORD:
            return REASON.match(self.said, thing.span.end) is not None
        if self.things[group[0]].kind is Kind.BAND:
            return False
        is_when = self.said[thing.span.start : thing.span.end].endswith(("에", "때", "서"))
        return is_when or WHEN.match(self.said, thing.span.end) is not None

    def _speaking(self, thing: Thing, end: int, bars: Sequence[Span]) -> list[Saying]:
        """The sayings from the first one behind `end` that speaks of the thing; none if barred."""
        behind = [one for one in self._for(thing, self.behind) if one.span.start >= end]
        for number, saying in enumerate(behind):
            between = Span(end, saying.span.start)
            if _any_meets(between, bars):
                return []
            if self._speaks(thing, between, saying):
                return behind[number:]
        return []

    def _speaks(self, thing: Thing, between: Span, saying: Saying) -> bool:
        if saying.where in {Where.TOUCHING, Where.LIKENING, Where.COMPARED}:
            patterns = (NEXT_TO, AT_A_DISTANCE, AS_TOPIC) if saying.value < 0 else (NEXT_TO,)
            stretch = between.start, between.end
            return any(pattern.fullmatch(self.said, *stretch) for pattern in patterns)
        is_noun = any(one.match(self.said, between.start) for one in (OWN_NOUN, OWN_MOOD))
        return is_noun or thing.kind is not Kind.MOMENT

    def _last_turn(self, behind: Sequence[Saying], bars: Sequence[Span]) -> int:
        """좋아했는데 지금은 질림: what is said last counts."""
        value = behind[0].value
        for one, other in pairwise(behind):
            gap = Span(one.span.end, other.span.start)
            turns = TURN.search(self.said, one.span.start, gap.end)
            if other.where is not Where.BEHIND or not turns or _any_meets(gap, bars):
                break
            value = other.value or value
        return value


def _any_meets(one: Span, others: Sequence[Span]) -> bool:
    """Does any of the others lie within? An empty stretch meets nothing."""
    return any(one.meets(other) for other in others)
