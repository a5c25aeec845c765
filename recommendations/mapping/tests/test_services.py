"""The stored map: drawn when vectors change, and steady."""

from datetime import UTC, datetime

import numpy as np
import pytest
from django.core.management import call_command

from bands.models import BandDescription
from config.tests.world import make_band, make_space, place
from embeddings.models import BandVector
from embeddings.spaces import activate
from recommendations.mapping.models import CatalogueMap, MapPlace
from recommendations.mapping.services import draw_map
from recommendations.tasks import draw_map as task

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, tzinfo=UTC)
LATER = datetime(2026, 1, 3, tzinfo=UTC)


def towards(number: int) -> np.ndarray:
    return np.eye(4)[number % 3] + 0.02 * number * np.eye(4)[3]


@pytest.fixture
def space():
    return make_space(4)


@pytest.fixture
def bands(space):
    bands = [make_band(f"band-{number:02}") for number in range(20)]
    for number, band in enumerate(bands):
        place(space, band, towards(number))
    return bands


def places() -> dict[int, tuple[float, float]]:
    return {place.band_id: (place.x, place.y) for place in MapPlace.objects.all()}


def test_without_a_space_there_is_no_map():
    assert not draw_map(now=NOW)
    assert not CatalogueMap.objects.exists()


def test_a_space_without_bands_gives_an_empty_map(space):
    assert draw_map(now=NOW)
    assert places() == {}


def test_the_task_does_nothing_when_nothing_changed(bands):
    task()
    made = CatalogueMap.objects.values().get()
    task()
    assert CatalogueMap.objects.values().get() == made
    assert places().keys() == {band.pk for band in bands}


def test_the_command_says_whether_it_drew(bands, capsys):
    call_command("draw_map")
    call_command("draw_map")
    assert capsys.readouterr().out.splitlines() == ["drawn", "nothing to draw"]


def test_a_new_band_is_set_among_its_neighbours_and_the_others_stay(bands, space):
    draw_map(now=NOW)
    before = places()
    late = make_band("late")
    place(space, late, towards(0))

    assert draw_map(now=LATER)

    after = places()
    assert {pk: after[pk] for pk in before} == before
    near = np.linalg.norm(np.subtract(after[late.pk], before[bands[0].pk]))
    assert near < np.linalg.norm(np.subtract(after[late.pk], before[bands[1].pk]))
    assert MapPlace.objects.get(band=late).is_guest


def test_a_band_whose_vector_changed_moves_alone(bands):
    draw_map(now=NOW)
    before = places()
    BandDescription.objects.filter(band=bands[0]).update(text="다른 글")
    version = BandDescription.objects.get(band=bands[0]).text_version
    BandVector.objects.filter(band=bands[0]).update(vector=np.eye(4)[1], text_version=version)

    draw_map(now=LATER)

    after = places()
    assert [pk for pk in before if after[pk] != before[pk]] == [bands[0].pk]


def test_a_band_that_is_gone_leaves_the_map(bands):
    draw_map(now=NOW)
    bands[0].deleted_at = NOW
    bands[0].save()

    assert draw_map(now=LATER)

    assert bands[0].pk not in places()


def test_with_many_guests_the_map_is_drawn_anew(bands, space):
    draw_map(now=NOW)
    for number in range(20, 30):
        place(space, make_band(), towards(number))

    draw_map(now=LATER)

    assert not MapPlace.objects.filter(is_guest=True).exists()


def test_a_new_space_of_the_same_likeness_leaves_the_bands_where_they_are(bands):
    draw_map(now=NOW)
    before = places()
    other = make_space(4, status="building")
    mirror = np.linalg.qr(np.random.default_rng(3).normal(size=(4, 4)))[0]
    for number, band in enumerate(bands):
        place(other, band, towards(number) @ mirror)
    activate(space=other, now=NOW, kind="switched")

    assert draw_map(now=LATER)

    moved = np.array([np.subtract(at, before[pk]) for pk, at in places().items()])
    assert np.linalg.norm(moved, axis=1).mean() < 0.15
    assert CatalogueMap.objects.get().space == other
