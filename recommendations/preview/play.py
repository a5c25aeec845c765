"""The acts of a rehearsal: publish the draft, see what it does, and leave no trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from bands.documents import Act
from bands.drafts import services
from bands.drafts.models import BandDraft
from embeddings import pending
from embeddings.models import EmbeddingSpace
from embeddings.services import learn_text, place_learned
from embeddings.text import registry
from recommendations.preview.effect import Effect, Example
from recommendations.preview.lists import Stored, answerable, made_again
from recommendations.preview.outlook import outlook_of, suggestions_for
from recommendations.preview.rehearsal import rehearse


class Moved(Exception):
    """The draft or the active space is no longer the one that the preview began with."""


@dataclass(frozen=True)
class Play:
    """What is rehearsed: one edit of a draft, in the space that serves, at one moment."""

    draft_id: int
    number: int
    band_id: int
    space: EmbeddingSpace
    now: datetime


def learn(play: Play) -> None:
    """Have the vector of the draft's text stored, asking the provider if it has to be made.

    The text is composed by what composes it for the sweep, from rows that are then taken back.
    Raises a `ProviderError`.
    """
    text = rehearse(lambda: _text(play))
    if text:
        space = play.space
        learn_text(
            space=space,
            text=text,
            embedder=registry.for_space(space.provider, space.model, space.dimensions),
            now=play.now,
            seconds=settings.EMBEDDING_TASK_SECONDS,
        )


def look(play: Play) -> Effect:
    """How the space sees the band before and after; no list is made yet."""
    return rehearse(lambda: _looked(play))


def make_lists_twice(play: Play, lists: Sequence[Stored]) -> list[Example]:
    """Each member's list before and after, for those that can be made without asking anybody."""
    ready = answerable(lists=lists, space=play.space, now=play.now)
    return rehearse(lambda: _made_twice(play, ready))


def _text(play: Play) -> str:
    _publish(play)
    return "".join(one.text for one in pending.texts_of(band_ids=[play.band_id], until=play.now))


def _looked(play: Play) -> Effect:
    before = outlook_of(band_id=play.band_id, space=play.space)
    act = _open(play)
    return Effect(
        before=before,
        after=outlook_of(band_id=play.band_id, space=play.space),
        keywords=suggestions_for(band_id=play.band_id, space=play.space, without=act.keywords),
    )


def _made_twice(play: Play, lists: Sequence[Stored]) -> list[Example]:
    before = made_again(lists=lists, now=play.now)
    _open(play)
    after = made_again(lists=lists, now=play.now)
    return [Example(*pair) for pair in zip(before, after, strict=True)]


def _open(play: Play) -> Act:
    """The draft is published and its vector is there, as the sweep will have it."""
    active = EmbeddingSpace.objects.active()
    if active is None or active.pk != play.space.pk:
        raise Moved
    act = _publish(play)
    place_learned(space=play.space, band_ids=[play.band_id], now=play.now)
    return act


def _publish(play: Play) -> Act:
    if not BandDraft.objects.filter(pk=play.draft_id, number=play.number).exists():
        raise Moved
    return services.publish(draft_id=play.draft_id, by=None, now=play.now).act
