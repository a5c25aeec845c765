"""A member's list: made from the picks of its moment, replaced whole (CONTRACT D19-D24, P8)."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bands.models import Band, BandDescription
from config.tests.world import know, make_band, make_keyword, make_member, make_space, place
from embeddings.models import EmbeddingSpace
from members.models import BandFeedback, Member, MemberBand, MemberKeyword
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.suggest import lists, refusals
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.services import stored_recommendations, update_recommendations
from recommendations.suggest.tests.worlds import EXAMPLE, hide, the_example

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def update(member, **options):
    return update_recommendations(member_id=member.pk, now=NOW, **options)


def stored(member, now=NOW):
    return stored_recommendations(member_id=member.pk, now=now)


def names(made):
    return [item.band.name for item in made.items]


def test_the_contracts_example_comes_out_in_its_order_with_its_scores():
    """CONTRACT D17, D18, D41, D65, D72-D77."""
    member = the_example()

    made = update(member)

    assert names(made) == [name for _, name, *_ in EXAMPLE]
    assert [item.score for item in made.items] == pytest.approx(
        [score for _, _, score, *_ in EXAMPLE], abs=5e-7
    )
    assert [item.priority for item in made.items] == [1, 2, 3, 4, 5]
    assert (made.algorithm, made.degraded, made.is_stale) == ("v3", (), False)


def test_the_list_is_stored_with_priority_and_score():
    """CONTRACT D23, D40, D56."""
    member = the_example()

    made = update(member)

    rows = BandRecommend.objects.for_member(member.pk).values_list("band_id", "score", "priority")
    assert list(rows) == [(item.band.pk, item.score, item.priority) for item in made.items]
    assert stored(member) == made


def test_a_second_update_replaces_the_first():
    """CONTRACT D23: delete, then store."""
    member = the_example()
    update(member)
    hide(1387)

    made = update(member)

    assert BandRecommend.objects.filter(member=member).count() == len(made.items)
    assert "쏜애플" not in names(made)


def test_the_same_picks_give_the_same_list_bit_for_bit():
    """CONTRACT A10, D29."""
    member = the_example()

    first, second = update(member), update(member)

    assert [i.score for i in first.items] == [i.score for i in second.items]
    assert names(first) == names(second)


@pytest.mark.parametrize(
    "withdraw",
    [
        lambda: hide(1387),
        lambda: Band.objects.filter(pk=1387).update(deleted_at=NOW),
        lambda: BandDescription.objects.filter(band_id=1387).update(text=""),
    ],
    ids=["unpublished", "deleted", "without text"],
)
def test_what_listeners_may_not_see_is_never_recommended(withdraw):
    """CONTRACT A1: and the list is still full, because the search decides it."""
    member = the_example()

    withdraw()

    assert "쏜애플" not in names(update(member))
    assert len(update(member).items) == 5


def test_a_blocked_band_stays_away_until_the_block_ends():
    """CONTRACT A1."""
    member = the_example()
    until = NOW + timedelta(days=1)
    BandFeedback.objects.create(member=member, band_id=1387, stance="hidden", until=until)

    during = update(member)
    after = update_recommendations(member_id=member.pk, now=NOW + timedelta(days=2))

    assert "쏜애플" not in names(during)
    assert "쏜애플" in names(after)


def test_fewer_than_three_picks_run_v2_and_say_so():
    """CONTRACT A6, D47, D48, P9."""
    member = the_example()
    MemberBand.objects.filter(member=member, band__key="pick-2").delete()

    made = update(member)

    assert (made.algorithm, made.requested_algorithm, len(made.items)) == ("v2", "v3", 3)


@pytest.mark.parametrize(("algorithm", "size"), [("v1", 3), ("v2", 3), ("v3", 5)])
def test_each_algorithm_can_be_asked_for(algorithm, size):
    """CONTRACT A11, D59, D63-D65."""
    made = update(the_example(), algorithm=algorithm)

    assert (made.algorithm, len(made.items)) == (algorithm, size)


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_every_algorithm_leaves_out_the_same_bands(algorithm):
    """CONTRACT S125, S126, A11: one interface, one registry, one set of filters."""
    member = the_example()
    hide(1387)
    BandFeedback.objects.create(member=member, band_id=1103, stance="hidden")

    shown = {item.band.pk for item in update(member, algorithm=algorithm).items}

    picked = set(MemberBand.objects.filter(member=member).values_list("band_id", flat=True))
    assert shown
    assert not shown & (picked | {1387, 1103})


def test_an_unknown_algorithm_is_refused():
    with pytest.raises(refusals.UnknownAlgorithm):
        update(the_example(), algorithm="v9")


def test_a_list_without_picked_bands_is_refused():
    """CONTRACT D82, D85, P2."""
    member = make_member(keywords=[make_keyword("몽환")])

    with pytest.raises(refusals.NoBandsPicked, match=r"선택한 밴드가 없습니다\."):
        update(member)


def test_a_list_without_keywords_is_refused():
    """CONTRACT P2."""
    with pytest.raises(refusals.NoKeywordsPicked, match=r"선택한 키워드가 없습니다\."):
        update(make_member(bands=[make_band()]))


def test_a_refused_update_leaves_the_old_list():
    """CONTRACT P8."""
    member = the_example()
    update(member)
    MemberKeyword.objects.filter(member=member).delete()

    with pytest.raises(refusals.NoKeywordsPicked):
        update(member)

    assert len(stored(member).items) == 5


def test_a_member_deleted_meanwhile_is_not_found():
    """CONTRACT D83."""
    member = the_example()
    Member.objects.filter(pk=member.pk).update(deleted_at=NOW)

    with pytest.raises(refusals.MemberNotFound):
        update(member)


def test_before_the_first_space_the_client_is_asked_to_come_back():
    member = make_member(bands=[make_band()], keywords=[make_keyword("몽환")])

    with pytest.raises(refusals.CatalogueNotReady) as caught:
        update(member)

    assert caught.value.retry_after == 5


def test_picks_without_a_vector_are_skipped_and_the_list_says_so():
    """RELIABILITY P9."""
    member = the_example()
    MemberBand.objects.create(member=member, band=make_band("too-new"))

    made = update(member)

    assert made.degraded == ("picks_without_vector",)
    assert len(made.items) == 5
    assert "too-new" not in names(made)


def test_when_no_pick_has_a_vector_the_keywords_alone_decide():
    """RELIABILITY P9."""
    member = the_example()
    MemberBand.objects.filter(member=member).delete()
    MemberBand.objects.create(member=member, band=make_band("too-new"))

    made = update(member)

    assert (made.algorithm, made.degraded) == ("v2", ("picks_without_vector",))
    assert len(made.items) == 3


@pytest.mark.parametrize("n_candidates", [0, 1, 4, 5])
def test_a_small_catalogue_gives_what_it_has(n_candidates):
    """RELIABILITY P9: never an error."""
    member = the_example()
    Band.objects.filter(key="sixth").update(is_published=False)
    for pk, *_ in EXAMPLE[n_candidates:]:
        hide(pk)

    assert len(update(member).items) == n_candidates


def test_a_pick_that_was_withdrawn_no_longer_counts():
    member = the_example()
    update(member)

    Band.objects.filter(key="pick-0").update(is_published=False)

    assert stored(member).is_stale
    assert update(member).algorithm == "v2"


def test_a_list_knows_that_its_picks_have_changed():
    member = the_example()
    update(member)
    MemberBand.objects.create(member=member, band=make_band("new-pick"))

    assert stored(member).is_stale


def test_a_stored_list_drops_what_was_withdrawn_since():
    member = the_example()
    update(member)

    hide(1387)

    assert names(stored(member)) == [name for _, name, *_ in EXAMPLE[1:]]


def test_a_member_without_a_list_has_an_empty_one():
    assert stored(make_member()) == lists.MemberList()


def test_reasons_name_the_pick_of_the_same_taste_and_the_shared_keywords():
    member = the_example()

    first = update(member).items[0]

    assert first.reasons.because.key == "pick-0"
    assert [word.keyword for word in first.reasons.shared_keywords] == ["몽환"]
    assert (first.reasons.slot, RecommendList.objects.get().algorithm) == ("first", "v3")


def test_a_space_being_built_is_never_searched():
    """RELIABILITY F15: one active space, and every search names one."""
    member = the_example()
    other = make_space(12, status="building")
    intruder = make_band("intruder")
    place(other, intruder, np.eye(12)[0])
    know(other, ["다른"], np.eye(12)[0])

    assert "intruder" not in names(update(member))


def test_an_update_costs_the_same_for_three_picks_or_thirty(django_assert_num_queries):
    member = the_example()
    update(member)
    space = EmbeddingSpace.objects.get()
    extra = [make_band(f"more-{n}") for n in range(27)]
    for n, band in enumerate(extra):
        place(space, band, np.eye(12)[n % 3] + 0.01 * np.eye(12)[4 + n % 8])
    MemberBand.objects.bulk_create(MemberBand(member=member, band=band) for band in extra)

    with django_assert_num_queries(14):
        update(member)
