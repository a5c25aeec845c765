"""Which code made a figure: stored beside it, so that two figures are compared knowingly."""

import hashlib
from functools import cache
from pathlib import Path


@cache
def code_version(*slices: str) -> str:
    """Short, and new whenever a module of these slices is."""
    here = Path(__file__).resolve().parent
    files = sorted(path for name in slices for path in (here / name).glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
