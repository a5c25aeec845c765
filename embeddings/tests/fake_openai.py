"""A server on loopback that speaks OpenAI's embeddings API, well or badly as it is told.

In a test:         with FakeOpenAI() as server: ...   # server.base_url, server.fault = "429"
For other tests:   python -m embeddings.tests.fake_openai --port 8901 --latency-ms 80
                   POST /control {"fault": "hang", "every": 10, "latency_ms": 80}; GET /control
"""

import argparse
import json
import socket
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from config.tests.loopback import Fake, QuietHandler
from embeddings.tests.openai_faults import FAULTS, Call, known_fault


@dataclass
class Control:
    """What the server does now: `fault` on every `every`-th call ("" is none)."""

    fault: str = ""
    every: int = 1
    latency_ms: float = 0
    dimensions: int = 1536


@dataclass
class FakeOpenAI(Fake):
    port: int = 0
    control: Control = field(default_factory=Control)
    before_answer: Callable[[Call], None] = lambda call: None  # a test's own barrier

    def __post_init__(self) -> None:
        self.calls: list[Call] = []
        self.bytes_sent = 0
        self._deaf = socket.socket()
        self._deaf.bind(("127.0.0.1", 0))  # and never listens
        self.listen(Handler, self.port)

    def __exit__(self, *raised: object) -> None:
        super().__exit__(*raised)
        self._deaf.close()

    @property
    def refusing_url(self) -> str:
        return f"http://127.0.0.1:{self._deaf.getsockname()[1]}/v1"

    @property
    def fault(self) -> str:
        return self.control.fault

    @fault.setter
    def fault(self, name: str) -> None:
        self.control.fault = known_fault(name)

    @property
    def texts(self) -> list[str]:
        return [text for call in self.calls for text in call.texts]

    def is_at_fault(self) -> bool:
        return bool(self.control.fault) and len(self.calls) % self.control.every == 0


class Handler(QuietHandler):
    disable_nagle_algorithm = True

    @property
    def fake(self) -> FakeOpenAI:
        return self.server.fake

    def do_GET(self) -> None:
        counts = {"calls": len(self.fake.calls), "texts": len(self.fake.texts)}
        self.answer(200, asdict(self.fake.control) | counts)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/control":
            return self.obey(body)
        given = body["input"]
        call = Call(
            texts=(given,) if isinstance(given, str) else tuple(given),
            model=body["model"],
            dimensions=body.get("dimensions"),
            is_packed=body.get("encoding_format") == "base64",
        )
        self.fake.calls.append(call)
        is_at_fault = self.fake.is_at_fault()
        self.fake.before_answer(call)
        self.fake.closing.wait(self.fake.control.latency_ms / 1000)
        return FAULTS[self.fake.fault if is_at_fault else ""](self, call)

    def obey(self, order: dict[str, Any]) -> None:
        try:
            known_fault(order.get("fault", ""))
            self.fake.control = replace(self.fake.control, **order)
        except (TypeError, ValueError) as error:
            return self.answer(400, {"error": str(error)})
        return self.answer(200, asdict(self.fake.control))

    def answer(
        self, status: int, body: dict[str, Any] | bytes, headers: dict[str, str] | None = None
    ) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.start(status, {"Content-Length": str(len(raw))} | (headers or {}))
        self.wfile.write(raw)

    def start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | headers).items():
            self.send_header(name, value)
        self.end_headers()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--dimensions", type=int, default=1536)
    chosen = parser.parse_args()
    control = Control(latency_ms=chosen.latency_ms, dimensions=chosen.dimensions)
    with FakeOpenAI(port=chosen.port, control=control) as server:
        print(server.base_url, flush=True)
        server.closing.wait()


if __name__ == "__main__":
    main()
