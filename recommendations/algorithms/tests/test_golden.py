"""Fifty members whose answers are worked out a second, slow way."""

import numpy as np
import pytest

from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.tests import reference
from recommendations.algorithms.tests.worlds import member


@pytest.mark.parametrize("name", ALGORITHMS)
@pytest.mark.parametrize("number", range(50))
def test_the_answer_is_that_of_the_slow_reference(name, number):
    """CONTRACT D29, D36-D41, D48, D63-D65, A2-A7, RELIABILITY P13."""
    world = member(number)
    every = dict(zip(world.ids.tolist(), world.vectors.astype(float).tolist(), strict=True))
    picks = {band_id: every[band_id] for band_id in world.picks}
    keyword = None if world.keyword is None else world.keyword.tolist()

    expected = reference.recommend(name, picks, keyword, every)
    ranking = ALGORITHMS[name](world.taste(), world.nearest())

    assert ranking.algorithm == expected.name
    assert [list(group) for group in ranking.groups] == expected.groups
    places = [(hit.band_id, hit.group, hit.slot) for hit in ranking.hits]
    assert places == [(band_id, group, slot) for band_id, _, group, slot in expected.hits]
    assert [hit.because for hit in ranking.hits] == expected.because
    scores = [hit.score for hit in ranking.hits]
    np.testing.assert_allclose(scores, [hit[1] for hit in expected.hits], rtol=0, atol=1e-9)
