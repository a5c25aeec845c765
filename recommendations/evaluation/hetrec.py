"""The HetRec 2011 Last.fm data as it was published; measured with, never shipped (CONTRACT F6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

BANDS, LISTENS, TAGS = FILES = ("artists.dat", "user_artists.dat", "user_taggedartists.dat")

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Tagging:
    """Rows of the assignments "this listener gave this band this tag"; -1 an unknown listener."""

    listeners: Ids
    bands: Ids
    tags: Ids

    def only(self, kept: NDArray[np.bool_]) -> "Tagging":
        return Tagging(self.listeners[kept], self.bands[kept], self.tags[kept])


@dataclass(frozen=True)
class Recorded:
    """(l, b) binary listens, and the tagging of those bands; rows in the order of the ids."""

    listens: csr_array
    tagging: Tagging
    n_tags: int


def read(folder: Path) -> Recorded:
    """Tag assignments to bands that the list of bands does not have are left out."""
    bands = np.unique(_column(folder / BANDS))
    listens = _numbers(folder / LISTENS, 2)
    listeners = np.unique(listens[:, 0])
    tagging = _numbers(folder / TAGS, 3)
    tagging = tagging[np.isin(tagging[:, 1], bands)]
    tags = np.unique(tagging[:, 2])
    rows, columns = _places(listeners, listens[:, 0]), _places(bands, listens[:, 1])
    return Recorded(
        binary(rows, columns, (len(listeners), len(bands))),
        Tagging(
            _places(listeners, tagging[:, 0]),
            _places(bands, tagging[:, 1]),
            _places(tags, tagging[:, 2]),
        ),
        len(tags),
    )


def binary(rows: Ids, columns: Ids, shape: tuple[int, int]) -> csr_array:
    """1 at each pair of row and column, however often it is named."""
    matrix = counted(rows, columns, shape)
    matrix.data[:] = 1.0
    return matrix


def counted(rows: Ids, columns: Ids, shape: tuple[int, int]) -> csr_array:
    """How often each pair of row and column is named."""
    ones = np.ones(len(rows), dtype=np.float32)
    matrix = csr_array((ones, (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    matrix.sort_indices()
    return matrix


def _places(ids: Ids, wanted: Ids) -> Ids:
    places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[places] == wanted, places, -1)


def _column(path: Path) -> Ids:
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return np.array([int(line.split("\t", 1)[0]) for line in lines if line], dtype=np.int64)


def _numbers(path: Path, columns: int) -> Ids:
    lines: Sequence[str] = path.read_text(encoding="utf-8").split("\n")[1:]
    cells = [[int(cell) for cell in line.split("\t")[:columns]] for line in lines if line.strip()]
    return np.array(cells, dtype=np.int64)
