"""What the fake OpenAI server answers: the vectors of its texts, and every fault by name."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from embeddings.tests.fake_openai import Handler

MODEL = "text-embedding-3-small"
NOWHERE = "http://nowhere.invalid/v1"  # a name that has no address
HUGE = 250_000_000  # bytes
TICK = 0.05  # seconds between the bytes of a drip

Entries = list[dict[str, Any]]
Answer = Callable[["Handler", "Call"], None]


def vector_of(text: str, *, model: str = MODEL, dimensions: int = 1536) -> NDArray[np.float32]:
    """The (d,) unit vector that the server gives for a text: the same in every process."""
    seed = hashlib.sha256(f"{model}\n{text}".encode()).digest()[:8]
    numbers = np.random.default_rng(int.from_bytes(seed)).standard_normal(dimensions)
    return (numbers / np.linalg.norm(numbers)).astype(np.float32)


@dataclass(frozen=True)
class Call:
    """One request for embeddings, as it arrived."""

    texts: tuple[str, ...]
    model: str
    dimensions: int | None
    is_packed: bool


def entries(handler: Handler, call: Call) -> Entries:
    size = call.dimensions or handler.fake.control.dimensions
    vectors = [vector_of(text, model=call.model, dimensions=size) for text in call.texts]
    return [entry(index, vector, call) for index, vector in enumerate(vectors)]


def entry(index: int, vector: NDArray[Any], call: Call) -> dict[str, Any]:
    packed = base64.b64encode(vector.astype("<f4").tobytes()).decode()
    return {
        "object": "embedding",
        "index": index,
        "embedding": packed if call.is_packed else [float(number) for number in vector],
    }


def well(handler: Handler, call: Call) -> None:
    handler.answer(200, envelope(call, entries(handler, call)))


def envelope(call: Call, data: Any, model: str = "") -> dict[str, Any]:
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "data": data, "model": model or call.model, "usage": usage}


def status(code: int, error: dict[str, Any], **headers: str) -> Answer:
    """Answer with a status and OpenAI's error form."""
    body = {"error": {"message": "secret words of the provider", "param": None} | error}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, call: handler.answer(code, body, sent)


def raw(code: int, body: bytes, **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, call: handler.answer(code, body, sent)


def data(change: Callable[[Entries, Call], Any]) -> Answer:
    """Answer 200 with spoilt data."""

    def answer(handler: Handler, call: Call) -> None:
        handler.answer(200, envelope(call, change(entries(handler, call), call)))

    return answer


def vectors(make: Callable[[int], NDArray[Any]]) -> Answer:
    """Answer 200 with every vector replaced."""

    def answer(handler: Handler, call: Call) -> None:
        size = handler.fake.control.dimensions
        spoilt = [entry(index, make(size), call) for index in range(len(call.texts))]
        handler.answer(200, envelope(call, spoilt))

    return answer


def hang(handler: Handler, call: Call) -> None:
    handler.fake.closing.wait()


def drip(handler: Handler, call: Call) -> None:
    handler.start(200, {"Content-Length": "100000"})
    while not handler.fake.closing.wait(TICK):
        handler.wfile.write(b" ")


def drip_headers(handler: Handler, call: Call) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.fake.closing.wait(TICK):
        handler.wfile.write(b"y")


def reset(handler: Handler, call: Call) -> None:
    number = handler.connection.detach()
    gone = socket.socket(fileno=number)
    gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    gone.close()
    handler.close_connection = True


def huge(handler: Handler, call: Call) -> None:
    """Valid JSON of 250 MB, made as it is read, its length not announced."""
    handler.start(200, {"Transfer-Encoding": "chunked"})
    chunk = b"%x\r\n%s\r\n" % (100_000, b" " * 100_000)
    for _ in range(HUGE // 100_000):
        handler.wfile.write(chunk)
        handler.fake.bytes_sent += len(chunk)
    handler.wfile.write(b"2\r\n{}\r\n0\r\n\r\n")


LIMITED = {"type": "requests", "code": "rate_limit_exceeded"}
QUOTA = {"type": "insufficient_quota", "code": "insufficient_quota"}
WRONG = {"type": "invalid_request_error"}

FAULTS: dict[str, Answer] = {
    "": well,
    "429": status(429, LIMITED),
    "429_retry_after": status(429, LIMITED, Retry_After="90"),
    "429_retry_date": status(429, LIMITED, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT"),
    "quota": status(429, QUOTA),
    "401": status(401, WRONG | {"code": "invalid_api_key"}),
    "403": status(403, WRONG),
    "404_model": status(404, WRONG | {"code": "model_not_found"}),
    "400_input": status(400, WRONG | {"param": "input"}),
    "400_dimensions": status(400, WRONG | {"param": "dimensions"}),
    "500": status(500, {"type": "server_error"}),
    "502_html": raw(502, b"<html><h1>Bad Gateway</h1></html>", Content_Type="text/html"),
    "200_html": raw(200, b"<html><h1>Welcome</h1></html>", Content_Type="text/html"),
    "redirect": raw(302, b"", Location="http://127.0.0.1:1/v1/embeddings"),
    "not_json": raw(200, b'{"data": [{"embed'),
    "wrong_shape": raw(200, b'{"data": {"vectors": [1, 2]}}'),
    "packed": raw(200, b"\x1f\x8b", Content_Encoding="gzip"),
    "empty_data": data(lambda rows, call: []),
    "short_batch": data(lambda rows, call: rows[:-1]),
    "twice_the_same_index": data(lambda rows, call: [row | {"index": 0} for row in rows]),
    "wrong_dimension": vectors(lambda size: np.full(size // 2, (size // 2) ** -0.5)),
    "zeros": vectors(np.zeros),
    "nan": vectors(lambda size: np.full(size, np.nan)),
    "long_vectors": vectors(np.ones),
    "null": data(lambda rows, call: [row | {"embedding": None} for row in rows]),
    "other_model": lambda handler, call: handler.answer(
        200,
        envelope(call, entries(handler, call), "text-embedding-3-other"),
    ),
    "swapped": data(lambda rows, call: rows[::-1]),
    "hang": hang,
    "drip": drip,
    "drip_headers": drip_headers,
    "reset": reset,
    "huge": huge,
}


def known_fault(name: str) -> str:
    if name not in FAULTS:
        raise ValueError(f"no such fault: {name!r}; there are {', '.join(FAULTS)}")
    return name
