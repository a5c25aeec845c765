"""The list of an address: the algorithm's own until it is turned, the same for everyone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bands.models import Band, BandDescription
from config.tests.stage import set_stage
from config.tests.world import make_band, make_keyword, make_member, place
from embeddings.models import BandVector
from members.models import BandFeedback, MemberBand
from recommendations.steering.address import State, Turns
from recommendations.steering.counting import count_familiarity
from recommendations.steering.models import BandFamiliarity
from recommendations.steering.services import dig, start_of
from recommendations.suggest.services import update_recommendations
from recommendations.tasks import count_familiarity as task

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
PICKS = ("실리카겔", "쏜애플", "혁오")


@pytest.fixture
def space():
    return set_stage()


@pytest.fixture
def member(space):
    bands = Band.objects.filter(name__in=PICKS)
    return make_member(bands=bands, keywords=[make_keyword("몽환적인")])


def start(member) -> State:
    return start_of(member_id=member.pk, now=NOW)


def turned(state: State, **turns) -> State:
    return replace(state, turns=Turns(**turns))


def band(name: str) -> Band:
    return Band.objects.get(name=name)


@pytest.mark.parametrize("algorithm", ["v1", "v2", "v3", "ours"])
def test_untouched_it_is_the_algorithms_own_list(member, algorithm):
    """FEATURES N7, N14: same bands, same order, same scores, same reasons."""
    made = update_recommendations(member_id=member.pk, now=NOW, algorithm=algorithm)

    dug = dig(replace(start(member), algorithm=algorithm), now=NOW)

    assert [(hit.band_id, hit.score, hit.group, hit.slot, hit.because) for hit in dug.hits] == [
        (item.band.pk, item.score, item.reasons.group, item.reasons.slot, item.reasons.because.pk)
        for item in made.items
    ]


def test_what_a_member_blocked_is_out_of_the_list_and_of_its_address(member):
    """CONTRACT A1: the list that is shared is the one that its owner saw."""
    first = dig(start(member), now=NOW).hits[0].band_id
    BandFeedback.objects.create(member=member, band_id=first, stance="known", made_at=NOW)

    state = start(member)

    assert state.without_ids == (first,)
    made = update_recommendations(member_id=member.pk, now=NOW)
    assert dig(state, now=NOW).band_ids == tuple(item.band.pk for item in made.items)


def test_all_the_way_to_the_keywords_the_list_is_nearer_to_them(member, space):
    for number in range(3):
        place(space, make_band(f"near-{number}"), np.eye(8)[3] + 0.3 * np.eye(8)[number])
    towards = {pk: v @ np.eye(8)[3] for pk, v in _vectors().items()}
    means = [
        np.mean([towards[pk] for pk in dig(turned(start(member), strength=t), now=NOW).band_ids])
        for t in (0.0, 0.5, 1.0)
    ]

    assert means == sorted(means)
    assert means[0] < means[2]


def test_the_slider_where_the_picks_put_it_says_nothing(member):
    dug = dig(turned(start(member), strength=0.30), now=NOW)

    assert dug.strength == pytest.approx(0.3, abs=0.02)
    assert dug.state.turns.strength is None


def test_more_joins_the_picks_and_less_leaves_with_its_direction(member):
    state = start(member)
    first, second, *_rest = dig(state, now=NOW).band_ids

    more = dig(turned(state, more=(first,)), now=NOW)
    less = dig(turned(state, less=(second,)), now=NOW)

    assert first not in more.band_ids
    assert len(more.hits) == len(less.hits) == 5
    vectors = _vectors()
    assert _likeness(less.band_ids, second, vectors) < _likeness(
        dig(state, now=NOW).band_ids, second, vectors
    )


def test_undoing_gives_the_very_list_back(member):
    """FEATURES N7: same ids and scores."""
    count_familiarity(now=NOW)
    before = dig(turned(start(member), strength=0.6), now=NOW)

    after = dig(before.state.turned(replace(before.state.turns, depth=1.0)), now=NOW)

    assert dig(after.state.before, now=NOW).hits == before.hits != after.hits


def test_deeper_is_less_familiar(member):
    count_familiarity(now=NOW)
    shares = dict(BandFamiliarity.objects.values_list("band_id", "share"))
    lists = [dig(turned(start(member), depth=d), now=NOW).band_ids for d in (-1.0, 0.0, 1.0)]

    means = [np.mean([shares[pk] for pk in ids]) for ids in lists]
    assert means == sorted(means, reverse=True)
    assert means[0] > means[2]


def test_what_is_not_there_is_left_out_and_counted(member):
    state = start(member)
    odd = replace(
        state, band_ids=(*state.band_ids, 999_999), keyword_ids=(*state.keyword_ids, 9**9)
    )

    dug = dig(odd, now=NOW)

    assert dug.unknown == 2
    assert dug.state.band_ids == state.band_ids


def test_a_changed_catalogue_is_told_from_the_same_one(member):
    """FEATURES N14."""
    made = dig(start(member), now=NOW).state
    assert not dig(made, now=NOW).is_of_another_catalogue

    BandVector.objects.filter(band=band("라쿠나")).update(fingerprint="1" * 64)
    assert dig(made, now=NOW).is_of_another_catalogue


def test_a_band_that_is_withdrawn_is_another_catalogue(member):
    made = dig(start(member), now=NOW).state

    Band.objects.filter(name="라쿠나").update(is_published=False)

    assert dig(made, now=NOW).is_of_another_catalogue


def test_familiarity_counts_picks_and_nearness_once_a_day(member):
    assert count_familiarity(now=NOW)
    assert not count_familiarity(now=NOW + timedelta(hours=23))
    row = BandFamiliarity.objects.get(band=band("혁오"))
    assert (row.picked, row.counted_at) == (1, NOW)
    assert 0 <= row.share <= 1

    MemberBand.objects.all().delete()
    assert count_familiarity(now=NOW + timedelta(hours=25))
    assert not BandFamiliarity.objects.filter(picked__gt=0).exists()


def test_a_new_band_is_counted_with_the_next_task(space):
    task()
    BandDescription.objects.filter(band=band("라쿠나")).update(text="")
    task()

    assert not BandFamiliarity.objects.filter(band=band("라쿠나")).exists()


def _vectors() -> dict[int, np.ndarray]:
    return {row.band_id: np.array(row.vector) for row in BandVector.objects.all()}


def _likeness(ids, other: int, vectors) -> float:
    return float(np.mean([vectors[pk] @ vectors[other] for pk in ids if pk != other]))
