"""The rows that ALS solves for, beside the normal equations written out."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.ials import Ials, Weighting, factorised, solved
from recommendations.learning.tests.worlds import shows, two_circles

WEIGHTING = Weighting(unobserved=0.1, ridge=0.05, power=1.0)


def by_hand(weights: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(m,) weights of one row -> the (d,) minimum of its loss."""
    total = weights.sum() + WEIGHTING.unobserved * len(other)
    left = WEIGHTING.unobserved * other.T @ other + WEIGHTING.ridge * total * np.eye(other.shape[1])
    left += (other * weights[:, np.newaxis]).T @ other
    return np.linalg.solve(left, weights @ other)


@pytest.mark.parametrize("entries", [1, 3, 4, 9], ids=lambda n: f"{n} entries, 4 dimensions")
def test_a_row_is_the_minimum_of_its_loss(entries):
    rng = np.random.default_rng(entries)
    other = rng.standard_normal((12, 4))
    rows = np.zeros((5, 12), dtype=np.float32)
    for row in rows:
        row[rng.choice(12, size=entries, replace=False)] = rng.uniform(0.2, 2.0, entries)

    found = solved(csr_array(rows), other, WEIGHTING)

    for row, factors in zip(rows, found, strict=True):
        assert np.allclose(factors, by_hand(row.astype(np.float64), other), atol=1e-10)


def test_an_empty_row_is_nothing():
    rows = csr_array(np.array([[0, 0, 0], [0, 1, 0]], dtype=np.float32))
    found = solved(rows, np.random.default_rng(0).standard_normal((3, 2)), WEIGHTING)
    assert not found[0].any()
    assert found[1].any()


def test_every_sweep_lowers_the_loss():
    rows = two_circles().listens
    losses = []
    for sweeps in (1, 2, 4):
        left, right = factorised(rows, WEIGHTING, dimensions=4, sweeps=sweeps, seed=1)
        predicted, known = left @ right.T, rows.toarray()
        ridges = [
            WEIGHTING.ridges(known.sum(axis=1), known.shape[1]) @ np.vecdot(left, left),
            WEIGHTING.ridges(known.sum(axis=0), known.shape[0]) @ np.vecdot(right, right),
        ]
        fit = (known * (1 - predicted) ** 2 + WEIGHTING.unobserved * predicted**2).sum()
        losses.append(fit + sum(ridges))
    assert losses == sorted(losses, reverse=True)
    assert losses[0] > losses[-1]


def test_tags_reach_a_band_that_nobody_listens_to():
    """Without tag rows such a band has no factors at all."""
    world = two_circles()
    listens = world.listens.toarray()
    listens[:, 0] = 0
    silent = replace(world, listens=csr_array(listens))
    options = {"dimensions": 4, "least_carriers": 1}

    plain = Ials(**options).fit(silent).scores(shows(2, 4))[0]
    tagged = Ials(**options, tag_weight=1.0).fit(silent).scores(shows(2, 4))[0]

    assert plain[0] == 0
    assert tagged[0] > tagged[1::2].max()
