"""Read a JSON body strictly: small, flat, one meaning (RELIABILITY 2.3, raw bodies)."""

import json
import re
from math import isfinite
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_noop as _
from rest_framework.parsers import BaseParser

from config.errors import DomainError

MAX_DEPTH = 20
MAX_DIGITS = 19  # as many as the largest number that the database holds
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and half characters


class MalformedBody(DomainError):
    code = "malformed_body"
    message = _("본문을 JSON으로 읽을 수 없습니다.")


class BodyTooLarge(DomainError):
    code = "body_too_large"
    status = 413
    message = _("본문이 너무 큽니다.")


class PackedBody(DomainError):
    code = "unsupported_media_type"
    status = 415
    message = _("압축한 본문은 받지 않습니다.")


class StrictJSONParser(BaseParser):
    """The only parser of the API; any other media type is a 415."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: dict[str, Any] | None = None,
    ) -> Any:
        headers = parser_context["request"].headers if parser_context else {}
        if headers.get("Content-Encoding", "identity").lower() != "identity":
            raise PackedBody
        return parsed(_body(stream, declared=int(headers.get("Content-Length") or 0)))


def _body(stream: IO[bytes], *, declared: int) -> bytes:
    limit = settings.API_MAX_BODY_BYTES
    if declared > limit:
        raise BodyTooLarge
    body = stream.read(limit + 1)
    if len(body) > limit:
        raise BodyTooLarge
    return body


def parsed(body: bytes) -> Any:
    """The value that a body holds, or `MalformedBody`."""
    try:
        value = json.loads(
            body.decode(),
            object_pairs_hook=_without_duplicates,
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=_finite,
        )
    except (ValueError, RecursionError):
        raise MalformedBody from None
    _check(value, MAX_DEPTH)
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise MalformedBody
    return value


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise MalformedBody
    return int(digits)


def _finite(number: str) -> float:
    value = float(number)
    if not isfinite(value):
        raise MalformedBody
    return value


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            raise MalformedBody
    elif isinstance(value, dict | list):
        if depth == 0:
            raise MalformedBody
        for inner in (*value, *value.values()) if isinstance(value, dict) else value:
            _check(inner, depth - 1)
