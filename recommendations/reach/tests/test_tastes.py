"""Synthetic tastes: seeded, within their bounds, plausible."""

import numpy as np
import pytest

from recommendations.reach.search import Catalogue, neighbour_lists
from recommendations.reach.tastes import MOST_KEYWORDS, MOST_PICKS, Shelf, synthetic

GENRES, EACH = 6, 20


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Six genres of twenty bands; every band carries the word of its genre."""
    rng = np.random.default_rng(1)
    genre = np.repeat(np.arange(GENRES), EACH)
    vectors = np.eye(8)[genre] + 0.1 * rng.normal(size=(len(genre), 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    catalogue = Catalogue(np.arange(len(genre)), vectors.astype(np.float32))
    words = [(int(one),) for one in genre]
    return Shelf(neighbour_lists(catalogue, 10), words, np.full(GENRES, EACH))


def tastes(shelf, seed=42):
    return [synthetic(shelf, seed=seed, number=number) for number in range(400)]


def test_a_number_is_a_taste(shelf):
    assert tastes(shelf) == tastes(shelf)
    assert tastes(shelf) != tastes(shelf, seed=43)


def test_tastes_have_one_to_seven_picks_and_one_to_five_keywords(shelf):
    some = tastes(shelf)

    assert {len(one.bands) for one in some} == set(range(1, MOST_PICKS + 1))
    assert {len(one.keywords) for one in some} <= set(range(1, MOST_KEYWORDS + 1))
    assert all(list(one.bands) == sorted(set(one.bands)) for one in some)


def test_picks_form_at_most_three_groups(shelf):
    groups = [len({band // EACH for band in one.bands}) for one in tastes(shelf)]

    assert set(groups) == {1, 2, 3}


def test_most_keywords_are_the_picks_own(shelf):
    own = [word in {band // EACH for band in t.bands} for t in tastes(shelf) for word in t.keywords]

    assert 0.5 < np.mean(own) < 0.9


def test_every_band_is_picked_by_somebody(shelf):
    picked = {band for one in tastes(shelf) for band in one.bands}

    assert len(picked) == GENRES * EACH


def test_a_catalogue_without_keywords_has_tastes_without():
    shelf = Shelf(np.array([[1], [0]]), [(), ()], np.array([], dtype=np.int64))

    assert synthetic(shelf, seed=1, number=1).keywords == ()
