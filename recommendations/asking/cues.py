"""The words that lead to a keyword: written by hand for the vocabulary, and its own spellings.

A cue ends with `*` when the word it begins may end in any way. Cues are compared by strokes, so
신나* begins 신나는 and 신난 alike, and without spaces, so 비오는* is 비 오는 날 too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bands import hangul
from recommendations.asking.ordinary import is_particles
from recommendations.asking.reading import Reading, Span, script

FILE = Path(__file__).with_name("cues.tsv")
FOREIGN = "#"  # stands for music that the vocabulary has no word for


class Word(NamedTuple):
    """A keyword of the vocabulary with what else it is called."""

    keyword_id: int
    keyword: str
    facet: str
    spellings: tuple[str, ...]  # English, and synonyms


class Cue(NamedTuple):
    strokes: str
    is_open: bool  # the word may end in any way
    meanings: tuple[str, ...]  # keywords, or `FOREIGN`


@dataclass(frozen=True)
class Hit:
    """A cue in a text."""

    span: Span
    said: str
    meanings: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """Every cue by its strokes, and the keywords by their text."""

    by_strokes: dict[str, Cue] = field(repr=False)
    lengths: tuple[int, ...]  # of the cues in strokes, longest first
    words: dict[str, Word]

    @classmethod
    def of(cls, words: Iterable[Word]) -> "Cues":
        known = {word.keyword: word for word in words}
        meanings: dict[tuple[str, bool], list[str]] = {}
        for keyword, cue in _all_cues(known):
            key = _strokes(cue)
            if key:
                meant = meanings.setdefault((key, cue.endswith("*")), [])
                meant += [keyword] * (keyword not in meant)
        by_strokes: dict[str, Cue] = {}
        for (key, is_open), meant in sorted(meanings.items()):
            by_strokes[key] = Cue(key, is_open, tuple(meant))
        return cls(by_strokes, tuple(sorted({*map(len, by_strokes)}, reverse=True)), known)

    @property
    def single_words(self) -> frozenset[str]:
        """Cues that may also be a name: what `Lexicon` treats with doubt."""
        return frozenset(
            text
            for keyword, cue in _all_cues(self.words)
            if len(text := hangul.folded(cue)) and keyword != FOREIGN
        )


def find_cues(reading: Reading, cues: Cues, taken: Iterable[Span] = ()) -> list[Hit]:
    """Cues in the order of the text, the longest at each place, outside of what is `taken`."""
    spans = list(taken)
    hits: list[Hit] = []
    begun = frozenset(reading.word_starts)
    starts = set(begun)
    past = 0
    for start in range(len(reading.folded)):
        if start < past or start not in starts:
            continue
        hit, end = _longest_at(reading, cues, start)
        if hit and start not in begun and " " in hit.said:
            continue  # 신나서 정신없는 has no 서정
        if hit and not any(hit.span.meets(span) for span in spans):
            hits.append(hit)
            past = end
            starts.add(end)  # 비오는밤: another may begin where one ends
    return hits


def _longest_at(reading: Reading, cues: Cues, start: int) -> tuple[Hit | None, int]:
    """The longest cue that begins with this letter, and the letter at which it ends."""
    first = reading.stroke_starts[start]
    for length in cues.lengths:
        cue = cues.by_strokes.get(reading.strokes[first : first + length])
        if cue is None or len(cue.strokes) != length:
            continue
        end = _end(reading, cue, first + length)
        if end:
            span = reading.span(start, end)
            return Hit(span, reading.said[span.start : span.end], cue.meanings), end
    return None, start


def _end(reading: Reading, cue: Cue, stroke: int) -> int:
    """The letter before which the cue ends; 0 when the word goes on as it may not."""
    end = next(i for i, begin in enumerate(reading.stroke_starts) if begin >= stroke)
    if cue.is_open:
        return end
    place = reading.places[end - 1] + 1
    tail = reading.tail(place)
    if reading.stroke_starts[end] != stroke:
        return 0
    changes = tail and script(tail[0]) != script(reading.said[place - 1])
    return end if changes or is_particles(tail) else 0


def _strokes(cue: str) -> str:
    return hangul.jamo(cue.rstrip("*"))


def _all_cues(words: dict[str, Word]) -> Iterator[tuple[str, str]]:
    for keyword, cue in _written():
        if keyword in words or keyword == FOREIGN:
            yield keyword, cue
    for word in words.values():
        yield from ((word.keyword, spelling) for spelling in _spellings(word))


def _spellings(word: Word) -> Iterator[str]:
    yield word.keyword
    yield from word.keyword.split("·")
    yield from filter(None, word.spellings)


@cache
def _written() -> tuple[tuple[str, str], ...]:
    rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()[1:] if line]
    return tuple((keyword, cue.strip()) for keyword, cues in rows for cue in cues.split(","))
