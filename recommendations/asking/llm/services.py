"""The help that a language model gives to one answer, or the rules where none may be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings

from bands.models import Band
from recommendations.asking.cues import Cues
from recommendations.asking.finding import Fit
from recommendations.asking.helping import Helper, Idea, Rules
from recommendations.asking.llm import checking, gateway, questions, wording
from recommendations.asking.llm.gateway import NoHelp, Question, Turn
from recommendations.asking.llm.questions import Card
from recommendations.asking.mentions import Lexicon, possible_mentions
from recommendations.asking.reading import Reading
from recommendations.asking.understanding import Understanding

T = TypeVar("T")


def helper_for(*, asker: str, now: datetime) -> Helper:
    """One for an answer. Its deadline for all calls together begins now."""
    if not gateway.is_configured():
        return Rules(asker)
    return LanguageModel(asker, Turn.of(asker, now))


@dataclass
class LanguageModel:
    """Asks the model where it may help. After one failure the rest of the answer is the rules'."""

    asker: str
    turn: Turn
    marks: tuple[str, ...] = ()
    ideas: tuple[Idea, ...] = ()
    _lexicon: Lexicon | None = None

    def understand(self, given: Understanding, lexicon: Lexicon, cues: Cues) -> Understanding:
        self._lexicon = lexicon
        if not given.said:
            return given
        mentions = possible_mentions(Reading(given.said), lexicon)
        words = list(cues.words.values())
        ids = [one.band_id for one in mentions]
        names = dict(Band.objects.published().filter(pk__in=ids).values_list("pk", "name"))
        question = Question(
            questions.UNDERSTAND,
            questions.sentence_facts(given.said, mentions, names, words),
            questions.understanding_schema(ids, [word.keyword_id for word in words]),
        )
        read = self._asked(
            question,
            lambda answer: checking.understanding_from(answer, given, mentions, words, lexicon),
        )
        if read is None:
            return given
        understood, self.ideas = read
        return understood

    def choose(self, understood: Understanding, fits: Sequence[Fit]) -> tuple[Fit, ...]:
        if not fits or self.marks:
            return ()
        by_id = {fit.band_id: fit for fit in fits}
        cards = _cards(list(by_id))
        question = Question(
            questions.CHOOSE,
            questions.candidate_facts(understood.said, cards),
            questions.choice_schema(card.band_id for card in cards),
        )
        choice = self._asked(question, lambda answer: checking.choice_from(answer, by_id))
        if choice is None:
            return ()
        self.ideas = tuple(dict.fromkeys((*self.ideas, *choice.ideas)))
        return tuple(by_id[pk] for pk in choice.ids)

    def rephrase(self, said: tuple[str, ...]) -> tuple[str, ...]:
        if not settings.ASKING_LLM_REPHRASES or self.marks or self._lexicon is None:
            return said
        lexicon = self._lexicon
        question = Question(
            questions.REPHRASE, {"sentences": list(said)}, questions.phrasing_schema()
        )
        phrased = self._asked(question, lambda answer: checking.sentences_from(answer, len(said)))
        if phrased is None or not wording.may_be_said(phrased, said, lexicon=lexicon):
            return said
        return phrased

    def _asked(self, question: Question, check: Callable[[Any], T]) -> T | None:
        """What `check` made of the answer; None, and a mark, where there is no help."""
        try:
            return gateway.ask(question, check, turn=self.turn)
        except NoHelp as none:
            self.marks = (none.mark,)
            return None


def _cards(band_ids: Sequence[int]) -> list[Card]:
    """In the order of the ids: names and keywords, and nothing that a curator wrote freely."""
    bands = Band.objects.published().prefetch_related("keywords").in_bulk(band_ids)
    return [
        Card(pk, bands[pk].name, tuple(word.keyword for word in bands[pk].keywords.all()))
        for pk in band_ids
        if pk in bands
    ]
