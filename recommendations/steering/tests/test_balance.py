"""The sliders never move a list against themselves (FEATURES N7, decision 0027)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.algorithms.types import Hit
from recommendations.steering.balance import Pool, base_of, steered

N = 5
ROUNDING = 1e-9
cosines = st.floats(-1, 1, allow_nan=False, width=32)
shares = st.floats(0, 1, allow_nan=False, width=32)
steps = st.integers(0, 20).map(lambda step: step / 20)
depths = st.integers(-20, 20).map(lambda step: step / 20)


@st.composite
def pools(draw):
    n = draw(st.integers(1, 12))
    columns = (draw(st.lists(kind, min_size=n, max_size=n)) for kind in (cosines, cosines, shares))
    base, keyword, familiarity = (np.array(column, dtype=np.float64) for column in columns)
    return Pool(np.arange(n), base, keyword, familiarity, draw(st.floats(0.05, 0.4)))


@given(pools(), steps, steps, depths)
@settings(max_examples=150, deadline=None)
def test_more_keyword_strength_never_lowers_the_likeness_to_the_keywords(pool, one, other, depth):
    low, high = sorted((one, other))
    weak = steered(pool, strength=low, depth=depth, n=N)
    strong = steered(pool, strength=high, depth=depth, n=N)

    assert pool.keyword[strong].mean() >= pool.keyword[weak].mean() - ROUNDING


@given(pools(), steps, depths)
@settings(max_examples=100, deadline=None)
def test_what_the_picks_ask_for_stands_between_less_and_more_of_it(pool, strength, depth):
    own = steered(pool, strength=None, depth=depth, n=N)
    turned = steered(pool, strength=strength, depth=depth, n=N)

    difference = pool.keyword[turned].mean() - pool.keyword[own].mean()
    assert difference * np.sign(strength - pool.strength) >= -ROUNDING


@given(pools(), st.none() | steps, depths, depths)
@settings(max_examples=150, deadline=None)
def test_more_depth_never_raises_how_familiar_the_list_is(pool, strength, one, other):
    low, high = sorted((one, other))
    shallow = steered(pool, strength=strength, depth=low, n=N)
    deep = steered(pool, strength=strength, depth=high, n=N)

    assert pool.familiarity[deep].mean() <= pool.familiarity[shallow].mean() + ROUNDING


@given(st.lists(cosines, min_size=6, max_size=12), st.data())
@settings(max_examples=100, deadline=None)
def test_where_nothing_is_turned_the_list_is_the_algorithms_own(similarities, data):
    """Also when its rule of diversity took bands that are not the best (CONTRACT D37)."""
    ids = np.arange(len(similarities))
    chosen = data.draw(st.lists(st.sampled_from(ids.tolist()), min_size=1, max_size=5, unique=True))
    hits = [Hit(pk, similarities[pk], 0, "first", None) for pk in chosen]
    hits.sort(key=lambda hit: (-hit.score, hit.band_id))
    base = base_of(ids, np.array(similarities), hits)
    pool = Pool(ids, base, base[::-1].copy(), np.abs(base) / 4, 0.2)

    rows = steered(pool, strength=None, depth=0.0, n=len(hits))

    assert ids[rows].tolist() == [hit.band_id for hit in hits]


def test_without_anything_to_weigh_up_the_strength_moves_nothing():
    pool = Pool(np.arange(3), np.array([0.3, 0.2, 0.1]), np.array([0, 0, 1.0]), np.zeros(3))

    assert steered(pool, strength=1.0, depth=0.0, n=2).tolist() == [0, 1]


def test_all_the_way_to_the_keywords_the_nearest_to_them_come():
    pool = Pool(
        np.arange(3), np.array([0.9, 0.2, 0.1]), np.array([0.1, 0.5, 0.6]), np.zeros(3), 0.2
    )

    assert steered(pool, strength=1.0, depth=0.0, n=2).tolist() == [2, 1]


@pytest.mark.parametrize(("depth", "first"), [(-1.0, 0), (0.0, 0), (1.0, 1)])
def test_depth_brings_the_hidden_and_leaves_out_the_familiar(depth, first):
    pool = Pool(np.arange(2), np.array([0.5, 0.4]), np.zeros(2), np.array([0.9, 0.1]))

    assert steered(pool, strength=None, depth=depth, n=1).tolist() == [first]
