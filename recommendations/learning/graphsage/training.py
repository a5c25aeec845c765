"""How the network learns: what is hidden of the graph has to be found from what is left of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_array
from torch.nn import functional

from recommendations.learning.features import features, unit
from recommendations.learning.graphsage.method import GraphSage
from recommendations.learning.graphsage.network import (
    Encoded,
    Heard,
    Network,
    Tensor,
    one_thread,
    sparse,
)
from recommendations.learning.graphsage.vectors import Embedded, means
from recommendations.learning.types import Factors, World

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Tagged:
    """Band-keyword edges in both directions, in means weighted by ln(1 + count)."""

    carries: Tensor
    carried: Tensor

    @classmethod
    def of(cls, tags: csr_array) -> "Tagged":
        softened = csr_array(tags, copy=True)
        softened.data = np.log1p(softened.data)
        return cls(sparse(means(softened)), sparse(means(csr_array(softened.T))))


def by_listening(world: World, options: GraphSage) -> Embedded:
    with one_thread():
        return _Listening(world, options).learnt()


def by_keywords(world: World, options: GraphSage) -> Embedded:
    with one_thread():
        return _Keywords(world, options).learnt()


def network(world: World, options: GraphSage) -> Network:
    start = features(world, options.features)
    return Network(
        start.bands,
        start.words,
        hidden=options.hidden,
        layers=options.layers,
        seed=options.seed,
    )


def minimised(parameters: list[Tensor], options: GraphSage, loss: Callable[[], Tensor]) -> None:
    steps = options.steps
    optimiser = torch.optim.Adam(parameters, lr=options.rate, weight_decay=options.decay)
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimiser, start_factor=1.0, end_factor=0.05, total_iters=steps
    )
    for _step in range(steps):
        optimiser.zero_grad()
        loss().backward()
        optimiser.step()
        schedule.step()


class _Listening:
    """Listens that are hidden have to be found from the others (CONTRACT S55).

    In a step some listeners show a part of their bands and have the rest to be found. The edges
    that are to be found are taken out of the graph, and so are all the listeners of some bands:
    such a band has to be found from its features and its keywords, as a new one has to be.
    """

    def __init__(self, world: World, options: GraphSage) -> None:
        self.world, self.options = world, options
        self.rng = np.random.default_rng(options.seed)
        self.network = network(world, options)
        self.tagged = Tagged.of(world.tags)
        hidden, d = options.hidden, options.dimensions
        self.shown = self.network.weights(hidden, d)
        self.picked = self.network.weights(hidden, d)
        self.chosen = self.network.weights(hidden, d)
        self.liked = self.network.weights(hidden, 1)
        self.known = torch.zeros((2, 1), requires_grad=True)

    def parameters(self) -> list[Tensor]:
        heads = [self.shown, self.picked, self.chosen, self.liked, self.known]
        return [*self.network.parameters(), *heads]

    def learnt(self) -> Embedded:
        minimised(self.parameters(), self.options, self._loss)
        listens = self.world.listens
        heard = Heard.of(listens, csr_array(listens.T))
        with torch.no_grad():
            encoded = self.network.encoded(self.tagged.carries, self.tagged.carried, heard)
            return Embedded(
                (encoded.bands @ self.shown).numpy(),
                (encoded.bands @ self.picked).numpy(),
                (encoded.words @ self.chosen).numpy(),
                self._prior(encoded, heard).numpy(),
            )

    def _prior(self, encoded: Encoded, heard: Heard) -> Tensor:
        return (encoded.bands @ self.liked + heard.prior @ self.known).ravel()

    def _loss(self) -> Tensor:
        listens = self.world.listens
        count = listens.shape[0]
        asked = np.sort(
            self.rng.choice(count, size=min(self.options.batch, count), replace=False)
        )
        shown, wanted = parted(listens[asked], self.rng)
        left = self._graph_without(asked, shown)
        heard = Heard.of(left, csr_array(left.T))
        encoded = self.network.encoded(self.tagged.carries, self.tagged.carried, heard)
        words = csr_array(self.world.words[asked])
        if self.rng.random() < 0.5:
            words = csr_array(words.shape, dtype=np.float32)
        listeners = sparse(means(shown)) @ (encoded.bands @ self.picked)
        listeners = listeners + sparse(means(words)) @ (encoded.words @ self.chosen)
        scores = listeners @ (encoded.bands @ self.shown).T + self._prior(encoded, heard)
        rows, columns = shown.tocoo().coords
        scores = scores.index_put(
            (torch.from_numpy(rows.astype(np.int64)), torch.from_numpy(columns.astype(np.int64))),
            torch.tensor(-1e9),
        )
        return found(scores, wanted)

    def _graph_without(self, asked: Rows, shown: csr_array) -> csr_array:
        listens = csr_array(self.world.listens, copy=True)
        rows = np.repeat(np.arange(listens.shape[0]), np.diff(listens.indptr))
        kept = ~np.isin(rows, asked)
        silent = self.rng.random(listens.shape[1]) < self.options.unheard
        places = np.full(listens.shape[0], -1)
        places[asked] = np.arange(len(asked))
        width = listens.shape[1]
        pairs = shown.tocoo()
        left = np.isin(
            places[rows] * width + listens.indices, pairs.coords[0] * width + pairs.coords[1]
        )
        listens.data = (listens.data * (kept | left) * ~silent[listens.indices]).astype(np.float32)
        listens.eliminate_zeros()
        return listens


def parted(rows: csr_array, rng: np.random.Generator) -> tuple[csr_array, csr_array]:
    """Each row in two, at random: from one entry up to all but one, few as often as many."""
    coordinates = rows.tocoo()
    lengths = np.diff(rows.indptr)
    most = np.maximum(lengths - 1, 1)
    sizes = np.round(np.exp(rng.random(len(lengths)) * np.log(most)))
    order = np.lexsort((rng.random(rows.nnz), coordinates.coords[0]))
    places = np.empty(rows.nnz, dtype=np.int64)
    places[order] = np.arange(rows.nnz) - np.repeat(rows.indptr[:-1], lengths)
    first = places < np.repeat(sizes, lengths)
    return _only(rows, first), _only(rows, ~first)


def _only(rows: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    result = csr_array(rows, copy=True)
    result.data = np.where(kept, result.data, 0).astype(np.float32)
    result.eliminate_zeros()
    return result


def found(scores: Tensor, wanted: csr_array) -> Tensor:
    """Softmax over all columns: the mean of -ln p over what is wanted."""
    chances = functional.log_softmax(scores, dim=1)
    rows, columns = wanted.tocoo().coords
    at = (torch.from_numpy(rows.astype(np.int64)), torch.from_numpy(columns.astype(np.int64)))
    return -(chances[at] * torch.from_numpy(wanted.data)).sum() / float(wanted.data.sum())


class _Keywords:
    """Keywords that are hidden have to be found from the others (CONTRACT S56)."""

    def __init__(self, world: World, options: GraphSage) -> None:
        self.world, self.options = world, options
        self.rng = np.random.default_rng(options.seed)
        self.network = network(world, options)
        hidden, d = options.hidden, options.dimensions
        self.bands = self.network.weights(hidden, d)
        self.words = self.network.weights(hidden, d)
        self.usual = torch.zeros(world.tags.shape[1], requires_grad=True)

    def learnt(self) -> Embedded:
        parameters = [*self.network.parameters(), self.bands, self.words, self.usual]
        minimised(parameters, self.options, self._loss)
        tagged = Tagged.of(self.world.tags)
        with torch.no_grad():
            encoded = self.network.encoded(tagged.carries, tagged.carried, None)
            bands = unit((encoded.bands @ self.bands).numpy())
            words = unit((encoded.words @ self.words).numpy())
        return Embedded(bands, bands, words, np.zeros(len(bands), dtype=np.float32))

    def _loss(self) -> Tensor:
        tags = self.world.tags
        eligible = np.flatnonzero(np.diff(tags.indptr) > 1)
        size = min(self.options.batch, len(eligible))
        asked = np.sort(self.rng.choice(eligible, size=size, replace=False))
        shown, wanted = parted(csr_array(tags[asked]), self.rng)
        left = self._graph_without(asked, shown)
        tagged = Tagged.of(left)
        encoded = self.network.encoded(tagged.carries, tagged.carried, None)
        bands = encoded.bands[torch.from_numpy(asked)] @ self.bands
        scores = bands @ (encoded.words @ self.words).T + self.usual
        wanted.data = np.log1p(wanted.data)
        return found(scores, wanted)

    def _graph_without(self, asked: Rows, shown: csr_array) -> csr_array:
        from scipy.sparse import vstack
        others = np.setdiff1d(np.arange(self.world.n_bands), asked)
        stacked = csr_array(vstack([self.world.tags[others], shown]), dtype=np.float32)
        return csr_array(stacked[np.argsort(np.concatenate([others, asked]))])
