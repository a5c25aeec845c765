"""The contract that every algorithm keeps, in any world."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.algorithms.nearest import ArrayNearest
from recommendations.algorithms.registry import ALGORITHMS, UnknownAlgorithm, algorithm
from recommendations.algorithms.select import reach
from recommendations.algorithms.tests.worlds import Watched, World, genres, worlds
from recommendations.algorithms.types import Params, Taste
from recommendations.algorithms.vectors import InvalidVectors

pytestmark = pytest.mark.parametrize("name", ALGORITHMS)


def wanted(ranking) -> int:
    return 5 if ranking.algorithm in ("v3", "ours") else 3


@given(world=worlds())
def test_a_ranking_is_distinct_finite_sorted_full_and_free_of_picks(name, world: World):
    """CONTRACT D17, D41, D90, A1, RELIABILITY P1, P9."""
    ranking = algorithm(name)(world.taste(), world.nearest())
    ids = [hit.band_id for hit in ranking.hits]
    asked_anything = world.picks or (world.keyword is not None and name != "v1")

    assert len(ids) == (min(wanted(ranking), world.eligible) if asked_anything else 0)
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(world.picks)
    assert all(-1 <= hit.score <= 1 for hit in ranking.hits)  # and so not NaN
    order = [(-hit.score, hit.band_id) for hit in ranking.hits]
    assert all(earlier < later for earlier, later in pairwise(order))


@given(world=worlds())
def test_the_groups_share_out_the_picks(name, world: World):
    """CONTRACT D28."""
    ranking = algorithm(name)(world.taste(), world.nearest())

    assert sorted(pick for group in ranking.groups for pick in group) == sorted(world.picks)
    assert all(hit.group < len(ranking.groups) for hit in ranking.hits)


@given(world=worlds(), shuffle=st.randoms())
def test_order_and_repetition_of_the_picks_change_nothing(name, world: World, shuffle):
    """CONTRACT D29, A10, RELIABILITY P2: bit for bit, and in any order of the catalogue."""
    again = list(world.picks) + list(world.picks[:3])
    shuffle.shuffle(again)
    rows = np.arange(len(world.ids))[::-1]
    mirrored = ArrayNearest(world.ids[rows], world.vectors[rows], excluded=world.picks)

    first = algorithm(name)(world.taste(), world.nearest())
    second = algorithm(name)(world.taste(again), mirrored)

    assert repr(first) == repr(second)


@given(world=worlds(least_picks=1, least_bands=1))
def test_the_search_is_asked_once_with_unit_queries(name, world: World):
    """CONTRACT D45, RELIABILITY P5: never a zero query, even where picks cancel out."""
    search = Watched(world.nearest())

    ranking = algorithm(name)(world.taste(), search)

    ((queries, n),) = search.calls
    assert queries.dtype == np.float64
    assert n == reach(len(ranking.groups), 5) if wanted(ranking) == 5 else n == 3
    assert len(queries) == len(ranking.groups)
    np.testing.assert_allclose(np.linalg.norm(queries, axis=1), 1, rtol=0, atol=1e-12)


@given(world=worlds())
def test_the_score_is_the_cosine_to_the_query_that_found_the_band(name, world: World):
    """CONTRACT D89, A7."""
    search = Watched(world.nearest())
    rows = dict(zip(world.ids.tolist(), world.vectors.astype(float), strict=True))

    for hit in algorithm(name)(world.taste(), search).hits:
        query, band = search.calls[0][0][hit.group], rows[hit.band_id]
        assert hit.score == pytest.approx(query @ band / np.linalg.norm(band), abs=1e-12)


@given(world=worlds())
def test_nothing_given_is_changed(name, world: World):
    """Arrays that may not be written to would raise."""
    taste = world.taste()
    for given_array in (taste.band_ids, taste.bands, world.ids, world.vectors, taste.keyword):
        if given_array is not None:
            given_array.flags.writeable = False

    algorithm(name)(taste, world.nearest())


@pytest.mark.parametrize("bands", [0, 1, 2, 3, 4, 5, 6])
def test_a_small_world_gives_what_there_is(name, bands):
    """RELIABILITY P9."""
    ids = np.arange(4 + bands)
    vectors = np.random.default_rng(bands).normal(size=(4 + bands, 5))
    world = World(ids, vectors, picks=(0, 1, 2, 3))

    ranking = algorithm(name)(world.taste(), world.nearest())

    assert len(ranking.hits) == min(wanted(ranking), bands)


def test_no_picks_and_no_keywords_give_an_empty_ranking(name):
    """RELIABILITY P9; the name is that of the algorithm that ran."""
    ranking = algorithm(name)(genres().taste(), genres().nearest())

    assert (ranking.hits, ranking.groups) == ((), ())
    assert ranking.algorithm == ("v2" if name == "v3" else name)


def test_how_many_is_a_parameter(name):
    world = genres(101, 201, 301, keyword=2)

    for n in (1, 2, 10):
        ranking = algorithm(name)(world.taste(), world.nearest(), Params(n_small=n, n_full=n))
        assert len(ranking.hits) == n


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_bad_picks_are_refused(name, bad):
    """RELIABILITY P8, the array part."""
    taste = Taste(np.array([101, 102]), np.array([np.ones(6), np.full(6, bad)]))

    with pytest.raises(InvalidVectors):
        algorithm(name)(taste, genres().nearest())


ANSWERS = """
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.tests.worlds import random_world

for seed in range(20):
    world = random_world(
        seed, kind="clustered", n=200, d=384, picks=3 + seed, steered=seed % 2 > 0, exact=False
    )
    print(ALGORITHMS["NAME"](world.taste(), world.nearest()))
"""


def test_two_processes_give_the_same_answer(name, monkeypatch):
    """CONTRACT D29, A10, RELIABILITY P2: whatever the threads and the hash seed."""
    printed = set()
    for number in ("1", "2"):
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONHASHSEED"):
            monkeypatch.setenv(variable, number)
        command = [sys.executable, "-c", ANSWERS.replace("NAME", name)]
        printed.add(subprocess.run(command, capture_output=True, check=True).stdout)

    assert len(printed) == 1
    assert printed.pop().count(b"Ranking") == 20


def test_an_unknown_name_is_an_error_of_its_own(name):
    """CONTRACT D59, A11."""
    with pytest.raises(UnknownAlgorithm, match=name):
        algorithm(name + "?")
