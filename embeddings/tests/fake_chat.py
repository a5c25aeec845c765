"""A server on loopback that speaks the chat API, well or badly as it is told."""

import json
from collections.abc import Callable
from typing import Any

from config.tests.loopback import Fake, QuietHandler

TICK = 0.05  # seconds between the bytes of a drip
MEGABYTE = 1_000_000

Answer = Callable[["Handler"], None]


def says(content: Any) -> Answer:
    """Answer 200 with this content; what is not a string is written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    body = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
    }
    return lambda handler: handler.answer(200, json.dumps(body).encode())


def chooses(*words: object) -> Answer:
    return says({"keywords": list(words)})


def raw(status: int, body: bytes, kind: str = "application/json") -> Answer:
    return lambda handler: handler.answer(status, body, kind)


def silence(handler: "Handler") -> None:
    handler.server.fake.closing.wait()


def drip(handler: "Handler") -> None:
    handler.start(200, "application/json", 100_000)
    while not handler.server.fake.closing.wait(TICK):
        handler.wfile.write(b" ")


class FakeChat(Fake):
    """`answers` are given in turn, the last one for ever; `asked` are the requests' bodies."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.listen(Handler)


class Handler(QuietHandler):
    def do_POST(self) -> None:
        fake = self.server.fake
        fake.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        fake.answers[min(len(fake.asked), len(fake.answers)) - 1](self)

    def answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.start(status, kind, len(body))
        self.wfile.write(body)

    def start(self, status: int, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()
