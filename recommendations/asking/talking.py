"""An answer to the last sentence of a thread, step by step (CONTRACT R34-R37, R63).

The sentences before are read again and not searched for again: what they showed comes with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache

from bands.models import Band
from recommendations.asking import inputs, thread_phrases
from recommendations.asking.asked_for import services as asked_for
from recommendations.asking.folding import Followed, Move, Turn, fold
from recommendations.asking.helping import RULES, Helper
from recommendations.asking.sentiment.model import loaded
from recommendations.asking.services import Answer, find, lacking, tell
from recommendations.asking.understanding import Understanding, understand


class Stage(StrEnum):
    READ = "read"
    UNDERSTOOD = "understood"
    SEARCHED = "searched"
    TOLD = "told"


@dataclass(frozen=True)
class Talk:
    """A thread with the answer to its last sentence.

    followed : one for each sentence
    answer : to the last; what the sentence did to the thread stands before the answer's own words
    names : of the bands that were shown before, by id, of those that still may be
    """

    turns: tuple[Turn, ...]
    followed: tuple[Followed, ...]
    answer: Answer
    names: Mapping[int, str]

    @property
    def move(self) -> Move:
        return self.followed[-1].move

    @property
    def shown(self) -> tuple[int, ...]:
        return tuple(item.band.pk for item in self.answer.items)


@dataclass(frozen=True)
class Progress:
    """A step that has been taken, and what there is to say of it; `talk` comes with the last."""

    stage: Stage
    said: str
    talk: Talk | None = None


def talk(
    turns: Sequence[Turn],
    *,
    member_id: int | None,
    now: datetime,
    language: str | None = None,
    helper: Helper = RULES,
) -> Talk:
    """Answer the last of at least one `turns`.

    member_id : whose picks and blocks are left out; None: nobody's
    language : "ko" or "en"; None answers Korean in Korean and the rest in English
    helper : what may help the steps (`llm.services.helper_for`); without it the rules do alone

    Only names that the catalogue lacks are stored, for the curators, and only for a helper that
    knows an asker. Raises `CatalogueNotReady` while there is no vector space.
    """
    return told(steps(turns, member_id=member_id, now=now, language=language, helper=helper))


def told(taken: Iterator[Progress]) -> Talk:
    """What the last of the steps brings."""
    return next(step.talk for step in taken if step.talk)


def steps(
    turns: Sequence[Turn],
    *,
    member_id: int | None,
    now: datetime,
    language: str | None = None,
    helper: Helper = RULES,
) -> Iterator[Progress]:
    """The same, each step as soon as it is taken. Raises `CatalogueNotReady` before the third.

    A helper reads the last sentence alone: it has helped with the others in their time.
    """
    lexicon, cues = inputs.load_language()
    judge = loaded().score
    words = list(cues.words.values())

    @cache
    def read(text: str) -> Understanding:
        return understand(text, lexicon, cues, judge)

    def helped(text: str) -> Understanding:
        return helper.understand(read(text), lexicon, cues)

    spoken = language or ("ko" if read(turns[-1].text).is_korean else "en")
    yield Progress(Stage.READ, thread_phrases.step_read(spoken))
    names = names_of([pk for turn in turns for pk in turn.shown])
    followed = fold(turns, read, names, words, read_last=helped)
    last = followed[-1]
    yield Progress(Stage.UNDERSTOOD, thread_phrases.step_understood(last.understood, names, spoken))
    found = find(last.understood, member_id=member_id, now=now, helper=helper)
    asked_for.note(lacking(last.understood, helper), asker=helper.asker, now=now)
    yield Progress(Stage.SEARCHED, thread_phrases.step_searched(len(found.fits), spoken))
    given = tell(last.understood, found, spoken, turns[-1].changes, helper)
    given = replace(given, said=_said(last, given, names, spoken))
    yield Progress(
        Stage.TOLD,
        thread_phrases.step_told(spoken),
        Talk(tuple(turns), tuple(followed), given, names),
    )


def names_of(band_ids: Sequence[int]) -> dict[int, str]:
    """Of bands that may be shown, by id."""
    if not band_ids:
        return {}
    shown = Band.objects.published().filter(pk__in=band_ids)
    return dict(shown.values_list("pk", "name"))


def _said(
    last: Followed, given: Answer, names: Mapping[int, str], language: str
) -> tuple[str, ...]:
    if last.move is Move.RESTART and not last.understood.said:
        return thread_phrases.restarted(language)
    return (*thread_phrases.noted(last, names, language), *given.said)
