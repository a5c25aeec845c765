"""The search in memory gives what the database's search gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.models import Band, BandDescription
from config.tests.world import make_band, make_space, place
from recommendations.algorithms.tests.worlds import World, worlds
from recommendations.algorithms.vectors import unit
from recommendations.reach.inputs import load_catalogue
from recommendations.reach.search import Catalogue, MatrixNearest, neighbour_lists
from recommendations.suggest.inputs import NearestInSpace

DIMENSIONS = 16


def catalogue_of(world: World) -> Catalogue:
    order = np.argsort(world.ids)
    return Catalogue(world.ids[order], world.vectors[order].astype(np.float32))


@pytest.fixture
def space(db):
    """Sixty bands, some of them twins, some that may not be found."""
    space = make_space(DIMENSIONS)
    rng = np.random.default_rng(5)
    points = unit(rng.normal(size=(40, DIMENSIONS)))
    for number in range(60):
        place(space, make_band(f"band-{number}"), points[number % 40])
    Band.objects.filter(key="band-3").update(is_published=False)
    Band.objects.filter(key="band-4").update(deleted_at="2026-01-01T00:00Z")
    BandDescription.objects.filter(band__key="band-5").update(text="")
    make_band("no-vector")
    return space


def test_memory_and_database_agree_on_bands_order_and_cosines(space):
    """CONTRACT A1, D46: the same eligible bands, twins in the order of their ids."""
    catalogue = load_catalogue(space)
    rng = np.random.default_rng(6)
    for n in (1, 5, 23, 100):
        excluded = rng.choice(catalogue.ids, size=6, replace=False)
        queries = unit(rng.normal(size=(3, DIMENSIONS)))
        queries[0] = catalogue.vectors[0]  # a band's own point

        in_database = NearestInSpace(space, tuple(excluded.tolist()))(queries, n)
        rows = catalogue.rows(excluded)
        in_memory = MatrixNearest(catalogue, tuple(rows.tolist()))(queries, n)

        for ours, theirs in zip(in_memory, in_database, strict=True):
            assert ours.band_ids.tolist() == theirs.band_ids.tolist()
            np.testing.assert_allclose(ours.similarities, theirs.similarities, atol=1e-6)
            np.testing.assert_array_equal(ours.vectors, theirs.vectors)


@given(worlds(least_bands=1), st.integers(0, 30))
def test_it_finds_what_the_exact_search_over_arrays_finds(world: World, n: int):
    catalogue = catalogue_of(world)
    query = np.eye(world.vectors.shape[1])[:1]

    rows = catalogue.rows(world.picks)
    (ours,) = MatrixNearest(catalogue).excluding(rows.tolist())(query, n)
    (theirs,) = World(catalogue.ids, catalogue.vectors.astype(np.float64), world.picks).nearest()(
        query, n
    )

    np.testing.assert_allclose(ours.similarities, theirs.similarities, atol=1e-7)
    assert not set(ours.band_ids.tolist()) & set(world.picks)
    assert len(ours.band_ids) == min(n, world.eligible)


def test_equal_bands_tie_exactly_wherever_they_stand():
    rng = np.random.default_rng(0)
    two = unit(rng.normal(size=(2, 33))).astype(np.float32)
    catalogue = Catalogue(np.arange(401), two[np.arange(401) % 2])

    (found,) = MatrixNearest(catalogue)(two[:1].astype(np.float64), 300)

    assert found.band_ids.tolist() == [*range(0, 401, 2), *range(1, 199, 2)]


def test_neighbour_lists_leave_the_band_itself_out():
    angles = np.deg2rad([0, 10, 25, 90])
    catalogue = Catalogue(
        np.arange(4), np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    )

    assert neighbour_lists(catalogue, 2).tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]


def test_rows_of_unknown_bands_are_left_out():
    catalogue = Catalogue(np.array([5, 7, 9]), np.eye(3, dtype=np.float32))

    assert catalogue.rows([9, 6, 5, 99, 5]).tolist() == [0, 2]
    assert catalogue.rows([]).tolist() == []
