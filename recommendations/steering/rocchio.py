"""More like these, less like those: Rocchio's feedback on the picks (1971). Pure."""

from dataclasses import replace

import numpy as np

from recommendations.algorithms.types import Ids, Matrix, Taste
from recommendations.algorithms.vectors import NULL, length, mean_direction, unit

LESS = 0.5  # what is taken away of the unwanted direction, beside a pick that weighs one


def leaning(taste: Taste, less: Ids) -> Taste:
    """The taste without the bands `less`, every pick turned away from their mean direction.

    Wanted bands are picks like the others. The same taste, bit for bit, where `less` is empty.
    """
    is_less = np.isin(taste.band_ids, less)
    if not is_less.any():
        return taste
    unwanted = mean_direction(unit(taste.bands[is_less]))
    kept = taste.bands[~is_less]
    return replace(taste, band_ids=taste.band_ids[~is_less], bands=_away(kept, unwanted))


def _away(rows: Matrix, unwanted: Matrix) -> Matrix:
    moved = rows - LESS * unwanted
    is_lost = length(moved) < NULL
    return np.where(is_lost[:, np.newaxis], rows, unit(moved))
