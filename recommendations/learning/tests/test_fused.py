"""Scores made comparable and added, and places kept for what few are shown."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.fused import SHOWN, Fused, Part, reference, standardised
from recommendations.learning.item_knn import ItemKnn
from recommendations.learning.popularity import Popularity
from recommendations.learning.tests.worlds import shows
from recommendations.learning.types import World

BANDS = 40


@pytest.fixture(scope="module")
def world() -> World:
    """Listeners of many bands, some of which are far better known than others."""
    rng = np.random.default_rng(5)
    fame = 1 / np.arange(1, BANDS + 1)
    listens = np.zeros((80, BANDS), dtype=np.float32)
    for row in listens:
        row[rng.choice(BANDS, size=12, replace=False, p=fame / fame.sum())] = 1
    nothing = csr_array((BANDS, 6), dtype=np.float32)
    return World(csr_array(listens), nothing, csr_array((80, 6), dtype=np.float32))


def taste(*picks: int):
    row = np.zeros((1, BANDS), dtype=np.float32)
    row[0, list(picks)] = 1
    return type(shows())(csr_array(row), csr_array((1, 6), dtype=np.float32))


def order(scores: np.ndarray, *picks: int) -> list[int]:
    left = [band for band in np.argsort(-scores[0], kind="stable") if band not in picks]
    return [int(band) for band in left]


def test_a_row_of_scores_gets_mean_0_and_spread_1():
    found = standardised(np.array([[1, 2, 3, 6], [7, 7, 7, 7]], dtype=np.float32))
    assert found[0].mean() == pytest.approx(0, abs=1e-6)
    assert found[0].std() == pytest.approx(1, abs=1e-6)
    assert not found[1].any()


def test_a_part_alone_ranks_as_it_does_by_itself(world):
    alone = ItemKnn().fit(world).scores(taste(3, 9))
    fused = Fused((Part(ItemKnn(), 2.0),)).fit(world).scores(taste(3, 9))
    assert order(fused)[:15] == order(alone)[:15]


def test_a_heavier_part_has_more_to_say(world):
    def ranked(weight: float) -> list[int]:
        parts = (Part(ItemKnn(), 1.0), Part(Popularity(), weight))
        return order(Fused(parts).fit(world).scores(taste(30, 35)), 30, 35)

    popular = order(Popularity().fit(world).scores(taste(30, 35)), 30, 35)
    agree = [sum(a == b for a, b in zip(ranked(w), popular, strict=True)) for w in (0, 50)]
    assert agree[0] < agree[1]


@pytest.mark.parametrize("places", [1, 4, 10])
def test_the_kept_places_stay_and_the_last_ones_are_discovered(world, places):
    parts = (Part(ItemKnn(), 1.0), Part(Popularity(), 1.0))
    picks = (2, 7, 20)
    plain = order(Fused(parts).fit(world).scores(taste(*picks)), *picks)
    found = order(Fused(parts, discovery=places).fit(world).scores(taste(*picks)), *picks)

    kept = SHOWN - places
    assert found[:kept] == plain[:kept]
    assert sorted(found) == sorted(plain)
    rest = [band for band in plain[kept:] if band not in found[kept:SHOWN]]
    assert found[SHOWN:] == rest


def test_what_is_discovered_is_less_known_than_what_it_stands_for(world):
    listeners = np.asarray(world.listens.sum(axis=0)).ravel()
    parts = (Part(ItemKnn(), 1.0), Part(Popularity(), 1.0))
    plain, exploring = (Fused(parts, discovery=places).fit(world) for places in (0, 5))
    known = {0.0: [], 1.0: []}
    for first in range(20, 36):
        picks = (first, first + 2)
        for which, model in ((0.0, plain), (1.0, exploring)):
            known[which] += [
                listeners[band] for band in order(model.scores(taste(*picks)), *picks)[:10]
            ]
    assert np.mean(known[1.0]) < np.mean(known[0.0])


def test_the_reference_shows_five_of_the_bands_that_it_listens_to(world):
    shown = reference(world)
    assert shown.picks.shape == (80, BANDS)
    assert set(np.diff(shown.picks.indptr)) == {5}
    assert (shown.picks - shown.picks.multiply(world.listens)).nnz == 0
