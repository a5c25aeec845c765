"""Raw bodies that no client of ours sends (RELIABILITY 2.3): each a 4xx in the API's shape."""

import gzip
import json

import pytest

from config.api.parsers import MalformedBody, parsed
from config.tests.callers import stranger

ECHO = "/api/framework/echo"

BODIES = {
    "100,000 nested lists": (b"[" * 30_000, 400),
    "closed nested lists": (b"[" * 30_000 + b"]" * 30_000, 400),
    "nested objects": (b'{"a":' * 6_000 + b"1" + b"}" * 6_000, 400),
    "21 deep": (b"[" * 21 + b"]" * 21, 400),
    "3 MB": (b'"' + b"a" * 3_000_000 + b'"', 413),
    "50 MB": (b'"' + b"a" * 50_000_000 + b'"', 413),
    "one byte too many": (b'"' + b"a" * 65_535 + b'"', 413),
    "NaN": (b'{"a": NaN}', 400),
    "Infinity": (b'{"a": -Infinity}', 400),
    "a float that overflows": (b'{"a": 1e999}', 400),
    "5,000 digits": (b'{"a": ' + b"9" * 5_000 + b"}", 400),
    "20 digits": (b'{"a": ' + b"1" * 20 + b"}", 400),
    "NUL": (b'{"a": "\\u0000"}', 400),
    "NUL in a key": (b'{"a\\u0000": 1}', 400),
    "half a character": (b'{"a": "\\ud83d"}', 400),
    "invalid UTF-8": (b'{"a": "\xff\xfe"}', 400),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), 400),
    "duplicate keys": (b'{"a": 1, "a": 2}', 400),
    "not JSON": (b"a=1", 400),
    "half a body": (b'{"a": ', 400),
    "two values": (b"{} {}", 400),
    "byte order mark": (b"\xef\xbb\xbf{}", 400),
}


def send(body, content_type="application/json", **headers):
    return stranger().generic("POST", ECHO, body, content_type=content_type, headers=headers)


def is_refused(answer, status):
    assert (answer.status_code, answer.json()["statusCode"]) == (status, status)
    assert {"message", "code"} <= answer.json().keys()


@pytest.mark.urls("config.tests.odd_urls")
@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES)
def test_a_body_that_means_nothing_or_too_much_is_refused(body, status):
    """RELIABILITY D10, fact 10's stock answers: 500 and HTML."""
    is_refused(send(body), status)


@pytest.mark.urls("config.tests.odd_urls")
@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "json"]
)
def test_only_json_is_read(media_type):
    is_refused(send(b'{"a": 1}', media_type), 415)


@pytest.mark.urls("config.tests.odd_urls")
def test_a_packed_body_is_not_unpacked():
    """RELIABILITY 2.3: gzip bomb."""
    bomb = gzip.compress(b" " * 10_000_000)
    is_refused(send(bomb[:60_000], **{"Content-Encoding": "gzip"}), 415)


@pytest.mark.urls("config.tests.odd_urls")
def test_a_body_without_a_length_is_refused_and_not_waited_for():
    is_refused(send(b"{}", **{"Transfer-Encoding": "chunked"}), 411)


@pytest.mark.urls("config.tests.odd_urls")
def test_an_ordinary_body_passes_unchanged():
    body = {"밴드": ["실리카겔 🎸", 1, -2.5, True, None, {"a": {}}], "most": 2**63 - 1}
    for text in (json.dumps(body), json.dumps(body, ensure_ascii=False)):
        assert send(text.encode()).json() == body


def test_twenty_levels_and_nineteen_digits_are_read():
    assert parsed(b"[" * 20 + b"]" * 20)
    assert parsed(b"9" * 19) == 10**19 - 1
    with pytest.raises(MalformedBody):
        parsed(b"-" + b"9" * 20)
