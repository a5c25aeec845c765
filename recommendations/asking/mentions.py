"""Which bands of the catalogue a text names (CONTRACT R34, R52): by any name, however spelt."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from bands import hangul
from recommendations.asking import surroundings
from recommendations.asking.ordinary import is_counting, is_ordinary, is_particles
from recommendations.asking.reading import LATIN, Reading, Span, is_linked

ANY_TAIL = 3  # syllables of a name that is a name whatever follows it in the word
ANYWHERE = 4  # syllables of a name that is found inside a word: 요즘실리카겔만듣는다
SPACED = 4  # letters of a name that may be spaced as one likes
LEAST_STROKES = 6  # a slip in a shorter name makes another word
SURE_STROKES = 9  # with one slip a name of so many strokes needs nothing else to speak for it
TWO_SLIPS = 14  # strokes of a name that may have two
LEAST_LATIN = 7  # the same for Latin letters, which make more words of a length
WINDOW = 4  # words that a name with a slip may be spread over
BETWEEN = frozenset(" .,&!'’-=+×·/:[]()")  # signs that may stand inside a name


class Name(NamedTuple):
    """One spelling of a band."""

    band_id: int
    text: str


@dataclass(frozen=True)
class Mention:
    """A band that the text names. `slips` counts the strokes by which its spelling is off."""

    band_id: int
    span: Span
    said: str
    slips: int = 0


@dataclass(frozen=True)
class Lexicon:
    """All names, by the keys that find them; built once for a state of the catalogue."""

    exact: dict[str, int]  # folded name -> band id
    spelt: frozenset[str]  # as written, in small letters
    lengths: tuple[int, ...]  # of the folded names, longest first
    shortened: dict[str, tuple[tuple[str, int], ...]] = field(repr=False)
    moods: frozenset[str]  # folded words that are keywords or lead to one

    @classmethod
    def of(cls, names: Iterable[Name], *, moods: Collection[str] = ()) -> "Lexicon":
        """`moods` are words that mean a keyword: a name that is one of them needs more proof."""
        given = [name for name in names if hangul.folded(name.text)]
        exact: dict[str, int] = {}
        for name in given:
            exact.setdefault(hangul.folded(name.text), name.band_id)
        return cls(
            exact=exact,
            spelt=frozenset(name.text.lower() for name in given),
            lengths=tuple(sorted({len(key) for key in exact}, reverse=True)),
            shortened=_shortened(exact),
            moods=frozenset(map(hangul.folded, moods)),
        )

    def is_doubtful(self, key: str) -> bool:
        return key in self.moods or is_ordinary(key)


def find_mentions(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """The named bands in the order of the text; where names overlap the longest one counts."""
    found, doubtful = _as_spelt(reading, lexicon)
    found += [one for one in doubtful if _is_listed(reading, one, found)]
    found = _longest(found)
    slipped = [one for one in _with_slips(reading, lexicon) if not _overlaps(one, found)]
    return sorted(found + _longest(slipped), key=lambda one: one.span.start)


def _as_spelt(reading: Reading, lexicon: Lexicon) -> tuple[list[Mention], list[Mention]]:
    """Names as they are written: certain ones, and those that only a list would make so."""
    certain, doubtful = [], []
    for start, key in _keys_in(reading, lexicon):
        span = reading.span(start, start + len(key))
        if not _is_whole(reading, lexicon, start, key):
            continue
        one = Mention(lexicon.exact[key], span, reading.said[span.start : span.end])
        if not lexicon.is_doubtful(key) or _is_meant(reading, lexicon, span, key):
            certain.append(one)
        else:
            doubtful.append(one)
    return _longest(certain), doubtful


def _keys_in(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    starts = set(reading.word_starts)
    for start in range(len(reading.folded)):
        for length in lexicon.lengths:
            key = reading.folded[start : start + length]
            if len(key) == length and key in lexicon.exact and _may_start(start, key, starts):
                yield start, key


def _may_start(start: int, key: str, word_starts: Collection[int]) -> bool:
    return start in word_starts or (len(key) >= ANYWHERE and not LATIN.match(key))


def _is_whole(reading: Reading, lexicon: Lexicon, start: int, key: str) -> bool:
    """Does the name end where a word may, and is it spaced as a name may be?"""
    span = reading.span(start, start + len(key))
    said = reading.said[span.start : span.end]
    tail = reading.tail(span.end)
    if is_counting(key, reading.said[span.end :]):
        return False
    if LATIN.match(key[-1]) and LATIN.match(tail[:1]):
        return False
    lenient = len(key) >= ANY_TAIL and not lexicon.is_doubtful(key) and not LATIN.match(key)
    return (lenient or is_particles(tail)) and _is_spaced_well(said, key, lexicon)


def _is_spaced_well(said: str, key: str, lexicon: Lexicon) -> bool:
    if len(said) == len(key) or said.lower() in lexicon.spelt:
        return True
    inside = {character for character in said if not character.isalnum()}
    return inside <= BETWEEN and len(key) >= SPACED and not lexicon.is_doubtful(key)


def _is_meant(reading: Reading, lexicon: Lexicon, span: Span, key: str) -> bool:
    """Do the surroundings of a doubtful name speak for the band?"""
    if surroundings.is_band_for_sure(reading, span):
        return True
    if len(key) < LEAST_STROKES // 3 or key in lexicon.moods:
        return False
    return surroundings.is_latin_name(reading, span) or (
        surroundings.is_band_likely(reading, span) and (reading.is_korean or not LATIN.match(key))
    )


def _is_listed(reading: Reading, one: Mention, certain: list[Mention]) -> bool:
    """Is a doubtful name named in one breath with a certain one?"""
    return any(
        (
            one.span.end <= other.span.start
            and _names_on(reading.said[one.span.end : other.span.start])
        )
        or (
            other.span.end <= one.span.start
            and _names_on(reading.said[other.span.end : one.span.start])
        )
        for other in certain
    )


def _names_on(between: str) -> bool:
    return bool(between.strip()) and is_linked(between)


# --- Slips ------------------------------------------------------------------------------------
def _shortened(exact: dict[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Each name's strokes with up to two taken out -> the names they come from."""
    found: dict[str, list[tuple[str, int]]] = {}
    for key in exact:
        strokes = hangul.jamo(key)
        if len(strokes) < LEAST_STROKES or is_ordinary(key):
            continue
        for short, taken in _without(strokes, _slips_allowed(strokes)).items():
            found.setdefault(short, []).append((key, taken))
    return {short: tuple(keys) for short, keys in found.items()}


def _without(strokes: str, most: int) -> dict[str, int]:
    """What is left when up to `most` strokes are taken out -> how many were."""
    left: dict[str, int] = {}
    for taken in range(most + 1):
        for places in combinations(range(len(strokes)), taken):
            short = "".join(c for i, c in enumerate(strokes) if i not in places)
            left.setdefault(short, taken)
    return left


def _slips_allowed(strokes: str) -> int:
    if LATIN.match(strokes):
        return 1 if len(strokes) >= LEAST_LATIN else 0
    return 2 if len(strokes) >= TWO_SLIPS else 1


def _with_slips(reading: Reading, lexicon: Lexicon) -> Iterator[Mention]:
    """Names that are a stroke or two off, or typed in the other keyboard layout."""
    for start, end in _windows(reading):
        key = reading.folded[start:end]
        span = reading.span(start, end)
        match = _nearest(key, lexicon)
        if match is None or _is_known(key, lexicon):
            continue
        name, slips = match
        long_enough = len(hangul.jamo(name)) >= SURE_STROKES
        if long_enough or surroundings.is_band_for_sure(reading, span):
            said = reading.said[span.start : span.end]
            yield Mention(lexicon.exact[name], span, said, slips)


def _windows(reading: Reading) -> Iterator[tuple[int, int]]:
    """Stretches of one to `WINDOW` words, the last one with or without its particles."""
    ends = [*reading.word_starts[1:], len(reading.folded)]
    for number, start in enumerate(reading.word_starts):
        for end in ends[number : number + WINDOW]:
            word_start = max(start, *(s for s in reading.word_starts if s < end))
            for stop in range(end, word_start, -1):
                if is_particles(reading.folded[stop:end]):
                    yield start, stop


def _nearest(key: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """The name that `key` is a slip of, and by how many strokes."""
    slip = hangul.from_qwerty(key) if key.isascii() else ""
    if len(slip) >= ANY_TAIL and slip in lexicon.exact and not lexicon.is_doubtful(slip):
        return slip, 1
    strokes = hangul.jamo(key)
    most = _slips_allowed(strokes)
    if len(strokes) < LEAST_STROKES - 1 or not most:
        return None
    found = [
        (max(taken, missing), name)
        for short, taken in _without(strokes, most).items()
        for name, missing in lexicon.shortened.get(short, ())
        if taken or missing
    ]
    if not found:
        return None
    slips, name = min(found)
    return name, slips


def _is_known(key: str, lexicon: Lexicon) -> bool:
    return key in lexicon.moods or key in lexicon.exact or is_ordinary(key)


# --- Overlaps ---------------------------------------------------------------------------------
def _longest(found: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (-(m.span.end - m.span.start), m.slips, m.span.start)):
        if not _overlaps(one, kept):
            kept.append(one)
    return kept


def _overlaps(one: Mention, others: Iterable[Mention]) -> bool:
    return any(one.span.meets(other.span) for other in others)
