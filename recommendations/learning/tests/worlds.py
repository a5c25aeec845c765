"""A world whose answer is known: two circles of listeners who never listen to the other's bands."""

import numpy as np
from scipy.sparse import csr_array

from recommendations.learning.types import Tastes, World

N_BANDS, N_TAGS = 20, 6
EVEN = np.arange(0, N_BANDS, 2)
ODD = np.arange(1, N_BANDS, 2)


def two_circles(listeners: int = 60) -> World:
    """Even listeners listen to even bands and odd ones to odd; tags divide the bands alike."""
    rng = np.random.default_rng(7)
    listens = np.zeros((listeners, N_BANDS), dtype=np.float32)
    for listener in range(listeners):
        own = (EVEN, ODD)[listener % 2]
        listens[listener, rng.choice(own, size=6, replace=False)] = 1
    tags = np.zeros((N_BANDS, N_TAGS), dtype=np.float32)
    for band in range(N_BANDS):
        tags[band, band % 2 + 2 * rng.integers(N_TAGS // 2, size=3)] += 1
    words = np.zeros((listeners, N_TAGS), dtype=np.float32)
    words[np.arange(listeners), np.arange(listeners) % 2 + 2 * rng.integers(3, size=listeners)] = 1
    return World(csr_array(listens), csr_array(tags), csr_array(words))


def shows(*picks: int, words: tuple[int, ...] = ()) -> Tastes:
    return Tastes(one_row(picks, N_BANDS), one_row(words, N_TAGS))


def one_row(columns: tuple[int, ...], width: int) -> csr_array:
    row = np.zeros((1, width), dtype=np.float32)
    row[0, list(columns)] = 1
    return csr_array(row)
