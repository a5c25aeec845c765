"""The town: what is learnt from picks makes lists better, and does not slide (CONTRACT S104, S117).

Small, so that it takes seconds; docs/learning.md has the figures of a large one.
"""

from dataclasses import replace

import numpy as np
import pytest

from recommendations.algorithms.types import DEFAULTS
from recommendations.learning.fusing import Fusing, learnt
from recommendations.learning.types import World
from recommendations.training import simulation
from recommendations.training.simulation import PANEL, qualities, simulated, synthetic_shelf, town
from recommendations.training.spaces import Space, Wanted, of_texts

QUICK = replace(DEFAULTS, n_full=5, n_init=1)


@pytest.fixture(scope="module")
def place():
    return town(synthetic_shelf(120, 32, seed=3), listeners=400, seed=3)


def quality(place, space) -> float:
    picks = place.first[-PANEL:]
    lists = space.lists([Wanted(own) for own in picks], QUICK)
    rows = zip(place.affinities[-PANEL:], picks, lists, strict=True)
    return float(np.mean([qualities(*row)[1] for row in rows]))


def test_texts_tell_a_part_of_what_listeners_hear(place):
    texts, hidden = of_texts(place.shelf.texts), of_texts(place.hidden)
    assert quality(place, texts) < quality(place, hidden)


def test_what_is_learnt_from_many_picks_makes_better_lists_than_texts(place):
    rng = np.random.default_rng(0)
    liked = [np.argsort(-row)[: simulation.KNOWN_AT_FIRST[1]] for row in place.affinities[:400]]
    picks = [np.sort(rng.permutation(row)[:6]) for row in liked]
    tags = place.shelf.tags
    world = World(
        simulation.ones_at(picks, place.n_bands),
        tags,
        simulation.ones_at([np.array([], dtype=int)] * 400, tags.shape[1]),
    )
    space = Space(*learnt(place.shelf.texts, world, Fusing()))
    assert quality(place, space) > quality(place, of_texts(place.shelf.texts))


def test_a_day_has_figures_and_the_same_seed_the_same_days(place):
    days = list(simulated(place, days=3, seed=1, fusing=Fusing()))
    assert [(day.arm, day.number) for day in days[:4]] == [
        ("learning", 1),
        ("learning", 2),
        ("learning", 3),
        ("texts", 1),
    ]
    assert days == list(simulated(place, days=3, seed=1, fusing=Fusing()))


def test_showing_what_is_picked_most_reaches_few_bands(place):
    """The warning line."""
    days = {day.arm: day for day in simulated(place, days=4, seed=1, fusing=Fusing())}
    assert days["popular"].reach < 0.25 < 0.75 < days["learning"].reach
    assert days["popular"].rank < days["learning"].rank


def test_a_perfect_list_has_an_ndcg_of_one():
    affinity = np.array([0.9, 0.1, 0.8, 0.7, 0.6, 0.5, 0.4])
    assert qualities(affinity, np.array([0]), [2, 3, 4, 5, 6])[1] == pytest.approx(1)
