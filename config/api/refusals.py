"""Who was told to wait is told again at once, before any work is done for them (RELIABILITY L4)."""

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil

from django.http import HttpRequest, HttpResponse

MOST = 10_000  # refusals; the oldest is forgotten first
PAUSE = 0.01  # seconds before each repetition: who asks in a loop must not use up the processors
STATUSES = (409, 429)  # busy with another of their own requests; too many of them
TOLD_APART = ("HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE", "HTTP_ORIGIN")

GetResponse = Callable[[HttpRequest], HttpResponse]
Caller = bytes


@dataclass(frozen=True)
class Refusal:
    """An answer as it left us, and until when it holds."""

    status: int
    headers: dict[str, str]
    content: bytes
    until: float


class RefuseAgain:
    """The outermost middleware: a 409 or 429 is given again until its `Retry-After` is over.

    Only to who shows the same token: an address may be that of many.
    """

    def __init__(
        self, get_response: GetResponse, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.get_response = get_response
        self._clock = clock
        self._lock = threading.Lock()
        self._refusals: OrderedDict[Caller, Refusal] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        caller = _caller(request)
        if caller is None:
            return self.get_response(request)
        refusal = self._refusals.get(caller)
        if refusal and (left := ceil(refusal.until - self._clock())) > 0:
            time.sleep(PAUSE)
            return _again(refusal, left)
        response = self.get_response(request)
        if response.status_code in STATUSES and "Retry-After" in response:
            self._keep(caller, response)
        return response

    def _keep(self, caller: Caller, response: HttpResponse) -> None:
        until = self._clock() + int(response["Retry-After"])
        refusal = Refusal(response.status_code, dict(response.items()), response.content, until)
        with self._lock:
            self._refusals[caller] = refusal
            self._refusals.move_to_end(caller)
            if len(self._refusals) > MOST:
                self._refusals.popitem(last=False)


def _caller(request: HttpRequest) -> Caller | None:
    meta = request.META
    if "HTTP_AUTHORIZATION" not in meta:
        return None
    parts = (request.method, request.path, *(meta.get(name, "") for name in TOLD_APART))
    return blake2b("\n".join(parts).encode(errors="replace"), digest_size=16).digest()


def _again(refusal: Refusal, left: int) -> HttpResponse:
    given = {"Retry-After": str(left), "X-Request-ID": uuid.uuid4().hex}
    if "RateLimit-Reset" in refusal.headers:
        given["RateLimit-Reset"] = str(left)
    return HttpResponse(refusal.content, status=refusal.status, headers=refusal.headers | given)
