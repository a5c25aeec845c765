"""Taste groups: scikit-learn's own, repeatable and safe."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from threadpoolctl import ThreadpoolController

from recommendations.algorithms.clusters import clusters
from recommendations.algorithms.tests.worlds import World, genre, genres, worlds
from recommendations.algorithms.types import DEFAULTS, Params
from recommendations.algorithms.vectors import InvalidVectors, distinct, unit

THREADS = ThreadpoolController()


@given(worlds(least_bands=3))
def test_every_pick_is_in_exactly_one_of_as_many_groups_as_are_distinct(world: World):
    """RELIABILITY P4."""
    rows = unit(world.vectors)

    groups = clusters(rows, DEFAULTS)

    assert len(groups) == distinct(rows, 3)
    assert sorted(np.concatenate(groups).tolist()) == list(range(len(rows)))
    assert all(len(group) for group in groups)


@given(worlds(least_bands=3))
def test_the_groups_are_those_of_scikit_learn_in_label_order(world: World):
    """CONTRACT D5, D27, D29, D91, A5."""
    rows = unit(world.vectors)
    k = distinct(rows, 3)

    with THREADS.limit(limits=1):
        labels = KMeans(k, random_state=42, n_init=10).fit(rows).labels_

    groups = [group.tolist() for group in clusters(rows, DEFAULTS)]
    assert groups == [np.flatnonzero(labels == label).tolist() for label in range(k)]


def test_each_genre_is_a_group():
    """CONTRACT D28."""
    world = genres()

    found = {frozenset(map(genre, world.ids[group])) for group in clusters(world.vectors, DEFAULTS)}

    assert found == {frozenset([1]), frozenset([2]), frozenset([3])}


@pytest.mark.parametrize(("copies", "expected"), [(0, 0), (1, 1), (6, 1)])
def test_the_same_vector_over_and_over_is_one_group(copies, expected):
    """RELIABILITY P4."""
    groups = clusters(np.ones((copies, 4)), DEFAULTS)

    assert [len(group) for group in groups] == [copies] * expected


def test_two_distinct_of_six_are_two_groups():
    """RELIABILITY P4."""
    groups = clusters(np.eye(4)[[0, 1, 0, 1, 0, 0]], DEFAULTS)

    assert sorted(group.tolist() for group in groups) == [[0, 2, 4, 5], [1, 3]]


@given(st.integers(0, 2**32 - 1), st.integers(-12, -1), st.integers(3, 9))
def test_picks_a_hair_apart_never_leave_a_group_empty(seed, exponent, n):
    """A warning of scikit-learn about duplicates would be an error here."""
    rng = np.random.default_rng(seed)
    rows = unit(np.ones(4) + 10.0**exponent * rng.normal(size=(n, 4)))

    assert len(clusters(rows, DEFAULTS)) == distinct(rows, 3)


def test_the_number_of_groups_is_a_parameter():
    assert len(clusters(np.eye(5), Params(n_clusters=4))) == 4


@pytest.mark.parametrize("bad", [np.full((3, 2), np.nan), np.zeros((3, 2)), np.ones(3)])
def test_bad_vectors_are_refused(bad):
    """RELIABILITY P8."""
    with pytest.raises(InvalidVectors):
        clusters(bad, DEFAULTS)


FORKING = """
import os, signal
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.tests.worlds import genres

world = genres(101, 102, 201, 202, 301, keyword=2)
answer = ALGORITHMS["v3"](world.taste(), world.nearest())

def child():
    signal.alarm(20)
    same = ALGORITHMS["v3"](world.taste(), world.nearest()) == answer
    os._exit(0 if same else 1)

children = [os.fork() or child() for _ in range(20)]
print([os.waitpid(pid, 0)[1] for pid in children])
"""


@pytest.mark.slow
def test_children_forked_after_a_fit_all_finish():
    """RELIABILITY D6, F19: a hung child ends by its alarm, with a status that is not 0."""
    done = subprocess.run(
        [sys.executable, "-c", FORKING], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == str([0] * 20)
