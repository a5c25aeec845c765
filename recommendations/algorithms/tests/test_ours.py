"""Ours is V3's recipe, from the first pick on."""

import numpy as np
import pytest

from recommendations.algorithms import ours, v3
from recommendations.algorithms.types import Taste
from recommendations.algorithms.vectors import unit
from recommendations.reach.search import Catalogue, MatrixNearest

RNG = np.random.default_rng(11)
ROWS = unit(RNG.standard_normal((40, 8)))
CATALOGUE = Catalogue(np.arange(1, 41, dtype=np.int64), ROWS.astype(np.float32))


def asked(picks: int, *, keyword: bool = True) -> tuple[Taste, MatrixNearest]:
    rows = np.arange(picks)
    word = unit(RNG.standard_normal((1, 8)))[0] if keyword else None
    taste = Taste(CATALOGUE.ids[rows], CATALOGUE.vectors[rows].astype(np.float64), word)
    return taste, MatrixNearest(CATALOGUE, tuple(rows))


@pytest.mark.parametrize("picks", [3, 5, 12])
def test_over_texts_alone_it_gives_what_v3_gives(picks):
    taste, nearest = asked(picks)
    assert ours.recommend(taste, nearest).hits == v3.recommend(taste, nearest).hits


@pytest.mark.parametrize("picks", [1, 2])
def test_one_pick_is_enough_for_five_bands_with_their_reasons(picks):
    """CONTRACT T40, T28: five, and none that was chosen."""
    taste, nearest = asked(picks)
    made = ours.recommend(taste, nearest)
    assert made.algorithm == "ours"
    assert len(made.hits) == 5
    assert {hit.because for hit in made.hits} <= set(taste.band_ids.tolist())
    assert not {hit.band_id for hit in made.hits} & set(taste.band_ids.tolist())


def test_keywords_alone_find_five_and_nothing_finds_none():
    taste, nearest = asked(0)
    assert (
        len(ours.recommend(Taste(taste.band_ids, np.empty((0, 0)), taste.keyword), nearest).hits)
        == 5
    )
    assert ours.recommend(Taste(taste.band_ids, np.empty((0, 0))), nearest).hits == ()


def test_the_order_of_picks_changes_nothing():
    """CONTRACT A10."""
    taste, nearest = asked(7)
    turned = Taste(taste.band_ids[::-1], taste.bands[::-1], taste.keyword)
    assert ours.recommend(turned, nearest) == ours.recommend(taste, nearest)
