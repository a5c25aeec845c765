"""What of a model's answer is used: known ids, words that were said, and nothing else. Pure.

An answer of another shape is `Useless` as a whole; within one of the right shape each part that
is not allowed is dropped by itself.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bands import hangul
from embeddings.text import compose
from recommendations.asking.attitudes import Attitude
from recommendations.asking.cues import Word
from recommendations.asking.helping import Idea
from recommendations.asking.llm.questions import ACTS, ATTITUDES, KINDS
from recommendations.asking.mentions import Lexicon, Mention
from recommendations.asking.sentiment.feeling import Feeling
from recommendations.asking.understanding import (
    MOST_TAGS,
    Heard,
    Lack,
    Tag,
    Understanding,
    Unmet,
    filters_of,
)

LONGEST_NAME = 60  # characters
MOST_IDEAS = 3
MOST_CHOSEN = 5
MOST_READ = 50  # entries of a list that are looked at
MARKUP = frozenset("<>[]{}|`*_#\\$\n\r\t")
LACKS = {"band": Lack.STRANGER, "title": Lack.STRANGER, "genre": Lack.FOREIGN}


class Useless(Exception):
    """Not of the shape that was asked for."""


@dataclass(frozen=True)
class Choice:
    ids: tuple[int, ...]
    ideas: tuple[Idea, ...]


# --- Understanding ----------------------------------------------------------------------------
def understanding_from(
    answer: Any,
    given: Understanding,
    mentions: Sequence[Mention],
    words: Collection[Word],
    lexicon: Lexicon,
) -> tuple[Understanding, tuple[Idea, ...]]:
    """What the model read, in place of what the rules did, and what the catalogue lacks.

    given : what the rules read; what it leaves out stays out unless the model says otherwise of
        that very band or keyword, so that silence never brings back what nobody wants
    mentions : the only bands that may be named
    """
    parts = _parts(answer, bands=list, wanted=list, unwanted=list, missing=list, feeling=dict)
    heard = _heard(parts["bands"], {one.band_id: one for one in reversed(mentions)}, given)
    by_id = {word.keyword_id: word for word in words}
    unwanted = _tags(parts["unwanted"], by_id, given.said)
    out = {tag.word.keyword_id for tag in unwanted}
    wanted = tuple(
        tag for tag in _tags(parts["wanted"], by_id, given.said) if tag.word.keyword_id not in out
    )[:MOST_TAGS]
    spoken_of = out | {tag.word.keyword_id for tag in wanted}
    unwanted += tuple(tag for tag in given.unwanted if tag.word.keyword_id not in spoken_of)
    act = answer.get("act")
    missing = _missing(parts["missing"], given.said, lexicon)
    understood = replace(
        given,
        feeling=_feeling(parts["feeling"]) or given.feeling,
        heard=heard,
        wanted=wanted,
        unwanted=unwanted,
        filters=filters_of(
            heard, wanted, unwanted, kind=act if act in ACTS and act != "any" else ""
        ),
        unmet=(
            *(Unmet(LACKS[one.kind], one.name) for one in missing),
            *(one for one in given.unmet if one.lack is Lack.ERA),
        ),
    )
    return understood, missing


def _heard(
    rows: Sequence[Any], mentions: Mapping[int, Mention], given: Understanding
) -> tuple[Heard, ...]:
    found: dict[int, Heard] = {}
    for row in _objects(rows):
        mention, feeling = mentions.get(_id(row)), _feeling(row)
        if mention is not None and feeling is not None:
            found[mention.band_id] = Heard(mention, feeling.attitude, feeling.confidence)
    for one in given.heard:
        if one.attitude is Attitude.DISLIKE:
            found.setdefault(one.mention.band_id, one)
    return tuple(sorted(found.values(), key=lambda one: one.mention.span.start))


def _feeling(row: Mapping[str, Any]) -> Feeling | None:
    attitude, sure = row.get("attitude"), row.get("confidence")
    if attitude not in ATTITUDES or isinstance(sure, bool) or not isinstance(sure, int | float):
        return None
    if not math.isfinite(sure):
        return None
    return Feeling(Attitude(attitude), min(max(float(sure), 0.5), 1.0))


def _tags(rows: Sequence[Any], words: Mapping[int, Word], said: str) -> tuple[Tag, ...]:
    """Keywords whose words stand in the sentence; each once, with all its words."""
    led: dict[int, list[str]] = {}
    for row in _objects(rows):
        by = _name(row.get("words"), longest=len(said))
        if _id(row) in words and by and by in said:
            led.setdefault(_id(row), []).append(by)
    return tuple(Tag(words[pk], tuple(dict.fromkeys(by))) for pk, by in led.items())


def _missing(rows: Sequence[Any], said: str, lexicon: Lexicon) -> tuple[Idea, ...]:
    """What is named in the sentence itself and is no band of the catalogue."""
    return tuple(
        one
        for one in _ideas(rows)
        if one.name in said and hangul.folded(one.name) not in lexicon.exact
    )


# --- Choosing ---------------------------------------------------------------------------------
def choice_from(answer: Any, candidates: Collection[int]) -> Choice:
    parts = _parts(answer, ids=list, ideas=list)
    ids = [
        pk
        for pk in parts["ids"][:MOST_READ]
        if isinstance(pk, int) and not isinstance(pk, bool) and pk in candidates
    ]
    return Choice(tuple(dict.fromkeys(ids))[:MOST_CHOSEN], _ideas(parts["ideas"]))


def _ideas(rows: Sequence[Any]) -> tuple[Idea, ...]:
    found = [
        Idea(row["kind"], name)
        for row in _objects(rows)
        if row.get("kind") in KINDS and (name := _name(row.get("name")))
    ]
    return tuple(dict.fromkeys(found))[:MOST_IDEAS]


# --- Shapes -----------------------------------------------------------------------------------
def sentences_from(answer: Any, amount: int) -> tuple[str, ...]:
    rows = _parts(answer, sentences=list)["sentences"]
    if len(rows) != amount or not all(isinstance(row, str) for row in rows):
        raise Useless
    return tuple(rows)


def _parts(answer: Any, **kinds: type) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise Useless
    parts = {name: answer.get(name) for name in kinds}
    if not all(isinstance(part, kinds[name]) for name, part in parts.items()):
        raise Useless
    return parts


def _objects(rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    return (row for row in rows[:MOST_READ] if isinstance(row, dict))


def _id(row: Mapping[str, Any]) -> int:
    told = row.get("id")
    return told if isinstance(told, int) and not isinstance(told, bool) else 0


def _name(told: Any, *, longest: int = LONGEST_NAME) -> str:
    """A short text without markup and without what nobody sees; "" for anything else."""
    if not isinstance(told, str) or len(told) > longest or set(told) & MARKUP:
        return ""
    return compose.normalise(told)
