"""The gateway distrusts every embedder and names every failure (RELIABILITY D7, P8)."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from config.retry_after import retry_after
from embeddings.tests.embedders import DIMENSIONS, FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text import compose, gateway
from embeddings.text.base import (
    ProviderBusy,
    ProviderError,
    ProviderRefuses,
    ProviderUnavailable,
    Purpose,
    TextNotEmbeddable,
)
from embeddings.text.reasons import Reason, failure
from embeddings.text.refusals import LONGEST_RETRY_AFTER, Refusal, meaning

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class GivenRows(KnownEmbedder):
    """Answers what it was given."""

    def __init__(self, rows: Any) -> None:
        super().__init__()
        self.rows = rows

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = self.rows
        return rows


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a hanging embedder waits for; opened when the test ends."""
    event = threading.Event()
    yield event
    event.set()


def embed(embedder: KnownEmbedder, texts: Sequence[str], seconds: float = 5) -> NDArray[np.float32]:
    return gateway.embed(embedder, texts, Purpose.PASSAGE, seconds=seconds)


def test_each_row_is_the_unit_vector_of_its_text() -> None:
    rows = embed(KnownEmbedder(), ["록", "팝"])
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, [vector_of("록"), vector_of("팝")], atol=1e-6)


def test_no_texts_need_no_call() -> None:
    embedder = KnownEmbedder()
    assert embed(embedder, []).shape == (0, DIMENSIONS)
    assert embedder.asked == []


def test_the_embedder_sees_normalised_texts() -> None:
    embedder = KnownEmbedder()
    embed(embedder, ["  록\u200b \x00밴드\n"])
    assert embedder.asked == [["록 밴드"]]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "가" * 8000], ids=repr)
def test_a_text_that_cannot_be_embedded_is_named_without_a_call(text: str) -> None:
    """RELIABILITY P12: the 8,192-token limit is respected without a provider call."""
    embedder = KnownEmbedder()
    with pytest.raises(TextNotEmbeddable) as caught:
        embed(embedder, ["록", text])
    assert caught.value.errors == {"position": 1}
    assert embedder.asked == []


def test_a_text_at_the_cap_is_embedded() -> None:
    assert embed(KnownEmbedder(), ["a" * compose.MAX_BYTES]).shape == (1, DIMENSIONS)


@pytest.mark.parametrize(
    "rows",
    [
        np.zeros((1, DIMENSIONS)),
        np.full((1, DIMENSIONS), np.nan),
        np.full((1, DIMENSIONS), np.inf),
        np.full((1, DIMENSIONS), 1e300),
        np.ones((1, DIMENSIONS)),
        np.ones((1, 2)) / 2**0.5,
        vector_of("록"),
        np.array([vector_of("록"), vector_of("팝")]),
        [[None] * DIMENSIONS],
        [["x"] * DIMENSIONS],
        None,
        np.empty((0, DIMENSIONS)),
    ],
)
def test_a_bad_vector_never_comes_through(rows: Any) -> None:
    """RELIABILITY P8: NaN, infinity, zero, another size."""
    with pytest.raises(ProviderUnavailable) as caught:
        embed(GivenRows(rows), ["록"])
    assert caught.value.reason == "bad_vector"


def test_rounding_is_forgiven_and_mended() -> None:
    rows = embed(GivenRows([vector_of("록") * 1.009]), ["록"])
    assert float(np.linalg.norm(rows[0])) == pytest.approx(1, abs=1e-6)


def test_an_embedder_that_hangs_costs_no_more_than_its_time(gate: threading.Event) -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        embed(KnownEmbedder(meanwhile=gate.wait), ["록"], seconds=0.05)
    assert caught.value.reason == "timeout"


def test_hanging_calls_hold_a_bounded_number_of_threads(gate: threading.Event) -> None:
    embedder = KnownEmbedder(meanwhile=gate.wait)
    for _ in range(gateway.CALLS_AT_ONCE + 3):
        with pytest.raises(ProviderUnavailable):
            embed(embedder, ["록"], seconds=0.02)
    assert len(embedder.asked) == gateway.CALLS_AT_ONCE


def test_the_threads_are_free_again_when_the_hanging_ends() -> None:
    gate = threading.Event()
    for _ in range(gateway.CALLS_AT_ONCE):
        with pytest.raises(ProviderUnavailable):
            embed(KnownEmbedder(meanwhile=gate.wait), ["록"], seconds=0.02)
    gate.set()
    for _ in range(gateway.CALLS_AT_ONCE * 2):
        assert embed(KnownEmbedder(), ["록"]).shape == (1, DIMENSIONS)


def test_a_machine_without_threads_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    for _ in range(gateway.CALLS_AT_ONCE + 1):
        with monkeypatch.context() as patch, pytest.raises(ProviderUnavailable):
            patch.setattr(threading.Thread, "start", refuse)
            embed(KnownEmbedder(), ["록"], seconds=0.05)
    assert embed(KnownEmbedder(), ["록"]).shape == (1, DIMENSIONS)


@pytest.mark.parametrize(
    "error",
    [
        failure(ProviderBusy, Reason.RATE_LIMITED, retry_after=90),
        failure(ProviderRefuses, Reason.NO_QUOTA),
        failure(ProviderUnavailable, Reason.SERVER_ERROR),
        TextNotEmbeddable(),
    ],
)
def test_our_own_errors_come_through_as_they_are(error: ProviderError) -> None:
    with pytest.raises(ProviderError) as caught:
        embed(FailingEmbedder(error), ["록"])
    assert caught.value is error


@pytest.mark.parametrize(
    ("error", "reason"),
    [(TimeoutError(), "timeout"), (AttributeError("secret words"), "unexpected")],
)
def test_any_other_error_becomes_ours_without_its_words(error: Exception, reason: str) -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        embed(FailingEmbedder(error), ["록"])
    assert caught.value.reason == reason
    assert "secret" not in f"{caught.value} {caught.value.message} {caught.value.errors}"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("90", 90),
        ("0.2", 1),
        ("0", 0),
        ("86400", 3600),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 12:01:30 -0000", 90),
        ("Sun, 01 Mar 2099 12:01:30 GMT", 3600),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("nan", None),
        ("9" * 400, None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_capped(value: str, seconds: int | None) -> None:
    assert retry_after(value, now=NOW, longest=LONGEST_RETRY_AFTER) == seconds


@pytest.mark.parametrize(
    ("refusal", "kind", "reason"),
    [
        (Refusal(429), ProviderBusy, "rate_limited"),
        (Refusal(429, kind="insufficient_quota"), ProviderRefuses, "insufficient_quota"),
        (Refusal(400, code="billing_hard_limit_reached"), ProviderRefuses, "insufficient_quota"),
        (Refusal(401), ProviderRefuses, "unauthorized"),
        (Refusal(402), ProviderRefuses, "insufficient_quota"),
        (Refusal(403), ProviderRefuses, "forbidden"),
        (Refusal(404, code="model_not_found"), ProviderRefuses, "not_found"),
        (Refusal(405), ProviderRefuses, "refused"),
        (Refusal(400, parameter="input"), TextNotEmbeddable, "bad_text"),
        (Refusal(400, parameter="$.input[3]"), TextNotEmbeddable, "bad_text"),
        (
            Refusal(400, message="This model's maximum context length is 8192 tokens"),
            TextNotEmbeddable,
            "bad_text",
        ),
        (
            Refusal(422, message="`inputs` must have less than 512 tokens"),
            TextNotEmbeddable,
            "bad_text",
        ),
        (Refusal(413), TextNotEmbeddable, "bad_text"),
        (Refusal(400, parameter="dimensions"), ProviderRefuses, "refused"),
        (Refusal(400, parameter="model", message="bad input"), ProviderRefuses, "refused"),
        (Refusal(400, message="<html>Bad Request</html>"), ProviderRefuses, "refused"),
        (Refusal(408), ProviderUnavailable, "timeout"),
        (Refusal(500), ProviderUnavailable, "server_error"),
        (Refusal(529), ProviderUnavailable, "server_error"),
        (Refusal(302), ProviderUnavailable, "bad_answer"),
    ],
)
def test_a_refusal_says_what_may_cure_it(
    refusal: Refusal, kind: type[ProviderError], reason: str
) -> None:
    error = meaning(refusal, now=NOW)
    assert type(error) is kind
    assert error.reason == reason
