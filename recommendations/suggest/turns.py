"""How many threads of this process work for one member at a time."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_busy: Counter[int] = Counter()


@contextmanager
def taken(member_id: int, *, most: int) -> Iterator[bool]:
    """One of the member's `most` turns, given back at the end; False: all are taken."""
    with _lock:
        is_free = _busy[member_id] < most
        _busy[member_id] += is_free
    try:
        yield is_free
    finally:
        with _lock:
            _busy[member_id] -= is_free
            if not _busy[member_id]:
                del _busy[member_id]
