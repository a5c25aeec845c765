"""A search may be overheard: what it found is remembered, what it answers stays the same."""

import numpy as np
import pytest

from recommendations.algorithms.overhearing import EVERYTHING, Overhearing
from recommendations.algorithms.tests.worlds import random_world

WORLD = random_world(3, kind="sphere", n=12, d=4, picks=2, steered=False)
QUERIES = WORLD.vectors[:2]
BESIDE = WORLD.vectors[5]


def ids(found) -> list[list[int]]:
    return [one.band_ids.tolist() for one in found]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"reach": EVERYTHING},
        {"beside": BESIDE},
        {"beside": BESIDE, "reach": EVERYTHING},
    ],
    ids=lambda options: " ".join(options) or "plain",
)
def test_an_overheard_search_answers_as_the_search_does(options):
    plain = WORLD.nearest()(QUERIES, 3)

    answered = Overhearing(WORLD.nearest(), **options)(QUERIES, 3)

    assert ids(answered) == ids(plain)
    for one, other in zip(answered, plain, strict=True):
        np.testing.assert_array_equal(one.similarities, other.similarities)
        np.testing.assert_array_equal(one.vectors, other.vectors)


def test_it_remembers_what_was_asked_and_found_so_far_and_beside():
    heard = Overhearing(WORLD.nearest(), reach=5, beside=BESIDE)
    assert heard.queries is None

    heard(QUERIES, 3)

    assert heard.queries is QUERIES
    assert ids(heard.found) == ids(WORLD.nearest()(np.vstack([QUERIES, BESIDE]), 5))
