"""GraphSAGE as a method: its parameters, without PyTorch until it learns (CONTRACT O9)."""

from dataclasses import dataclass
from typing import Literal

from recommendations.learning.graphsage.vectors import Embedded
from recommendations.learning.types import World


@dataclass(frozen=True)
class GraphSage:
    """A network over the graph of bands, keywords and listeners finds what was hidden of it.

    learns   : the hidden edges are listens (CONTRACT S55) or keywords of bands (S56)
    features : dimensions of the content that bands and keywords start from (S49)
    hidden   : width of a layer
    batch    : rows in a step of which edges are hidden
    unheard  : share of bands that lose all their listeners in a step
    """

    learns: Literal["listens", "keywords"] = "listens"
    dimensions: int = 64
    features: int = 128
    hidden: int = 64
    layers: int = 1
    steps: int = 300
    batch: int = 256
    rate: float = 0.02
    unheard: float = 0.5
    seed: int = 42

    def fit(self, world: World) -> Embedded:
        if self.learns == "listens":
            from recommendations.learning.graphsage.listening import Listening

            return Listening(world, self).learnt()
        from recommendations.learning.graphsage.keywords import Keywords

        return Keywords(world, self).learnt()
