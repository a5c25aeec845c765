"""For every band the answer is what the engine decides (FEATURES N2, CONTRACT A1)."""

from datetime import UTC, datetime, timedelta

import pytest

from bands.models import Band, BandDescription
from config.tests.stage import set_stage
from config.tests.world import make_band, make_keyword, make_member
from embeddings.models import BandVector, EmbeddingSpace
from members.models import BandFeedback
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.suggest.deciding import decide
from recommendations.suggest.inputs import load_inputs
from recommendations.suggest.services import update_recommendations
from recommendations.whynot.deciding import Fate
from recommendations.whynot.reading import (
    Explained,
    Explanation,
    explain,
    explain_band,
    explain_named,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
DAY = timedelta(days=1)
PICKS = ("실리카겔", "쏜애플", "혁오", "이름난 밴드 4")
BLOCKS = {
    "이름난 밴드 1": ("not_for_me", None),
    "이름난 밴드 2": ("known", None),
    "이름난 밴드 3": ("hidden", None),
    "봉제인간": ("hidden", NOW + DAY),
}
NO_BLOCKS = {"라쿠나": ("liked", None), "국카스텐": ("hidden", NOW - DAY)}
AWAY = ("이름난 밴드 5", "이름난 밴드 6")  # unpublished, deleted


@pytest.fixture
def listener():
    """A member before a catalogue in which everything that keeps a band out happens."""
    set_stage()
    awkward()
    bands = list(Band.objects.filter(name__in=PICKS))
    member = make_member(bands=bands, keywords=[make_keyword("몽환적인")])
    for name, (stance, until) in (BLOCKS | NO_BLOCKS).items():
        band = Band.objects.get(name=name)
        BandFeedback.objects.create(member=member, band=band, stance=stance, until=until)
    return member


def awkward() -> None:
    Band.objects.filter(name=AWAY[0]).update(is_published=False)
    Band.objects.filter(name=AWAY[1]).update(deleted_at=NOW)
    BandDescription.objects.filter(band__name="이름난 밴드 7").update(text="")
    BandVector.objects.filter(band__name="이름난 밴드 8").delete()
    make_band("wordless", name="말 없는 밴드", text="")


def of(member, band: Band, now=NOW) -> Explanation:
    return explain_band(member_id=member.pk, band_id=band.pk, now=now)


def of_all(member) -> dict[str, Explained]:
    """Every band that there is."""
    bands = list(Band.objects.published().for_cards())
    given = explain(member_id=member.pk, bands=bands, now=NOW).bands
    away = Band.objects.filter(name__in=AWAY)
    assert len(bands) + len(away) == Band.objects.count()
    return {each.band.name: each for each in given} | {
        band.name: of(member, band).bands[0] for band in away
    }


def by_fate(given: dict[str, Explained], fate: Fate) -> set[str]:
    return {name for name, each in given.items() if each.answer.fate == fate}


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_the_answer_is_the_engines_decision_for_every_band(listener, algorithm):
    made = update_recommendations(member_id=listener.pk, now=NOW, algorithm=algorithm)

    given = of_all(listener)

    assert by_fate(given, Fate.NOT_PUBLIC) == set(AWAY)
    assert by_fate(given, Fate.PICKED) == set(PICKS)
    assert by_fate(given, Fate.BLOCKED) == set(BLOCKS)
    assert by_fate(given, Fate.NO_TEXT) == {"이름난 밴드 7", "말 없는 밴드"}
    assert by_fate(given, Fate.NO_VECTOR) == {"이름난 밴드 8"}
    listed = {name: each.answer.place for name, each in given.items() if each.answer.place}
    assert listed == {item.band.name: item.priority for item in made.items}
    assert listed == {name: each.listed for name, each in given.items() if each.listed}
    ranked = {name for name, each in given.items() if each.answer.missed}
    assert len(given) == len(listed) + len(ranked) + len(AWAY) + len(PICKS) + len(BLOCKS) + 3


def test_a_block_is_named_with_its_word_and_its_end(listener):
    given = of_all(listener)

    said = {name: (given[name].said.stance, given[name].said.until) for name in BLOCKS}
    assert said == BLOCKS


def test_hiding_that_ended_is_no_answer_any_more(listener):
    """By the clock: nothing has to run."""
    band = Band.objects.get(name="봉제인간")

    assert of(listener, band, NOW + DAY - timedelta(seconds=1)).bands[0].said.until
    assert of(listener, band, NOW + DAY).bands[0].answer.fate != Fate.BLOCKED


def test_the_group_is_called_by_its_picks(listener):
    """CONTRACT A5: by those that the engine put together."""
    update_recommendations(member_id=listener.pk, now=NOW)
    inputs = load_inputs(member_id=listener.pk, now=NOW)
    groups = decide(inputs=inputs, now=NOW, algorithm="v3").ranking.groups

    for each in of_all(listener).values():
        if each.answer.missed:
            assert tuple(pick.pk for pick in each.group) == groups[each.answer.missed.group]
            assert each.last.pk == each.answer.missed.last


def test_the_answers_are_of_the_stored_list_until_something_changes(listener):
    band = Band.objects.get(name="라쿠나")
    assert not of(listener, band).standing.is_stored

    made = update_recommendations(member_id=listener.pk, now=NOW)
    assert of(listener, band).standing.is_stored

    listener.picked_bands.add(Band.objects.get(name="이름난 밴드 9"))
    assert not of(listener, band).standing.is_stored
    listener.picked_bands.remove(Band.objects.get(name="이름난 밴드 9"))
    BandVector.objects.filter(band=made.items[0].band).delete()
    assert not of(listener, band).standing.is_stored


def test_a_band_of_the_list_that_was_picked_since_has_no_place_in_it(listener):
    """CONTRACT A1: it is set aside."""
    band = update_recommendations(member_id=listener.pk, now=NOW).items[0].band
    assert of(listener, band).bands[0].listed == 1

    listener.picked_bands.add(band)

    assert of(listener, band).bands[0].listed == 0


def test_what_is_on_record_is_said_when_no_list_can_be_made(listener):
    EmbeddingSpace.objects.update(status="retired")

    given = of_all(listener)

    assert by_fate(given, Fate.PICKED) == set(PICKS)
    assert by_fate(given, Fate.BLOCKED) == set(BLOCKS)
    assert by_fate(given, Fate.NO_LIST)
    band = Band.objects.get(name="라쿠나")
    assert of(listener, band).standing.refused.code == "catalogue_not_ready"


def test_names_are_found_as_they_are_typed(listener):
    """FEATURES N11; five at most, and none that listeners may not see."""

    def named(query: str) -> list[str]:
        found = explain_named(member_id=listener.pk, query=query, now=NOW)
        return [each.band.name for each in found.bands] if found else []

    assert named("ㄹㅋㄴ") == ["라쿠나"]
    assert named("Lacuna") == ["라쿠나"]
    assert len(named("이름난 밴드")) == 5
    assert named("없는이름없는이름") == []
    assert AWAY[0] not in named(AWAY[0])
