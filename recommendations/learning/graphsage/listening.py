"""Listens that are hidden are found from the others, with keywords as a help (CONTRACT S55)."""

import numpy as np
import torch
from scipy.sparse import csr_array
from torch import Tensor

from recommendations.learning.graphsage.hiding import Rows, parted, replaced, some
from recommendations.learning.graphsage.method import GraphSage
from recommendations.learning.graphsage.network import (
    Encoded,
    Heard,
    Network,
    Tagged,
    one_thread,
    places,
    sparse,
    surprise,
)
from recommendations.learning.graphsage.vectors import Embedded, means
from recommendations.learning.sparse import scaled
from recommendations.learning.types import Tastes, World

WORDLESS = 0.5  # of the steps: then the listeners have chosen no keywords
NEVER = -1e9  # score of what is shown already


class Listening:
    """In a step some listeners show a part of their bands, and the rest is to be found.

    What is to be found is not in the graph meanwhile, and some bands have no listeners at all
    there: they have to be found from their content, as a new band has to be (as DropoutNet does:
    Volkovs, Yu and Poutanen, NIPS 2017).
    """

    def __init__(self, world: World, options: GraphSage) -> None:
        self.world, self.options = world, options
        self.rng = np.random.default_rng(options.seed)
        self.tagged = Tagged.of(world.tags)
        self.network = Network(world, options)
        heads = (options.hidden, options.dimensions)
        self.bands, self.picks, self.words = (self.network.weights(*heads) for _head in range(3))
        self.liked = self.network.weights(options.hidden, 1)
        self.known = self.network.zeros(2)

    def learnt(self) -> Embedded:
        with one_thread():
            self.network.learn(self._loss, self.options)
            with torch.no_grad():
                return self._embedded()

    def _embedded(self) -> Embedded:
        heard = Heard.of(self.world.listens)
        encoded = self.network.encoded(self.tagged, heard)
        return Embedded(
            (encoded.bands @ self.bands).numpy(),
            (encoded.bands @ self.picks).numpy(),
            (encoded.words @ self.words).numpy(),
            self._prior(encoded, heard).numpy(),
        )

    def _loss(self) -> Tensor:
        listens, batch = self.world.listens, self.options.batch
        asked = some(np.flatnonzero(np.diff(listens.indptr) > 1), batch, self.rng)
        shown, hidden = parted(listens[asked], self.rng)
        tastes = Tastes(shown, self._words(asked))
        scores = self._scores(tastes, Heard.of(self._silenced(replaced(listens, asked, shown))))
        return surprise(scores.index_put(places(shown), torch.tensor(NEVER)), hidden)

    def _words(self, asked: Rows) -> csr_array:
        words = csr_array(self.world.words[asked])
        return words if self.rng.random() >= WORDLESS else csr_array(words.shape, dtype=np.float32)

    def _silenced(self, listens: csr_array) -> csr_array:
        heard = self.rng.random(listens.shape[1]) >= self.options.unheard
        kept = scaled(listens, by_column=heard.astype(np.float32))
        kept.eliminate_zeros()
        return kept

    def _scores(self, tastes: Tastes, heard: Heard) -> Tensor:
        """What `Embedded.scores` gives when the network has learnt."""
        encoded = self.network.encoded(self.tagged, heard)
        listeners = sparse(means(tastes.picks)) @ (encoded.bands @ self.picks)
        listeners = listeners + sparse(means(tastes.words)) @ (encoded.words @ self.words)
        return listeners @ (encoded.bands @ self.bands).T + self._prior(encoded, heard)

    def _prior(self, encoded: Encoded, heard: Heard) -> Tensor:
        return (encoded.bands @ self.liked).ravel() + heard.known @ self.known
