"""Rows to answers: the bands asked about, the member's list, and what would be made now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db.models import OuterRef, Subquery

from bands.duplicates.heirs import current_id
from bands.models import Band
from bands.querysets import BandQuerySet
from bands.search import search_bands
from config.errors import DomainError
from members.feedback import Said
from members.models import BandFeedback
from recommendations.algorithms.overhearing import EVERYTHING, Overhearing
from recommendations.algorithms.select import reach
from recommendations.algorithms.types import DEFAULTS, Nearest, Neighbours
from recommendations.suggest.deciding import DEFAULT_ALGORITHM, decide
from recommendations.suggest.inputs import Inputs, NearestInSpace, load_inputs
from recommendations.suggest.lists import StoredPlaces
from recommendations.suggest.services import stored_places
from recommendations.whynot.deciding import Answer, Fate, Known, Made, answer

MOST = 5  # bands that one question is answered for
ASKED = reach(DEFAULTS.n_clusters, DEFAULTS.n_full)  # the most that an algorithm looks at


@dataclass(frozen=True)
class Explained:
    """One band and its answer.

    band   : None where there is none that listeners may see
    said   : the member's word that keeps it out, with BLOCKED
    listed : its place in the stored list, 0 where it has none or is set aside
    last   : the band that got in last, and `group` the picks it was compared by, with `missed`
    """

    band: Band | None
    answer: Answer
    said: Said | None = None
    listed: int = 0
    last: Band | None = None
    group: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A member's list and what the engine would make now; `refused` says why it makes nothing."""

    stored: StoredPlaces
    inputs: Inputs
    made: Made | None
    refused: DomainError | None

    @property
    def is_stored(self) -> bool:
        """The stored list is the one that would be made now, so the answers are of it."""
        if self.made is None or self.stored.made_at is None or self.stored.is_stale:
            return False
        return list(self.stored.by_band) == [hit.band_id for hit in self.made.ranking.hits]

    def place_of(self, band_id: int) -> int:
        """0 where it has none in the stored list, or was picked or blocked since."""
        return 0 if band_id in self.inputs.excluded_ids else self.stored.by_band.get(band_id, 0)

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
    """Of bands with their texts; None stands for one that listeners may not see."""
    standing = load_standing(member_id=member_id, now=now)
    given = [(band, answer(known(band, standing.inputs), standing.made)) for band in bands]
    named = _to_name(given, standing, member_id, now)
    return Explanation(
        tuple(
            Explained(
                band,
                each,
                said=_said_of(band, named) if each.fate == Fate.BLOCKED else None,
                listed=standing.place_of(band.pk) if band else 0,
                last=named.get(each.missed.last) if each.missed else None,
                group=tuple(named[pk] for pk in standing.picks_of(each) if pk in named),
            )
            for band, each in given
        ),
        standing,
    )


def explain_named(*, member_id: int, query: str, now: datetime) -> Explanation | None:
    """Of the bands that this name finds, best matches first; None when it finds none."""
    found = search_bands(query, limit=MOST, loading=BandQuerySet.with_texts).bands
    return explain(member_id=member_id, bands=found, now=now) if found else None


def explain_band(*, member_id: int, band_id: int, now: datetime) -> Explanation:
    """Of one band; of the one that it was merged into, if it was."""
    wanted = Band.objects.published().with_texts().filter(pk=current_id(band_id))
    return explain(member_id=member_id, bands=[wanted.first()], now=now)


def load_standing(*, member_id: int, now: datetime) -> Standing:
    """By the algorithm that was asked for when the stored list was made."""
    inputs = load_inputs(member_id=member_id, now=now)
    stored = stored_places(member_id=member_id, inputs=inputs)
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
        if isinstance(nearest, NearestInSpace):  # megabytes less where the catalogue is large
            nearest = replace(nearest, vectors_of=ASKED)
        heard.append(Overhearing(nearest, EVERYTHING))
        return heard[0]

    decision = decide(inputs=inputs, now=now, algorithm=algorithm, watching=overhear)
    return Made(decision.ranking, tuple(map(_without_vectors, heard[0].found)))


def known(band: Band | None, inputs: Inputs) -> Known:
    """What is on record of a band with its text."""
    if band is None:
        return Known(0, is_public=False, is_picked=False, is_blocked=False, has_text=False)
    return Known(
        band.pk,
        is_public=True,
        is_picked=band.pk in inputs.band_ids,
        is_blocked=band.pk in inputs.blocked_ids,
        has_text=bool(getattr(band, "description", None) and band.description.text),
    )


def _without_vectors(found: Neighbours) -> Neighbours:
    return replace(found, vectors=np.empty((len(found.band_ids), 0)))


def _to_name(
    given: Sequence[tuple[Band | None, Answer]], standing: Standing, member_id: int, now: datetime
) -> dict[int, Band]:
    """The bands that the answers speak of, each with the member's word on it."""
    answers = [each for _band, each in given]
    wanted = {pk for each in answers for pk in standing.picks_of(each)}
    wanted |= {each.missed.last for each in answers if each.missed}
    wanted |= {band.pk for band, each in given if band and each.fate == Fate.BLOCKED}
    words = BandFeedback.objects.in_force(now).filter(member=member_id, band=OuterRef("pk"))
    bands = Band.objects.published().annotate(
        stance=Subquery(words.values("stance")), until=Subquery(words.values("until"))
    )
    return bands.in_bulk(wanted)


def _said_of(band: Band | None, named: Mapping[int, Band]) -> Said | None:
    """Without its reason, by bands as `_to_name` loads them."""
    found = named.get(band.pk) if band else None
    return Said(found.stance, until=found.until) if found and found.stance else None
