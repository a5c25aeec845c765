"""OpenAI's embeddings, or those of any server that speaks the same, through its own client."""

import re
import weakref
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Self

import httpx2
import numpy as np
import openai
from django.conf import settings
from numpy.typing import NDArray

from config.deadline import AnswerTooLarge, GuardedTransport, deadline
from embeddings.text.base import ProviderError, ProviderRefuses, ProviderUnavailable, Purpose
from embeddings.text.reasons import Reason, failure
from embeddings.text.refusals import Refusal, meaning

OFFICIAL = "https://api.openai.com/v1"
OWN_DIMENSIONS = {
    "text-embedding-3-small": 1536,
    "text-embedding-3-large": 3072,
    "text-embedding-ada-002": 1536,
}
OF_ONE_SIZE = frozenset({"text-embedding-ada-002"})  # cannot be shortened

MAX_INPUTS = 2048  # a call; so says the API's reference, as it says the next
MAX_TOKENS = 300_000  # a call; a token is at least a byte, so bytes are counted
MAX_BODY = 8_000_000  # bytes of an answer
NUMBER = 24  # bytes that a number may take in an answer, written out as JSON

VERSION = re.compile(r"[-:@](latest|v?\d[\d.]*(-\d+)*)")


class OpenAIEmbedder:
    """One model at one address. Purposes make no difference to these models."""

    provider = "openai"

    def __init__(
        self, *, model: str, dimensions: int, api_key: str = "", base_url: str = ""
    ) -> None:
        self.model, self.dimensions = model, dimensions
        self._may_call = bool(api_key or base_url)
        client = guarded_client(api_key=api_key, base_url=base_url, max_body=MAX_BODY)
        self._create = client.embeddings.create
        weakref.finalize(self, client.close)

    @classmethod
    def from_settings(cls, *, model: str, dimensions: int) -> Self:
        return cls(
            model=model,
            dimensions=dimensions,
            api_key=settings.OPENAI_API_KEY,
            base_url=settings.OPENAI_BASE_URL,
        )

    @classmethod
    def refusal(cls, model: str, dimensions: int) -> Reason | None:
        """Why this could not be, as far as it is known without asking the server."""
        if not (settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL):
            return Reason.NO_KEY
        name = model.rpartition("/")[2]
        if not name:
            return Reason.UNKNOWN_MODEL
        own = OWN_DIMENSIONS.get(name, dimensions)
        may_be = dimensions == own if name in OF_ONE_SIZE else dimensions <= own
        return None if may_be else Reason.BAD_DIMENSIONS

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        if not self._may_call:
            raise failure(ProviderRefuses, Reason.NO_KEY)
        per_call = min(MAX_INPUTS, MAX_BODY // (self.dimensions * NUMBER + 200))
        try:
            with deadline(seconds):
                rows = [self._rows(batch, seconds) for batch in batches(texts, per_call)]
        except Exception as error:
            raise named(error) from None  # what the provider said stays here
        return np.concatenate(rows).astype(np.float32)

    def _rows(self, texts: Sequence[str], seconds: float) -> NDArray[np.float64]:
        answer = self._create(model=self.model, input=list(texts), timeout=seconds, **self._size())
        if not is_same_model(self.model, answer.model):
            raise failure(ProviderUnavailable, Reason.OTHER_MODEL)
        vectors = {item.index: item.embedding for item in answer.data}
        if len(answer.data) != len(texts) or set(vectors) != set(range(len(texts))):
            raise failure(ProviderUnavailable, Reason.BAD_ANSWER)
        return self._array([vectors[index] for index in range(len(texts))])

    def _array(self, vectors: list[list[float]]) -> NDArray[np.float64]:
        try:
            rows = np.array(vectors, dtype=np.float64)
        except (TypeError, ValueError):
            raise failure(ProviderUnavailable, Reason.BAD_VECTOR) from None
        if rows.shape != (len(vectors), self.dimensions):
            raise failure(ProviderUnavailable, Reason.BAD_VECTOR)
        return rows

    def _size(self) -> dict[str, Any]:
        own = OWN_DIMENSIONS.get(self.model.rpartition("/")[2], self.dimensions)
        return {} if own == self.dimensions else {"dimensions": self.dimensions}


def guarded_client(*, api_key: str, base_url: str, max_body: int) -> openai.OpenAI:
    """The client with our own transport: no retries of its own, no redirects, a capped answer."""
    return openai.OpenAI(
        api_key=api_key or "none",  # a server of one's own may want none
        base_url=base_url or OFFICIAL,
        max_retries=0,
        http_client=httpx2.Client(
            transport=GuardedTransport(max_body=max_body),
            headers={"Accept-Encoding": "identity"},
            trust_env=False,
            follow_redirects=False,
        ),
    )


def batches(texts: Sequence[str], per_call: int) -> Iterator[list[str]]:
    """The texts in order, cut into calls that stay within the API's limits."""
    batch: list[str] = []
    tokens = 0
    for text in texts:
        size = len(text.encode())
        if batch and (len(batch) == per_call or tokens + size > MAX_TOKENS):
            yield batch
            batch, tokens = [], 0
        batch.append(text)
        tokens += size
    if batch:
        yield batch


def is_same_model(asked: str, answered: str) -> bool:
    """Whether the names differ at most in a "vendor/" before and a version behind."""
    ours, theirs = asked.rpartition("/")[2], answered.rpartition("/")[2]
    shorter, longer = sorted((ours, theirs), key=len)
    rest = longer.removeprefix(shorter)
    return bool(shorter) and (not rest or (rest != longer and VERSION.fullmatch(rest) is not None))


def named(error: Exception) -> ProviderError:
    """The error of ours for whatever the client or its transport raised."""
    match error:
        case ProviderError():
            return error
        case openai.APIStatusError():
            return meaning(_refusal(error), now=datetime.now(UTC))
        case openai.APITimeoutError():
            return failure(ProviderUnavailable, Reason.TIMEOUT)
        case AnswerTooLarge():
            return failure(ProviderUnavailable, Reason.TOO_LARGE)
        case openai.APIConnectionError():
            return failure(ProviderUnavailable, Reason.CONNECTION)
        case _:  # HTML, half a JSON: the client fails over it in many ways
            return failure(ProviderUnavailable, Reason.BAD_ANSWER)


def _refusal(error: openai.APIStatusError) -> Refusal:
    body = error.body if isinstance(error.body, dict) else {"message": error.body}
    return Refusal(
        status=error.status_code,
        code=str(body.get("code") or ""),
        kind=str(body.get("type") or ""),
        parameter=str(body.get("param") or ""),
        message=str(body.get("message") or ""),
        headers=error.response.headers,
    )
