"""A random walk of three steps over the graph of listeners and bands."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from recommendations.learning.item_knn import ItemSimilarity
from recommendations.learning.sparse import inverse, scaled, strongest
from recommendations.learning.types import World


@dataclass(frozen=True)
class Rp3Beta:
    """P(band -> listener -> band), its steps to the power `alpha`, divided by popularity ** beta.

    Paudel et al., "Updatable, accurate, diverse and scalable recommendations", TiiS 7 (2017).
    """

    k: int = 200
    alpha: float = 0.8
    beta: float = 0.4

    def fit(self, world: World) -> ItemSimilarity:
        listens = csr_array(world.listens)
        of_listener = np.asarray(listens.sum(axis=1)).ravel()
        of_band = np.asarray(listens.sum(axis=0)).ravel()
        to_band = scaled(listens, by_row=inverse(of_listener, self.alpha))
        to_listener = scaled(csr_array(listens.T), by_row=inverse(of_band, self.alpha))
        walk = scaled(csr_array(to_listener @ to_band), by_column=inverse(of_band, self.beta))
        walk.setdiag(0.0)
        walk.eliminate_zeros()
        return ItemSimilarity(strongest(walk, self.k))
