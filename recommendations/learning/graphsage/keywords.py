"""Keywords that are hidden are found from the others; nobody listens (CONTRACT S56)."""

import numpy as np
import torch
from torch import Tensor

from recommendations.learning.features import unit
from recommendations.learning.graphsage.hiding import parted, replaced, some
from recommendations.learning.graphsage.method import GraphSage
from recommendations.learning.graphsage.network import (
    Network,
    Tagged,
    one_thread,
    surprise,
)
from recommendations.learning.graphsage.vectors import Embedded
from recommendations.learning.types import World


class Keywords:
    """In a step some bands show a part of their keywords, and the rest is to be found.

    Bands are compared by the cosine of their vectors.
    """

    def __init__(self, world: World, options: GraphSage) -> None:
        self.world, self.options = world, options
        self.rng = np.random.default_rng(options.seed)
        self.network = Network(world, options)
        heads = (options.hidden, options.dimensions)
        self.bands, self.words = (self.network.weights(*heads) for _head in range(2))
        self.usual = self.network.zeros(world.tags.shape[1])

    def learnt(self) -> Embedded:
        with one_thread():
            self.network.learn(self._loss, self.options)
            with torch.no_grad():
                return self._embedded()

    def _embedded(self) -> Embedded:
        encoded = self.network.encoded(Tagged.of(self.world.tags))
        bands = unit((encoded.bands @ self.bands).numpy())
        words = unit((encoded.words @ self.words).numpy())
        return Embedded(bands, bands, words, np.zeros(len(bands), dtype=np.float32))

    def _loss(self) -> Tensor:
        tags, batch = self.world.tags, self.options.batch
        asked = some(np.flatnonzero(np.diff(tags.indptr) > 1), batch, self.rng)
        shown, hidden = parted(tags[asked], self.rng)
        encoded = self.network.encoded(Tagged.of(replaced(tags, asked, shown)))
        bands = encoded.bands[torch.from_numpy(asked)] @ self.bands
        hidden.data = np.log1p(hidden.data)
        return surprise(bands @ (encoded.words @ self.words).T + self.usual, hidden)
