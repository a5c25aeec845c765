from dataclasses import dataclass
from typing import Literal

from recommendations.learning.graphsage.vectors import Embedded
from recommendations.learning.types import World

@dataclass(frozen=True)
class GraphSage:
    learns: Literal["listens", "keywords"] = "listens"
    dimensions: int = 64
    features: int = 128
    hidden: int = 64
    layers: int = 2
    steps: int = 200
    batch: int = 256
    rate: float = 0.01
    decay: float = 0.0
    unheard: float = 0.2
    seed: int = 42

    def fit(self, world: World) -> Embedded:
        from recommendations.learning.graphsage import training
        learn = training.by_listening if self.learns == "listens" else training.by_keywords
        return learn(world, self)
