"""The network over the graph of bands, keywords and listeners.

    h(v) <- unit(relu(W h(v) + sum over kinds of neighbours t of  W_t mean of h over them))

This is the mean aggregator of Algorithm 1 of Hamilton et al., one matrix for each kind of edge.
Listeners have no matrix and no initial value: a listener is the mean of the picks.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from scipy.sparse import csr_array
from torch import Tensor
from torch.nn import functional

from recommendations.learning.features import features
from recommendations.learning.graphsage.method import GraphSage
from recommendations.learning.graphsage.vectors import means
from recommendations.learning.types import World

SLOWEST = 0.05  # of the rate, at the last step
LEAST = 1e-6  # weight of what was hidden


@dataclass(frozen=True)
class Tagged:
    """Means over edges weighted by ln(1 + count): (b, k) over keywords and (k, b) over bands."""

    words: Tensor
    bands: Tensor

    @classmethod
    def of(cls, tags: csr_array) -> "Tagged":
        weights = csr_array(tags, copy=True)
        weights.data = np.log1p(weights.data)
        return cls(sparse(means(weights)), sparse(means(csr_array(weights.T))))


@dataclass(frozen=True)
class Heard:
    """Means over listens: (l, b) over picks and (b, l) over listeners.

    known : (b, 2) ln(1 + listeners), and 1 where there is none
    """

    picks: Tensor
    listeners: Tensor
    known: Tensor

    @classmethod
    def of(cls, listens: csr_array) -> "Heard":
        counts = np.asarray(listens.sum(axis=0)).ravel()
        known = np.stack([np.log1p(counts), counts == 0], axis=1).astype(np.float32)
        listeners = sparse(means(csr_array(listens.T)))
        return cls(sparse(means(listens)), listeners, torch.from_numpy(known))


@dataclass(frozen=True)
class Encoded:
    """(b, h) and (k, h): the last layer."""

    bands: Tensor
    words: Tensor


@dataclass(frozen=True)
class Layer:
    """(before, after) each; `picks` is what reaches a band through its listeners."""

    band: Tensor
    words: Tensor
    picks: Tensor
    word: Tensor
    bands: Tensor

    def after(self, before: Encoded, tagged: Tagged, heard: Heard | None) -> Encoded:
        bands = before.bands @ self.band + tagged.words @ (before.words @ self.words)
        if heard is not None:
            bands = bands + heard.listeners @ (heard.picks @ (before.bands @ self.picks))
        words = before.words @ self.word + tagged.bands @ (before.bands @ self.bands)
        return Encoded(_unit(bands), _unit(words))


class Network:
    """The layers, and whatever weights are asked for beside them; all drawn from one seed."""

    def __init__(self, world: World, options: GraphSage) -> None:
        content = features(world, options.features)
        self.start = Encoded(torch.from_numpy(content.bands), torch.from_numpy(content.words))
        self.parameters: list[Tensor] = []
        self._random = torch.Generator().manual_seed(options.seed)
        widths = [content.bands.shape[1]] + [options.hidden] * options.layers
        self.layers = [
            Layer(*(self.weights(before, after) for _kind in range(5)))
            for before, after in pairwise(widths)
        ]

    def weights(self, before: int, after: int) -> Tensor:
        """Uniform in +-sqrt(6 / (before + after)) (Glorot and Bengio, AISTATS 2010)."""
        drawn = torch.rand((before, after), generator=self._random)
        result = ((2 * drawn - 1) * (6 / (before + after)) ** 0.5).requires_grad_()
        self.parameters.append(result)
        return result

    def zeros(self, count: int) -> Tensor:
        result = torch.zeros(count, requires_grad=True)
        self.parameters.append(result)
        return result

    def encoded(self, tagged: Tagged, heard: Heard | None = None) -> Encoded:
        values = self.start
        for layer in self.layers:
            values = layer.after(values, tagged, heard)
        return values

    def learn(self, loss: Callable[[], Tensor], options: GraphSage) -> None:
        """Adam, its rate falling in a line to a twentieth."""
        optimiser = torch.optim.Adam(self.parameters, lr=options.rate)
        falling = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, SLOWEST, options.steps)
        for _step in range(options.steps):
            optimiser.zero_grad()
            loss().backward()
            optimiser.step()
            falling.step()


def surprise(scores: Tensor, hidden: csr_array) -> Tensor:
    """(n, m) scores, (n, m) weights of what was hidden -> the mean -ln p of it, p the softmax.

    0 where nothing was hidden.
    """
    chances = functional.log_softmax(scores, dim=1)
    weights = torch.from_numpy(hidden.data)
    return -(chances[places(hidden)] * weights).sum() / weights.sum().clamp(min=LEAST)


def places(rows: csr_array) -> tuple[Tensor, Tensor]:
    """Row and column of each entry."""
    at, columns = rows.tocoo().coords
    return torch.from_numpy(at.astype(np.int64)), torch.from_numpy(columns.astype(np.int64))


def sparse(rows: csr_array) -> Tensor:
    ordered = rows.sorted_indices()
    return torch.sparse_coo_tensor(
        torch.stack(places(ordered)),
        torch.from_numpy(ordered.data),
        rows.shape,
        is_coalesced=True,
        check_invariants=False,
    )


def _unit(rows: Tensor) -> Tensor:
    return functional.normalize(functional.relu(rows), dim=1)


@contextmanager
def one_thread() -> Iterator[None]:
    """Sums in one order, so that the same seed gives the same bits."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
