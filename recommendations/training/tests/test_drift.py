"""How far picks and lists have moved (FEATURES 86, CONTRACT S117)."""

import numpy as np
import pytest

from recommendations.learning.sparse import ones_at
from recommendations.training import drift
from recommendations.training.drift import Profile


def of(*keywords: float, tenths=(10.0,) * 10) -> Profile:
    return Profile(dict(enumerate(keywords)), tenths)


def test_the_index_is_that_of_the_book():
    """By hand: shares .5 and .5 become .9 and .1."""
    wanted = 0.4 * np.log(0.9 / 0.5) - 0.4 * np.log(0.1 / 0.5)
    assert drift.stability([5e6, 5e6], [9e6, 1e6]) == pytest.approx(wanted, abs=1e-5)
    assert drift.stability([3, 4, 5], [3, 4, 5]) == 0


def test_more_of_the_same_is_no_drift():
    assert drift.of_keywords(of(200, 400), of(2000, 4000)) < 0.01


def test_many_rare_keywords_are_one_class():
    before = of(*[1000.0] * drift.MOST_CLASSES, *[1.0] * 500)
    now = of(*[1000.0] * drift.MOST_CLASSES, *[0.0, 2.0] * 250)
    assert drift.of_keywords(before, now) < 0.001


def test_a_slide_into_popularity_is_seen():
    even, steep = of(1, tenths=[100] * 10), of(1, tenths=[910, *[10] * 9])
    assert drift.said(drift.of_popularity(even, steep)) == drift.HAS_CHANGED


@pytest.mark.parametrize(
    ("index", "word"), [(0.09, "steady"), (0.1, "look"), (0.25, "look"), (0.26, "changed")]
)
def test_an_index_has_a_word(index, word):
    assert drift.said(index) == word


def test_a_profile_counts_picks_by_keyword_and_by_tenth():
    listens = ones_at([np.array([0, 1]), np.array([1])], 20)
    tags = ones_at([np.array([0]), np.array([0, 1]), *[np.array([], dtype=int)] * 18], 2)
    found = drift.profile(listens, tags, [7, 8])
    assert found.keywords == {7: 3.0, 8: 2.0}
    assert found.tenths == [3.0, *[0.0] * 9]


def test_the_share_of_places_that_changed():
    assert drift.changed_share([[1, 2], [3, 4]], [[1, 5], [4, 3]]) == 0.25
    assert drift.changed_share([], []) == 0
