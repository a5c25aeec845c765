"""Golden pairs and keyword retrieval by scores, done by hand."""

import numpy as np
import pytest

from embeddings.golden.scoring import FAR_SHARE, NEAR_SHARE, Pair, score_pairs
from recommendations.reach.compare import golden, retrieval
from recommendations.reach.tests.test_correction import hubby


def test_without_a_correction_pairs_hold_as_the_gate_says():
    catalogue = hubby(80)
    rng = np.random.default_rng(4)
    chosen = [tuple(rng.choice(80, 2, replace=False).tolist()) for _pair in range(60)]
    pairs = [(a, b, number % 2 == 0) for number, (a, b) in enumerate(chosen)]
    vectors = catalogue.vectors.astype(np.float64)

    ours = golden(vectors @ vectors.T, pairs, near_share=NEAR_SHARE, far_share=FAR_SHARE)

    theirs = score_pairs(dict(enumerate(vectors)), [Pair(*pair) for pair in pairs])
    assert ours.near == pytest.approx(theirs.share(near=True))
    assert ours.far == pytest.approx(theirs.share(near=False))


def test_retrieval_is_the_mean_of_average_precision_and_recall():
    scores = np.array([[9.0, 8, 7, 6], [9, 8, 7, 6], [1, 2, 3, 4]])
    carried = np.array([[1, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]], dtype=bool)

    found = retrieval(scores, carried)

    assert found.average_precision == pytest.approx(((1 + 2 / 3) / 2 + 1 / 4) / 2)
    assert found.recall == 1.0
