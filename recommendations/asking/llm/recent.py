"""Answers of the last minutes, in this process's memory alone.

Whoever takes a keyword out, goes back or reloads asks the same once more, and a model need not.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

MOST = 256  # answers
SECONDS = 600.0


class Recent:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def get(self, key: str) -> Any:
        """None where there is none, or it is too old."""
        with self._lock:
            since, answer = self._known.get(key, (float("-inf"), None))
            return answer if self._clock() - since < SECONDS else None

    def put(self, key: str, answer: Any) -> None:
        with self._lock:
            self._known[key] = self._clock(), answer
            self._known.move_to_end(key)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
