"""How the listener stands to each thing named: liked, disliked or neither (CONTRACT R12).

A Korean sentence says it behind the thing (국카스텐은 말고), an English one before it (but not
Guckkasten). So things that are named in one breath form a group, and each group takes the saying
next to it that nothing bars.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from recommendations.asking.reading import Reading, Span, is_linked
from recommendations.asking.sayings import Saying, Where, sayings


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


_BORDER = re.compile(
    r"[.!?;…]*(?:[.!;…](?=\s|$)|\?(?=\s|$)(?!\s*(?:(?:no|nope|nah|yes)\b|싫|아니|별로|노노|좋"
    r"|최고)))|(?<![가-힣])(?:근데|그런데|하지만|그러나|다만|그렇지만|대신에)(?![가-힣])"
    r"|(?:건|텐)데|거라(?:서|\s)|(?:거|테)니까|중에서?|가운데|\b(?:but(?!\s+not\s+any\s?more)"
    r"|however|though|although|yet|because|so)\b",
    re.I,
)
# A clause between: 카페에서 나올 법한 건 제외. What turns away in it (잔잔한데 유명한 건) ends it.
_GOES_ON = r"(?<!데)(?<!지만)(?<!고)(?<!요)(?<!니까)(?<![면줘랑])"
_AT_A_DISTANCE = re.compile(
    rf"[가-힣]{{0,5}}{_GOES_ON}\s+(?!(?:밴드|노래|음악|곡|거|건|것|걸|팀)[가-힣]{{0,2}}\s)"
    rf"(?:[가-힣]{{1,5}}{_GOES_ON}\s+){{1,3}}(?:밴드|노래|음악|곡|거|건|것"
    rf"|걸)[은는도들을를]{{0,2}}\s*(?:좀|다)?\s*"
)
_NEXT_TO = re.compile(
    r"['\"’”」』>\]]?[가-힣]{0,5}\s*(?:[가-힣]{1,4}\s+)?"
    r"(?:(?:밴드|노래|음악|곡|거|건|것|걸|쪽|애들|스타일|느낌|장르|류|분위기|사운드"
    r"|목소리)[가-힣]{0,3}\s*){0,2}"
    r"(?:좀|제발|꼭|다|전부|진짜|둘\s*다|당분간|지금은|오늘은|이제|이젠|잠시|일단|아예|절대"
    r"|되도록|가급적"
    r"|웬만하면|(?:하나라도\s*)?(?:들어가|나오|있으|섞이|들리)면)?\s*"
)
# 슬픈 노래는 내 목록에서 빼 줘
_AS_TOPIC = re.compile(
    r"[가-힣]{0,3}?\s*(?:밴드|노래|음악|곡|거|것|건|걸)?(?:은|는|을|를|도|건|걸)\s+"
    rf"(?:[가-힣]{{1,8}}{_GOES_ON}\s+){{0,3}}"
)
_WITH = re.compile(r"(?:이랑|랑|하고|와|과)\s+|\s+(?:and|or)\s+", re.I)
_AS_MUCH_AS = re.compile(r"(?:처럼|같이|만큼)\s*(?:너무\s*|엄청\s*|그렇게\s*)?")
_AGAINST = re.compile(r"(?:은|는|만)\s")
_TURN = re.compile(r"는데|더니|은데|한데|던데|지만|다가|들어서|(?<![가-힣])근데")
_OWN_NOUN = re.compile(
    r"[가-힣]{0,3}?\s*(?:건(?!데)|거(?!라|니|든)는?|것은?|게|노래|음악|밴드|곡|분위기|느낌"
    r"|스타일|쪽|록|락|팀|보컬|목소리|사운드|소리|가사|연주)|(?:은|는|이|가)\s"
)
_SELF_NOT = re.compile(
    r"[가-힣]{0,2}?(?:지|진|질)(?:는|만|도(?:\s*[가-힣]{1,6}지도)?)?\s*(?:않|안\s|못|마\b|말)"
    r"|[가-힣]{0,2}?(?:은|는|한|운)?\s*(?:건|게|것은|거)\s*(?:좀\s*)?(?:아닌|아니)"
)
_SELF_NOT_BEFORE = re.compile(r"(?<![가-힣])(?:안|덜)\s*$")


def attitudes(reading: Reading, things: Sequence[Thing]) -> list[Attitude]:
    """One attitude for each of the `things`, which are in the order of the text."""
    text = _Text.of(reading, things)
    found = [Attitude.NEUTRAL] * len(things)
    for group in _groups(reading.said, things):
        word = text.word(group)
        for index in group:
            found[index] = _attitude(word, _own(reading.said, things[index]))
    for index, (one, other) in enumerate(pairwise(things)):
        if found[index + 1] is Attitude.DISLIKE and _is_measure(reading.said, one, other):
            found[index] = Attitude.DISLIKE
    return found


def _is_measure(said: str, band: Thing, word: Thing) -> bool:
    """국카스텐처럼 시끄러운 거 말고 asks for nothing like the band either."""
    kinds = (band.kind, word.kind) == (Kind.BAND, Kind.KEYWORD)
    return kinds and _AS_MUCH_AS.fullmatch(said, band.span.end, word.span.start) is not None


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
    found = _SELF_NOT.match(said, end) or _SELF_NOT_BEFORE.search(said, 0, start)
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
        return Kind.MOMENT not in {one.kind, other.kind} and bool(_WITH.fullmatch(between))
    is_set_apart = "," in between and _AGAINST.match(said, other.span.end)
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
                for match in _BORDER.finditer(reading.said)
                if not _any_meets(span := Span(*match.span()), [t.span for t in things])
            ],
        )

    def word(self, group: Sequence[int]) -> _Word | None:
        """What is said of a group: the saying behind it, else the one ahead of it, else None."""
        thing = self.things[group[0]]
        start, end = thing.span.start, self.things[group[-1]].span.end
        bars = [*self._barring(group), *self.borders]
        behind = self._speaking(thing, end, bars)
        if behind:
            return _Word(self._last_turn(behind, bars), behind[0].span)
        ahead = [one for one in self._for(thing, self.ahead) if one.span.end <= start]
        if ahead and not _any_meets(Span(ahead[-1].span.end, start), bars):
            return _Word(ahead[-1].value, ahead[-1].span)
        return None

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
            if not is_band or thing.kind is Kind.BAND or _OWN_NOUN.match(self.said, thing.span.end)
        ]

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
        if saying.where is Where.TOUCHING:
            patterns = (_NEXT_TO, _AT_A_DISTANCE, _AS_TOPIC) if saying.value < 0 else (_NEXT_TO,)
            stretch = between.start, between.end
            return any(pattern.fullmatch(self.said, *stretch) for pattern in patterns)
        is_noun = _OWN_NOUN.match(self.said, between.start) is not None
        return is_noun or thing.kind is not Kind.MOMENT

    def _last_turn(self, behind: Sequence[Saying], bars: Sequence[Span]) -> int:
        """좋아했는데 지금은 질림: what is said last counts."""
        value = behind[0].value
        for one, other in pairwise(behind):
            gap = Span(one.span.end, other.span.start)
            turns = _TURN.search(self.said, one.span.start, gap.end)
            if other.where is not Where.BEHIND or not turns or _any_meets(gap, bars):
                break
            value = other.value or value
        return value


def _any_meets(one: Span, others: Sequence[Span]) -> bool:
    """Does any of the others lie within? An empty stretch meets nothing."""
    return any(one.meets(other) for other in others)
