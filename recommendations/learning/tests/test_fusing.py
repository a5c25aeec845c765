"""What stands beside a band's text, and how much of it (CONTRACT S104)."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.fusing import Fusing, fused, listening_part
from recommendations.learning.tests.worlds import EVEN, N_BANDS, ODD, two_circles

NEW = 0  # an even band that nobody listens to


@pytest.fixture(scope="module")
def world():
    """Every band has a keyword of its circle, so that keywords tell the circles apart."""
    both = two_circles()
    listens = both.listens.toarray()
    listens[:, NEW] = 0
    tags = np.zeros((N_BANDS, 2), dtype=np.float32)
    tags[EVEN, 0] = tags[ODD, 1] = 1
    words = np.zeros((len(listens), 2), dtype=np.float32)
    words[::2, 0] = words[1::2, 1] = 1
    return replace(both, listens=csr_array(listens), tags=csr_array(tags), words=csr_array(words))


def test_keywords_stand_in_for_the_listeners_of_a_new_band(world):
    rows = listening_part(world, Fusing())
    likeness = rows @ rows[NEW]
    assert likeness[EVEN[1:]].mean() > 0 > likeness[ODD].max()


def test_what_keywords_say_counts_less_than_what_listeners_say(world):
    lengths = np.linalg.norm(listening_part(world, Fusing()), axis=1) ** 2
    assert lengths[NEW] == pytest.approx(Fusing().by_keywords)
    assert lengths[1:].min() > lengths[NEW]


def test_a_band_without_listeners_and_keywords_is_its_text(world):
    tags = world.tags.toarray()
    tags[NEW] = 0
    text = np.eye(N_BANDS, dtype=np.float32)
    points = fused(text, replace(world, tags=csr_array(tags)), Fusing()).points
    assert points[NEW] == pytest.approx(np.eye(points.shape[1])[NEW])
