"""What every request passes: an id for the log, one error shape for the API, small pages."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from config.api.errors import Problem, answer, problem_of
from config.error_pages import is_api

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

COMPRESSED = {"text/html", "image/svg+xml"}

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Give each request an id, in the log lines and in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class SmallPages(GZipMiddleware):
    """Pages and drawings leave compressed, a stream as it is: its steps may not wait.

    Against BREACH each form's token is masked anew and Django pads each answer at random.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in COMPRESSED:
            return response
        return super().process_response(request, response)


class ApiErrors:
    """Below /api/ every error has the one shape, whoever made it: resolver, middleware or view.

    It stands outermost, so that nothing answers behind its back. Elsewhere Django's own pages stay.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code < 400 or response["Content-Type"].startswith("application/json"):
            return response
        return _reshaped(request, response)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Django reads no body without a length, so a chunked one is refused and not waited for."""
        if is_api(request) and request.headers.get("Transfer-Encoding"):
            return answer(Problem(411))
        return None

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        """Errors of views that are not REST framework's; bugs fall through to the 500."""
        problem = problem_of(exc) if is_api(request) else None
        return answer(problem) if problem else None


def _reshaped(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same status and headers with the body of an API error."""
    with translation.override(translation.get_language_from_request(request)):
        fresh = answer(Problem(response.status_code))
    for name, value in response.items():
        if name.lower() not in {"content-type", "content-length"}:
            fresh[name] = value
    fresh.cookies = response.cookies
    return fresh
