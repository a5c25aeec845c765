"""The sayings of a text: where it says that something is wanted or not (`saying_entries`)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recommendations.asking.english_sayings import ENGLISH
from recommendations.asking.korean_sayings import KOREAN
from recommendations.asking.reading import Span
from recommendations.asking.saying_entries import Entry, Where


@dataclass(frozen=True)
class Saying:
    """A piece of the text that says whether something is wanted."""

    span: Span
    value: int
    where: Where


# Words of attitude in which a keyword seems to stand: tired of folk asks for nothing tired.
IDIOM = re.compile(
    r"\b(?:tired|sick|bored)(?=\s+(?:of|with)\b)|(?<=[으보오]면\s)(?:짜증|화|열|지쳐|지치|피곤)"
    r"|짜증(?:이|만)?\s*나(?:서|니까)?(?=\s*(?:못|안|싫|별로|꺼|빼))"
    r"|(?:음악|노래|곡|밴드|사운드|소리|장르|거|것)에(?:는|도|만)?\s*지(?:쳤|쳐|친|침|칩)",
    re.I,
)

# What denies a Korean saying behind it: 싫지 않아, 좋아하지 않아, 싫은 건 아니야.
DENIED = re.compile(
    r"[가-힣]{0,3}?(?:"
    r"(?:지(?:는|도|가|를)?|진|질)\s*(?:않|안\s|못|마\b|마세|말)"
    r"|(?:은|는|한|던|인)?\s*(?:건|거는|것은|게|것이|거|것도|편[은이]?)\s*(?:절대\s*)?(?:아니|아닌"
    r"|아님|아냐|아닙)"
    r"|(?:다고|라고)\s*(?:할\s*수|는)\s*(?:없|못|안)"
    r")"
)


def sayings(said: str, names: Sequence[Span]) -> list[Saying]:
    """All sayings of a text in its order, none in another or in one of the `names`.

    The longest wins: 별로 안 좋 says something else than 좋, 싫지 않 than 싫.
    """
    kept: list[Saying] = []
    taken = list(names)
    found = [*_korean(said), *_english(said)]
    for saying in sorted(found, key=lambda one: one.span.start - one.span.end):
        if not any(saying.span.meets(span) for span in taken):
            kept.append(saying)
            taken.append(saying.span)
    return sorted(kept, key=lambda one: one.span.start)


def idioms(said: str) -> list[Span]:
    """Where words that elsewhere lead to a keyword only say how the listener stands."""
    return [Span(*match.span()) for match in IDIOM.finditer(said)]


def _korean(said: str) -> Iterator[Saying]:
    for pattern, value, where in _KOREAN:
        for match in pattern.finditer(said):
            start, end = _span(match)
            denied = DENIED.match(said, end) if where is Where.BEHIND else None
            if denied:
                yield Saying(Span(start, denied.end()), -value or -1, where)
            else:
                yield Saying(Span(start, end), value, where)


def _english(said: str) -> Iterator[Saying]:
    for pattern, value, where in _ENGLISH:
        for match in pattern.finditer(said):
            yield Saying(Span(*_span(match)), value, where)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Of what the piece captures, if it does."""
    return match.span(match.lastindex or 0)


def _compiled(entries: Iterable[Entry], frame: str) -> list[tuple[re.Pattern[str], int, Where]]:
    """Blanks part the alternatives; `\\_` is a blank within one."""
    return [
        (
            re.compile(frame % "|".join(w.replace(r"\_", " ") for w in words.split()), re.I),
            value,
            where,
        )
        for words, value, where in entries
    ]


_KOREAN = _compiled(KOREAN, "(?:%s)")
_ENGLISH = _compiled(ENGLISH, r"\b(?:%s)\b")
