"""Held out listeners settle whether bands that are near to many are held back."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.features import unit
from recommendations.learning.fusing import Fusing, Parts, crowding, laid_out
from recommendations.learning.sparse import ones_at
from recommendations.training.asked import asked, candidate, hubs_kept, preferred
from recommendations.training.spaces import Space

CROWD, ALONE, WIDTH = 12, 48, 32
WORDS = 1


@pytest.fixture(scope="module")
def parts() -> Parts:
    """Twelve bands who sound nearly the same, and many who sound like nobody."""
    rng = np.random.default_rng(11)
    middle = rng.standard_normal(WIDTH)
    crowd = middle + 0.1 * rng.standard_normal((CROWD, WIDTH))
    alone = rng.standard_normal((ALONE, WIDTH)) + 0.4 * middle
    points = unit(np.vstack([crowd, alone])).astype(np.float64)
    return Parts(points, crowding(points), WIDTH, 1.0)


def listeners(picks):
    none = csr_array((len(picks), WORDS), dtype=np.float32)
    tags = csr_array((CROWD + ALONE, WORDS), dtype=np.float32)
    return asked(ones_at(picks, CROWD + ALONE), none, tags, [None] * len(picks))


def those_who_pick_from(rows) -> list:
    rng = np.random.default_rng(5)
    return [np.sort(rng.choice(rows, size=6, replace=False)) for _one in range(30)]


def settled(parts, those) -> Fusing:
    usual, kept = (candidate(parts, one, those) for one in (Fusing(), hubs_kept(Fusing())))
    return preferred(usual, kept).fusing


def test_hubs_are_kept_where_listeners_pick_them(parts):
    those = listeners(those_who_pick_from(np.arange(CROWD)))
    assert settled(parts, those).against_hubs == 0


def test_hubs_are_held_back_where_listeners_do_not_say_surely(parts):
    those = listeners(those_who_pick_from(np.arange(CROWD, CROWD + ALONE)))
    assert settled(parts, those) == Fusing()


def test_without_the_correction_a_cosine_is_that_of_the_parts(parts):
    layout, rows = laid_out(parts, 0.0)
    np.testing.assert_allclose(layout.queries(rows) @ rows.T, parts.points @ parts.points.T)


def test_nobody_asked_gives_no_accuracy(parts):
    assert listeners([]).accuracies(Space(*laid_out(parts, 0.3))).shape == (0,)
