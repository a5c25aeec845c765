"""Vectors between numpy and PostgreSQL in binary: as text they cost a hundred times more."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray
from psycopg.adapt import Dumper
from psycopg.pq import Format

HEADER = struct.Struct(">HH")  # size, unused; then big-endian float32


@dataclass(frozen=True)
class Packed:
    """A (d,) array as an argument of a statement; write its place as `%s::vector`."""

    array: NDArray


class TextDumper(Dumper):
    """pgvector's text form, exact for float32, for statements that hold their arguments."""

    format = Format.TEXT

    def dump(self, obj: Packed) -> bytes:
        numbers = np.asarray(obj.array, dtype=np.float32).tolist()
        return f"[{','.join(map(repr, numbers))}]".encode()


class BinaryDumper(Dumper):
    """What pgvector's `vector_recv` reads."""

    format = Format.BINARY

    def dump(self, obj: Packed) -> bytes:
        return HEADER.pack(len(obj.array), 0) + np.asarray(obj.array, dtype=">f4").tobytes()


psycopg.adapters.register_dumper(Packed, TextDumper)
psycopg.adapters.register_dumper(Packed, BinaryDumper)  # the last one is preferred


def unpacked(raw: bytes) -> NDArray[np.float32]:
    """The (d,) array behind what `vector_send` gave."""
    return np.frombuffer(raw, dtype=">f4", offset=HEADER.size).astype(np.float32)


@contextmanager
def binary_cursor(connection: BaseDatabaseWrapper) -> Iterator[CursorWrapper]:
    """A cursor whose arguments travel beside the statement; Django's own writes them into it."""
    with connection.cursor() as ours, psycopg.Cursor[Any](ours.connection) as cursor:
        logged = connection.make_debug_cursor if connection.queries_logged else None
        yield (logged or connection.make_cursor)(cursor)
