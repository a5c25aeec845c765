"""Where the sentences of a curator's text begin and end: Korean and English. Pure."""

import re
from dataclasses import dataclass

MOST = 12  # sentences of a text that are looked at
LEAST_LETTERS = 8  # fewer say nothing of the music
LONGEST = 240  # characters; more is no quote

# A sentence ends where its last mark, with what closes behind it, is followed by white space, or
# where a line does. Full stops in numbers and names (3.5, R.E.M.) are followed by none.
_ENDS = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]」』]*\s+|\s*\n\s*")
# What a full stop after does not end: single capitals and the usual short forms.
_SHORT = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|vs|feat|ft|etc|e\.g|i\.e|No|Vol))\.$")


@dataclass(frozen=True)
class Sentence:
    """`text` is what stands in the whole text from `start` to `end`."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Sentence]:
    """The first `MOST` that may be quoted, in order; none of a text that is one sentence alone."""
    found = [one for one in _all(text) if _is_quotable(one.text)]
    return found[:MOST] if len(found) > 1 else []


def _all(text: str) -> list[Sentence]:
    cut: list[Sentence] = []
    start = 0
    for gap in _ENDS.finditer(text):
        closing = gap.end() - len(gap.group().lstrip("\"'”’)]」』"))
        if _SHORT.search(text[start : gap.start()]):
            continue
        cut.append(_between(text, start, closing))
        start = gap.end()
    return [*cut, _between(text, start, len(text))]


def _between(text: str, start: int, end: int) -> Sentence:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return Sentence(start, start + len(said.strip()), said.strip())


def _is_quotable(said: str) -> bool:
    return len(said) <= LONGEST and sum(map(str.isalpha, said)) >= LEAST_LETTERS
