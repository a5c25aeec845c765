"""A text as the steps read it: its letters without spaces, its strokes, and where words begin."""

import re
from dataclasses import dataclass
from functools import cached_property

from bands import hangul
from embeddings.text import compose

MAX_LENGTH = 500  # characters; who writes more is read so far

HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

# What may stand behind a noun within its word: 실리카겔이랑은, 메탈만, 밤에도.
ONE_PARTICLE = (
    "들|님|씨|네|은|는|이|가|을|를|의|도|만|랑|이랑|하고|와|과|나|이나|에|에서|에게|한테|께|로|으로"
    "|처럼|같이|같은|만큼|보다|말고|빼고|부터|까지|밖에|뿐|라도|이라도|라고|이라고|라는|이라는"
    "|라면|이라면"
    "|란|이란|면|이면|인|인데|인가|야|이야|요|이요|예요|이에요|입니다|이다|다|든|이든|든지|이든지"
    "|며|이며"
    "|조차|마저|쯤|정도|때문에|덕분에|대신|풍|류|급|표|스타일|느낌|감성|계열"
    "|이니까|이라서|라서|이지만|이라|이?지|이?고|보단|노노|ㄴㄴ|이?라든[가지]|말[구곤]|빼[구곤]"
    "|빼면|외에|이외|없이|없는|스러운|st"
    "|좋아|좋은|싫어|싫은|빼|말|제외|사랑해|최고|짱"
)
PARTICLES = re.compile(rf"(?:{ONE_PARTICLE}){{0,4}}")

# 시끄러운거말고조용한거: what is written without a blank goes on as another word
_GLUED = re.compile(r"[말빼][고구](?=[가-힣])(?!는|도|요|여)")

# What may stand between two things that are named in one breath.
LINK = re.compile(
    r"\s*(?:이랑|랑|하고|와|과|이나|나|고|도|이고|이며|며|[하으우]?면서|한|은|는|운|ㄴ|적인|적이고"
    r"|하|인"
    r"|[은는]\s*물론|도\s*그렇고|이?든(?:지|가)?|이?라든[가지]|이?니)?"
    r"\s*(?:거나|건|거|것|음악|노래|밴드|곡)?(?:이랑|랑|하고|와|과|이나|나|도)?"
    r"\s*(?:,|/|&|·|및|또는|혹은|그리고|and|or|nor|,\s*and)?\s*(?:너무|좀|the|a|any)?\s*",
    re.I,
)


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (not included) of `Reading.said`."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Reading:
    """A text that can be looked through by letter and by stroke; `said` is what is quoted."""

    said: str

    @classmethod
    def of(cls, text: str) -> "Reading":
        """Without what nobody sees (RELIABILITY S17), in small pieces and of limited length."""
        return cls(compose.normalise(text[: 4 * MAX_LENGTH])[:MAX_LENGTH])

    @cached_property
    def _letters(self) -> list[tuple[str, int]]:
        """Each folded letter with its place in `said`."""
        return [
            (letter, place)
            for place, character in enumerate(self.said)
            if character.isalnum()
            for letter in hangul.folded(character)
        ]

    @cached_property
    def folded(self) -> str:
        return "".join(letter for letter, _ in self._letters)

    @cached_property
    def places(self) -> list[int]:
        """Where in `said` each letter of `folded` stands; one more for the end."""
        return [*(place for _, place in self._letters), len(self.said)]

    @cached_property
    def strokes(self) -> str:
        return "".join(self._parts)

    @cached_property
    def stroke_starts(self) -> list[int]:
        """For each letter of `folded` where in `strokes` it begins; one more for the end."""
        starts = [0]
        for part in self._parts:
            starts.append(starts[-1] + len(part))
        return starts

    @cached_property
    def _parts(self) -> list[str]:
        return [hangul.parted(letter).translate(hangul.SPLIT) for letter, _ in self._letters]

    @cached_property
    def word_starts(self) -> list[int]:
        """Indices into `folded` at which a word begins, or another script within one."""
        return [i for i in range(len(self.folded)) if self._begins(i)]

    def _begins(self, index: int) -> bool:
        place = self.places[index]
        if place in self._glued:
            return True
        if not index or self.places[index - 1] != place - 1:
            return True
        return script(self.said[place - 1]) != script(self.said[place])

    @cached_property
    def _glued(self) -> list[int]:
        return [match.end() for match in _GLUED.finditer(self.said)]

    def span(self, start: int, end: int) -> Span:
        """Of the letters `start` to `end` of `folded`."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def tail(self, place: int) -> str:
        """What follows `place` up to the end of the word."""
        stop = next((end - place for end in self._glued if end > place), None)
        rest = self.said[place:][:stop]
        stop = next((i for i, c in enumerate(rest) if not c.isalnum()), len(rest))
        return rest[:stop]

    @cached_property
    def is_korean(self) -> bool:
        """Does Hangul carry the sentence? A band's Latin name in it changes nothing."""
        return 2 * len(HANGUL.findall(self.said)) >= len(LATIN.findall(self.said)) / 2 + 1


def script(character: str) -> str:
    if HANGUL.match(character):
        return "hangul"
    return "latin" if LATIN.match(character) else "other"


def is_linked(between: str) -> bool:
    """Are two things named in one breath, with `between` between them?"""
    return LINK.fullmatch(between) is not None
