"""A member's taste made ready: checked, in float64, once each, by band id."""

import numpy as np

from recommendations.algorithms.types import Taste, Vector
from recommendations.algorithms.vectors import InvalidVectors, checked


def prepared(taste: Taste) -> Taste:
    """The same taste as every recipe wants it (CONTRACT D29, A10). Raises `InvalidVectors`.

    Doing it twice changes nothing, bit for bit.
    """
    ids = np.asarray(taste.band_ids)
    if ids.ndim != 1 or np.shape(taste.bands)[:1] != ids.shape:
        raise InvalidVectors(f"{ids.shape} ids do not fit {np.shape(taste.bands)} vectors.")
    keyword = None if taste.keyword is None else _checked_keyword(taste.keyword)
    if not ids.size:
        return Taste(ids.astype(np.int64), np.empty((0, 0)), keyword)
    ordered = taste.ordered()
    bands = checked(ordered.bands)
    if keyword is not None and keyword.shape != bands.shape[1:]:
        raise InvalidVectors(f"A keyword of {keyword.size} numbers, bands of {bands.shape[1]}.")
    return Taste(ordered.band_ids, bands, keyword)


def _checked_keyword(keyword: Vector) -> Vector:
    return checked(np.asarray(keyword)[np.newaxis]).ravel()
