"""Edges that are hidden from the network, to be found from those that are left."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

Rows = NDArray[np.intp]


def some(eligible: Rows, most: int, rng: np.random.Generator) -> Rows:
    return np.sort(rng.choice(eligible, size=min(most, len(eligible)), replace=False))


def parted(rows: csr_array, rng: np.random.Generator) -> tuple[csr_array, csr_array]:
    """Each row at random in a shown and a hidden part, which together are the row.

    The size of the shown part is log-uniform from one entry to all but one: what can be found
    from a few picks counts as much as what can be found from many.
    """
    lengths = np.diff(rows.indptr)
    most = np.maximum(lengths - 1, 1)
    sizes = np.round(most ** rng.random(len(lengths)))
    drawn = np.lexsort((rng.random(rows.nnz), np.repeat(np.arange(len(lengths)), lengths)))
    places = np.empty(rows.nnz, dtype=np.intp)
    places[drawn] = np.arange(rows.nnz) - np.repeat(rows.indptr[:-1], lengths)
    shown = places < np.repeat(sizes, lengths)
    return _only(rows, shown), _only(rows, ~shown)


def _only(rows: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    result = csr_array((rows.data * kept, rows.indices, rows.indptr), shape=rows.shape, copy=True)
    result.eliminate_zeros()
    return result


def replaced(rows: csr_array, at: Rows, by: csr_array) -> csr_array:
    """(n, m) with the rows at `at` replaced by the (len(at), m) of `by`."""
    others = np.setdiff1d(np.arange(rows.shape[0]), at)
    order = np.argsort(np.concatenate([others, at]))
    return csr_array(csr_array(vstack([rows[others], by]))[order], dtype=np.float32)
