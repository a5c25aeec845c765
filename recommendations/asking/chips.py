"""The keywords beside an answer, each with the address that a press leads to."""

from collections import Counter
from dataclasses import dataclass

from bands.models import Keyword
from recommendations.asking.address import Thread
from recommendations.asking.services import OFFERED, Answer
from recommendations.asking.understanding import MOST_TAGS


@dataclass(frozen=True)
class Chip:
    keyword: Keyword
    address: str


@dataclass(frozen=True)
class Chips:
    """wanted, unwanted : are in and can be taken out; offered : can be put in."""

    wanted: tuple[Chip, ...]
    unwanted: tuple[Chip, ...]
    offered: tuple[Chip, ...]


def chips_of(given: Answer, thread: Thread) -> Chips:
    wanted = [tag.word.keyword_id for tag in given.understood.wanted]
    unwanted = [tag.word.keyword_id for tag in given.understood.unwanted]
    words = given.words
    back = [words[pk] for pk in thread.without if pk in words and pk not in {*wanted, *unwanted}]
    others = [] if len(wanted) >= MOST_TAGS else _others(given, {*words})
    return Chips(
        tuple(Chip(words[pk], thread.less(pk).address) for pk in wanted if pk in words),
        tuple(Chip(words[pk], thread.less(pk).address) for pk in unwanted if pk in words),
        tuple(Chip(word, thread.more(word.pk).address) for word in [*back, *others]),
    )


def _others(given: Answer, known: set[int]) -> list[Keyword]:
    """What the shown bands carry most often, or what is offered where nothing was understood."""
    carried = Counter(word for item in given.items for word in item.band.keywords.all())
    words = [*given.offered, *(word for word, _times in carried.most_common())]
    return [word for word in words if word.pk not in known][:OFFERED]
