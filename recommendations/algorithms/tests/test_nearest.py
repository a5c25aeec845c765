"""Exact search over arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.algorithms.nearest import ArrayNearest
from recommendations.algorithms.tests.worlds import World, on_circle, worlds
from recommendations.algorithms.vectors import InvalidVectors

EAST = np.array([[1.0, 0.0]])


@given(worlds(), st.integers(0, 30))
def test_it_finds_the_n_best_eligible_by_cosine(world: World, n: int):
    """CONTRACT A1, D46, D89."""
    query = np.eye(world.vectors.shape[1])[0]
    rows = zip(world.ids.tolist(), world.vectors.astype(float).tolist(), strict=True)
    cosines = {i: row[0] / np.linalg.norm(row) for i, row in rows if i not in world.picks}

    (found,) = world.nearest()(query[np.newaxis], n)

    assert len(found.band_ids) == min(n, world.eligible)
    expected = sorted(cosines.values(), reverse=True)[:n]
    np.testing.assert_allclose(found.similarities, expected, rtol=0, atol=1e-12)
    for band_id, score in zip(found.band_ids.tolist(), found.similarities, strict=True):
        assert abs(cosines[band_id] - score) < 1e-12


def test_equal_vectors_tie_exactly_wherever_they_stand():
    """CONTRACT A5: in a matrix product the last rows may differ in the last bit."""
    rng = np.random.default_rng(0)
    queries, two = rng.normal(size=(3, 33)), rng.normal(size=(2, 33))
    ids = np.arange(401)[::-1]

    for found in ArrayNearest(ids, two[ids % 2])(queries, 401):
        assert len(set(found.similarities.tolist())) == 2
        evens, odds = list(range(0, 401, 2)), list(range(1, 401, 2))
        assert found.band_ids.tolist() in (evens + odds, odds + evens)


def test_every_query_gets_its_own_answer_in_order():
    search = ArrayNearest(*on_circle({1: 0, 2: 90, 3: 180}))

    found = search(np.array([[0.0, 1.0], [-1.0, 0.0]]), 1)

    assert [each.band_ids.tolist() for each in found] == [[2], [3]]
    assert found[0].vectors.shape == (1, 2)


def test_excluded_bands_make_room_for_the_next():
    """CONTRACT A1: a search for n gives n whenever n are eligible."""
    search = ArrayNearest(*on_circle({1: 0, 2: 10, 3: 20, 4: 30}), excluded=[1, 3, 99])

    assert search(EAST, 2)[0].band_ids.tolist() == [2, 4]
    assert search.excluding([2])(EAST, 2)[0].band_ids.tolist() == [1, 3]
    assert search(EAST, 2)[0].band_ids.tolist() == [2, 4]


def test_float32_rows_that_are_not_quite_unit_still_give_cosines():
    vectors = np.array([[1.01, 0], [0, 0.99]], dtype=np.float32)

    assert ArrayNearest(np.array([1, 2]), vectors)(EAST, 2)[0].similarities.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("ids", "vectors"),
    [
        ([1, 1], np.eye(2)),
        ([1], np.eye(2)),
        ([1, 2], np.zeros((2, 2))),
        ([1, 2], np.ones(2)),
    ],
)
def test_bands_that_do_not_fit_are_refused(ids, vectors):
    """RELIABILITY P8, the array part."""
    with pytest.raises(InvalidVectors):
        ArrayNearest(np.array(ids), vectors)


def test_queries_of_another_size_are_refused():
    """RELIABILITY P8, the array part."""
    with pytest.raises(InvalidVectors):
        ArrayNearest(np.array([1, 2]), np.eye(2))(np.eye(3), 1)
