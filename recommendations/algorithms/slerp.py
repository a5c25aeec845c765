"""Spherical interpolation: turning one direction toward another (CONTRACT A9)."""

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Vector
from recommendations.algorithms.vectors import NULL, cosine, length, unit

PARALLEL = 1e-9  # radians; nearer to equal or opposite there is no plane to turn in


def slerp(start: NDArray[np.floating], end: NDArray[np.floating], t: float) -> Vector:
    """Return the unit vector a fraction `t` of the way from `start` to `end`.

    The norm is kept and the angle from `start` grows evenly with `t` (CONTRACT D92-D94).

    Parameters
    ----------
    start, end : (d,) vectors of any float type, made unit first
    t : 0.0 returns `start`, 1.0 returns `end`, exactly

    Returns
    -------
    (d,) float64 unit vector on the shorter arc; `start` unchanged when the two are equal or
    opposite (which has no shorter arc) or one of them is zero.
    """
    here, there = unit(start), unit(end)
    if length(here) < NULL or length(there) < NULL:
        return here
    across = _across(there, here)
    sine = float(length(across))
    if sine < PARALLEL:
        return here
    if t == 1.0:
        return there
    angle = t * np.arctan2(sine, cosine(here, there))  # exact near 0 and pi, unlike arccos
    sideways = unit(_across(across / sine, here))  # twice, or rounding shows when nearly opposite
    return np.asarray(np.cos(angle) * here + np.sin(angle) * sideways)


def _across(vector: Vector, axis: Vector) -> Vector:
    """The part of `vector` at right angles to the unit vector `axis`."""
    return np.asarray(vector - (vector @ axis) * axis)
