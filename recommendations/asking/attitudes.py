"""How the listener stands to each thing named: liked, disliked or neither (CONTRACT R12).

A Korean sentence says it behind the thing (국카스텐은 말고), an English one before it (but not
Guckkasten). So the text is cut into things, sayings and borders, and each group of things that are
named in one breath takes the saying next to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommendations.asking.reading import Reading, Span, is_linked


class Attitude(StrEnum):
    LIKE = "like"
    DISLIKE = "dislike"
    NEUTRAL = "neutral"


class Kind(StrEnum):
    BAND = "band"
    KEYWORD = "keyword"


@dataclass(frozen=True)
class Thing:
    """What an attitude may be had to; `kind` keeps bands and keywords apart."""

    span: Span
    kind: Kind


@dataclass(frozen=True)
class Saying:
    """A piece of the text that says whether something is wanted.

    value : 1 wanted, -1 not wanted, 0 says neither but ends the search
    is_after : it speaks of what stands before it, else of what follows
    is_close : it speaks only of what it touches, as 말고 does
    """

    span: Span
    value: int
    is_after: bool = True
    is_close: bool = False


_NEG_BEFORE = r"(?<![가-힣])(?:안|못|별로\s*안|그닥\s*안|전혀\s*안|그다지\s*안|잘\s*안)\s*"
_NOT_AT_ALL = (
    r"(?:지(?:는|도|가|를|ㄴ)?|진|질|질\s*)\s*(?:않|안\s|못|마\b|마세|말)"
    r"|(?:ㄴ|은|는|한|던|싫은|좋은|인)?\s*(?:건|거는|것은|게|것이|거|것도|건\s*절대)\s*(?:절대\s*)?(?:아니|아닌|아님|아냐)"
    r"|(?:다고|라고)\s*(?:할\s*수|는)\s*(?:없|못|안)"
)

# pattern, value, is_close. The first that matches at a place counts; `not` turns the value round.
_KOREAN: tuple[tuple[str, int, bool], ...] = (
    (r"말고도|빼고도|뿐만?\s*아니라|외에도|(?:이랑|랑|하고|와|과)?\s*비슷한데|말고\s*(?:또\s*)?(?:다른\s*)?비슷", 1, True),
    (r"밖에\s*(?:안|못|모르|없)|없으면\s*(?:안|못)|(?:없이|없이는)\s*못|빼놓(?:지|고는)\s*(?:않|말|마|못|안)", 1, True),
    (r"빼지\s*(?:말|마|않)|제외하지\s*(?:말|마|않)", 1, True),
    (r"말고|빼고|빼곤|빼줘|빼\s*주|빼면|뺀|뺄|빼서|빼자|빼는|빼[.!\s]|제외|제끼고|거르고|거르|걸러|패스|노노|금지|사절|삭제|극혐"
     r"|그만|이외|(?<!해)외에|대신|아니고|아닌|아니었으면|아니면\s*좋|(?<![가-힣])(?:없는|없이|없었으면|없어도|없게)|배제|차단|(?<![가-힣])안\s*나오", -1, True),
    (rf"{_NEG_BEFORE}(?:싫|미워|질리|질려|나쁘|지겹|지루)", 1, False),
    (rf"{_NEG_BEFORE}(?:좋아|좋은|좋더|좋|듣|들|끌|맞|땡|당기|와닿|사랑|원해|원하|추천|어울)", -1, False),
    (r"싫증\s*(?:안|이\s*안)|(?:안|잘\s*안)\s*질|질리지\s*않|안\s*지겨|나쁘지\s*않|나쁘진\s*않|부담\s*없", 1, False),
    (r"듣기\s*싫|꼴도\s*보기\s*싫|싫증|싫|별로|별루|질려|질렸|질린|질리|지겨|지겹|지루|노잼|짜증나|혐오|최악|구려|구리|거슬리"
     r"|꺼려|꺼리|피하|피해|피했|부담|오글|시끄러워서|미워|밉|안티|실망|망했|쓰레기|극불호|불호|관심\s*없|취향이?\s*(?:은|는)?\s*(?:전혀\s*)?아니"
     r"|취향\s*밖|필요\s*없|사양|됐고|됐어|못\s*듣겠|못\s*들어|원치|원하지|졸려|졸린", -1, False),
    (r"이제\s*(?:그만|됐)|그만\s*듣", -1, False),
    (r"좋아하|좋아해|좋아했|좋아요|좋아서|좋아|좋은|좋더|좋고|좋네|좋던|좋다|좋았|좋음|좋지|좋을|사랑|최애|애정|아끼|팬이|팬인|덕후|덕질|입덕"
     r"|최고|미쳤|미친|짱|갓|쩔|꽂혔|꽂혀|꽂힌|빠졌|빠져|빠진|반했|반한|감동|즐겨|자주\s*듣|매일\s*듣|맨날\s*듣|많이\s*들|잘\s*듣|달고\s*(?:살|산)"
     r"|취향\s*저격|내\s*취향|제\s*취향|인생\s*(?:밴드|곡|노래)|명곡|명반|울었|눈물|행복|기다려|보고\s*싶|그리워|땡기|땡겨|땡긴|당기|당겨|끌리|끌려"
     r"|마음에\s*들|맘에\s*들|완벽|훌륭|멋지|멋있|예쁘|존경|열광|설레", 1, False),
    (r"(?:이랑|랑|하고|와|과)?\s*(?:비슷|닮|유사|결이\s*같)|같은|같이|처럼|만큼|느낌|스타일|계열|풍의|풍으로|분위기|무드|사운드", 1, True),
    (r"보다", 0, True),
    (r"원해|원하|듣고\s*싶|찾|추천|부탁|틀어|필요|골라|알려|있을까|있나|없나|없을까|어때|어떤|뭐야|알아|궁금|누구|소개|설명", 0, False),
)  # fmt: skip

_ENGLISH: tuple[tuple[str, int, bool, bool], ...] = (  # pattern, value, is_after, is_close
    (r"not only|not just|nothing wrong with|can(?:'|no)?t get enough of|can'?t live without|nothing but"
     r"|(?:don'?t|do not|didn'?t|never) (?:really )?(?:hate|dislike|mind)|not (?:tired|sick|bored) of|not against"
     r"|(?:don'?t|do not) (?:skip|exclude|leave out)", 1, False, False),
    (r"(?:don'?t|do not|didn'?t|doesn'?t|never|can'?t|cannot|not) (?:really |that |much |even )?(?:recommend|play|show|give me|like|love|enjoy|stand|want|need|into|care for|feel like|a fan of|in the mood for)"
     r"|not (?:really |that |much )?(?:into|a fan of|keen on|fond of)|anything but|tired of|sick of|bored of|bored with|fed up with"
     r"|hate|hated|dislike|detest|loathe|avoid|skip|except(?: for)?|exclude|excluding|without|other than|apart from|aside from|besides|instead of"
     r"|leave out|drop the|no more|enough of|enough with|less|nothing|minus|rather than|but not|not too|not so|not|no|isn'?t|aren'?t|never", -1, False, False),
    (r"(?:is|are|was|were) (?:not|n'?t) (?:bad|boring|terrible)|(?:isn'?t|aren'?t) (?:bad|boring)", 1, True, False),
    (r"(?:is|are|was|were)?\s*(?:so |really |too |just )?(?:boring|awful|terrible|overrated|annoying|sucks?|suck|the worst|lame)|(?:is|are)(?: not|n'?t) (?:really )?(?:for me|my thing|my taste|good|my cup)"
     r"|(?:isn'?t|aren'?t) (?:really )?(?:for me|my thing|my taste|good|my cup)|gets? on my nerves|bores? me|aside|excluded|not included", -1, True, False),
    (r"(?:is|are|was|were) (?:so |really |just |absolutely )?(?:great|amazing|awesome|the best|good|wonderful|brilliant|my favou?rites?|fantastic|beautiful|incredible)|rocks|rules|rock my world|made me cry|changed my life|touched me", 1, True, False),
    (r"love|loved|loving|adore|adored|like|liked|enjoy|enjoyed|into|fan of|fond of|obsessed with|crazy about|similar to|reminds? me of|in the vein of|such as|favou?rites? (?:is|are|band is|bands are)|favou?rite|along the lines of|sounds like|listening to|as good as", 1, False, False),
    (r"want|need|looking for|recommend|suggest|give me|find|show me|play", 0, False, False),
)  # fmt: skip

_BORDER = re.compile(
    r"[.!?;\n]+|(?<![가-힣])(?:근데|그런데|하지만|그러나|그래도|다만|단,?|대신에|그렇지만)(?![가-힣])"
    r"|(?<=[가-힣])(?:는데|은데|한데|운데|ㄴ데|인데|던데|데요|지만|으나|니까|거든|어서|아서|해서|워서|면서)(?=[\s,.!?]|$)"
    r"|중에서?|가운데|\b(?:but|however|though|although|yet|because|so)\b|…",
    re.I,
)
_NEXT_TO = re.compile(
    r"[가-힣]{0,5}\s*(?:(?:밴드|노래|음악|곡|거|건|것|걸|쪽|애들|스타일|느낌|장르|류|분위기|사운드|목소리)[가-힣]{0,3}\s*){0,2}"
    r"(?:좀|제발|꼭|다|전부|진짜)?\s*"
)
_WHEN = re.compile(r"\s*(?:에|엔|때|날)")
_KOREAN_SAYINGS = [(re.compile(pattern), value, close) for pattern, value, close in _KOREAN]
_ENGLISH_SAYINGS = [
    (re.compile(rf"\b(?:{pattern})\b", re.I), value, after, close)
    for pattern, value, after, close in _ENGLISH
]
_SELF_NOT = re.compile(
    r"[가-힣]{0,2}?(?:지|진|질)(?:는|도|만)?\s*(?:않|안\s|못|마\b|말)|[가-힣]{0,2}?(?:ㄴ|은|는|한|운)?\s*(?:건|게|것은|거)\s*(?:좀\s*)?(?:아닌|아니)"
)
_SELF_NOT_BEFORE = re.compile(r"(?<![가-힣])(?:안|덜)\s*$")


def attitudes(reading: Reading, things: Sequence[Thing]) -> list[Attitude]:
    """One attitude for each of the `things`, which are in the order of the text."""
    said = reading.said
    spans = [thing.span for thing in things]
    sayings = list(_sayings(said, spans))
    borders = [one for one in _borders(said) if not any(one.meets(span) for span in spans)]
    groups = _groups(said, things)
    found = [Attitude.NEUTRAL] * len(things)
    for group in groups:
        last = group[-1]
        turned = _turned_itself(said, things[last].span)
        value = _value(said, things, group, sayings, borders)
        for index in group:
            own = turned if things[index].kind is Kind.KEYWORD else 1
            found[index] = _attitude(value, own)
    return found


def _attitude(value: int | None, own: int) -> Attitude:
    if own < 0:
        return Attitude.LIKE if value == -1 else Attitude.DISLIKE
    if not value:
        return Attitude.NEUTRAL
    return Attitude.LIKE if value > 0 else Attitude.DISLIKE


def _turned_itself(said: str, span: Span) -> int:
    """-1 where the word itself is denied: 시끄럽지 않은, 안 시끄러운."""
    behind, before = said[span.end :], said[: span.start]
    if _SELF_NOT.match(behind):
        return -1
    return -1 if _SELF_NOT_BEFORE.search(before) else 1


def _groups(said: str, things: Sequence[Thing]) -> list[list[int]]:
    """Indices of things that are named in one breath."""
    groups: list[list[int]] = []
    for index, thing in enumerate(things):
        if groups and _goes_on(said, things[groups[-1][-1]], thing):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _goes_on(said: str, one: Thing, other: Thing) -> bool:
    between = said[one.span.end : other.span.start]
    return one.kind is other.kind and is_linked(between)


def _value(
    said: str,
    things: Sequence[Thing],
    group: Sequence[int],
    sayings: Sequence[Saying],
    borders: Sequence[Span],
) -> int | None:
    """What is said of a group: the saying behind it, else the one before it, else None."""
    thing = things[group[0]]
    start, end = thing.span.start, things[group[-1]].span.end
    barred = [
        other.span for i, other in enumerate(things) if i not in group and _bars(thing, other)
    ]
    after = next((one for one in sayings if one.is_after and one.span.start >= end), None)
    if after and _reaches(said, thing, Span(end, after.span.start), after, (*barred, *borders)):
        return after.value
    before = [one for one in sayings if not one.is_after and one.span.end <= start]
    if before and _is_free(Span(before[-1].span.end, start), (*barred, *borders)):
        return before[-1].value
    return None


def _bars(thing: Thing, other: Thing) -> bool:
    """What is said of a band may come behind a keyword, never the other way round."""
    return thing.kind is Kind.KEYWORD or other.kind is Kind.BAND


def _reaches(
    said: str, thing: Thing, between: Span, saying: Saying, barred: Sequence[Span]
) -> bool:
    """Does a saying behind a group speak of it?"""
    text = said[between.start : between.end]
    if saying.is_close:
        return _NEXT_TO.fullmatch(text) is not None and _is_free(between, barred)
    # 밤에 신나는 건 싫어: when it is heard is no matter of liking.
    is_when = thing.kind is Kind.KEYWORD and _WHEN.match(text) is not None
    return not is_when and _is_free(between, barred)


def _is_free(between: Span, barred: Sequence[Span]) -> bool:
    """Is nothing between that ends what is said? An empty stretch is free."""
    return not any(between.meets(one) for one in barred)


def _borders(said: str) -> list[Span]:
    return [Span(*found.span()) for found in _BORDER.finditer(said)]


def _sayings(said: str, things: Sequence[Span]) -> Iterator[Saying]:
    """Sayings in the order of the text, none within another or within a thing's name."""
    found: list[Saying] = []
    for pattern, value, close in _KOREAN_SAYINGS:
        for match in pattern.finditer(said):
            found.append(_korean(said, Span(*match.span()), value, close))
    for pattern, value, after, close in _ENGLISH_SAYINGS:
        for match in pattern.finditer(said):
            found.append(Saying(Span(*match.span()), value, after, close))
    free = [one for one in found if not any(one.span.meets(span) for span in things)]
    kept: list[Saying] = []
    for one in free:
        if not any(one.span.meets(other.span) for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda one: one.span.start)


def _korean(said: str, span: Span, value: int, close: bool) -> Saying:
    """With what denies it behind it: 싫지 않아, 좋아하지 않아, 싫은 건 아니야."""
    denied = re.match(rf"[가-힣]{{0,3}}?(?:{_NOT_AT_ALL})", said[span.end :])
    if denied is None or close:
        return Saying(span, value, True, close)
    return Saying(Span(span.start, span.end + denied.end()), -value, True, close)
