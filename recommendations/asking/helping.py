"""What may help the steps of an answer, where something may: the rules alone need none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from recommendations.asking.cues import Cues
from recommendations.asking.finding import Fit
from recommendations.asking.mentions import Lexicon
from recommendations.asking.understanding import Understanding


@dataclass(frozen=True)
class Idea:
    """Something that was asked for and that the catalogue does not have."""

    kind: str  # "band", "genre" or "title"
    name: str


class Helper(Protocol):
    """One for each answer. A step that it cannot help with stays as it was.

    asker : who asks, as the rates count; "" where nobody does
    marks : what fell short, for the answer's `degraded`
    ideas : what the catalogue lacks, for the curators
    """

    asker: str

    @property
    def marks(self) -> tuple[str, ...]: ...

    @property
    def ideas(self) -> tuple[Idea, ...]: ...

    def understand(self, given: Understanding, lexicon: Lexicon, cues: Cues) -> Understanding:
        """What the sentence says, knowing what the rules read."""
        ...

    def choose(self, understood: Understanding, fits: Sequence[Fit]) -> tuple[Fit, ...]:
        """Some of the `fits`, the best first; none where nothing better is known."""
        ...

    def rephrase(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """The same in other words, sentence by sentence."""
        ...


@dataclass(frozen=True)
class Rules:
    """No help: the rules answer alone, without any key."""

    asker: str = ""
    marks: tuple[str, ...] = ()
    ideas: tuple[Idea, ...] = ()

    def understand(self, given: Understanding, lexicon: Lexicon, cues: Cues) -> Understanding:
        return given

    def choose(self, understood: Understanding, fits: Sequence[Fit]) -> tuple[Fit, ...]:
        return ()

    def rephrase(self, said: tuple[str, ...]) -> tuple[str, ...]:
        return said


RULES = Rules()
