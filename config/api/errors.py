"""One answer for every error below /api/ (CONTRACT D84, P4): what it says and how it looks."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rest_framework.exceptions import APIException, Throttled, ValidationError
from rest_framework.response import Response

from config.errors import DomainError

logger = logging.getLogger(__name__)

UNAVAILABLE = (OperationalError, InterfaceError)
RETRY_AFTER = 2  # seconds; a database restart is over in about that time

# The machine word and the text of each status when the error itself says nothing better.
STATUSES = {
    301: ("moved", _("다른 밴드와 합쳐졌습니다. Location이 가리키는 주소로 가세요.")),
    400: ("invalid", _("요청을 처리할 수 없습니다.")),
    401: ("unauthorized", _("로그인이 필요하거나 토큰이 올바르지 않습니다.")),
    403: ("forbidden", _("권한이 없습니다.")),
    404: ("not_found", _("찾을 수 없습니다.")),
    405: ("method_not_allowed", _("이 주소에서 쓸 수 없는 메서드입니다.")),
    406: ("not_acceptable", _("JSON으로만 답할 수 있습니다.")),
    409: ("conflict", _("다른 요청과 겹쳤습니다. 잠시 뒤에 다시 시도해 주세요.")),
    411: ("length_required", _("본문의 길이(Content-Length)를 알려 주세요.")),
    413: ("body_too_large", _("본문이 너무 큽니다.")),
    415: ("unsupported_media_type", _("본문은 application/json이어야 합니다.")),
    429: ("too_many_requests", _("요청이 너무 많습니다. 잠시 뒤에 다시 시도해 주세요.")),
    500: ("server_error", _("서버에 문제가 생겼습니다.")),
    503: ("unavailable", _("지금은 답할 수 없습니다. 잠시 뒤에 다시 시도해 주세요.")),
}
CHECK_INPUT = _("입력한 값을 확인해 주세요.")


@dataclass(frozen=True)
class Problem:
    """What an error comes to on the wire."""

    status: int
    code: str = ""
    message: str = ""
    errors: dict[str, Any] | None = None
    retry_after: int | None = None

    def body(self) -> dict[str, Any]:
        code, message = STATUSES.get(self.status, STATUSES[500 if self.status >= 500 else 400])
        body = {
            "statusCode": self.status,
            "message": gettext(self.message or message),
            "code": self.code or code,
        }
        return body | ({"errors": self.errors} if self.errors else {})

    def headers(self) -> dict[str, str]:
        headers = {}
        if self.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="api"'
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return headers


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's hook. None means a bug: Django logs it and answers a plain 500."""
    problem = problem_of(exc)
    if problem is None:
        return None
    return Response(problem.body(), status=problem.status, headers=problem.headers())


def answer(problem: Problem) -> HttpResponse:
    """The same answer where REST framework is not there to give it."""
    return JsonResponse(
        problem.body(),
        status=problem.status,
        headers=problem.headers(),
        json_dumps_params={"ensure_ascii": False},
    )


def problem_of(exc: BaseException) -> Problem | None:
    """What is told about an error that we foresaw; None for a bug."""
    if isinstance(exc, DomainError):
        return Problem(exc.status, exc.code, str(exc.message), exc.errors, exc.retry_after)
    if isinstance(exc, UNAVAILABLE):
        logger.warning("database unavailable", exc_info=exc)
        return Problem(503, retry_after=RETRY_AFTER)
    if isinstance(exc, APIException):
        return _framework_problem(exc)
    return _django_problem(exc)


def _framework_problem(exc: APIException) -> Problem:
    if isinstance(exc, ValidationError):
        return Problem(400, message=CHECK_INPUT, errors=_by_field(exc.detail))
    if isinstance(exc, Throttled):
        return Problem(429, retry_after=ceil(exc.wait or 1))
    return Problem(exc.status_code)


def _django_problem(exc: BaseException) -> Problem | None:
    known = (
        (Http404, 404),
        (PermissionDenied, 403),
        (RequestDataTooBig, 413),
        ((SuspiciousOperation, MultiPartParserError, RecursionError), 400),
    )
    return next((Problem(status) for kind, status in known if isinstance(exc, kind)), None)


def _by_field(detail: Any) -> dict[str, list[str]]:
    """Field errors as one flat map, `{"bandIds.0": ["..."]}`, so that typed clients can read it."""
    errors: dict[str, list[str]] = {}
    for path, text in _leaves(detail, ()):
        errors.setdefault(".".join(path) or "body", []).append(text)
    return errors


def _leaves(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(detail, dict):
        for key, inner in detail.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _leaves(inner, path)
    else:
        yield path, str(detail)
