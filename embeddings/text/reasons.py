"""The stable words for why a provider gave no vectors; logs, metrics and the admin use them."""

from enum import StrEnum
from typing import TypeVar

from embeddings.text.base import ProviderError

AnyProviderError = TypeVar("AnyProviderError", bound=ProviderError)


class Reason(StrEnum):
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    SERVER_ERROR = "server_error"
    BAD_ANSWER = "bad_answer"
    BAD_VECTOR = "bad_vector"
    OTHER_MODEL = "other_model"
    TOO_LARGE = "too_large"
    UNEXPECTED = "unexpected"
    RATE_LIMITED = "rate_limited"
    NO_QUOTA = "insufficient_quota"
    NO_KEY = "no_key"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    UNKNOWN_MODEL = "unknown_model"
    BAD_DIMENSIONS = "bad_dimensions"
    UNKNOWN_PROVIDER = "unknown_provider"
    REFUSED = "refused"
    BAD_TEXT = "bad_text"


def failure(
    kind: type[AnyProviderError], reason: Reason, *, retry_after: int | None = None
) -> AnyProviderError:
    """An error of ours that carries its reason, and nothing that a provider said."""
    error = kind(retry_after=retry_after)
    error.reason = reason.value
    return error
