"""Steps that several methods take over sparse rows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

Weights = NDArray[np.float32]


def scaled(
    rows: csr_array, *, by_row: Weights | None = None, by_column: Weights | None = None
) -> csr_array:
    """The same rows with each row and each column multiplied by its weight."""
    result = rows
    if by_row is not None:
        result = diags_array(by_row) @ result
    if by_column is not None:
        result = result @ diags_array(by_column)
    return csr_array(result, dtype=np.float32)


def inverse(sums: NDArray[np.floating], power: float = 1.0) -> Weights:
    """(n,) sums -> 1 / sum ** power, and 0 where there is nothing."""
    safe = np.where(sums > 0, sums, 1.0).astype(np.float64)
    return np.where(sums > 0, safe**-power, 0.0).astype(np.float32)


def unit_rows(rows: csr_array) -> csr_array:
    """Rows of Euclidean length 1; empty ones stay empty."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return scaled(rows, by_row=inverse(lengths))


def strongest(rows: csr_array, k: int) -> csr_array:
    """Only the k largest entries of each row, ties by the earlier column."""
    kept = csr_array(rows)
    kept.sort_indices()
    for start, end in zip(kept.indptr[:-1], kept.indptr[1:], strict=True):
        if end - start > k:
            order = np.argsort(-kept.data[start:end], kind="stable")
            kept.data[start:end][order[k:]] = 0.0
    kept.eliminate_zeros()
    return kept


def columns_of(rows: csr_array) -> list[NDArray[np.intp]]:
    """The columns that each row has."""
    return np.split(rows.indices.astype(np.intp), rows.indptr[1:-1])


def ones_at(rows: Sequence[NDArray[np.integer]], columns: int) -> csr_array:
    """(n, columns) with 1 where a row names the column, the inverse of `columns_of`."""
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    entries = np.concatenate([np.empty(0, dtype=np.int64), *rows]).astype(np.int64)
    ones = np.ones(len(entries), dtype=np.float32)
    matrix = csr_array((ones, entries, ends), shape=(len(rows), columns))
    matrix.sort_indices()
    return matrix


def dense(rows: object) -> NDArray[np.float32]:
    """A sparse or dense product as a plain float32 array."""
    array = rows.toarray() if hasattr(rows, "toarray") else rows
    return np.ascontiguousarray(array, dtype=np.float32)
