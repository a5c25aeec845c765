"""The real OpenAI client against a server that fails in every way we know (RELIABILITY F6)."""

import socket
import threading
import time
import traceback
from collections.abc import Iterator

import numpy as np
import pytest

from embeddings.tests.fake_openai import FakeOpenAI
from embeddings.tests.openai_faults import HUGE, MODEL, NOWHERE, vector_of
from embeddings.text import gateway
from embeddings.text.base import (
    ProviderBusy,
    ProviderError,
    ProviderRefuses,
    ProviderUnavailable,
    Purpose,
    TextNotEmbeddable,
)
from embeddings.text.openai import MAX_TOKENS, OpenAIEmbedder, batches, is_same_model

SECONDS = 2
HUNG = 5  # seconds: far over the deadline, so only a missing deadline gets here
TEXTS = ["실리카겔은 록 밴드", "비 오는 날의 신스팝", "신나는 펑크"]

FAULTS = [
    ("429", ProviderBusy, "rate_limited"),
    ("429_retry_after", ProviderBusy, "rate_limited"),
    ("429_retry_date", ProviderBusy, "rate_limited"),
    ("quota", ProviderRefuses, "insufficient_quota"),
    ("401", ProviderRefuses, "unauthorized"),
    ("403", ProviderRefuses, "forbidden"),
    ("404_model", ProviderRefuses, "not_found"),
    ("400_input", TextNotEmbeddable, "bad_text"),
    ("400_dimensions", ProviderRefuses, "refused"),
    ("500", ProviderUnavailable, "server_error"),
    ("502_html", ProviderUnavailable, "server_error"),
    ("200_html", ProviderUnavailable, "bad_answer"),
    ("redirect", ProviderUnavailable, "bad_answer"),
    ("hang", ProviderUnavailable, "timeout"),
    ("drip", ProviderUnavailable, "timeout"),
    ("drip_headers", ProviderUnavailable, "timeout"),
    ("reset", ProviderUnavailable, "connection"),
    ("not_json", ProviderUnavailable, "bad_answer"),
    ("wrong_shape", ProviderUnavailable, "bad_answer"),
    ("empty_data", ProviderUnavailable, "bad_answer"),
    ("short_batch", ProviderUnavailable, "bad_answer"),
    ("twice_the_same_index", ProviderUnavailable, "bad_answer"),
    ("wrong_dimension", ProviderUnavailable, "bad_vector"),
    ("zeros", ProviderUnavailable, "bad_vector"),
    ("nan", ProviderUnavailable, "bad_vector"),
    ("long_vectors", ProviderUnavailable, "bad_vector"),
    ("null", ProviderUnavailable, "bad_vector"),
    ("other_model", ProviderUnavailable, "other_model"),
    ("packed", ProviderUnavailable, "too_large"),
    ("huge", ProviderUnavailable, "too_large"),
]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as fake:
        yield fake


def embedder_at(base_url: str, dimensions: int = 1536, model: str = MODEL) -> OpenAIEmbedder:
    return OpenAIEmbedder(
        model=model, dimensions=dimensions, api_key="sk-do-not-tell", base_url=base_url
    )


def error_of(base_url: str, seconds: float = SECONDS) -> ProviderError:
    """The error of a call, which has to come well before a hang would be noticed."""
    began = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        gateway.embed(embedder_at(base_url), TEXTS, Purpose.PASSAGE, seconds=seconds)
    assert time.monotonic() - began < HUNG
    return caught.value


def embed(server: FakeOpenAI, texts: list[str], **chosen: int | str) -> np.ndarray:
    embedder = embedder_at(server.base_url, **chosen)
    return gateway.embed(embedder, texts, Purpose.PASSAGE, seconds=SECONDS)


@pytest.mark.parametrize(("fault", "kind", "reason"), FAULTS)
def test_every_fault_becomes_one_error_of_ours_in_time(
    server: FakeOpenAI, fault: str, kind: type[ProviderError], reason: str
) -> None:
    """RELIABILITY F6."""
    server.fault = fault
    error = error_of(server.base_url)
    assert (type(error), error.reason) == (kind, reason)
    assert len(server.calls) == 1, "no retries"
    assert "secret" not in f"{error.message} {error.errors}", "not to clients"
    assert "secret" not in "".join(traceback.format_exception(error)), "nor to logs"


def test_each_text_gets_its_own_vector_when_the_answer_is_out_of_order(
    server: FakeOpenAI,
) -> None:
    """RELIABILITY F6: swapped indexes."""
    server.fault = "swapped"
    np.testing.assert_allclose(embed(server, TEXTS), [vector_of(t) for t in TEXTS], atol=1e-6)


def test_a_server_that_nobody_runs_is_a_connection_error(server: FakeOpenAI) -> None:
    """RELIABILITY F6: refused."""
    error = error_of(server.refusing_url)
    assert (type(error), error.reason) == (ProviderUnavailable, "connection")


def test_a_name_without_an_address_fails_in_time() -> None:
    """RELIABILITY F6: DNS. How fast a resolver gives up is its own affair."""
    error = error_of(NOWHERE)
    assert type(error) is ProviderUnavailable
    assert error.reason in {"connection", "timeout"}


def test_a_resolver_that_hangs_fails_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """RELIABILITY F6: slow DNS, which no timeout of a client covers."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: answered.wait())
    error = error_of("http://slow.example/v1", seconds=0.2)
    answered.set()
    assert (type(error), error.reason) == (ProviderUnavailable, "timeout")


def test_a_server_that_never_accepts_fails_in_time() -> None:
    """RELIABILITY F6: a connection that hangs in TLS or before the first byte."""
    with socket.create_server(("127.0.0.1", 0), backlog=1) as deaf:
        port = deaf.getsockname()[1]
        for scheme in ("http", "https"):
            error = error_of(f"{scheme}://127.0.0.1:{port}/v1", seconds=0.3)
            assert (type(error), error.reason) == (ProviderUnavailable, "timeout")


def test_a_thread_ends_with_its_call_even_when_the_answer_drips(server: FakeOpenAI) -> None:
    for fault in ("drip", "drip_headers", "hang"):
        server.fault = fault
        with pytest.raises(ProviderUnavailable) as caught:
            embedder_at(server.base_url).embed(TEXTS, Purpose.PASSAGE, seconds=0.3)
        assert caught.value.reason == "timeout"


def test_retry_after_is_reported_and_never_slept(server: FakeOpenAI) -> None:
    server.fault = "429_retry_after"
    assert error_of(server.base_url).retry_after == 90
    server.fault = "429_retry_date"
    assert error_of(server.base_url).retry_after == 3600


def test_a_huge_answer_is_not_read(server: FakeOpenAI) -> None:
    """RELIABILITY F6: 250 MB."""
    server.fault = "huge"
    assert error_of(server.base_url).reason == "too_large"
    assert server.bytes_sent < HUGE / 5


def test_the_client_works_again_after_every_fault(server: FakeOpenAI) -> None:
    embedder = embedder_at(server.base_url)
    for fault in ("429", "not_json", "reset", "zeros", "huge"):
        server.fault = fault
        with pytest.raises(ProviderError):
            gateway.embed(embedder, TEXTS, Purpose.PASSAGE, seconds=SECONDS)
    server.fault = ""
    rows = gateway.embed(embedder, TEXTS, Purpose.PASSAGE, seconds=SECONDS)
    np.testing.assert_allclose(rows, [vector_of(text) for text in TEXTS], atol=1e-6)


def test_many_texts_are_sent_in_calls_within_the_limits(server: FakeOpenAI) -> None:
    texts = [f"밴드 {number}" for number in range(500)]
    np.testing.assert_allclose(embed(server, texts), [vector_of(t) for t in texts], atol=1e-6)
    assert server.texts == texts
    assert [len(call.texts) for call in server.calls] == [215, 215, 70]


def test_a_call_holds_no_more_tokens_than_the_api_takes() -> None:
    long, short = "가" * 2700, "록"
    cut = list(batches([long] * 100 + [short] * 10, per_call=2048))
    assert [text for batch in cut for text in batch] == [long] * 100 + [short] * 10
    assert all(sum(len(text.encode()) for text in batch) <= MAX_TOKENS for batch in cut)
    assert len(cut) == 3


@pytest.mark.parametrize(
    ("model", "dimensions", "sent"),
    [
        ("text-embedding-3-small", 1536, None),
        ("text-embedding-3-small", 512, 512),
        ("text-embedding-3-large", 1536, 1536),
        ("openai/text-embedding-3-large", 1536, 1536),
        ("bge-m3", 1024, None),
    ],
)
def test_a_size_is_asked_for_only_where_it_can_be_chosen(
    server: FakeOpenAI, model: str, dimensions: int, sent: int | None
) -> None:
    server.control.dimensions = dimensions
    rows = embed(server, TEXTS, model=model, dimensions=dimensions)
    assert server.calls[0].dimensions == sent
    assert rows.shape == (len(TEXTS), dimensions)


@pytest.mark.parametrize(
    ("asked", "answered", "is_same"),
    [
        ("text-embedding-3-small", "text-embedding-3-small", True),
        ("text-embedding-ada-002", "text-embedding-ada-002-v2", True),
        ("text-embedding-3-small", "text-embedding-3-small-2024-01-25", True),
        ("text-embedding-3-small", "openai/text-embedding-3-small", True),
        ("nomic-embed-text", "nomic-embed-text:latest", True),
        ("text-embedding-3-small", "text-embedding-3-large", False),
        ("text-embedding-3", "text-embedding-3-small", False),
        ("text-embedding-3-small", "", False),
        ("bge", "bge-m3", False),
    ],
)
def test_a_dated_or_vendored_name_is_the_same_model(
    asked: str, answered: str, is_same: bool
) -> None:
    assert is_same_model(asked, answered) is is_same


def test_proxies_of_the_environment_are_ignored(
    server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.refusing_url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert embed(server, TEXTS).shape == (3, 1536)


def test_the_key_is_in_no_log_and_no_repr(
    server: FakeOpenAI, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    embedder = embedder_at(server.base_url)
    for fault in ("401", "reset", "500"):
        server.fault = fault
        with pytest.raises(ProviderError) as caught:
            gateway.embed(embedder, TEXTS, Purpose.PASSAGE, seconds=SECONDS)
        assert "do-not-tell" not in f"{caught.value!r} {vars(caught.value)!r}"
    assert "do-not-tell" not in f"{embedder!r} {vars(embedder)!r}"
    assert "do-not-tell" not in caplog.text


def test_without_a_key_and_an_address_nobody_is_called() -> None:
    embedder = OpenAIEmbedder(model=MODEL, dimensions=1536)
    with pytest.raises(ProviderRefuses) as caught:
        gateway.embed(embedder, TEXTS, Purpose.PASSAGE, seconds=SECONDS)
    assert caught.value.reason == "no_key"
