"""What a provider of text vectors promises, and the few ways in which it may fail."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from config.errors import DomainError


class Purpose(StrEnum):
    """Some models embed what is searched and what is searched for differently."""

    PASSAGE = "passage"
    QUERY = "query"


class TextEmbedder(Protocol):
    """A model that turns texts into vectors. `embeddings.text.gateway` is its only caller."""

    provider: str
    model: str
    dimensions: int

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        """(n texts) -> (n, dimensions), row i for text i, within about `seconds`.

        Raises one of the errors below, or anything at all: the gateway maps the rest.
        """
        ...


class ProviderError(DomainError):
    """The provider gave no usable vectors. `reason` is a stable word for logs and the admin."""

    code = "embedding_unavailable"
    status = 503
    message = "임베딩을 만들 수 없습니다. 잠시 뒤에 다시 시도해 주세요."
    reason = "unavailable"


class ProviderUnavailable(ProviderError):
    """Down, slow or broken: waiting may cure it."""


class ProviderBusy(ProviderError):
    """429: come back after `retry_after` seconds."""

    reason = "rate_limited"


class ProviderRefuses(ProviderError):
    """Wrong key, no quota, unknown model: only the operator can cure it."""

    reason = "refused"


class TextNotEmbeddable(ProviderError):
    """This text can never be embedded: empty, too long or refused as input."""

    code = "text_not_embeddable"
    status = 400
    message = "이 글은 임베딩할 수 없습니다. 비어 있거나 너무 깁니다."
    reason = "bad_text"
