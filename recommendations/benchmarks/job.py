"""What one run measures, and how its parts are told: as JSON, because each is a process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Self

STARTER = "starter"  # the data set that is the real catalogue; the others are sizes, as text


@dataclass(frozen=True)
class Scale:
    """How much of everything."""

    requests: int = 60  # of each pipeline
    warm_up: int = 5
    members: int = 1000
    picks: int = 10
    keywords: int = 3
    dimensions: int = 1536
    clusters: int = 60
    rate: int = 30  # updates a second
    calm_seconds: float = 5  # of load before each load that is measured
    load_seconds: float = 60
    hammer_seconds: float = 15
    memory_seconds: float = 20
    connections: int = 32


FULL = Scale()
QUICK = Scale(requests=15, warm_up=3, load_seconds=10, hammer_seconds=5, memory_seconds=5)
TINY = Scale(
    requests=3, warm_up=1, members=40, dimensions=64, clusters=12,
    calm_seconds=0.5, load_seconds=2, hammer_seconds=1, memory_seconds=1,
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One part of a run: a data set, the scale, and the two fake providers."""

    data: str
    slow_provider: str = ""  # answers after 80 ms
    free_provider: str = ""  # answers at once
    scale: Scale = field(default=FULL)

    @property
    def is_starter(self) -> bool:
        return self.data == STARTER

    @property
    def provider(self) -> str:
        """Whose vectors the data set has."""
        return "local" if self.is_starter else "openai"

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        given = json.loads(text)
        return cls(**given | {"scale": Scale(**given["scale"])})
