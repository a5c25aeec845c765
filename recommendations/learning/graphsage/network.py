"""The network over the graph of bands, keywords and listeners; the only module that needs PyTorch.

Every product with a graph goes over all of it, on one thread, so that the same seed gives the
same bits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from scipy.sparse import csr_array
from torch.nn import functional

from recommendations.learning.graphsage.vectors import means
from recommendations.learning.types import Factors

Tensor = torch.Tensor


@dataclass(frozen=True)
class Heard:
    """Listens as the two directions of one relation, in means: (l, b) and (b, l)."""

    picks: Tensor
    listeners: Tensor
    prior: Tensor

    @classmethod
    def of(cls, picks: csr_array, listeners: csr_array) -> "Heard":
        counts = np.asarray(listeners.sum(axis=1)).ravel()
        prior = np.stack([np.log1p(counts), counts == 0], axis=1)
        return cls(
            sparse(means(picks)), sparse(means(listeners)), torch.from_numpy(prior.astype(np.float32))
        )


@dataclass(frozen=True)
class Encoded:
    """(b, h) and (k, h) of the last layer."""

    bands: Tensor
    words: Tensor


class Network:
    """h_v <- unit(relu(W [h_v, mean of h over the neighbours of each kind])), layer by layer."""

    def __init__(self, bands: Factors, words: Factors, *, hidden: int, layers: int, seed: int) -> None:
        self.bands, self.words = torch.from_numpy(bands), torch.from_numpy(words)
        self._random = torch.Generator().manual_seed(seed)
        widths = [bands.shape[1]] + [hidden] * layers
        self.layers = [
            {
                "band": self.weights(width, after),
                "band from words": self.weights(width, after),
                "band from listeners": self.weights(width, after),
                "word": self.weights(width, after),
                "word from bands": self.weights(width, after),
            }
            for width, after in zip(widths[:-1], widths[1:])
        ]

    def weights(self, width: int, after: int) -> Tensor:
        spread = (6.0 / (width + after)) ** 0.5
        start = torch.rand((width, after), generator=self._random)
        return (spread * (2 * start - 1)).requires_grad_()

    def parameters(self) -> list[Tensor]:
        return [weights for layer in self.layers for weights in layer.values()]

    def encoded(self, carries: Tensor, carried: Tensor, heard: Heard | None) -> Encoded:
        bands, words = self.bands, self.words
        for layer in self.layers:
            of_bands = bands @ layer["band"] + (carries @ words) @ layer["band from words"]
            if heard is not None:
                listeners = heard.picks @ bands
                of_bands = of_bands + (heard.listeners @ listeners) @ layer["band from listeners"]
            of_words = words @ layer["word"] + (carried @ bands) @ layer["word from bands"]
            bands, words = _unit(of_bands), _unit(of_words)
        return Encoded(bands, words)


def _unit(rows: Tensor) -> Tensor:
    return functional.normalize(functional.relu(rows), dim=1, eps=1e-6)


def sparse(rows: csr_array) -> Tensor:
    coordinates = rows.sorted_indices().tocoo()
    places = np.stack([coordinates.row, coordinates.col]).astype(np.int64)
    return torch.sparse_coo_tensor(
        torch.from_numpy(places),
        torch.from_numpy(coordinates.data),
        rows.shape,
        is_coalesced=True,
        check_invariants=False,
    )


@contextmanager
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
