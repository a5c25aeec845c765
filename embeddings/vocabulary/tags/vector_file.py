"""Vectors in a file beside the report, so that a run that was broken off goes on where it was."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NAME_BYTES = 32


class VectorFile:
    """Records of fixed size, appended: SHA-256 of (model, text), then d float32 numbers.

    A record that was cut off by a kill is dropped when the file is opened.
    """

    def __init__(self, path: Path, *, model_key: str, dimensions: int) -> None:
        self._path, self._model_key, self._dimensions = path, model_key, dimensions
        self._record = np.dtype([("name", f"V{NAME_BYTES}"), ("vector", "<f4", (dimensions,))])
        self._known = self._read()

    def __len__(self) -> int:
        return len(self._known)

    def missing(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if self._name(text) not in self._known]

    def rows(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """(n texts) -> (n, d); every text must be there."""
        found = [self._known[self._name(text)] for text in texts]
        return np.array(found, dtype=np.float32).reshape(-1, self._dimensions)

    def add(self, vectors: Mapping[str, NDArray]) -> None:
        rows = np.empty(len(vectors), dtype=self._record)
        for index, (text, vector) in enumerate(vectors.items()):
            rows[index] = (np.void(self._name(text)), vector)
        with self._path.open("ab") as file:
            file.write(rows.tobytes())
        self._known |= {self._name(text): vector for text, vector in vectors.items()}

    def _name(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._model_key}\n{text}".encode()).digest()

    def _read(self) -> dict[bytes, NDArray]:
        if not self._path.exists():
            return {}
        whole = self._path.stat().st_size // self._record.itemsize
        with self._path.open("r+b") as file:
            file.truncate(whole * self._record.itemsize)
        rows = np.fromfile(self._path, dtype=self._record)
        return {bytes(row["name"]): row["vector"].copy() for row in rows}
