"""The model's numbers, read once from arrays: a weight in one byte for every bucket."""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommendations.asking.sentiment.features import BUCKETS, Buckets, buckets

FILE = Path(__file__).with_name("weights.npz")
STEPS = 127  # of a weight's size, on each side of zero


@dataclass(frozen=True)
class Model:
    """Log-odds of praise: slope * (sum of a text's weights / length of its norms) + bias.

    weights : (BUCKETS,) int8, in steps of `scale`
    norms : (BUCKETS,) uint8, a bucket's part of the text's vector, in steps of `norm_scale`
    """

    weights: NDArray[np.int8]
    norms: NDArray[np.uint8]
    scale: float
    norm_scale: float
    slope: float
    bias: float

    def score(self, text: str) -> float:
        """How much praise: log-odds, 0 for neither."""
        return self.score_of(buckets(text))

    def score_of(self, found: Buckets) -> float:
        length = np.linalg.norm(self.norms[found].astype(np.float64)) * self.norm_scale
        if not length:
            return 0.0
        total = self.weights[found].sum(dtype=np.int64) * self.scale
        return float(self.slope * total / length + self.bias)


def packed(model: Model) -> bytes:
    """The model as a file of arrays."""
    target = io.BytesIO()
    np.savez_compressed(
        target,
        weights=model.weights,
        norms=model.norms,
        numbers=np.array([model.scale, model.norm_scale, model.slope, model.bias]),
    )
    return target.getvalue()


def unpacked(path: Path = FILE) -> Model:
    """Raises `ValueError` for a file with objects in it or with another number of buckets."""
    with np.load(path, allow_pickle=False) as arrays:
        weights, norms, numbers = arrays["weights"], arrays["norms"], arrays["numbers"]
    if weights.shape != (BUCKETS,) or norms.shape != (BUCKETS,):
        raise ValueError("not a model of as many buckets")
    return Model(weights, norms, *map(float, numbers))


@cache
def loaded() -> Model:
    """The model of this process."""
    return unpacked()
