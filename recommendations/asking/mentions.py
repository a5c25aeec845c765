"""Which bands of the catalogue a text names (CONTRACT R34, R52): by any name, however spelt."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bands import hangul
from recommendations.asking import surroundings
from recommendations.asking.ordinary import is_no_name, is_ordinary, is_particles
from recommendations.asking.reading import LATIN, Reading, Span
from recommendations.asking.slips import Slips

ANY_TAIL = 3  # syllables of a name that is a name whatever follows it in the word
ANYWHERE = 4  # syllables of a name that is found inside a word: 요즘실리카겔만듣는다
SPACED = 4  # letters of a name that may be spaced as one likes
LEAST_LIKELY = 2  # letters of a doubtful name that being liked may prove
SURE_STROKES = 9  # with one slip a name of so many strokes needs nothing else to speak for it
WINDOW = 4  # words that a name with a slip may be spread over
LISTED = re.compile(
    r"\s*(?:이랑|랑|하고|와|과|이나|나|보다|,|/|&|·|및|또는|그리고|and|or|,\s*and)\s*"
    r"(?:,|그리고|the)?\s*"
)
BETWEEN = frozenset(" .&!'’-=+×·/:[]()")  # signs that may stand inside a name


class Name(NamedTuple):
    """One spelling of a band."""

    band_id: int
    text: str


@dataclass(frozen=True)
class Mention:
    """A band that the text names.

    slips : the strokes by which its spelling is off
    namesakes : ids of the others that go by one of its names, be it as a second row of one act
    """

    band_id: int
    span: Span
    said: str
    slips: int = 0
    namesakes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """All names, by the keys that find them; built once for a state of the catalogue."""

    exact: dict[str, int]  # folded name -> band id
    spelt: frozenset[str]  # as written, in small letters
    lengths: tuple[int, ...]  # of the folded names, longest first
    slips: Slips = field(repr=False)
    namesakes: dict[int, tuple[int, ...]]  # of the bands that share a name, by id
    moods: frozenset[str]  # folded words that are keywords or lead to one

    @classmethod
    def of(cls, names: Iterable[Name], *, moods: Collection[str] = ()) -> "Lexicon":
        """`moods` are words that mean a keyword: a name that is one of them needs more proof."""
        given = [name for name in names if hangul.folded(name.text)]
        exact: dict[str, int] = {}
        called: dict[str, dict[int, None]] = {}
        for name in given:
            key = hangul.folded(name.text)
            exact.setdefault(key, name.band_id)
            called.setdefault(key, {})[name.band_id] = None
        return cls(
            exact=exact,
            spelt=frozenset(name.text.lower() for name in given),
            lengths=tuple(sorted({len(key) for key in exact}, reverse=True)),
            slips=Slips.of(key for key in exact if not is_ordinary(key)),
            namesakes=_namesakes(called.values()),
            moods=frozenset(map(hangul.folded, moods)),
        )

    def is_doubtful(self, key: str, said: str = "") -> bool:
        return key in self.moods or is_ordinary(key, said)


def _namesakes(shared: Iterable[Collection[int]]) -> dict[int, tuple[int, ...]]:
    """For each band the others of the groups that it is in; no key for who shares nothing."""
    found: dict[int, dict[int, None]] = {}
    for group in (group for group in shared if len(group) > 1):
        for band_id in group:
            found.setdefault(band_id, {}).update(dict.fromkeys(pk for pk in group if pk != band_id))
    return {band_id: tuple(others) for band_id, others in found.items()}


def find_mentions(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """The named bands in the order of the text; where names overlap the longest one counts."""
    found, doubtful = _as_spelt(reading, lexicon)
    found += [one for one in doubtful if _is_listed(reading, one, found)]
    found = _longest(found)
    for one in _longest(_with_slips(reading, lexicon)):
        within = [other for other in found if one.span.meets(other.span)]
        if all(_is_more_of(reading, one, other) for other in within):
            found = [other for other in found if other not in within] + [one]
    return sorted(_known(found, lexicon), key=lambda one: one.span.start)


def possible_mentions(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """What may name a band, be it doubtful: what another reader may choose from."""
    found, doubtful = _as_spelt(reading, lexicon)
    return _longest([*find_mentions(reading, lexicon), *_known([*found, *doubtful], lexicon)])


def _known(found: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """The same with those who go by the same name."""
    return [replace(one, namesakes=lexicon.namesakes.get(one.band_id, ())) for one in found]


def _is_more_of(reading: Reading, one: Mention, other: Mention) -> bool:
    """에피톤 프로잭트 is more of 에피톤: the same band and another word."""
    behind = reading.said[other.span.end : one.span.end]
    return one.band_id == other.band_id and " " in behind


def in_other_layout(text: str, lexicon: Lexicon) -> str:
    """The text in Hangul when a name in it was typed in the other layout: tlfflzkrpf whgdk."""
    if not text.isascii():
        return text
    turned = hangul.from_qwerty(text)
    names = (hangul.folded(word) for word in turned.split())
    is_turned = any(len(name) >= ANY_TAIL and name in lexicon.exact for name in names)
    return turned if is_turned and not any(w in lexicon.exact for w in text.split()) else text


def _as_spelt(reading: Reading, lexicon: Lexicon) -> tuple[list[Mention], list[Mention]]:
    """Names as they are written: certain ones, and those that only a list would make so."""
    certain, doubtful = [], []
    for start, key in _keys_in(reading, lexicon):
        span = reading.span(start, start + len(key))
        if not _is_whole(reading, lexicon, start, key):
            continue
        one = Mention(lexicon.exact[key], span, reading.said[span.start : span.end])
        if not lexicon.is_doubtful(key, one.said) or _is_meant(reading, lexicon, span, key):
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
    if is_no_name(key, reading.said[span.end :]):
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
    if len(key) < LEAST_LIKELY or key in lexicon.moods:
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
    return LISTED.fullmatch(between) is not None


# --- Slips ------------------------------------------------------------------------------------
def _with_slips(reading: Reading, lexicon: Lexicon) -> Iterator[Mention]:
    """Names that are a stroke or two off."""
    for start, end in _windows(reading):
        key = reading.folded[start:end]
        span = reading.span(start, end)
        match = lexicon.slips.nearest(hangul.jamo(key))
        if match is None or _is_known(key, lexicon):
            continue
        name, slips = match
        long_enough = len(hangul.jamo(name)) >= SURE_STROKES
        if long_enough or surroundings.is_band_at_all(reading, span):
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
