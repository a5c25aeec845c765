"""New bands stand beside the others by how likely they are to be liked."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.calibrated import Calibrated, Scale
from recommendations.learning.ials import Ials
from recommendations.learning.sparse import ones_at
from recommendations.learning.types import Tastes, World

TAGGED = Ials(dimensions=8, tag_weight=0.4, least_carriers=1)


@pytest.fixture(scope="module")
def world() -> World:
    """120 listeners in two circles of 40 bands; two keywords tell the circles; 6 bands are new."""
    rng = np.random.default_rng(4)
    new = np.zeros(80, dtype=bool)
    new[[0, 2, 4, 1, 3, 5]] = True
    rows = []
    for listener in range(120):
        own = np.arange(listener % 2, 80, 2)
        rows.append(np.sort(rng.choice(own[~new[own]], size=12, replace=False)))
    tags = np.zeros((80, 2), dtype=np.float32)
    tags[np.arange(80), np.arange(80) % 2] = 5
    nothing = csr_array((120, 2), dtype=np.float32)
    return World(ones_at(rows, 80), csr_array(tags), nothing, new=new)


def of_even_circle(world: World) -> Tastes:
    picks = ones_at([np.array([10, 20, 30])], 80)
    return Tastes(picks, csr_array((1, 2), dtype=np.float32))


def test_a_new_band_of_the_own_circle_is_no_longer_behind_all_others(world):
    plain, ours = TAGGED.fit(world), Calibrated(TAGGED).fit(world)
    tastes = of_even_circle(world)
    own_new = [0, 2, 4]

    def place(scores) -> float:
        return float(np.mean([(scores[0] > scores[0][band]).sum() for band in own_new]))

    assert place(ours.scores(tastes)) < place(plain.scores(tastes))
    foreign = ours.scores(tastes)[0][[1, 3, 5]]
    assert ours.scores(tastes)[0][own_new].min() > foreign.max()


def test_the_order_among_known_bands_stays(world):
    tastes = of_even_circle(world)
    plain, ours = (method.fit(world).scores(tastes)[0] for method in (TAGGED, Calibrated(TAGGED)))
    known = ~world.new
    assert np.array_equal(np.argsort(plain[known]), np.argsort(ours[known]))


def test_where_no_band_is_new_nothing_changes(world):
    old = replace(world, new=None)
    tastes = of_even_circle(world)
    same = Calibrated(TAGGED).fit(old).scores(tastes)
    assert np.array_equal(same, TAGGED.fit(old).scores(tastes))


def test_a_score_becomes_the_one_that_is_as_likely_by_hand():
    scale = Scale(warm=np.array([-4.0, 2.0]), cold=np.array([-3.0, 1.0, 0.5]))
    score = scale.as_warm(np.array([1.0]), np.array([2.0]))
    assert -4 + 2 * score[0] == pytest.approx(-3 + 1 * 1.0 + 0.5 * 2.0)
    moved = scale.shifted(1.0).as_warm(np.array([1.0]), np.array([2.0]))
    assert moved[0] - score[0] == pytest.approx(0.5)
