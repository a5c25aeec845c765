"""Arithmetic of a space: pure numpy, shared by workers and requests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NULL = 1e-6  # a shorter vector has no direction worth keeping


class NoDirection(ValueError):
    """The vector cannot be made a unit vector of its space."""


def unit(vector: NDArray) -> NDArray[np.float64]:
    """(d,) -> (d,) unit vector. Raises `NoDirection` for a zero, NaN or infinite one."""
    exact = np.asarray(vector, dtype=np.float64)
    norm = float(np.linalg.norm(exact))
    if not np.isfinite(norm) or norm < NULL:
        raise NoDirection
    return exact / norm


def placed(raw: NDArray, centre: NDArray | None, dimensions: int) -> NDArray[np.float64]:
    """A model's raw vector as a point of a space of `dimensions`: unit(raw - centre).

    The second of three guards: the gateway stands before it, the database behind it. Raises
    `NoDirection` for a vector of another size, a zero, NaN or infinite one (RELIABILITY P8).
    """
    if np.shape(raw) != (dimensions,):
        raise NoDirection
    return unit(raw if centre is None else np.asarray(raw, dtype=np.float64) - centre)


def mean_direction(vectors: Sequence[NDArray]) -> NDArray[np.float64]:
    """The unit mean of n (d,) vectors. Raises `NoDirection` when they cancel out."""
    return unit(np.mean(np.asarray(vectors, dtype=np.float64), axis=0))
