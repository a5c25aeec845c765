"""Rows to answers: the bands asked about, the member's list, and what would be made now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bands.duplicates.heirs import current_id
from bands.models import Band
from bands.querysets import BandQuerySet
from bands.search import search_bands
from config.errors import DomainError
from members.feedback import feedback_of
from members.models import BandFeedback
from recommendations.algorithms.overhearing import EVERYTHING, Overhearing
from recommendations.algorithms.types import Nearest
from recommendations.suggest.deciding import DEFAULT_ALGORITHM, decide
from recommendations.suggest.inputs import Inputs, NearestInSpace, load_inputs
from recommendations.suggest.lists import MemberList
from recommendations.suggest.services import stored_recommendations
from recommendations.whynot.deciding import Answer, Known, Made, answer

MOST = 5  # bands that one question is answered for


@dataclass(frozen=True)
class Explained:
    """One band and its answer.

    band   : None where there is none that listeners may see
    said   : the member's word on it, if there is one
    listed : its place in the stored list, 0 where it has none
    last   : the band that got in last, and `group` the picks it was compared by, with `missed`
    """

    band: Band | None
    answer: Answer
    said: BandFeedback | None = None
    listed: int = 0
    last: Band | None = None
    group: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A member's list and what the engine would make now; `refused` says why it makes nothing."""

    stored: MemberList
    inputs: Inputs
    made: Made | None
    refused: DomainError | None

    @property
    def is_stored(self) -> bool:
        """The stored list is the one that would be made now, so the answers are of it."""
        if self.made is None or self.stored.made_at is None or self.stored.is_stale:
            return False
        shown = [item.band.pk for item in self.stored.places]
        return shown == [hit.band_id for hit in self.made.ranking.hits]

    @property
    def n_groups(self) -> int:
        """Searches that the list is made of; where there is one, groups mean nothing."""
        return len(self.made.found) if self.made else 0

    def picks_of(self, given: Answer) -> tuple[int, ...]:
        """The picks of the taste group that an answer is about."""
        if self.made is None or given.missed is None or not self.made.ranking.groups:
            return ()
        return self.made.ranking.groups[given.missed.group]


@dataclass(frozen=True)
class Explanation:
    bands: tuple[Explained, ...]
    standing: Standing


def explain(*, member_id: int, bands: Sequence[Band | None], now: datetime) -> Explanation:
    """Of bands as `for_cards` loads them; None stands for one that listeners may not see."""
    standing = load_standing(member_id=member_id, now=now)
    said = feedback_of(member_id, now)
    given = [(band, answer(known(band, standing.inputs), standing.made)) for band in bands]
    named = _to_name([each for _band, each in given], standing)
    places = {item.band.pk: item.priority for item in standing.stored.items}
    return Explanation(
        tuple(
            Explained(
                band,
                each,
                said=said.get(band.pk) if band else None,
                listed=places.get(band.pk, 0) if band else 0,
                last=named.get(each.missed.last) if each.missed else None,
                group=tuple(named[pk] for pk in standing.picks_of(each) if pk in named),
            )
            for band, each in given
        ),
        standing,
    )


def explain_named(*, member_id: int, query: str, now: datetime) -> Explanation | None:
    """Of the bands that this name finds, best matches first; None when it finds none."""
    found = search_bands(query, limit=MOST).bands
    return explain(member_id=member_id, bands=found, now=now) if found else None


def explain_band(*, member_id: int, band_id: int, now: datetime) -> Explanation:
    """Of one band; of the one that it was merged into, if it was."""
    wanted = Band.objects.published().for_cards().filter(pk=current_id(band_id))
    return explain(member_id=member_id, bands=[wanted.first()], now=now)


def load_standing(*, member_id: int, now: datetime) -> Standing:
    """By the algorithm that was asked for when the stored list was made."""
    stored = stored_recommendations(member_id=member_id, now=now, loading=BandQuerySet.for_objects)
    inputs = load_inputs(member_id=member_id, now=now)
    algorithm = stored.requested_algorithm or DEFAULT_ALGORITHM
    try:
        made = overheard(inputs=inputs, algorithm=algorithm, now=now)
    except DomainError as refused:
        return Standing(stored, inputs, None, refused)
    return Standing(stored, inputs, made, None)


def overheard(*, inputs: Inputs, algorithm: str, now: datetime) -> Made:
    """What the engine makes of these inputs, and all that it could have taken."""
    heard: list[Overhearing] = []

    def overhear(nearest: Nearest) -> Overhearing:
        further = nearest
        if isinstance(nearest, NearestInSpace):  # megabytes less where the catalogue is large
            further = replace(nearest, with_vectors=False)
        heard.append(Overhearing(nearest, EVERYTHING, further=further))
        return heard[0]

    decision = decide(inputs=inputs, now=now, algorithm=algorithm, watching=overhear)
    return Made(decision.ranking, tuple(heard[0].found))


def known(band: Band | None, inputs: Inputs) -> Known:
    """What is on record of a band as `for_cards` loads it."""
    if band is None:
        return Known(0, is_public=False, is_picked=False, is_blocked=False, has_text=False)
    return Known(
        band.pk,
        is_public=True,
        is_picked=band.pk in inputs.band_ids,
        is_blocked=band.pk in inputs.blocked_ids,
        has_text=bool(getattr(band, "description", None) and band.description.text),
    )


def _to_name(answers: Sequence[Answer], standing: Standing) -> dict[int, Band]:
    """The bands that the answers speak of."""
    wanted = {pk for each in answers for pk in standing.picks_of(each)}
    wanted |= {each.missed.last for each in answers if each.missed}
    return Band.objects.published().in_bulk(wanted)
