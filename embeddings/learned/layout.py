"""How a vector of a learned space is made up, and how a query of it is.

    band  : [sqrt(1 - b^2) x ; -b]     x = unit([sqrt(w) text ; what else is known])
    query : [sqrt(1 - a^2) x ;  a]

`text` is the band's vector in the text space, w its weight. The last number is a correction of
hubness: with b how crowded a band's surroundings are, a cosine becomes one that is lower for bands
that are near to everyone (CSLS: Conneau et al., ICLR 2018), and a search stays one product.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Layout:
    """What is the same for all rows of a space.

    text, dimensions : numbers of the text's part and of a whole row
    text_share : w, the text's share of a full row before the correction
    against_hubs : a, the last number of a query; 0 corrects nothing
    newcomer : b of a band that the space does not know yet
    """

    text: int
    dimensions: int
    text_share: float
    against_hubs: float
    newcomer: float

    def newcomers(self, texts: NDArray[np.floating]) -> Rows:
        """(n, text) unit rows of the text space -> (n, dimensions) of bands known by text alone."""
        rows = np.zeros((len(texts), self.dimensions))
        rows[:, : self.text] = np.sqrt(1 - self.newcomer**2) * np.asarray(texts, dtype=np.float64)
        rows[:, -1] = -self.newcomer
        return rows

    def queries(self, rows: NDArray[np.floating]) -> Rows:
        """(n, dimensions) bands -> the queries that ask for what is like them."""
        return self._asking(np.asarray(rows, dtype=np.float64)[:, :-1])

    def keyword(self, text: Vector | None, others: Vector | None) -> Vector | None:
        """The query of the chosen keywords: (text,) their vector, (dimensions,) the mean row of
        the bands that carry them; whichever is known."""
        point = np.zeros(self.dimensions - 1)
        if others is not None:
            point[self.text :] = others[self.text : -1]
        if text is not None:
            share = self.text_share if point.any() else 1.0
            point[: self.text] = np.sqrt(share) * text
        return self._asking(point[np.newaxis])[0] if point.any() else None

    def _asking(self, points: Rows) -> Rows:
        lengths = np.linalg.norm(points, axis=1, keepdims=True)
        scaled = points / lengths * np.sqrt(1 - self.against_hubs**2)
        return np.hstack([scaled, np.full((len(points), 1), self.against_hubs)])


def correcting(points: Rows, crowding: Vector) -> Rows:
    """(n, d) unit rows and (n,) how crowded each is, below 1 -> (n, d + 1) rows of a space."""
    scaled = points * np.sqrt(1 - crowding**2)[:, np.newaxis]
    return np.hstack([scaled, -crowding[:, np.newaxis]])
