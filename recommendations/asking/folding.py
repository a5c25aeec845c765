"""A thread of sentences becomes one wish: each sentence does something to what was wished before.

Pure: how a sentence is read is handed in. Nothing of an earlier answer is needed but the ids of
the bands that it showed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from recommendations.asking.adjusting import Changes, adjusted
from recommendations.asking.attitudes import Attitude
from recommendations.asking.cues import Word
from recommendations.asking.followups import Asks, asks, too_much
from recommendations.asking.mentions import Mention
from recommendations.asking.opposites import is_opposed
from recommendations.asking.reading import MAX_LENGTH, Span
from recommendations.asking.understanding import (
    GENRE,
    MOST_TAGS,
    Heard,
    Tag,
    Understanding,
)

Read = Callable[[str], Understanding]
SURE_OF_A_POINT = 0.5


class Move(StrEnum):
    """What a sentence does to its thread."""

    FIRST = "first"
    FRESH = "fresh"  # a question of its own: what was said before no longer counts
    RESTART = "restart"  # the listener says so
    CHANGED = "changed"  # adds to the wish, or exchanges something in it
    OTHERS = "others"  # the same wish, without what was shown
    ALIKE = "alike"  # goes on from a band that was shown


@dataclass(frozen=True)
class Turn:
    """One sentence, what was put right by hand behind it, and the bands that answered it."""

    text: str
    changes: Changes = field(default_factory=Changes)
    shown: tuple[int, ...] = ()


@dataclass(frozen=True)
class Followed:
    """A thread up to one of its sentences.

    understood : the wish as a whole
    pointed : ids of the bands pointed at
    missing : places pointed at where no band was shown
    dropped : keywords whose place others took
    left_out : how many shown bands were left out for others
    is_unread : did the sentence bring nothing new?
    shown : ids of the bands of the answer; seen : of all answers since the wish began
    """

    move: Move
    understood: Understanding
    pointed: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    dropped: tuple[Word, ...] = ()
    left_out: int = 0
    is_unread: bool = False
    shown: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()


def fold(
    turns: Sequence[Turn],
    read: Read,
    names: Mapping[int, str],
    words: Sequence[Word],
    read_last: Read | None = None,
) -> list[Followed]:
    """Each turn with the thread up to it.

    read : what a sentence says by itself
    names : of the bands that were shown, by id; one that is missing cannot be pointed at
    words : the vocabulary, for the changes by hand
    read_last : the same as `read` for the last sentence, where it is read otherwise
    """
    followed: list[Followed] = []
    for number, turn in enumerate(turns, start=1):
        reader = read_last if read_last and number == len(turns) else read
        one = follow(followed[-1] if followed else None, turn.text, reader, names)
        seen = tuple(dict.fromkeys((*one.seen, *turn.shown)))
        understood = adjusted(one.understood, turn.changes, words)
        followed.append(replace(one, understood=understood, shown=turn.shown, seen=seen))
    return followed


def follow(former: Followed | None, text: str, read: Read, names: Mapping[int, str]) -> Followed:
    """What becomes of a thread with one sentence more."""
    if former is None:
        return Followed(Move.FIRST, read(text))
    shown = [pk for pk in former.shown if pk in names]
    asked = asks(text, [names[pk] for pk in shown])
    own = _complained(read(asked.rest), is_all=asked.complains)
    if asked.is_restart:
        return Followed(Move.RESTART, own)
    pointed = tuple(shown[place] for place in asked.points if place < len(shown))
    missing = tuple(place for place in asked.points if place >= len(shown))
    if pointed:
        return _pointing(former, asked, _naming(own, pointed, names), pointed, missing)
    if asked.wants_others:
        merged, dropped = _merged(former.understood, own, asked)
        out = _without_bands(merged, former.seen)
        return Followed(
            Move.OTHERS, out, dropped=dropped, left_out=len(former.seen), seen=former.seen
        )
    if not missing and _is_of_its_own(asked, own, former.understood):
        return Followed(Move.FRESH, own)
    merged, dropped = _merged(former.understood, own, asked)
    return Followed(
        Move.CHANGED,
        merged,
        missing=missing,
        dropped=dropped,
        is_unread=own.is_empty and not own.filters.kind and not own.unmet,
        seen=former.seen,
    )


def _is_of_its_own(asked: Asks, own: Understanding, former: Understanding) -> bool:
    """A full question is; what says 더 or 대신 goes on, and so does a mere word."""
    if former.is_empty:
        return not own.is_empty or not asked.changes
    if asked.changes or asked.adds:
        return False
    if own.is_empty:
        return not (own.filters.kind or asked.hints)
    is_against = not (own.wanted or own.banded(Attitude.LIKE) or own.banded(Attitude.NEUTRAL))
    return asked.is_question and not is_against


def _pointing(
    former: Followed,
    asked: Asks,
    own: Understanding,
    pointed: tuple[int, ...],
    missing: tuple[int, ...],
) -> Followed:
    """Toward a band that was shown, or away from it; then the wish stays."""
    disliked = own.banded(Attitude.DISLIKE)
    if all(pk in disliked for pk in pointed):
        merged, dropped = _merged(former.understood, own, asked)
        return Followed(Move.CHANGED, merged, pointed, missing, dropped, seen=former.seen)
    bare = _only_against(former.understood)
    merged, dropped = _merged(bare, own, asked)
    alike = replace(merged, said=own.said)
    return Followed(Move.ALIKE, alike, pointed, missing, dropped, seen=former.seen)


def _only_against(former: Understanding) -> Understanding:
    """What was not wanted, and nothing of what was."""
    return replace(
        former,
        said="",
        heard=tuple(one for one in former.heard if one.attitude is Attitude.DISLIKE),
        wanted=(),
        filters=replace(former.filters, genres=()),
        unmet=(),
    )


def _naming(own: Understanding, pointed: Sequence[int], names: Mapping[int, str]) -> Understanding:
    """A name that is not known for one by itself, such as 아침, is pointed at all the same."""
    known = {one.mention.band_id for one in own.heard}
    heard = tuple(
        Heard(Mention(pk, Span(0, 0), names[pk]), Attitude.LIKE, SURE_OF_A_POINT)
        for pk in pointed
        if pk not in known
    )
    return replace(own, heard=(*own.heard, *heard)) if heard else own


def _complained(own: Understanding, *, is_all: bool) -> Understanding:
    """너무 우울해 asks for less of it; `is_all`: whatever is said is what is wrong."""
    stretches = too_much(own.said)
    much = tuple(
        tag
        for tag in own.wanted
        if is_all or any(stretch.startswith(words) for words in tag.led_by for stretch in stretches)
    )
    if not much:
        return own
    return _with_tags(
        own, tuple(tag for tag in own.wanted if tag not in much), (*own.unwanted, *much)
    )


def _merged(
    former: Understanding, own: Understanding, asked: Asks
) -> tuple[Understanding, tuple[Word, ...]]:
    """The former wish with the new one in it, and the keywords that had to go for that."""
    kept = tuple(tag for tag in former.wanted if not _gives_way(tag, own, adds=asked.adds))
    new = {tag.word.keyword_id for tag in own.wanted}
    older = tuple(tag for tag in kept if tag.word.keyword_id not in new)
    room = max(0, MOST_TAGS - len(own.wanted))
    older = older[len(older) - min(room, len(older)) :]
    if asked.changes and not asked.adds and own.wanted:
        own = replace(own, wanted=_leading(own.wanted, leads=True))
        older = _leading(older, leads=False)
    wanted = (*older, *own.wanted)[:MOST_TAGS]
    unwanted = tuple(
        {
            tag.word.keyword_id: tag
            for tag in (*former.unwanted, *own.unwanted)
            if tag.word.keyword_id not in new
        }.values()
    )
    known = {tag.word.keyword_id for tag in wanted}
    dropped = tuple(tag.word for tag in former.wanted if tag.word.keyword_id not in known)
    heard = _heard(former, own, adds=asked.adds)
    merged = replace(
        own,
        said=_said(former, own, {word.keyword_id for word in dropped}),
        heard=heard,
        filters=replace(
            own.filters,
            bands_out=_bands_out(former, own),
            kind=own.filters.kind or former.filters.kind,
        ),
        unmet=tuple(dict.fromkeys((*former.unmet, *own.unmet))),
    )
    return _with_tags(merged, wanted, unwanted), dropped


def _leading(tags: tuple[Tag, ...], *, leads: bool) -> tuple[Tag, ...]:
    return tuple(replace(tag, leads=leads) for tag in tags)


def _gives_way(tag: Tag, own: Understanding, *, adds: bool) -> bool:
    """Does a keyword go? Another genre takes a genre's place, and an opposite its opposite's."""
    if any(tag.word.keyword_id == other.word.keyword_id for other in own.unwanted):
        return True
    if adds:
        return False
    if tag.word.facet == GENRE and any(other.word.facet == GENRE for other in own.wanted):
        return True
    return is_opposed(tag.word.keyword, [other.word.keyword for other in own.wanted])


def _heard(former: Understanding, own: Understanding, *, adds: bool) -> tuple[Heard, ...]:
    """Of one band the last word counts; a band to go by takes the place of the one before."""
    renamed = {one.mention.band_id for one in own.heard}
    leads = any(one.attitude is not Attitude.DISLIKE for one in own.heard) and not adds
    kept = (
        one
        for one in former.heard
        if one.mention.band_id not in renamed
        and not (leads and one.attitude is not Attitude.DISLIKE)
    )
    return (*kept, *own.heard)


def _bands_out(former: Understanding, own: Understanding) -> tuple[int, ...]:
    back = {*own.banded(Attitude.LIKE), *own.banded(Attitude.NEUTRAL)}
    out = (*former.filters.bands_out, *own.filters.bands_out)
    return tuple(pk for pk in dict.fromkeys(out) if pk not in back)


def _without_bands(understood: Understanding, band_ids: Collection[int]) -> Understanding:
    out = tuple(dict.fromkeys((*understood.filters.bands_out, *band_ids)))
    return replace(understood, filters=replace(understood.filters, bands_out=out))


def _said(former: Understanding, own: Understanding, dropped: Collection[int]) -> str:
    """Both sentences, without the words that led to what is gone; the newest is never cut."""
    gone = [w for tag in former.wanted if tag.word.keyword_id in dropped for w in tag.led_by]
    before = former.said
    for words in gone:
        before = before.replace(words, " ")
    room = MAX_LENGTH - len(own.said) - 1
    before = " ".join(before.split())[:room] if room > 0 else ""
    return f"{before} {own.said}".strip()


def _with_tags(
    understood: Understanding, wanted: tuple[Tag, ...], unwanted: tuple[Tag, ...]
) -> Understanding:
    return replace(
        understood,
        wanted=wanted,
        unwanted=unwanted,
        filters=replace(
            understood.filters,
            keywords_out=tuple(tag.word.keyword_id for tag in unwanted),
            genres=tuple(tag.word.keyword_id for tag in wanted if tag.word.facet == GENRE),
        ),
    )
