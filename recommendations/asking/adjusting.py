"""What the listener puts right by hand after reading what was understood. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from recommendations.asking.cues import Word
from recommendations.asking.understanding import GENRE, MOST_TAGS, Tag, Understanding


@dataclass(frozen=True)
class Changes:
    """Keyword ids that are taken out of what was understood, and put into it."""

    without: tuple[int, ...] = ()
    added: tuple[int, ...] = ()


NO_CHANGES = Changes()


def adjusted(understood: Understanding, changes: Changes, words: Sequence[Word]) -> Understanding:
    """The understanding as if it had been said so: the words of what is out are not heard either.

    Nothing is added beyond `MOST_TAGS` wanted keywords. An added one is led by no words.
    """
    if changes == NO_CHANGES:
        return understood
    by_id = {word.keyword_id: word for word in words}
    added = [by_id[pk] for pk in changes.added if pk in by_id]
    out = {*changes.without} - {word.keyword_id for word in added}
    wanted = _with(_less(understood.wanted, out), added)
    unwanted = _less(understood.unwanted, out | {word.keyword_id for word in added})
    return replace(
        understood,
        said=_unsaid(understood, out),
        wanted=wanted,
        unwanted=unwanted,
        filters=replace(
            understood.filters,
            keywords_out=tuple(tag.word.keyword_id for tag in unwanted),
            genres=tuple(tag.word.keyword_id for tag in wanted if tag.word.facet == GENRE),
        ),
    )


def _less(tags: tuple[Tag, ...], out: Collection[int]) -> tuple[Tag, ...]:
    return tuple(tag for tag in tags if tag.word.keyword_id not in out)


def _with(tags: tuple[Tag, ...], added: Sequence[Word]) -> tuple[Tag, ...]:
    known = {tag.word.keyword_id for tag in tags}
    new = tuple(Tag(word, ()) for word in added if word.keyword_id not in known)
    return (*tags, *new)[:MOST_TAGS]


def _unsaid(understood: Understanding, out: Collection[int]) -> str:
    """The sentence without the words that led only to what is out."""
    tags = (*understood.wanted, *understood.unwanted)
    kept = {said for tag in tags if tag.word.keyword_id not in out for said in tag.led_by}
    said = understood.said
    for tag in tags:
        for words in set(tag.led_by) - kept if tag.word.keyword_id in out else ():
            said = said.replace(words, " ")
    return " ".join(said.split())
