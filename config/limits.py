"""Count requests: exact in Redis, still bounded when Redis is away (RELIABILITY S13)."""

import ipaddress
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from math import ceil

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import BlockingConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

logger = logging.getLogger(__name__)

CONNECTIONS = 20  # of one process; more requests than that wait for one
REST_SECONDS = 5.0  # how long a Redis that failed is left alone
SECONDS_BETWEEN_WARNINGS = 60.0


@dataclass(frozen=True)
class Verdict:
    """Whether one more request is allowed, and when to ask again if it is not."""

    is_allowed: bool
    limit: int
    retry_after: int = 0


class Limiter:
    """At most so many hits of a key in any window of so much time.

    Redis counts for all processes in one script, so calls in parallel cannot slip through. A
    Redis that fails is left alone for a while; each process then counts for itself with the
    same limits.
    """

    def __init__(
        self, url: str, *, timeout: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=timeout,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            # A connection that an earlier Redis left behind deserves one more try, a hang none.
            retry=Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
        )
        storage = RedisStorage("redis://", connection_pool=pool, key_prefix="diggindie:limit")
        self._shared = MovingWindowRateLimiter(storage)
        self._clock = clock
        self._lock = threading.Lock()
        self._rest_until = self._quiet_until = float("-inf")

    def hit(self, rate: str, *key: str) -> Verdict:
        """Count one request against `rate`, such as "10/minute"."""
        item = parse(rate)
        if self._clock() >= self._rest_until:
            try:
                return _count(self._shared, item, key)
            except RedisError as error:
                self._leave_alone(error)
        with self._lock:
            return _count(self._local, item, key)

    @cached_property
    def _local(self) -> MovingWindowRateLimiter:
        return MovingWindowRateLimiter(MemoryStorage())

    def _leave_alone(self, error: RedisError) -> None:
        now = self._clock()
        self._rest_until = now + REST_SECONDS
        if now >= self._quiet_until:
            self._quiet_until = now + SECONDS_BETWEEN_WARNINGS
            logger.warning("limits are counted per process: redis %s", type(error).__name__)


def _count(limiter: MovingWindowRateLimiter, item: RateLimitItem, key: tuple[str, ...]) -> Verdict:
    if limiter.hit(item, *key):
        return Verdict(True, item.amount)
    wait = limiter.get_window_stats(item, *key).reset_time - time.time()
    return Verdict(False, item.amount, max(1, ceil(wait)))


_making = threading.Lock()


def limiter() -> Limiter:
    """The one of this process, also for threads that ask for the first time at once."""
    with _making:
        return _limiter(settings.REDIS_URL)


@cache
def _limiter(url: str) -> Limiter:
    return Limiter(url, timeout=settings.REDIS_TIMEOUT)


def client_address(request: HttpRequest) -> str | None:
    """The client's address: the one that our outermost proxy saw, as `NUM_PROXIES` counts them.

    With no proxy `X-Forwarded-For` is the client's own word and is not read.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    if settings.NUM_PROXIES:
        hops = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), *hops]
    try:
        address = ipaddress.ip_address(hops[-1 - min(settings.NUM_PROXIES, len(hops) - 1)].strip())
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)


def client_network(request: HttpRequest) -> str:
    """Who counts as one client: an IPv4 address, or the /64 that one IPv6 household owns."""
    address = client_address(request)
    if address is None or ":" not in address:
        return address or "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False))
